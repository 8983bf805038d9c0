"""The file for the statistical office."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from bqportal.statistics.files import records_csv
from bqportal.statistics.models import CodeMapping
from bqportal.statistics.records import ATTRIBUTES, delivery_of
from tests import cast
from tests.procedures.factories import ApplicantFactory
from tests.statistics.telling import decided

pytestmark = pytest.mark.django_db


def test_one_header_line_and_one_line_per_record_in_their_codes():
    case = decided(cast.case_worker())
    CodeMapping.objects.create(field="citizenship", ours="PL", theirs="152")
    delivery = delivery_of(case.organisation, 2025)
    text = records_csv(delivery)
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.split("\r\n")[0] == ",".join(ATTRIBUTES)
    assert (len(lines), lines[0]["citizenship"], lines[0]["training_state"]) == (1, "152", "PL")
    assert next(csv.DictReader(io.StringIO(records_csv(delivery, own_codes=True))))["citizenship"] == "PL"
    assert case.number not in text
    assert case.applicant.family_name not in text


def test_no_cell_is_a_formula():
    case = decided(cast.case_worker(), applicant=ApplicantFactory(municipality="=1+1"))
    rows = list(csv.DictReader(io.StringIO(records_csv(delivery_of(case.organisation, 2025)))))
    assert rows[0]["residence"] == "'=1+1"


def test_the_command_prints_the_file_and_says_how_complete_it_is(capsys: pytest.CaptureFixture[str]):
    decided(cast.case_worker())
    call_command("statistics", "export", "--body", "hwk-musterstadt", "--year", "2025")
    said = capsys.readouterr()
    assert said.out.count("\r\n") + said.out.count("\n") - said.out.count("\r\n") == 2
    assert "1 records, 0 complete" in said.err
    call_command("statistics", "tidy")
    assert "0 records removed" in capsys.readouterr().out


@pytest.mark.parametrize(("body", "year"), [("nowhere", "2025"), ("hwk-musterstadt", "1")])
def test_the_command_says_what_is_wrong(body: str, year: str):
    cast.chamber()
    with pytest.raises(CommandError):
        call_command("statistics", "export", "--body", body, "--year", year)
