"""File numbers: one per case, counted per body and year, none given twice."""

from datetime import date

from bqportal.organisations.models import Organisation
from bqportal.procedures.models import Case, CaseOffice


def next_number(organisation: Organisation, day: date) -> str:
    """A new file number of the body; inside a transaction, which others wait for.

    The office keeps the count, so that the number of an erased case is not given to another person.
    """
    CaseOffice.objects.get_or_create(organisation=organisation)
    office = CaseOffice.objects.select_for_update().get(organisation=organisation)
    year = str(day.year)
    count = int(office.numbers_given.get(year, 0)) + 1
    while Case.objects.filter(organisation=organisation, number=_written(office, year, count)).exists():
        count += 1  # brought along from elsewhere
    office.numbers_given = office.numbers_given | {year: count}
    office.save(update_fields=["numbers_given"])
    return _written(office, year, count)


def _written(office: CaseOffice, year: str, count: int) -> str:
    return f"{office.number_prefix}{year}-{count:05d}"
