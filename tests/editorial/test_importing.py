"""Files of records: what goes out comes in again unchanged; what comes in becomes drafts, all of them or none."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings as portal
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from bqportal.countries.actions import load_countries
from bqportal.countries.importers.profiles import import_country
from bqportal.countries.models import CountryProfile
from bqportal.editorial.actions.importing import BlockedImportError, import_records
from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.writing import begin_record, open_record, save_section, section_digest
from bqportal.editorial.documents import FACTS
from bqportal.editorial.importing.planning import Verdict, plan_of
from bqportal.editorial.importing.reading import read_file
from bqportal.editorial.importing.selection import IN_WORK, XLSX, YAML, Selection, exported
from bqportal.editorial.importing.spreadsheet import workbook_of
from bqportal.editorial.importing.workbook import tables_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Snapshot, WorkingVersion
from bqportal.editorial.records import read_record
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import Step
from bqportal.occupations.models import ReferenceOccupation
from bqportal.organisations.models import AuditEntry
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import Rights
from bqportal.qualifications.importers.profiles import import_qualification, link_predecessor
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
RECORD = {
    "slug": "pl-monter", "country": "PL", "title": "Monter", "lang": "pl", "kind": "initial", "form": "school",
    "level": {"eqf": 3}, "field": "0715", "also_known_as": ["Monterka", "=SUM(A1)"],
    "texts": {"de": {"title": "Monteur", "summary": "Eins.\n\nZwei: @drei"}},
    "units": [
        {"no": "2", "title": "Druga", "hours": 40, "de": "Zweite"},
        {"no": "1", "title": "Pierwsza", "de": "Erste", "details": {"de": "+ mehr"}},
    ],
    "sources": {"s1": {"title": "Ustawa", "url": "https://example.org/u", "accessed": "2026-01-02", "weak": True}},
    "cites": {"level": ["s1"], "units": ["s1"]},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _poland(db: None) -> None:
    CountryFactory(code="PL")


def kind() -> Any:
    return kind_named("qualification")


def yaml_file(*records: dict[str, Any]) -> bytes:
    return yaml.safe_dump_all(records, allow_unicode=True, sort_keys=False).encode()


def sheet_file(*records: dict[str, Any], stamps: tuple[str, ...] = ()) -> bytes:
    given = [(one["slug"], one, stamp) for one, stamp in zip(records, stamps or ("",) * len(records), strict=True)]
    return workbook_of(tables_of(given, kind().shape, {"kind": "qualification"}))


def imported(content: bytes, name: str, person: Any, **wanted: Any) -> tuple[Any, list[WorkingVersion]]:
    reading = read_file(content, name=name, kind=kind())
    given = {"kind": kind(), "organisation": None, "by": person, "at": timezone.now(), **wanted}
    return import_records(reading=reading, **given)


def planned(content: bytes, name: str, person: Any, **wanted: Any) -> Any:
    reading = read_file(content, name=name, kind=wanted.get("kind", kind()))
    given = {"kind": kind(), "organisation": None, "overwrite": False, **wanted}
    return plan_of(reading, rights=rights_of(person), **given)


@pytest.mark.parametrize(("name", "make"), [("a.yaml", yaml_file), ("a.xlsx", sheet_file)])
def test_a_record_becomes_a_draft_and_the_second_time_nothing(name: str, make: Any) -> None:
    person = cast.editor()
    plan, (version,) = imported(make(RECORD), name, person)
    assert (plan.counted(Verdict.NEW), version.document) == (1, RECORD)
    assert {strand.state for strand in version.strands.all()} == {"draft"}
    assert not Qualification.objects.exists(), "nothing is public"
    before = (version.edition, version.snapshots.count(), AuditEntry.objects.count())
    plan, versions = imported(make(RECORD), name, person)
    assert (plan.counted(Verdict.UNCHANGED), versions) == (1, [])
    version.refresh_from_db()
    assert before == (version.edition, version.snapshots.count(), AuditEntry.objects.count())


def test_what_stands_in_a_table_of_numbers_is_read_as_the_field_has_it() -> None:
    content = b"slug: pl-x\ncountry: PL\ntitle: 2019\nlang: pl\nkind: initial\nfield: 0715\nvalid_from: 2019\n" \
        b"level: {eqf: '4'}\nunits:\n- {no: 1.10, title: Eins}\n"  # fmt: skip
    document = read_file(content, name="a.yaml", kind=kind()).entries[0].document
    assert (document["title"], document["field"], document["valid_from"]) == ("2019", "0715", "2019")
    assert (document["level"]["eqf"], document["units"][0]["no"]) == (4, "1.10")


def test_text_never_becomes_a_formula_and_nothing_is_lost() -> None:
    hostile = ["=1+1", "+49", "-5", "@x", "\tx", "\rx", "_x0041_", "a\x07b", "‮abc", '=HYPERLINK("x")']
    record = {**RECORD, "title": "=cmd|' /C calc'!A0", "also_known_as": hostile}
    content = sheet_file(record)
    for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows():
        assert not [cell.coordinate for cell in row if cell.data_type == "f"]
    document = read_file(content, name="a.xlsx", kind=kind()).entries[0].document
    assert document["title"] == record["title"]
    assert document["also_known_as"] == [text.strip() for text in hostile]


def test_formulas_are_refused_with_their_place() -> None:
    book = load_workbook(io.BytesIO(sheet_file(RECORD)))
    book["units"]["D3"] = "=1+1"
    file = io.BytesIO()
    book.save(file)
    plan = planned(file.getvalue(), "a.xlsx", cast.editor())
    assert [str(trouble) for trouble in plan.troubles] == ["units!D3: This is a formula. Write the value instead."]
    assert not plan.is_clear


def test_columns_and_sheets_that_are_missing_leave_what_is_there() -> None:
    person = cast.editor()
    _plan, (version,) = imported(yaml_file(RECORD), "a.yaml", person)
    book = Workbook()
    book.active.title = "Records"
    for row in (["slug", "country", "title", "lang", "kind", "texts.en.title"],
                ["pl-monter", "PL", "Monter", "pl", "initial", "Fitter"]):  # fmt: skip
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    imported(file.getvalue(), "a.xlsx", person, overwrite=True)
    version.refresh_from_db()
    assert version.document == {**RECORD, "texts": {**RECORD["texts"], "en": {"title": "Fitter"}}}


def test_every_mistake_is_told_with_its_line() -> None:
    wrong = b"""slug: pl-x
country: Poland
title: X
lang: pl
kind: secondary
level: {eqf: 9}
valid_from: 31.12.2019
units:
- {no: '1', title: A, hours: viele}
- {no: '1', title: B}
titel: X
legal_basis: {url: 'javascript:alert(1)'}
texts: {german: {title: X}}
cites: {level: [s9]}
"""
    plan = planned(wrong, "a.yaml", cast.editor())
    told = [str(trouble) for trouble in plan.planned[0].troubles]
    assert not plan.is_clear
    for expected in (
        "line 2: country: must be a country code such as PL, not “Poland”",
        "line 5: kind: must be one of initial, continuing, master, german_abroad, not “secondary”",
        "line 6: level.eqf: must be a whole number from 1 to 8, not “9”",
        "line 7: valid_from: must be a date such as 2019, 2019-09 or 2019-09-01, not “31.12.2019”",
        "line 9: units[1].hours: must be a number, not “viele”",
        "line 10: units[2].no: stands twice: “1”",
        "line 12: legal_basis.url: must be a web address that begins with https:// or http://, "
        "not “javascript:alert(1)”",
        "line 13: texts.german: must be a language code such as pl, not “german”",
    ):
        assert expected in told
    assert any(line.startswith("line 11: titel: is not known here; known are abroad_category,") for line in told)
    assert any(line.startswith("line 14: cites.level: must be one of") for line in told)
    with pytest.raises(BlockedImportError):
        import_records(
            reading=read_file(wrong, name="a.yaml", kind=kind()), kind=kind(), organisation=None,
            by=cast.second_editor(), at=timezone.now(),
        )  # fmt: skip
    assert not WorkingVersion.objects.exists()


def test_one_faulty_record_keeps_all_others_out() -> None:
    with pytest.raises(BlockedImportError) as caught:
        imported(yaml_file(RECORD, {**RECORD, "slug": "pl-y", "kind": "x"}), "a.yaml", cast.editor())
    assert [one.verdict for one in caught.value.plan.planned] == [Verdict.NEW, Verdict.FAULTY]
    assert not WorkingVersion.objects.exists()


def test_newer_work_is_not_overwritten() -> None:
    person = cast.editor()
    _plan, (version,) = imported(yaml_file(RECORD), "a.yaml", person)
    content, _number = exported(
        Selection(kind(), IN_WORK), rights_of(person), file_format=XLSX, at=timezone.now()
    )  # fmt: skip
    changed = load_workbook(io.BytesIO(content))
    changed["Records"]["D3"].value = "Monter nowy"
    assert changed["Records"]["D1"].value == "title"
    file = io.BytesIO()
    changed.save(file)
    assert planned(file.getvalue(), "a.xlsx", person).planned[0].verdict is Verdict.CHANGED
    values = section_values(version.document, "facts", kind().shape)
    values["fields"]["form"] = "dual"
    save_section(
        version=version, section="facts", values=values, base=section_digest(version, "facts"),
        by=person, at=timezone.now(),
    )  # fmt: skip
    for overwrite in (False, True):
        plan = planned(file.getvalue(), "a.xlsx", person, overwrite=overwrite)
        assert plan.planned[0].verdict is Verdict.CONFLICT
    with pytest.raises(BlockedImportError):
        imported(file.getvalue(), "a.xlsx", person)
    version.refresh_from_db()
    assert version.document["title"] == "Monter"
    unstamped = yaml_file({**RECORD, "title": "Monter nowy"})
    assert planned(unstamped, "a.yaml", person).planned[0].verdict is Verdict.CONFLICT
    assert planned(unstamped, "a.yaml", person, overwrite=True).planned[0].verdict is Verdict.CHANGED


def test_a_public_record_is_taken_up_and_stays_public_as_it_was() -> None:
    person = cast.contributor()
    record = QualificationFactory(country=CountryFactory(code="PL"))
    selection = Selection(kind())
    content, _number = exported(selection, rights_of(person), file_format=YAML, at=timezone.now())
    text = content.decode().replace("duration_months: 60", "duration_months: 48")
    plan, (version,) = imported(text.encode(), "a.yaml", person, organisation=cast.chamber())
    assert plan.counted(Verdict.CHANGED) == 1
    record.refresh_from_db()
    assert (record.duration_months, version.document["duration_months"]) == (60, 48)
    assert {one.part: one.state for one in version.strands.all()} == {
        FACTS: "draft", "de": "published", "en": "published",
    }  # fmt: skip
    assert version.snapshots.first().occasion == Snapshot.Occasion.IMPORTED
    assert AuditEntry.objects.filter(deed="records.imported").count() == 1


def test_rights_hold_for_every_record() -> None:
    person, chamber = cast.contributor(), cast.chamber()
    CountryFactory(code="FR")
    french = {**RECORD, "slug": "fr-x", "country": "FR"}
    plan = planned(yaml_file(RECORD, french), "a.yaml", person, organisation=chamber)
    assert [one.verdict for one in plan.planned] == [Verdict.NEW, Verdict.FORBIDDEN]
    with pytest.raises(PermissionDenied):
        imported(yaml_file(RECORD), "a.yaml", person)
    with pytest.raises(PermissionDenied):
        imported(yaml_file(RECORD), "a.yaml", person, organisation=cast.other_chamber())
    with pytest.raises(PermissionDenied):
        imported(yaml_file(RECORD), "a.yaml", cast.other_contributor(), organisation=chamber)
    with pytest.raises(BlockedImportError):
        imported(yaml_file(RECORD), "a.yaml", cast.reader(), organisation=chamber)


def test_who_may_not_read_a_draft_learns_nothing_of_it() -> None:
    _plan, (version,) = imported(yaml_file(RECORD), "a.yaml", cast.contributor(), organisation=cast.chamber())
    outsider = cast.other_contributor()
    for record in (RECORD, {**RECORD, "title": "Anders"}):
        plan = planned(yaml_file(record), "a.yaml", outsider, organisation=cast.other_chamber(), overwrite=True)
        assert plan.planned[0].verdict is Verdict.FORBIDDEN, "equal or not: the same answer"
    assert version.document["title"] == "Monter"


def test_a_part_in_review_is_told_and_stays() -> None:
    person = cast.editor()
    _plan, (version,) = imported(yaml_file(RECORD), "a.yaml", person)
    take_step(version=version, step=Step.SUBMIT, parts=[FACTS], by=person, at=timezone.now())
    plan = planned(yaml_file({**RECORD, "form": "dual"}), "a.yaml", person, overwrite=True)
    assert str(plan.planned[0].troubles[0]) == "line 1: is in review: facts. Take it back first."
    german = {**RECORD, "texts": {"de": {**RECORD["texts"]["de"], "title": "Monteurin"}}}
    assert planned(yaml_file(german), "a.yaml", person, overwrite=True).is_clear


def test_the_address_of_a_public_record_stays() -> None:
    record = QualificationFactory(country=CountryFactory(code="PL"))
    CountryFactory(code="FR")
    document = {**kind().document_of(record), "country": "FR"}
    plan = planned(yaml_file(document), "a.yaml", cast.editor(), overwrite=True)
    assert "country: stays as it is once the record is public: “PL”" in str(plan.planned[0].troubles[0])


def test_what_was_shown_is_what_is_written() -> None:
    person = cast.editor()
    seen = planned(yaml_file(RECORD), "a.yaml", person).digest
    with pytest.raises(BlockedImportError):
        imported(yaml_file({**RECORD, "form": "dual"}), "a.yaml", person, seen=seen)
    imported(yaml_file(RECORD), "a.yaml", person, seen=seen)
    assert WorkingVersion.objects.count() == 1


def test_exports_hold_only_what_their_reader_may_read() -> None:
    marked = {**RECORD, "title": "MARKER-OF-A-DRAFT"}
    begin_record(
        kind=kind(), document=marked, organisation=cast.chamber(), by=cast.contributor(), at=timezone.now()
    )  # fmt: skip
    people = [(rights_of(cast.reader()), 1), (rights_of(cast.editor()), 1), (rights_of(cast.other_contributor()), 0)]
    for rights, number in [*people, (Rights(), 0)]:
        for which in (IN_WORK, "published"):
            for file_format in (XLSX, YAML):
                selection, expected = Selection(kind(), which), number if which == IN_WORK else 0
                content, found = exported(selection, rights, file_format=file_format, at=timezone.now())
                text = content.decode() if file_format == YAML else str(
                    [[list(row) for row in sheet.values] for sheet in load_workbook(io.BytesIO(content)).worksheets]
                )  # fmt: skip
                assert (found, "MARKER-OF-A-DRAFT" in text) == (expected, bool(expected))


def load_demo_records() -> None:
    """Countries and profiles of the example portal, public; of the occupations only the names that profiles use."""
    load_countries()
    read = {
        folder: [read_record(path, path.name) for path in sorted((portal.DEMO / folder).rglob("*.yaml"))]
        for folder in ("countries", "qualifications")
    }
    names = {name for record in read["qualifications"] for name in record.strings("compares_with")}
    for number, name in enumerate(sorted(names)):
        ReferenceOccupation.objects.create(slug=f"o{number}", name_m=name, name_f=name, state="published")
    for record in read["countries"]:
        import_country(record)
    for record in read["qualifications"]:
        import_qualification(record)
    for record in read["qualifications"]:
        link_predecessor(record)
    assert not [problem for records in read.values() for record in records for problem in record.problems]
    Qualification.objects.update(state="published")
    CountryProfile.objects.update(state="published")


def test_export_and_import_of_the_whole_example_portal_change_nothing() -> None:
    load_demo_records()
    person = cast.editor()
    for slug in ("qualification", "country"):
        one = kind_named(slug)
        for file_format in (XLSX, YAML):
            content, number = exported(Selection(one), rights_of(person), file_format=file_format, at=timezone.now())
            assert number >= 30
            reading = read_file(content, name=f"a.{file_format}", kind=one)
            plan = plan_of(
                reading, kind=one, rights=rights_of(person), organisation=None, overwrite=False, prove=False
            )  # fmt: skip
            problems = [(each.slug, list(map(str, each.troubles))) for each in plan.planned if each.troubles]
            assert (plan.troubles, problems) == ([], [])
            assert plan.counted(Verdict.UNCHANGED) == number
            assert not plan.is_needed


def test_a_version_at_rest_goes_out_and_in_as_it_is_public() -> None:
    person = cast.editor()
    record = QualificationFactory(country=CountryFactory(code="PL"))
    version = open_record(kind=kind(), record=record, organisation=None, by=person, at=timezone.now())
    content, number = exported(Selection(kind()), rights_of(person), file_format=YAML, at=timezone.now())
    assert planned(content, "a.yaml", person).counted(Verdict.UNCHANGED) == number == 1
    assert exported(Selection(kind(), IN_WORK), rights_of(person), file_format=YAML, at=timezone.now())[1] == 0
    assert version.document == kind().document_of(record)


def test_from_the_console(tmp_path: Path) -> None:
    cast.editor()
    path, out, errors = tmp_path / "a.yaml", io.StringIO(), io.StringIO()
    path.write_bytes(yaml_file(RECORD))
    call_command("records", "import", str(path), "--as", "editor", "--dry-run", stdout=out, stderr=errors)
    assert "1 new" in out.getvalue()
    assert not WorkingVersion.objects.exists()
    call_command("records", "import", str(path), "--as", "editor", stdout=out, stderr=errors)
    assert WorkingVersion.objects.count() == 1
    target = tmp_path / "b.xlsx"
    call_command("records", "export", str(target), "--which", "in_work", "--as", "editor", stdout=out)
    assert "1 records" in out.getvalue()
    call_command("records", "import", str(target), "--as", "editor", stdout=out, stderr=errors)
    path.write_bytes(yaml_file({**RECORD, "kind": "x"}))
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("records", "import", str(path), "--as", "editor", stdout=out, stderr=errors)
    assert "kind: must be one of" in errors.getvalue()
    with pytest.raises(CommandError, match="there is no 'nobody'"):
        call_command("records", "import", str(path), "--as", "nobody")
