"""ESCO, ISCO, KldB and ISCED-F: in one transaction, and twice changes nothing."""

import io
import json
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bqportal.occupations.actions import import_esco, import_isced_f, import_isco, import_kldb
from bqportal.occupations.models import Concept, ConceptLabel, SkillRelation

pytestmark = pytest.mark.django_db

URI = "http://data.europa.eu/esco/"
FILES = {
    "occupations_en.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
    f'Occupation,{URI}occupation/1,7412,electrical fitter,"fitter\nelectric fitter",Fits.\n',
    "occupations_de.csv": "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n"
    f"Occupation,{URI}occupation/1,7412,Elektromonteur/Elektromonteurin,Elektromonteur\n",
    "ISCOGroups_en.csv": "conceptType,conceptUri,code,preferredLabel,description\n"
    f"ISCOGroup,{URI}isco/C7412,7412,Electrical mechanics and fitters,They fit.\n",
    "skills_en.csv": "conceptType,conceptUri,preferredLabel,altLabels\n"
    f"KnowledgeSkillCompetence,{URI}skill/1,solder,\nKnowledgeSkillCompetence,{URI}skill/2,measure,\n",
    "occupationSkillRelations.csv": "occupationUri,relationType,skillType,skillUri\n"
    f"{URI}occupation/1,essential,skill,{URI}skill/1\n{URI}occupation/1,optional,skill,{URI}skill/2\n",
}


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    err = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command(*arguments, stdout=io.StringIO(), stderr=err)
    return err.getvalue()


def everything() -> tuple[int, int, int]:
    return Concept.objects.count(), ConceptLabel.objects.count(), SkillRelation.objects.count()


def test_esco_all_kinds_and_languages(esco: Path) -> None:
    import_esco(directory=esco)
    fitter = Concept.objects.get(scheme="esco")
    assert (fitter.code, fitter.parent, fitter.description) == (f"{URI}occupation/1", "7412", "Fits.")
    assert set(fitter.labels.values_list("language", "kind", "text")) == {
        ("en", "pref", "electrical fitter"),
        ("en", "alt", "fitter"),
        ("en", "alt", "electric fitter"),
        ("de", "pref", "Elektromonteur/Elektromonteurin"),
        ("de", "alt", "Elektromonteur"),
    }
    assert Concept.objects.get(scheme="isco").parent == "741"
    assert sorted(fitter.skill_relations.values_list("essential", flat=True)) == [False, True]


def test_esco_twice_changes_nothing_and_a_new_edition_only_what_differs(esco: Path) -> None:
    import_esco(directory=esco)
    assert sum(change.touched for change in import_esco(directory=esco)) == 0
    path = esco / "occupations_de.csv"
    path.write_text(FILES["occupations_de.csv"].replace(",Elektromonteur\n", ",Monteur\n"), encoding="utf-8")
    (esco / "occupationSkillRelations.csv").write_text(
        FILES["occupationSkillRelations.csv"].replace("optional", "essential"), encoding="utf-8"
    )
    touched = {c.kind: (c.added, c.changed, c.removed) for c in import_esco(directory=esco) if c.touched}
    assert touched == {"esco titles": (1, 0, 1), "skill relations": (1, 0, 1)}


def test_isco_keeps_what_esco_said_of_the_groups(esco: Path, tmp_path: Path) -> None:
    import_esco(directory=esco)
    table = tmp_path / "isco.csv"
    table.write_text("isco08,en,fr\n7412,Electrical mechanics and fitters,Mécaniciens\n", encoding="utf-8")
    import_isco(path=table)
    group = Concept.objects.get(scheme="isco")
    assert group.description == "They fit."
    assert group.labels.count() == 2


def test_shipped_isco_and_isced_f_load_twice(tmp_path: Path) -> None:
    import_isco()
    import_isced_f()
    assert ConceptLabel.objects.get(concept__scheme="isco", concept__code="3115", language="en").text
    assert (
        ConceptLabel.objects.get(concept__scheme="iscedf", concept__code="0714", language="de").text
        == "Elektronik und Automation"
    )
    assert not any(change.touched for change in (*import_isco(), *import_isced_f()))


def test_dry_run_writes_nothing(esco: Path) -> None:
    before = everything()
    assert "Dry run: nothing was written." in run("esco", "import", str(esco), "--dry-run")
    assert everything() == before


def test_the_report_as_json_lines(esco: Path) -> None:
    lines = [json.loads(line) for line in run("esco", "import", str(esco), "--format", "jsonl").splitlines()]
    assert lines[0] == {"kind": "isco entries", "records": 1, "added": 1, "changed": 0, "removed": 0, "dry_run": False}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("occupations_en.csv", "conceptUri;iscoGroup\n", "separates columns with ';'"),
        ("occupations_en.csv", "conceptUri,iscoGroup,preferredLabel\n", "lacks the column altLabels"),
        ("occupations_en.csv", FILES["occupations_en.csv"] + 'Occupation,"', "cannot be read"),
        ("occupations_en.csv", FILES["occupations_en.csv"].replace(URI, "urn:"), "is no ESCO address"),
        ("ISCOGroups_en.csv", FILES["ISCOGroups_en.csv"].replace(",7412,", ",,"), "has no code"),
        ("skills_en.csv", "x", "lacks the column"),
        ("occupationSkillRelations.csv", FILES["occupationSkillRelations.csv"].replace("/1", "/9"), "no file lists"),
    ],
)
def test_a_damaged_file_stops_the_whole_import(esco: Path, name: str, content: str, said: str) -> None:
    (esco / name).write_text(content, encoding="utf-8")
    message = refusal("esco", "import", str(esco))
    assert said in message
    assert name in message
    assert everything() == (0, 0, 0)


def test_a_folder_without_esco_is_said_to_be_one(tmp_path: Path) -> None:
    assert "has no occupations_XX.csv" in refusal("esco", "import", str(tmp_path))
    assert "cannot be opened" in refusal("isco", "import", str(tmp_path / "no.csv"))
    assert "cannot be opened" in refusal("kldb", "import", str(tmp_path / "no.csv"))


@pytest.mark.shared
def test_the_whole_of_esco_in_a_minute(shared_data: Path) -> None:
    begin = time.process_time()  # what this process computes; other work on the machine does not count
    import_esco(directory=shared_data / "esco")
    duration = time.process_time() - begin
    assert everything() == (17525, 431333, 123855)
    assert len(set(ConceptLabel.objects.values_list("language", flat=True).distinct().order_by())) == 21
    assert not any(change.touched for change in import_esco(directory=shared_data / "esco"))
    assert duration < 60


@pytest.mark.shared
def test_the_whole_kldb_and_isco(shared_data: Path) -> None:
    import_kldb(path=shared_data / "kldb2010.csv")
    assert Concept.objects.filter(scheme="kldb").count() == 2195
    assert Concept.objects.get(scheme="kldb", code="26112").labels.filter(kind="pref").count() == 1
    assert not any(change.touched for change in import_kldb(path=shared_data / "kldb2010.csv"))
    import_isco(path=shared_data / "isco08_labels_wide.csv")
    assert not any(change.touched for change in import_isco())
