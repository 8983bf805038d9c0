"""A folder of records is loaded whole or not at all, and loading it again changes nothing."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from bqportal.comparison.models import Comparison, Finding
from bqportal.countries.models import Country, CountryProfile
from bqportal.editorial.models import Revision
from bqportal.editorial.queries import revision_as_of
from bqportal.editorial.records import InvalidRecordsError, read_record
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation, Regulation, TrainingPosition
from bqportal.qualifications.models import Qualification
from bqportal.sources.models import Citation, Source
from demo.loading import load_portal

pytestmark = pytest.mark.django_db
SMALL = Path(__file__).parent / "small_portal"


@pytest.fixture
def baker() -> ReferenceOccupation:
    """A reference occupation with two positions."""
    occupation = ReferenceOccupation.objects.create(
        slug="baecker", name_m="Bäcker", name_f="Bäckerin", state="published"
    )
    regulation = Regulation.objects.create(key="baeausbv-2004-04-21", title="…", enacted=date(2004, 4, 21))
    version = OccupationVersion.objects.create(
        occupation=occupation, regulation=regulation, name_m="Bäcker", name_f="Bäckerin", duration_months=36
    )
    for order, text in enumerate(["Umweltschutz", "Herstellen von Weizenbrot"], start=1):
        TrainingPosition.objects.create(version=version, order=order, number=str(order), text=text)
    return occupation


@pytest.fixture
def folder(tmp_path: Path, baker) -> Path:
    """A copy of the small portal that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "portal"))


def change(path: Path, **values) -> None:
    """Overwrite top-level keys of a record."""
    data = read_record(path, path.name).data
    path.write_text(yaml.safe_dump({**data, **values}, allow_unicode=True), encoding="utf-8")


def everything() -> list:
    """A picture of what is in the database."""
    models = [Qualification, CountryProfile, Comparison, Finding, Source, Citation, Revision]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_records_become_public_profiles(folder: Path):
    report = load_portal(folder, at=timezone.now())
    assert report.counts == {
        "countries": 1,
        "qualifications": 2,
        "comparisons": 1,
        "guides": 1,
        "glossary terms": 1,
        "questions": 1,
    }
    baker = Qualification.objects.get(slug="ua-pekar")
    assert baker.is_published
    assert (baker.transliteration, baker.transliteration_standard) == ("Pekar", "ISO 9")
    assert baker.predecessor.slug == "ua-pekar-1995"
    assert [unit.hours_total for unit in baker.units.all()] == [120, 80, None]
    assert [finding.verdict for finding in Comparison.objects.get().findings.all()] == ["yes", "unknown"]
    assert CountryProfile.objects.get().stages.get(key="school").leads_to.get().key == "ptu"


def test_loading_again_changes_nothing(folder: Path):
    load_portal(folder, at=timezone.now())
    before = everything()
    load_portal(folder, at=timezone.now())
    assert everything() == before


def test_a_changed_fact_makes_one_new_revision_and_the_old_one_stays(folder: Path):
    load_portal(folder, at=timezone.make_aware(timezone.datetime(2026, 1, 1)))
    change(folder / "qualifications/pekar.yaml", duration_months=24)
    load_portal(folder, at=timezone.make_aware(timezone.datetime(2026, 2, 1)))
    baker = Qualification.objects.get(slug="ua-pekar")
    assert revision_as_of(baker, date(2026, 1, 15)).sheet["duration_months"] == 36
    assert revision_as_of(baker, date(2026, 2, 1)).sheet["duration_months"] == 24
    assert revision_as_of(baker, date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("file", "values", "message"),
    [
        ("qualifications/pekar.yaml", {"country": "XX"}, "country: must be a known country code"),
        ("qualifications/pekar.yaml", {"duration": 36}, "duration: is not known here"),
        ("qualifications/pekar.yaml", {"duration_months": "3 years"}, "duration_months: must be a whole number"),
        ("qualifications/pekar.yaml", {"system": "1066"}, "'1066' is no profile version of UA"),
        ("qualifications/pekar.yaml", {"predecessor": "nobody"}, "predecessor: 'nobody' is no qualification"),
        ("qualifications/pekar.yaml", {"compares_with": ["Zauberer"]}, "'Zauberer' is no reference occupation"),
        ("qualifications/pekar.yaml", {"cites": {"title": ["ghost"]}}, "names 'ghost', which is not listed"),
        ("qualifications/pekar.yaml", {"units": [{"no": 1, "title": "a"} for _ in "ab"]}, "'1' stands twice"),
        ("countries/ua.yaml", {"code": "QQ"}, "'QQ' is neither an ISO 3166-1 code"),
        ("countries/ua.yaml", {"profiles": [{"slug": "1", "stages": [{"kind": "b"}]}]}, "kind: must be one"),
        ("comparisons/pekar.yaml", {"occupation": "Koch"}, "'Koch' has no regulation"),
        ("comparisons/pekar.yaml", {"findings": [{"position": "Singen", "verdict": "yes"}]}, "'Singen' is no position"),
        ("guides/start.yaml", {"kind": "poem"}, "kind: must be one of guide, about, legal"),
        ("portal.yaml", {"written_on": "soon"}, "written_on: must be a day"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_nothing_is_written(folder: Path, file: str, values: dict, message: str):
    change(folder / file, **values)
    with pytest.raises(InvalidRecordsError) as caught:
        load_portal(folder, at=timezone.now())
    assert message in str(caught.value)
    assert file in str(caught.value)
    assert not Qualification.objects.exists()
    assert not Country.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"a: [", b"- 1", b"\xff", b"slug: {}\ntexts: 3\nunits: x\nbodies: [1]\n"]
)
@pytest.mark.parametrize(
    "file", ["countries/ua.yaml", "qualifications/pekar.yaml", "comparisons/pekar.yaml", "guides/start.yaml"]
)
def test_malformed_files_end_with_a_message_and_no_half_write(folder: Path, file: str, content: bytes, capsys):
    (folder / file).write_bytes(content)
    with pytest.raises(CommandError, match="nothing was loaded"):
        call_command("demo", "load", str(folder))
    assert file in capsys.readouterr().err
    assert not Qualification.objects.exists()


def test_a_folder_that_is_no_portal_says_so(tmp_path: Path):
    with pytest.raises(CommandError):
        call_command("demo", "load", str(tmp_path))


def test_a_dry_run_writes_nothing(folder: Path, capsys):
    call_command("demo", "load", str(folder), "--dry-run", "--format", "jsonl")
    assert '"qualifications": 2' in capsys.readouterr().out
    assert not Qualification.objects.exists()
