"""bqportal sheets: keys are listed, changed and revoked on the console, and a file is proved there."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bqportal.comparison.models import ComparisonSheet, SigningKey
from bqportal.comparison.sheets.making import make_sheet
from bqportal.organisations.models import AuditEntry
from tests.occupations.factories import OccupationVersionFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db


def sheets(*arguments: Any) -> str:
    out = StringIO()
    call_command("sheets", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def sheet() -> ComparisonSheet:
    occupation = OccupationVersionFactory().occupation
    return make_sheet(qualification=QualificationFactory(), occupation=occupation, year=2020, at=timezone.now())


@pytest.fixture
def path(tmp_path: Path, sheet: ComparisonSheet) -> Path:
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"facts": sheet.facts, "signature": sheet.token}))
    return file


def test_keys_are_listed_with_what_they_do(sheet: ComparisonSheet) -> None:
    first = sheet.key.kid
    assert f"{first}  made " in sheets("keys")
    assert "1 sheets  signs" in sheets("keys")
    new = sheets("rotate").split()[0]
    lines = sheets("keys").splitlines()
    assert lines[0].startswith(new)
    assert lines[0].endswith("0 sheets  signs")
    assert "1 sheets  retired" in lines[1]
    sheets("revoke", new)
    assert "revoked" in sheets("keys").splitlines()[0]


def test_without_keys_it_says_when_there_will_be_one() -> None:
    assert "the first sheet makes one" in sheets("keys")


def test_rotating_keeps_old_sheets_genuine(sheet: ComparisonSheet, path: Path) -> None:
    assert "signs from now on" in sheets("rotate")
    assert sheets("verify", path) == f"{sheet.code}, made on {sheet.made_on}: genuine\n"


def test_revoking_ends_what_a_key_proved(sheet: ComparisonSheet, path: Path) -> None:
    assert "its 1 sheets prove nothing any more" in sheets("revoke", sheet.key.kid)
    with pytest.raises(CommandError, match="worth nothing"):
        sheets("verify", path)
    with pytest.raises(CommandError, match="No key is called 'nothing'"):
        sheets("revoke", "nothing")


def test_changes_of_keys_are_logged(sheet: ComparisonSheet) -> None:
    sheets("rotate")
    sheets("revoke", sheet.key.kid)
    deeds = list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == ["signing_key.made", "signing_key.revoked"]
    assert SigningKey.objects.count() == 2


def test_superseded_names_the_parts(sheet: ComparisonSheet, path: Path) -> None:
    sheet.qualification.duration_months = 7
    sheet.qualification.save()
    assert "would say something else (qualification)" in sheets("verify", path)


def test_altered_forged_and_unreadable_files_end_with_an_error(sheet: ComparisonSheet, path: Path) -> None:
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "facts": {**sheet.facts, "certificate_year": 1999}}))
    with pytest.raises(CommandError, match=f"{sheet.code}.*altered"):
        sheets("verify", path)
    for content in (b"", b"\xff\x00", b"{" * 10_000, b"x" * 3_000_000):
        path.write_bytes(content)
        with pytest.raises(CommandError, match="unreadable"):
            sheets("verify", path)
    with pytest.raises(CommandError, match="No such file"):
        sheets("verify", path.parent / "nothing.json")
    with pytest.raises(CommandError, match="directory"):
        sheets("verify", path.parent)
