"""`bqportal regulations import`: report per file, all or nothing, twice changes nothing."""

import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bqportal.editorial.models import Revision
from bqportal.editorial.records import InvalidRecordsError
from bqportal.occupations.actions import import_regulations
from bqportal.occupations.importers.reference_data import load_reference_data
from bqportal.occupations.importers.reference_list import versions
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation, Regulation, TrainingPosition
from tests.occupations.test_regulations_text import CURRENT, OLD

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LIST = "(2) Die Berufsbildpositionen der Fertigkeiten sind:\n\n1. Drucken,\n\n2. Setzen,\n\n3. Falten,\n\n4. Binden."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "DruckAusbV-BJNR057000011.md").write_text(CURRENT.replace("{list}", LIST), encoding="utf-8")
    old = OLD.replace("{duration}", "Die Ausbildung dauert drei Jahre.").replace("{annex}", "")
    (tmp_path / "kochausbv.md").write_text(old, encoding="utf-8")
    (tmp_path / "README.md").write_text("# No regulation\n", encoding="utf-8")
    return tmp_path


def statuses(directory: Path, **options: bool) -> list[str]:
    return [outcome.status for outcome in import_regulations(directory=directory, at=NOW, **options).outcomes]


def rows() -> tuple[int, int, int, int]:
    return (
        Regulation.objects.count(),
        ReferenceOccupation.objects.published().count(),
        OccupationVersion.objects.count(),
        TrainingPosition.objects.count(),
    )


def test_regulations_become_published_occupations(folder: Path) -> None:
    assert statuses(folder) == ["new", "new"]
    occupation = ReferenceOccupation.objects.published().get(slug="medientechnologe-druck")
    version = occupation.versions.get()
    assert (version.name_f, version.duration_months) == ("Medientechnologin Druck", 36)
    assert version.regulation.key == "druckausbv-2011-04-07"
    assert version.regulation.citation == "BGBl. I 2011 S. 570"
    assert list(version.positions.values_list("number", "text"))[:2] == [("1", "Drucken"), ("2", "Setzen")]


def test_twice_changes_nothing(folder: Path) -> None:
    import_regulations(directory=folder, at=NOW)
    before = rows(), Revision.objects.count()
    assert statuses(folder) == ["unchanged", "unchanged"]
    assert (rows(), Revision.objects.count()) == before


def test_a_changed_law_changes_its_rows_only(folder: Path) -> None:
    import_regulations(directory=folder, at=NOW)
    path = folder / "DruckAusbV-BJNR057000011.md"
    path.write_text(path.read_text("utf-8").replace("3. Falten,", "3. Schneiden,"), encoding="utf-8")
    assert statuses(folder) == ["unchanged", "changed"]
    assert TrainingPosition.objects.filter(text="Falten").count() == 0


def test_a_later_regulation_ends_the_earlier_and_names_the_occupation(folder: Path) -> None:
    newer = (
        CURRENT.replace("{list}", LIST)
        .replace("Medientechnologen Druck und zur Medientechnologin Druck", "Koch und zur Köchin")
        .replace("Medientechnologe Druck und Medientechnologin Druck", "Koch und Köchin")
        .replace("07.04.2011", "09.03.2022")
        .replace("1. August 2011", "1. August 2022")
    )
    (folder / "KochAusbV-BJNR039800022.md").write_text(newer, encoding="utf-8")
    import_regulations(directory=folder, at=NOW)
    koch = ReferenceOccupation.objects.get(slug="koch")
    assert [str(v.regulation.in_force_to) for v in koch.versions.all()] == ["None", "2022-07-31"]


def test_dry_run_writes_nothing(folder: Path) -> None:
    assert statuses(folder, dry_run=True) == ["new", "new"]
    assert rows() == (0, 0, 0, 0)


def test_a_damaged_file_stops_the_whole_import(folder: Path) -> None:
    (folder / "broken.md").write_bytes(b"% Verordnung\xff")
    with pytest.raises(InvalidRecordsError, match=r"broken\.md: file-unreadable: is not UTF-8"):
        import_regulations(directory=folder, at=NOW)
    err = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("regulations", "import", str(folder), stdout=io.StringIO(), stderr=err)
    assert "broken.md" in err.getvalue()
    assert rows() == (0, 0, 0, 0)


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("regulations", "import", str(tmp_path), stderr=err)
    assert "holds no Markdown file" in err.getvalue()


def test_json_lines_need_no_rows_and_list_even_damaged_files(folder: Path) -> None:
    (folder / "broken.md").write_bytes(b"\x00")
    out = io.StringIO()
    call_command("regulations", "import", str(folder), "--dry-run", "--format", "jsonl", stdout=out)
    lines = {line["file"]: line for line in map(json.loads, out.getvalue().splitlines())}
    assert len(lines) == 4
    assert lines["broken.md"]["warnings"][0].startswith("file-unreadable")
    assert lines["kochausbv.md"]["occupations"] == [{"name_m": "Koch", "name_f": "Köchin", "duration_months": 36}]


def test_the_report_names_each_file_with_its_warnings(folder: Path) -> None:
    out = io.StringIO()
    call_command("regulations", "import", str(folder), stdout=out)
    assert "Medientechnologe Druck (36 months); 4 positions; BGBl. I 2011 S. 570" in out.getvalue()
    assert "    citation-derived: from register number BJNR057000011" in out.getvalue()
    assert "3 files, 2 regulations: 2 new, 0 changed, 0 unchanged" in out.getvalue()


@pytest.mark.shared
def test_the_shipped_list_is_what_the_folders_give(shared_data: Path) -> None:
    load_reference_data(at=NOW)
    before = rows()
    found = import_regulations(directory=shared_data / "regulations", at=NOW)
    assert {outcome.status for outcome in found.outcomes} == {"unchanged"}
    assert rows() == before


@pytest.mark.shared
def test_one_mirror_alone_does_not_take_knowledge_away(shared_data: Path, tmp_path: Path) -> None:
    load_reference_data(at=NOW)
    weeks = TrainingPosition.objects.exclude(weeks=None).count()
    citations = set(Regulation.objects.values_list("key", "citation"))
    shutil.copytree(shared_data / "regulations" / "current", tmp_path / "law")
    import_regulations(directory=tmp_path / "law", at=NOW)
    assert TrainingPosition.objects.exclude(weeks=None).count() == weeks
    assert set(Regulation.objects.values_list("key", "citation")) == citations


@pytest.mark.shared
def test_versions_of_one_occupation_follow_each_other(shared_data: Path) -> None:
    listed = {version.key: version for version in versions(shared_data / "regulations")}
    assert listed["kochausbv-1998-02-13"].in_force_to == "2022-07-31"
    assert listed["kochausbv-2022-03-09"].in_force_to is None
    assert len(listed["mechatronikerausbv-2011-07-21"].sources) == 2
