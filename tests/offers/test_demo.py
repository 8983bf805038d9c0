"""The directory of the example portal: it loads whole, twice the same, with a source for everything."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.countries.actions import load_countries
from bqportal.editorial.checks.checking import Context, findings_of, statements_of
from bqportal.editorial.faults import faults_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Revision
from bqportal.editorial.records import read_record
from bqportal.occupations.importers.reference_data import load_positions, save_occupation, save_regulation, shipped
from bqportal.occupations.models import OccupationVersion, TrainingPosition
from bqportal.offers.models import Centre, Event, Offer, Practice
from bqportal.offers.queries import centres, centres_near, offers_for
from bqportal.organisations.models import Organisation
from bqportal.organisations.places import LANDS
from demo.loading import Report, Standing, load_offer_files

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).resolve().parent.parent.parent / "demo"
KIND_OF_FOLDER = {"centres": "centre", "courses": "offer", "trainings": "event", "good-practice": "practice"}
FILES = sorted((FOLDER / "offers").rglob("*.yaml"))


@pytest.fixture
def loaded() -> Report:
    load_countries()
    load_named_occupations()
    return load()


def load_named_occupations() -> None:
    """The occupations that courses name, with every version and position; all of them would take long."""
    named = {read_record(path, path.name).data.get("occupation") for path in FILES}
    rows = [row for row in shipped("occupations") if row["slug"] in named]
    keys = {row["regulation"] for row in rows}
    regulations = {row["key"]: save_regulation(row) for row in shipped("regulations") if row["key"] in keys}
    names = ("name_m", "name_f", "duration_months")
    versions = {
        (row["regulation"], row["slug"]): OccupationVersion.objects.create(
            occupation=save_occupation(row, {}),
            regulation=regulations[row["regulation"]],
            **{name: row[name] for name in names},
        )
        for row in rows
    }
    load_positions(versions)


def load() -> Report:
    """Load the directory as `demo load` does."""
    responsible = Organisation.objects.get_or_create(slug="x", defaults={"kind": "central", "name": "X"})[0]
    standing, report, problems = Standing(responsible, date(2026, 11, 23), date(2028, 11, 23)), Report(), []
    load_offer_files(FOLDER, standing, report, problems, timezone.now(), lambda kind, done, total: None)
    assert problems == []
    return report


def test_there_are_16_networks_a_dozen_centres_courses_trainings_and_practice(loaded: Report) -> None:
    networks = Centre.objects.filter(kind=Centre.Kind.NETWORK)
    assert {land for network in networks for land in network.lands} == set(LANDS)
    assert len(centres()) >= 12
    assert Offer.objects.exists()
    assert Event.objects.exists()
    assert Practice.objects.exists()
    assert sum(loaded.counts.values()) == len(FILES)


def test_nobody_claims_to_have_checked_them(loaded: Report) -> None:
    for model in (Centre, Offer, Event, Practice):
        assert not model.objects.exclude(last_checked=None).exists()
        assert not model.objects.exclude(reviewed_on=None).exists()
        assert not model.objects.filter(review_by=None).exists()


def test_loading_twice_changes_nothing(loaded: Report) -> None:
    before = Revision.objects.count()
    load()
    assert Revision.objects.count() == before == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_record_names_its_sources_and_has_no_findings_but_that_it_may_have_ended(path: Path) -> None:
    record = read_record(path, path.name)
    assert record.problems == []
    assert path.stem == record.data["slug"]
    kind, document = kind_named(KIND_OF_FOLDER[path.parent.name]), dict(record.data)
    assert faults_of(document, kind.shape) == []
    context = Context(kind.slug, kind.shape, date(2026, 11, 28), statements_of(document, kind.shape))
    found = {hint.check for hint in findings_of(document, context)}
    assert found <= {"offer-ended", "evidence-weak", "centre-unreachable", "personal-data"}, found
    for said in ("phone", "email", "street", "hours", "languages", "reports", "cost_cents"):
        if document.get(said):
            assert document["cites"].get(said), f"{said} without a source"


def test_a_woman_in_berlin_who_speaks_arabic_finds_a_centre(loaded: Report) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = centres_near(land="BE", ags="11000000", language="ar")
    assert found[0].slug == "faba-plus-berlin"
    assert len(queries) == 2


def test_a_joiner_without_machines_finds_the_course_that_closes_exactly_this_gap(loaded: Report) -> None:
    machines, protection = (
        TrainingPosition.objects.get(version__regulation__key="tischlausbv-2006-01-25", number=number)
        for number in ("10", "13")
    )
    [match] = offers_for("tischler", positions=[machines.pk, protection.pk])
    assert (match.offer.slug, match.covered, match.open_left) == (
        "hwk-koeln-tischler-maschinenlehrgaenge", (machines,), 1,
    )  # fmt: skip
    assert offers_for("tischler", positions=[protection.pk]) == []


def test_courses_of_several_occupations_name_positions_and_say_who_assigned_them(loaded: Report) -> None:
    naming = Offer.objects.exclude(positions=None).distinct()
    assert len({offer.occupation_id for offer in naming}) >= 6
    for offer in naming:
        summary = offer.texts.get(language="en").summary
        assert "assigned by the portal" in summary or "in the same words" in summary, offer.slug
        assert "source" in summary or "copy of unknown date" in summary, offer.slug
