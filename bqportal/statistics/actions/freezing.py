"""Keeping records beyond the file, and dropping them when their time is over."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_cases
from bqportal.procedures.models import Case, CaseOffice
from bqportal.procedures.privacy.retention import months_after
from bqportal.statistics.models import StatisticsRecord
from bqportal.statistics.records import Record, counts_examples, delivery_of, open_years, record_of


@dataclass(frozen=True)
class Frozen:
    """How many records are new, changed, and as they were."""

    added: int = 0
    changed: int = 0
    same: int = 0


@transaction.atomic
def freeze_records(*, organisation: Organisation, year: int, by: Person, at: datetime) -> Frozen:
    """Keep the records of a year that is over, as they are reported. Again later: what was corrected is kept anew.

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: the year is not over.
    """
    if not may_oversee_cases(rights_of(by), organisation.pk):
        raise PermissionDenied
    if year >= timezone.localdate(at).year:
        raise ValidationError(_("This year is not over. Its records can be kept from 1 January on."))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time
    rows = [row.record for row in delivery_of(organisation, year).rows if row.case is not None]
    done = _keep(organisation, rows)
    audit.record(
        deed="case.statistics_frozen", by=by, organisation=organisation, at=at,
        details={"year": year, "added": done.added, "changed": done.changed},
    )  # fmt: skip
    return done


def keep_records_of(case: Case) -> None:
    """Keep the records of every year of one case before its file is erased; part of the caller's transaction.

    An invented example beside real cases is no case, and leaves nothing.
    """
    if case.is_example and not counts_examples(case.organisation):
        return
    found = [record_of(case, year) for year in open_years(case, timezone.localdate())]
    _keep(case.organisation, [record for record in found if record is not None])


def _keep(organisation: Organisation, records: list[Record]) -> Frozen:
    """Store records under their numbers, each once."""
    months = CaseOffice.objects.filter(organisation=organisation).values_list("record_months", flat=True).first()
    wanted = [record["record_no"] for record in records]
    present = {row.number: row for row in StatisticsRecord.objects.filter(number__in=wanted)}
    new, changed = [], []
    for record in records:
        year = int(record["year"])
        until = months_after(date(year, 12, 31), months) if months is not None else None
        row = present.get(record["record_no"])
        if row is None:
            new.append(
                StatisticsRecord(
                    organisation=organisation, number=record["record_no"], year=year, data=record, keep_until=until
                )
            )
        elif (row.data, row.keep_until) != (record, until):
            row.data, row.keep_until = record, until
            changed.append(row)
    StatisticsRecord.objects.bulk_create(new)
    StatisticsRecord.objects.bulk_update(changed, ["data", "keep_until"])
    return Frozen(len(new), len(changed), len(records) - len(new) - len(changed))


def drop_records(*, at: datetime) -> int:
    """Remove records whose time is over; the portal does it by itself, because the body set the period."""
    number, _per_model = StatisticsRecord.objects.filter(keep_until__lt=timezone.localdate(at)).delete()
    return number
