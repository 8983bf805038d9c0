"""When records are to be looked at again: intervals, queues, confirming, reminding."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.editorial.actions.freshness import confirm_fresh, remind, set_review_by
from bqportal.editorial.freshness import HIGH_RISK, QUEUES, Bucket, Risk, bucket_of, due_in, interval_of, next_review
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Notice, Reminder, Revision
from bqportal.editorial.reviews import Wanted, due_notices, dues, queue, queue_counts
from bqportal.organisations.models import AuditEntry
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryProfileFactory
from tests.editorial.test_checks_looked_up import public

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "valid_to", "months", "risk"),
    [
        ("PL", "", 12, Risk.NORMAL), ("UA", "", 6, Risk.HIGH), ("SUHH", "", 36, Risk.LOW), ("PL", "2019", 36, Risk.LOW),
        ("PL", "2026", 12, Risk.NORMAL), ("PL", "2026-03-02", 12, Risk.NORMAL), ("PL", "2026-03-01", 36, Risk.LOW),
        ("PL", "2030-01", 12, Risk.NORMAL), ("UA", "2019", 36, Risk.LOW),
    ],
)  # fmt: skip
def test_an_interval_follows_kind_country_and_validity(country: str, valid_to: str, months: int, risk: Risk):
    interval = interval_of(12, country, valid_to, TODAY)
    assert (interval.months, interval.risk) == (months, risk)
    assert bool(interval.reason) == (risk is not Risk.NORMAL)
    assert all(len(code) == 2 and reason for code, reason in HIGH_RISK.items())
    assert next_review(date(2026, 8, 31), interval_of(12, "UA", "", TODAY)) == date(2027, 2, 28)


def test_every_day_stands_in_one_queue():
    for days in range(-400, 400):
        day = TODAY + timedelta(days=days)
        inside = [
            bucket
            for bucket in Bucket
            if bucket is not Bucket.NEVER
            for first, last in [due_in(bucket, TODAY)]
            if (first is None or first <= day) and (last is None or day <= last)
        ]
        assert inside == [bucket_of(day, TODAY)]
    assert bucket_of(None, TODAY) is Bucket.NEVER
    with pytest.raises(ValueError, match="no day of review"):
        due_in(Bucket.NEVER, TODAY)


@pytest.mark.django_db
def test_queues_hold_public_records_of_every_kind():
    for days in (-1, 0, 30, 31, 61, 91, None):
        public(review_by=None if days is None else TODAY + timedelta(days=days), responsible=cast.chamber())
    profile = CountryProfileFactory(review_by=TODAY - timedelta(days=9))
    Qualification.objects.filter(pk=public(review_by=TODAY).pk).update(state="withdrawn")
    assert list(queue_counts(TODAY, Wanted()).values()) == [2, 2, 1, 1, 1]
    first, second = dues(queue(Bucket.OVERDUE, TODAY, Wanted()), TODAY)
    assert (first.record, first.kind.slug, first.bucket) == (profile, "country", Bucket.OVERDUE)
    assert (second.place.kind, second.place.country, second.place.sector) == ("qualification", "PL", "0714")
    assert queue_counts(TODAY, Wanted(kind="country"))[Bucket.OVERDUE] == 1
    assert queue_counts(TODAY, Wanted(organisations=frozenset({cast.chamber().pk})))[Bucket.OVERDUE] == 1
    assert sum(queue_counts(TODAY, Wanted(country="TR")).values()) == 0
    assert [len(queue(bucket, TODAY, Wanted())) for bucket in QUEUES] == [2, 2, 1, 1, 1]


@pytest.mark.django_db
def test_a_page_of_a_queue_asks_as_often_for_ten_records_as_for_one():
    counts = []
    for number in (1, 9):
        for _record in range(number):
            public(review_by=TODAY)
        with CaptureQueriesContext(connection) as queries:
            queue_counts(TODAY, Wanted())
            for row in dues(queue(Bucket.IN_30, TODAY, Wanted()), TODAY):
                assert str(row.record.responsible) + row.place.country
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_who_confirms_gives_the_record_a_new_date_and_a_new_revision():
    record = public(last_checked=date(2020, 1, 1), review_by=date(2021, 1, 1), reviewed_on=date(2020, 1, 1))
    before = Revision.objects.count()
    confirmed = confirm_fresh(record=record, by=cast.contributor(), at=NOW, note="Gesetz gelesen")
    record.refresh_from_db()
    assert (
        (record.last_checked, record.review_by)
        == (TODAY, date(2027, 3, 2))
        == (confirmed.last_checked, confirmed.review_by)
    )
    newest = Revision.objects.first()
    assert Revision.objects.count() == before + 1
    assert newest.sheet["last_checked"] == "2026-03-02"
    entry = AuditEntry.objects.get(deed="record.confirmed")
    assert entry.details == {"review_by": "2027-03-02", "note": "Gesetz gelesen"}
    confirm_fresh(record=CountryProfileFactory(slug="2023"), by=cast.editor(), at=NOW)


@pytest.mark.django_db
def test_only_who_may_write_there_confirms_and_only_what_is_public():
    turkish, record = cast.contributor(), public()
    for stranger in (cast.reader(), cast.manager()):
        with pytest.raises(PermissionDenied):
            confirm_fresh(record=record, by=stranger, at=NOW)
        with pytest.raises(PermissionDenied):
            set_review_by(record=record, day=date(2026, 9, 1), reason="x", by=stranger, at=NOW)
    with pytest.raises(PermissionDenied):
        confirm_fresh(record=CountryProfileFactory(), by=turkish, at=NOW)
    Qualification.objects.update(state="withdrawn")
    with pytest.raises(ValidationError):
        confirm_fresh(record=record, by=turkish, at=NOW)
    record.refresh_from_db()
    assert record.last_checked is None


@pytest.mark.django_db
def test_the_day_of_review_is_set_with_a_reason():
    record, person = public(review_by=date(2027, 1, 1)), cast.contributor()
    order = {"record": record, "by": person, "at": NOW, "reason": "Neues Gesetz", "day": date(2026, 9, 1)}
    for wrong in ({"reason": ""}, {"day": TODAY}, {"day": date(2040, 1, 1)}, {"reason": "x" * 501}, {"reason": "a\0"}):
        with pytest.raises(ValidationError):
            set_review_by(**{**order, **wrong})
    assert set_review_by(**order).review_by == date(2026, 9, 1)
    assert AuditEntry.objects.get(deed="record.review_set").details["from"] == "2027-01-01"
    assert Revision.objects.first().sheet["review_by"] == "2026-09-01"


@pytest.mark.django_db
def test_owners_are_reminded_once_in_each_bucket(capsys: pytest.CaptureFixture[str]):
    writer, reviewer, editor = cast.contributor(), cast.reviewer(), cast.editor()
    cast.reader(), cast.other_contributor()
    mine = public(review_by=TODAY + timedelta(days=85), responsible=cast.chamber())
    nobodys = public(review_by=TODAY - timedelta(days=1))
    public(review_by=TODAY + timedelta(days=91), responsible=cast.chamber())
    found = {owner: [(one.record.pk, one.bucket) for one in rows] for owner, rows in due_notices(TODAY).items()}
    assert found == {cast.chamber(): [(mine.pk, Bucket.IN_90)], None: [(nobodys.pk, Bucket.OVERDUE)]}
    assert remind(at=NOW) == (2, 3)
    told = set(Notice.objects.filter(deed="record.due").values_list("person", "object_id"))
    assert told == {(writer.pk, mine.pk), (reviewer.pk, mine.pk), (editor.pk, nobodys.pk)}
    assert remind(at=NOW) == (0, 0)
    assert remind(at=NOW + timedelta(days=25))[0] == 2, "60 days before, and another that is now within 90"
    confirm_fresh(record=mine, by=writer, at=NOW + timedelta(days=30))
    assert remind(at=NOW + timedelta(days=26)) == (0, 0)
    assert Reminder.objects.count() == 4
    call_command("freshness", "remind")
    assert "records due" in capsys.readouterr().out


def test_the_interval_of_a_kind_is_stated():
    assert kind_named("qualification").review_months == 12
    assert kind_named("country").review_months == 24
