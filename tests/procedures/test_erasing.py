"""Erasing a person: what holds it, who may, and that nothing is left anywhere."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from bqportal.comparison.models import Precedent
from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.privacy import HeldError, Why, erase_person, export_person, goes_with
from bqportal.procedures.models import Applicant, Case
from bqportal.procedures.privacy import erasing
from bqportal.procedures.privacy.erasing import orphans, remove_orphans
from bqportal.procedures.privacy.retention import Cause
from bqportal.procedures.reading import note_reading
from bqportal.procedures.workflow import State
from bqportal.statistics.models import StatisticsRecord
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.filled import DAY, filled_case
from tests.qualifications.factories import QualificationFactory

MARK = "zqmarkperson"
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def tables_with(mark: str) -> list[str]:
    """Tables in whose rows the marker stands."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            if mark in str(cursor.fetchall()).lower():
                found.append(table)
    return found


def files_with(mark: str, *folders: Path) -> list[str]:
    """Files in whose name or content the marker stands."""
    found = []
    for folder in folders:
        for root, _folders, names in os.walk(folder):
            for name in names:
                path = Path(root, name)
                if mark in name.lower() or mark.encode() in path.read_bytes().lower():
                    found.append(str(path))
    return found


def ended(organisation, by, mark, *, number="2026-1", **values) -> Case:
    return filled_case(
        organisation, by, mark, number=number, **{"state": State.WITHDRAWN, "ended_on": date(2026, 3, 9), **values}
    )


@pytest.mark.django_db(transaction=True)
def test_after_erasing_nothing_is_left(home, settings):
    worker, manager = cast.case_worker(), cast.manager()
    version = OccupationVersionFactory()
    precedent = Precedent.objects.create(
        qualification=QualificationFactory(), version=version, outcome="full", organisation=cast.chamber(),
        decided_on=DAY, approved_by=worker, approved_at=AT,
    )  # fmt: skip
    case = ended(cast.chamber(), worker, MARK, position=version.positions.first(), precedent=precedent)
    second = filled_case(
        cast.chamber(), worker, MARK, number="2026-2", state=State.CLOSED, ended_on=date(2026, 3, 9),
        position=version.positions.first(),
    )  # fmt: skip
    alone = second.applicant
    Case.objects.filter(pk=second.pk).update(applicant=case.applicant, predecessor=case)
    alone.delete()
    other = ended(cast.chamber(), worker, "zqsomebodyelse", number="2026-3")
    note_reading(case=case, by=worker, at=AT)
    export_person(applicant=case.applicant, by=worker, at=AT)
    record = StatisticsRecord.objects.create(
        organisation=cast.chamber(), number="R-1", year=2026, data={"outcome": "withdrawn"}
    )
    before = tables_with(MARK)
    assert len([table for table in before if table.startswith("procedures_")]) == 12
    assert len(files_with(MARK, home)) == 4

    erased = erase_person(applicant=case.applicant, reason=Why.REQUEST, by=manager, at=AT)

    assert erased == 2
    assert tables_with(MARK) == []
    assert files_with(MARK, home, Path(portal.HOME)) == []
    assert MARK not in str([vars(one) for one in mail.outbox])
    assert MARK not in str(getattr(caches["default"], "_cache", ""))
    assert StatisticsRecord.objects.filter(pk=record.pk).exists()
    assert Precedent.objects.filter(pk=precedent.pk).exists()
    assert Case.objects.get().pk == other.pk, "nobody else's file is touched"
    assert len(files_with("zqsomebodyelse", home)) == 2
    entries = AuditEntry.objects.filter(deed="case.erased")
    assert {entry.about_id for entry in entries} == {str(case.pk), str(second.pk)}
    assert AuditEntry.objects.get(deed="case.person_erased").details == {"reason": "request", "cases": 2, "files": 4}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "cause"),
    [
        ({"state": State.ASSESSMENT, "ended_on": None}, Cause.OPEN),
        ({"state": State.OBJECTION, "ended_on": None}, Cause.OBJECTION),
        ({"state": State.COURT, "ended_on": None}, Cause.COURT),
        ({"state": State.MEASURE_PENDING, "ended_on": None}, Cause.MEASURE),
    ],
)
def test_what_is_held_stays(home, values, cause):
    case = ended(cast.chamber(), cast.case_worker(), MARK, **values)
    with pytest.raises(HeldError) as held:
        erase_person(applicant=case.applicant, reason=Why.REQUEST, by=cast.manager(), at=AT)
    assert held.value.hold.cause is cause
    assert held.value.messages[0]
    assert MARK not in held.value.messages[0]
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.django_db
def test_the_year_after_notification_holds_to_the_day(home):
    worker, manager = cast.case_worker(), cast.manager()
    case = ended(cast.chamber(), worker, MARK, state=State.FINAL)
    case.events.create(
        step="notify", on=date(2025, 11, 28), at=AT, by=worker, from_state="decided", to_state="notified"
    )
    with pytest.raises(HeldError) as held:
        erase_person(applicant=case.applicant, reason=Why.REQUEST, by=manager, at=AT)
    assert held.value.hold.until == date(2026, 11, 28)
    assert "§ 58" in held.value.messages[0]
    assert erase_person(applicant=case.applicant, reason=Why.REQUEST, by=manager, at=AT + timedelta(days=1)) == 1


@pytest.mark.django_db
def test_a_draft_entered_by_mistake_goes_at_once(home):
    case = ended(cast.chamber(), cast.case_worker(), MARK, state=State.DRAFT, ended_on=None)
    assert erase_person(applicant=case.applicant, reason=Why.MISTAKE, by=cast.manager(), at=AT) == 1
    assert not Applicant.objects.exists()


@pytest.mark.django_db
def test_only_who_manages_the_body_erases(home):
    worker = cast.case_worker()
    case = ended(cast.chamber(), worker, MARK)
    for person in (worker, cast.other_case_worker(), cast.editor(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            erase_person(applicant=case.applicant, reason=Why.REQUEST, by=person, at=AT)
    assert Case.objects.exists()


@pytest.mark.django_db
def test_a_reason_is_chosen_and_what_was_shown_is_what_goes(home):
    manager, worker = cast.manager(), cast.case_worker()
    case = ended(cast.chamber(), worker, MARK)
    with pytest.raises(ValidationError):
        erase_person(applicant=case.applicant, reason="because she said so", by=manager, at=AT)
    seen = digest_of(goes_with(case.applicant))
    Case.objects.create(
        organisation=cast.chamber(), applicant=case.applicant, number="2026-9", created_by=worker, created_at=AT
    )
    with pytest.raises(ValidationError) as refused:
        erase_person(applicant=case.applicant, reason=Why.REQUEST, by=manager, at=AT, seen=seen)
    assert refused.value.code == "stale"


@pytest.mark.django_db
def test_files_go_only_when_the_rows_are_gone_for_certain(home, django_capture_on_commit_callbacks):
    case = ended(cast.chamber(), cast.case_worker(), MARK)
    with django_capture_on_commit_callbacks(execute=False):
        erase_person(applicant=case.applicant, reason=Why.REQUEST, by=cast.manager(), at=AT)
    assert len(files_with(MARK, home)) == 2, "the machine stopped before the files went"
    now = datetime.now(UTC)
    assert orphans(now) == [], "an upload may be under way"
    assert len(orphans(now + timedelta(hours=25))) == 2
    assert remove_orphans(now + timedelta(hours=25)) == 2
    assert files_with(MARK, home) == []


@pytest.mark.django_db
def test_the_sweep_leaves_files_of_cases_and_of_others_alone(home):
    ended(cast.chamber(), cast.case_worker(), MARK)
    default_storage.save("papers/ab/paper.pdf", ContentFile(b"paper"))
    assert orphans(datetime.now(UTC) + timedelta(hours=25)) == []


@pytest.mark.django_db
def test_others_are_asked_before_a_case_goes(home, monkeypatch):
    asked = []
    monkeypatch.setattr(erasing, "_asked", [])
    erasing.before_erasing(lambda case: asked.append(case.pk))
    case = ended(cast.chamber(), cast.case_worker(), MARK)
    number = case.pk
    erase_person(applicant=case.applicant, reason=Why.REQUEST, by=cast.manager(), at=AT)
    assert asked == [number]
