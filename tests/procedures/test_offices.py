"""What a body sets for its cases, and its instructions on remedies."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.offices import (
    OFFICE_FIELDS,
    REMEDY_FIELDS,
    add_remedy,
    change_office,
    change_remedy,
    office_facts,
    office_for,
    recount,
    remedy_facts,
)
from bqportal.procedures.clock import STORED
from bqportal.procedures.models import Case, CaseEvent, CaseOffice, RemedyInstruction
from bqportal.procedures.workflow import State, Step
from tests import cast
from tests.procedures.factories import CaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)
INSTRUCTION = {
    "outcome": "", "remedy": "action", "body": "Verwaltungsgericht Musterstadt", "seat": "Gerichtsplatz 1",
    "text": "Gegen diesen Bescheid kann Klage erhoben werden.", "valid_from": date(2026, 1, 1), "valid_to": None,
    "source": "",
}  # fmt: skip


def test_the_fields_are_those_of_the_table():
    office = {field.name for field in CaseOffice._meta.concrete_fields} - {
        "id", "organisation", "changed_at", "numbers_given",
    }  # fmt: skip
    assert office == set(OFFICE_FIELDS)
    remedy = {field.name for field in RemedyInstruction._meta.concrete_fields} - {"id", "organisation"}
    assert remedy == set(REMEDY_FIELDS)


def test_a_manager_sets_the_office_and_the_log_keeps_no_text():
    office = change_office(
        organisation=cast.chamber(), facts={"letterhead": "Geheim 1", "land": "BY", "file_months": 120},
        by=cast.manager(), at=AT,
    )  # fmt: skip
    assert (office.letterhead, office.file_months) == ("Geheim 1", 120)
    entry = AuditEntry.objects.get(deed="case.office_changed")
    assert entry.details == {"fields": "letterhead, land, file_months", "cases": 0}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"more_holidays": ["08-08", "8-8"]}, "more_holidays"),
        ({"more_holidays": ["02-30"]}, "more_holidays"),
        ({"land": "XX"}, "land"),
        ({"file_months": 0}, "file_months"),
        ({"fiction_days": 99}, "fiction_days"),
        ({"number_prefix": "x" * 21}, "number_prefix"),
    ],
)
def test_wrong_values_are_refused_by_field(facts, field):
    with pytest.raises(ValidationError) as refused:
        change_office(organisation=cast.chamber(), facts=facts, by=cast.manager(), at=AT)
    assert list(refused.value.message_dict) == [field]
    assert not CaseOffice.objects.exists()


def test_only_who_manages_the_body_sets_it():
    for person in (cast.case_worker(), cast.other_case_worker(), cast.editor(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            change_office(organisation=cast.chamber(), facts={"land": "BY"}, by=person, at=AT)
        with pytest.raises(PermissionDenied):
            add_remedy(organisation=cast.chamber(), facts=INSTRUCTION, by=person, at=AT)


def test_nobody_overwrites_what_another_set():
    manager, organisation = cast.manager(), cast.chamber()
    seen = digest_of(office_facts(office_for(organisation)))
    change_office(organisation=organisation, facts={"signatory": "A"}, by=manager, at=AT, seen=seen)
    with pytest.raises(ValidationError) as refused:
        change_office(organisation=organisation, facts={"signatory": "B"}, by=manager, at=AT, seen=seen)
    assert refused.value.code == "stale"
    assert CaseOffice.objects.get().signatory == "A"


def test_a_holiday_moves_the_due_days_of_open_cases_and_of_no_others(monkeypatch):
    worker, manager = cast.case_worker(), cast.manager()

    def running(**values) -> Case:
        case = CaseFactory(
            created_by=worker, **{"state": State.ACKNOWLEDGED, "received_on": date(2026, 3, 2), **values}
        )
        for step in (Step.RECEIVE, Step.COMPLETE):
            CaseEvent.objects.create(
                case=case, step=step, on=date(2026, 3, 2), at=AT, by=worker, from_state="x", to_state="y"
            )
        return case

    case = running(state=State.ASSESSMENT)
    ended = running(state=State.WITHDRAWN, ended_on=date(2026, 3, 9))
    foreign = running(applicant__organisation=cast.other_chamber(), state=State.ASSESSMENT)
    change_office(organisation=cast.chamber(), facts={"land": "BY"}, by=manager, at=AT)
    case.refresh_from_db()
    plain = {name: getattr(case, name) for name in STORED}
    assert plain["decide_by"] == date(2026, 6, 2)
    change_office(organisation=cast.chamber(), facts={"more_holidays": ["06-02"]}, by=manager, at=AT)
    case.refresh_from_db()
    assert case.decide_by == date(2026, 6, 3)
    assert case.next_due == date(2026, 6, 3)
    for untouched in (ended, foreign):
        untouched.refresh_from_db()
        assert untouched.decide_by is None
    assert AuditEntry.objects.filter(deed="case.office_changed").first().details["cases"] == 1
    assert recount(CaseOffice.objects.get()) == 0, "they stand as they should"


def test_of_several_instructions_one_is_in_force_on_a_day():
    manager, organisation = cast.manager(), cast.chamber()

    def add(**changes):
        return add_remedy(organisation=organisation, facts={**INSTRUCTION, **changes}, by=manager, at=AT)

    first = add()
    add(outcome="partial")
    with pytest.raises(ValidationError) as refused:
        add(valid_from=date(2027, 1, 1))
    assert list(refused.value.message_dict) == ["valid_from"]
    with pytest.raises(ValidationError):
        add(valid_from=date(2025, 1, 1))
    add(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    with pytest.raises(ValidationError) as refused:
        add(valid_from=date(2024, 1, 1), valid_to=date(2023, 1, 1))
    assert list(refused.value.message_dict) == ["valid_to"]
    change_remedy(
        instruction=first, facts={**INSTRUCTION, "valid_to": date(2026, 12, 31)}, by=manager, at=AT,
        seen=digest_of(remedy_facts(first)),
    )  # fmt: skip
    add(valid_from=date(2027, 1, 1))
    assert AuditEntry.objects.get(deed="case.remedy_changed").details == {"fields": "valid_to"}
    with pytest.raises(ValidationError) as refused:
        change_remedy(instruction=first, facts=INSTRUCTION, by=manager, at=AT, seen=digest_of(remedy_facts(first)))
    assert refused.value.code == "stale"


def test_an_instruction_of_another_body_is_not_in_the_way():
    add_remedy(organisation=cast.chamber(), facts=INSTRUCTION, by=cast.manager(), at=AT)
    person = cast.member(cast.contributor(), cast.other_chamber(), "manager")
    assert add_remedy(organisation=cast.other_chamber(), facts=INSTRUCTION, by=person, at=AT).pk
