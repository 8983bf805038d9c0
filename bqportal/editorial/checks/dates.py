"""Checks of validity, dates of review, and numbers that are used twice."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint, Severity, Subject, named_rows, text_at
from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import kind_named

NUMBERS = ("no", "key")  # identities that people give; bodies and pages may well share a name


class ValidityReversed(Check):
    """A version that ends before it begins."""

    name = "validity-reversed"
    label = _("Validity ends before it begins")
    severity = Severity.ERROR

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        start, end = text_at(document, "valid_from"), text_at(document, "valid_to")
        shared = min(len(start), len(end))
        if shared and end[:shared] < start[:shared]:
            message = _("It is valid to %(end)s, but only from %(start)s.")
            yield self.hint("valid_to", message, seen=[start, end], start=start, end=end)


def overlaps(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """True when two intervals of partly known dates certainly share more than the day or year of the change.

    Open and unknown ends are open; intervals that touch follow upon each other.

    >>> overlaps(("2012", "2019-08-31"), ("2019-09-01", "")), overlaps(("2012", "2019"), ("2019", ""))
    (False, False)
    >>> overlaps(("2012", ""), ("2019", ""))
    True
    """
    return _before(first[0], second[1]) and _before(second[0], first[1])


def _before(start: str, end: str) -> bool:
    """True when `start` lies before `end`, as exactly as both are known; empty is open."""
    shared = min(len(start), len(end))
    return not shared or start[:shared] < end[:shared]


class ReviewPassed(Check):
    """The public record should have been looked at again."""

    name = "review-passed"
    label = _("Date of review passed")

    def look_up(self, subject: Subject) -> date | None:
        """The day by which the public record was to be checked again."""
        if subject.record is None:
            return None
        records = kind_named(subject.kind).model._default_manager.filter(pk=subject.record, state="published")
        day: date | None = records.values_list("review_by", flat=True).first()
        return day

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        day = self.known(context)
        if day is not None and day < context.today:
            message = _("It was to be checked again by %(day)s.")
            yield self.hint("", message, seen=day.isoformat(), day=day.isoformat())


class NumberTwice(Check):
    """Two rows of a list have the same number, so that nobody can tell them apart."""

    name = "number-twice"
    label = _("Number used twice")
    severity = Severity.ERROR

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for rows in context.shape.rows:
            first: set[str] = set()
            for place, row in named_rows(document, rows) if rows.identity in NUMBERS else ():
                number = str(row.get(rows.identity) or "").strip()
                if number and number in first:
                    message = _("“%(number)s” stands twice.")
                    yield self.hint(f"{rows.key}[{place}].{rows.identity}", message, seen=number, number=number)
                first.add(number)
