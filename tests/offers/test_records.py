"""Centres, courses, trainings and good practice in the work area: documents, problems, draft → review → public."""

from typing import Any

import pytest
from django.utils import timezone

from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.writing import begin_record, open_record, save_section, section_digest
from bqportal.editorial.checks.checking import Context, findings_of, statements_of
from bqportal.editorial.faults import faults_of
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import Revision, WorkingVersion
from bqportal.editorial.records import Record
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import Step
from bqportal.offers.importers.records import FIGURE
from bqportal.offers.kind import KINDS
from bqportal.offers.models import Centre, Offer
from bqportal.organisations.models import Organisation, Person
from bqportal.sources.models import Citation
from tests import cast
from tests.countries.factories import CountryFactory
from tests.occupations.factories import OccupationVersionFactory
from tests.offers.factories import CentreFactory, EventFactory, NetworkFactory, OfferFactory, PracticeFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
SLUGS = [kind.slug for kind in KINDS]
EVIDENCE: dict[str, Any] = {
    "sources": {"s1": {"title": "Seite", "url": "https://example.org/", "accessed": "2026-11-28"}},
}


def germany() -> None:
    CountryFactory(code="DE", alpha2="DE", languages=["de"])


def full_documents() -> dict[str, dict[str, Any]]:
    """One document of each kind with every field filled."""
    germany()
    NetworkFactory(slug="netz")
    Organisation.objects.create(kind="counselling", slug="stelle", name="Stelle")
    version = OccupationVersionFactory()
    wordings = [position.text for position in version.positions.all()]
    evidence = {**EVIDENCE, "cites": {"title": ["s1"], "name": ["s1"]}}
    return {
        "centre": {
            "slug": "c", "country": "DE", "kind": "counselling", "name": "C", "carrier": "T", "parent": "netz",
            "organisation": "stelle", "lands": ["NW"], "areas": ["05315"], "is_nationwide": True, "ags": "05315000",
            "street": "S 1", "postcode": "50667", "city": "Köln", "url": "https://example.org/",
            "email": "a@example.org", "phone": "+49 221 00", "languages": ["de", "sr-Latn"], "topics": ["recognition"],
            "modes": ["phone"], "funded_from": "2026-01-01", "funded_until": "2028", "partners": ["P"],
            "texts": {"de": {"summary": "x", "hours": "Mo", "funding": "ESF"}},
            "reports": [{"year": 2025, "title": "B", "url": "https://example.org/b", "figures": ["Beratene: 4042"]}],
            **evidence,
        },
        "offer": {
            "slug": "o", "country": "DE", "kind": "adaptation", "title": "O", "lang": "de", "provider": "P",
            "url": "https://example.org/", "occupation": version.occupation.slug, "regulation": version.regulation.key,
            "positions": wordings[:2], "level": {"from": "B1", "to": "B2"}, "land": "NW", "ags": "05315000",
            "city": "Köln", "forms": ["online", "part_time"], "starts_on": "2027-01-11", "is_rolling": True,
            "weeks": 12, "cost_cents": 0, "contact": "0221 00", "valid_from": "2026", "valid_to": "2027-12",
            "texts": {"de": {"title": "O", "summary": "x", "funding": "y"}}, **evidence,
        },
        "event": {
            "slug": "e", "country": "DE", "title": "E", "lang": "de", "starts_on": "2027-02-01",
            "ends_on": "2027-02-02", "is_online": True, "place": "Köln", "land": "NW", "topics": ["companies"],
            "organiser": "O", "url": "https://example.org/",
            "texts": {"de": {"title": "E", "summary": "x", "audience": "Betriebe"}}, **evidence,
        },
        "practice": {
            "slug": "p", "country": "DE", "title": "P", "lang": "de", "network": "netz", "year": 2024,
            "topics": ["companies"], "url": "https://example.org/",
            "texts": {"de": {"title": "P", "what": "x", "audience": "Kammern"}}, **evidence,
        },
    }  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_written_and_read_again_is_the_same(slug: str) -> None:
    document, kind = full_documents()[slug], kind_named(slug)
    assert faults_of(document, kind.shape) == []
    record = Record(document, "")
    written = kind.write(record)
    assert written is not None
    assert record.problems == []
    again = kind.document_of(written)
    again["cites"], again["sources"] = document["cites"], document["sources"]  # keys and empty values differ
    assert again == document
    known = {field.path for field in kind.shape.fields if not field.is_text}
    assert known - set(flat(document)) == set(), "every field has been filled and came back"


def flat(document: dict[str, Any], above: str = "") -> list[str]:
    """Paths of all values."""
    paths = []
    for key, value in document.items():
        paths += flat(value, f"{above}{key}.") if isinstance(value, dict) else [f"{above}{key}"]
    return paths


@pytest.mark.parametrize("slug", SLUGS)
def test_writing_twice_changes_nothing_and_publishing_twice_adds_no_revision(slug: str) -> None:
    document, kind = full_documents()[slug], kind_named(slug)
    first = kind.write(Record(document, ""))
    kind.publish(first, timezone.now())
    second = kind.write(Record(document, ""))
    kind.publish(second, timezone.now())
    assert first == second
    assert Revision.objects.count() == 1
    assert Citation.objects.filter(object_id=first.pk).exists()


@pytest.mark.parametrize(
    ("slug", "change", "place"),
    [
        ("centre", {"country": "QQ"}, "country"),
        ("centre", {"slug": "networks"}, "slug"),
        ("centre", {"lands": ["NRW"]}, "lands"),
        ("centre", {"areas": ["0531"]}, "areas"),
        ("centre", {"ags": "5315000"}, "ags"),
        ("centre", {"email": "no"}, "email"),
        ("centre", {"languages": ["Arabic"]}, "languages"),
        ("centre", {"topics": ["x"]}, "topics"),
        ("centre", {"modes": ["letter"]}, "modes"),
        ("centre", {"parent": "nothing"}, "parent"),
        ("centre", {"organisation": "nothing"}, "organisation"),
        ("centre", {"url": "javascript:alert(1)"}, "url"),
        ("centre", {"kind": "shop"}, "kind"),
        ("centre", {"colour": "blue"}, "colour"),
        ("centre", {"reports": [{"title": "B", "figures": ["many"]}]}, "reports[1]: figures"),
        ("offer", {"occupation": "nothing", "regulation": "", "positions": []}, "occupation"),
        ("offer", {"positions": ["Kuchen essen"]}, "positions"),
        ("offer", {"regulation": ""}, "positions"),
        ("offer", {"regulation": "nothing-2020"}, "regulation"),
        ("offer", {"level": {"from": "B3"}}, "level: from"),
        ("offer", {"forms": ["x"]}, "forms"),
        ("offer", {"starts_on": "soon"}, "starts_on"),
        ("offer", {"cost_cents": -1}, "cost_cents"),
        ("event", {"starts_on": ""}, "starts_on"),
        ("event", {"ends_on": "2027-01-01"}, "ends_on"),
        ("event", {"land": "XX"}, "land"),
        ("event", {"texts": {"de": {"title": "x" * 301}}}, "texts: de: title"),
        ("practice", {"network": "nothing"}, "network"),
        ("practice", {"year": 1999}, "year"),
    ],
)
def test_every_mistake_is_named_with_its_place(slug: str, change: dict[str, Any], place: str) -> None:
    record = Record(full_documents()[slug] | change, "")
    kind_named(slug).write(record)
    assert [problem.place.removeprefix(": ") for problem in record.problems] == [place]


def test_a_network_cannot_stand_below_itself() -> None:
    germany()
    top = NetworkFactory(slug="top")
    NetworkFactory(slug="low", parent=top)
    document = {"slug": "top", "country": "DE", "kind": "network", "name": "T", "parent": "low"}
    record = Record(document, "")
    kind_named("centre").write(record)
    assert [problem.place.removeprefix(": ") for problem in record.problems] == ["parent"]
    assert Centre.objects.get(slug="top").parent is None


def test_a_wording_that_stands_twice_is_told_apart_by_its_section() -> None:
    germany()
    version = OccupationVersionFactory()
    version.positions.update(text="Umweltschutz")
    document = full_documents()["offer"] | {
        "occupation": version.occupation.slug, "regulation": version.regulation.key,
        "positions": ["Abschnitt A: Umweltschutz", "2: Umweltschutz", "4: Umweltschutz"],
    }  # fmt: skip
    record = Record(document, "")
    offer = kind_named("offer").write(record)
    assert record.problems == []
    assert isinstance(offer, Offer)
    assert sorted(offer.positions.values_list("order", flat=True)) == [1, 2, 4]
    assert kind_named("offer").document_of(offer)["positions"] == document["positions"]


@pytest.mark.parametrize(("line", "label"), [("Beratene: 4.042", "Beratene"), ("A: B: 12", "A: B"), ("x: 1,234", "x")])
def test_figures_are_read_as_reports_write_them(line: str, label: str) -> None:
    match = FIGURE.match(line)
    assert match is not None
    assert match["label"] == label


def checks(kind: Kind, document: dict[str, Any]) -> set[str]:
    """Names of the findings."""
    context = Context(kind.slug, kind.shape, timezone.localdate(), statements_of(document, kind.shape))
    return {hint.check for hint in findings_of(document, context)}


def test_checks_of_centres_and_courses() -> None:
    centre, offer = kind_named("centre"), kind_named("offer")
    bare = {"slug": "c", "country": "DE", "kind": "counselling", "name": "C"}
    assert {"centre-unreachable", "source-missing"} <= checks(centre, bare)
    assert "offer-ended" in checks(centre, bare | {"funded_until": "2022"})
    assert "funding-reversed" in checks(centre, bare | {"funded_from": "2026", "funded_until": "2025"})
    assert "offer-ended" in checks(offer, {"title": "O", "valid_to": "2020-05"})
    full = full_documents()
    assert checks(centre, full["centre"]) & {"centre-unreachable", "offer-ended", "funding-reversed"} == set()


def begun(kind: Kind, document: dict[str, Any], by: Person) -> WorkingVersion:
    """A working version of a new record."""
    return begin_record(kind=kind, document=document, organisation=None, by=by, at=timezone.now())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_record_goes_from_draft_to_public_and_can_be_changed(slug: str) -> None:
    document, kind, editor = full_documents()[slug], kind_named(slug), cast.editor()
    version = begun(kind, document, editor)
    parts = list(version.strands.values_list("part", flat=True))
    assert parts == ["", "de"]
    walked(version, editor, parts)
    record = kind.model.objects.get(slug=document["slug"])
    assert record.is_published
    assert record.reviewed_on is not None
    again = open_record(kind=kind, record=record, organisation=None, by=editor, at=timezone.now())
    values = section_values(again.document, "facts", kind.shape)
    values["fields"]["url"] = "https://example.org/new"
    saved = save_section(
        version=again, section="facts", values=values, base=section_digest(again, "facts"), by=editor,
        at=timezone.now(),
    )  # fmt: skip
    assert saved.document["url"] == "https://example.org/new"


def walked(version: WorkingVersion, by: Person, parts: list[str]) -> None:
    """Take all parts to the public; another person approves."""
    other = cast.second_editor()
    for name, person in ((Step.SUBMIT, by), (Step.APPROVE, other), (Step.PUBLISH, other)):
        take_step(version=version, step=name, parts=parts, by=person, at=timezone.now())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_the_work_area_knows_the_kind(slug: str) -> None:
    document, kind, editor = full_documents()[slug], kind_named(slug), cast.editor()
    record = kind.write(Record(document, ""))
    kind.publish(record, timezone.now())
    version = open_record(kind=kind, record=record, organisation=None, by=editor, at=timezone.now())
    client, base = client_of(editor), f"/en/workspace/records/{version.pk}/"
    sections = ["facts", "text-de", "sources", *(rows.key for rows in kind.shape.rows)]
    addresses = [
        base, *(f"{base}edit/{section}/" for section in sections), f"{base}preview/", f"{base}compare/",
        f"{base}history/", f"{base}checks/", f"{base}languages/", f"/en/workspace/freshness/{slug}/{record.pk}/",
        f"/en/workspace/records/?kind={slug}", f"/en/workspace/records/?view=public&kind={slug}&q=x",
        f"/en/workspace/freshness/?kind={slug}",
        f"/en/workspace/translations/?language=uk&kind={slug}",
    ]  # fmt: skip
    answers = {address: client.get(address).status_code for address in addresses}
    assert set(answers.values()) == {200}, answers
    assert "Preview, not public" in client.get(f"{base}preview/").content.decode()


def test_records_are_exported_as_they_are_imported() -> None:
    for factory, slug in (
        (CentreFactory, "centre"), (OfferFactory, "offer"), (EventFactory, "event"), (PracticeFactory, "practice"),
    ):  # fmt: skip
        kind = kind_named(slug)
        document = kind.document_of(factory())
        assert faults_of(document, kind.shape) == []
        record = Record(document, "")
        assert kind.write(record) is not None
        assert record.problems == []
