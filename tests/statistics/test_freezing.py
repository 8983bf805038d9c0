"""Records outlive files, each once, and go when their time is over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.organisations.models import AuditEntry
from bqportal.procedures.models import Case, CaseOffice
from bqportal.procedures.privacy.erasing import erase_files
from bqportal.procedures.workflow import Step
from bqportal.statistics.actions.freezing import drop_records, freeze_records
from bqportal.statistics.models import StatisticsRecord
from bqportal.statistics.records import ATTRIBUTES, delivery_of
from tests import cast
from tests.statistics.telling import decided, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def freeze(by, year=2025):
    return freeze_records(organisation=cast.chamber(), year=year, by=by, at=AT)


def test_freezing_twice_keeps_each_record_once_and_takes_corrections():
    worker, manager = cast.case_worker(), cast.manager()
    case = decided(worker)
    decided(worker)
    assert freeze(manager).added == 2
    assert freeze(manager).same == 2
    Case.objects.filter(pk=case.pk).update(is_accelerated=True)
    done = freeze(manager)
    assert (done.added, done.changed, done.same) == (0, 1, 1)
    assert StatisticsRecord.objects.count() == 2
    assert AuditEntry.objects.filter(deed="case.statistics_frozen").count() == 3


def test_only_managers_and_only_years_that_are_over():
    worker, manager = cast.case_worker(), cast.manager()
    with pytest.raises(PermissionDenied):
        freeze(worker)
    with pytest.raises(ValidationError):
        freeze(manager, 2026)


def test_erasing_a_file_leaves_the_records_of_all_its_years_and_no_way_back():
    worker, manager = cast.case_worker(), cast.manager()
    case = told(worker, (Step.RECEIVE, "2024-05-01"), (Step.DECIDE, "2025-02-01"), (Step.FINALISE, "2025-04-01"))
    freeze(manager)
    before = {row.record["record_no"]: row.record for row in delivery_of(cast.chamber(), 2025).rows}
    number, person = case.number, case.applicant
    erase_files([case])
    assert not Case.objects.exists()
    assert sorted(StatisticsRecord.objects.values_list("year", flat=True)) == [2024, 2025]
    delivery = delivery_of(cast.chamber(), 2025)
    assert {row.record["record_no"]: row.record for row in delivery.rows} == before
    assert [row.case for row in delivery.rows] == [None]
    for row in StatisticsRecord.objects.all():
        assert set(row.data) == set(ATTRIBUTES)
        assert not {number, person.family_name, str(case.pk), case.statistics_key} & set(row.data.values())


def test_records_are_kept_as_long_as_the_body_says():
    worker, manager = cast.case_worker(), cast.manager()
    CaseOffice.objects.create(organisation=cast.chamber(), record_months=6)
    decided(worker)
    decided(worker, year=2024)
    freeze(manager)
    freeze(manager, 2024)
    assert sorted(StatisticsRecord.objects.values_list("keep_until", flat=True)) == [
        date(2025, 6, 30), date(2026, 6, 30)
    ]  # fmt: skip
    assert drop_records(at=datetime(2026, 6, 30, 9, tzinfo=UTC)) == 1
    assert drop_records(at=AT) == 1
    assert drop_records(at=AT) == 0


def test_without_a_period_nothing_goes():
    worker, manager = cast.case_worker(), cast.manager()
    decided(worker)
    freeze(manager)
    assert drop_records(at=datetime(2099, 1, 1, tzinfo=UTC)) == 0
