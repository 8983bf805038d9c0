"""Anonymous figures of counselling: per centre and quarter, and over all centres. Nothing here leads to a person.

Each table lists one thing only, never two crossed, and each quarter stands by itself: no two published figures differ
by less than a quarter. What is small goes together into one row ("others"), until it is large and nobody can tell the
parts. The sum over all centres adds what each centre may publish, so that whoever knows one centre's figures and the
sum learns of the others only what they may publish, too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from bqportal.organisations.models import Organisation
from bqportal.procedures.counselling.rules import is_over, quarter_of
from bqportal.procedures.models import CounsellingTally
from bqportal.statistics.suppression import SMALL

Subject = CounsellingTally.Subject
SUBJECTS = (Subject.MONTH, Subject.LANGUAGE, Subject.COUNTRY, Subject.GOAL, Subject.OUTCOME)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Table:
    """What may be shown of one thing.

    Attributes:
        total: None where it is small itself; then nothing else is shown.
        rows: value → number, the largest first; months in their order.
        others: how many in all values that are not listed; 0 without such.
    """

    subject: str
    total: int | None = None
    rows: dict[str, int] = field(default_factory=dict)
    others: int = 0


def shown_table(subject: str, counts: Counts) -> Table:
    """What of these numbers may be shown.

    Small ones (1 to 4) are taken together. Further ones join them, the smallest first, until the sum is no small
    number and hides two values at least: then each of them may be anything from 0 to the sum (docs/decisions/017). And
    who knows that all of them are small must not find that they can only be the largest of the small ones.
    """
    counts = {key: count for key, count in counts.items() if count}
    total = sum(counts.values())
    if total < SMALL:
        return Table(subject)
    hidden = {key for key, count in counts.items() if count < SMALL}
    left = set(counts) - hidden
    while hidden and left and not _is_safe(counts, hidden):
        least = min(counts[key] for key in left)  # all of the same size: which one was taken must tell nothing
        hidden |= {key for key in left if counts[key] == least}
        left -= hidden
    listed = sorted(left, key=lambda key: (key if subject == Subject.MONTH else -counts[key], key))
    return Table(subject, total, {key: counts[key] for key in listed}, sum(counts[key] for key in hidden))


def _is_safe(counts: Counts, hidden: set[str]) -> bool:
    """Whether the sum of the hidden ones gives none of them away."""
    together = sum(counts[key] for key in hidden)
    joined = any(counts[key] >= SMALL for key in hidden)
    return together >= SMALL and len(hidden) > 1 and (joined or together <= (SMALL - 1) * (len(hidden) - 1))


def added(tables: Iterable[Table]) -> Table:
    """The sum of what several centres may show; a centre whose total is small is in no sum."""
    rows: dict[str, int] = {}
    total = others = 0
    subject = ""
    for table in tables:
        subject = table.subject
        if table.total is None:
            continue
        total, others = total + table.total, others + table.others
        for key, count in table.rows.items():
            rows[key] = rows.get(key, 0) + count
    if not total:
        return Table(subject)
    order = sorted(rows, key=lambda key: (key if subject == Subject.MONTH else -rows[key], key))
    return Table(subject, total, {key: rows[key] for key in order}, others)


def quarters_of(organisation: Organisation | None, today: date) -> list[str]:
    """Quarters with figures, the newest first. Over all centres only those that are over: a sum that grows by one
    from one day to the next would tell about that one."""
    rows = _tallies(organisation).order_by().values_list("quarter", flat=True).distinct()
    if organisation is not None:
        return sorted({*rows, quarter_of(today)}, reverse=True)
    return sorted((quarter for quarter in rows if is_over(quarter, today)), reverse=True)


def tables_for(organisation: Organisation, quarter: str) -> list[Table]:
    """The figures of one centre's body in a quarter. One query."""
    counts = _by_body(_tallies(organisation).filter(quarter=quarter)).get(organisation.pk, {})
    return [shown_table(subject, counts.get(subject, {})) for subject in SUBJECTS]


def tables_over_all(quarter: str, today: date) -> list[Table]:
    """The sum over all centres in a quarter that is over; empty tables otherwise. One query."""
    if not is_over(quarter, today):
        return [Table(subject) for subject in SUBJECTS]
    bodies = _by_body(_tallies(None).filter(quarter=quarter)).values()
    return [_sum(subject, [counts.get(subject, {}) for counts in bodies]) for subject in SUBJECTS]


def _sum(subject: str, bodies: list[Counts]) -> Table:
    table = added(shown_table(subject, counts) for counts in bodies)
    return table if table.subject else Table(subject)


def _tallies(organisation: Organisation | None) -> QuerySet[CounsellingTally]:
    rows = CounsellingTally.objects.all()
    return rows if organisation is None else rows.filter(organisation=organisation)


def _by_body(rows: QuerySet[CounsellingTally]) -> dict[int, dict[str, dict[str, int]]]:
    """Body → subject → value → number."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, {}).setdefault(row.subject, {})[row.key] = row.count
    return found
