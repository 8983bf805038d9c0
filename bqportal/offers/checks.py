"""Checks of the directory: what a record rests on, and what has ended while it is still shown."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint, text_at
from bqportal.editorial.checks.evidence import SourceMissing
from bqportal.editorial.documents import Document

ENDS = {"centre": "funded_until", "offer": "valid_to"}


class Ended(Check):
    """The funding of a centre or the time in which a course is offered is over: people would stand at a closed door."""

    name = "offer-ended"
    label = _("Ended")
    kinds = frozenset(ENDS)

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        field = ENDS[context.kind]
        end = text_at(document, field)
        if end and end < context.today.isoformat()[: len(end)]:
            yield self.hint(field, _("It ended (%(end)s). Is it still there?"), seen=end, end=end)


class PeriodReversed(Check):
    """The funding of a centre ends before it begins."""

    name = "funding-reversed"
    label = _("Funding ends before it begins")
    kinds = frozenset({"centre"})

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        start, end = text_at(document, "funded_from"), text_at(document, "funded_until")
        shared = min(len(start), len(end))
        if shared and end[:shared] < start[:shared]:
            message = _("It is funded until %(end)s, but only from %(start)s.")
            yield self.hint("funded_until", message, seen=[start, end], start=start, end=end)


class UnreachableCentre(Check):
    """Nobody can reach the centre, or nobody can tell whom it is for."""

    name = "centre-unreachable"
    label = _("Contact or area missing")
    kinds = frozenset({"centre"})

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        if not any(text_at(document, key) for key in ("phone", "email", "street", "url")):
            yield self.hint("phone", _("Neither telephone nor e-mail, address or web page is said."))
        if not (document.get("lands") or document.get("areas") or document.get("is_nationwide")):
            yield self.hint("lands", _("It is not said for which part of Germany it is."))


OFFER_CHECKS: tuple[Check, ...] = (
    Ended(),
    PeriodReversed(),
    UnreachableCentre(),
    SourceMissing("centre", {"name": _("name"), "phone": _("telephone"), "street": _("street"),
                             "hours": _("opening hours"), "reports": _("reports")}),
    SourceMissing("offer", {"title": _("title"), "positions": _("training positions covered"),
                            "cost_cents": _("cost in cents")}),
    SourceMissing("event", {"title": _("title"), "starts_on": _("from")}),
    SourceMissing("practice", {"title": _("title"), "what": _("what was done")}),
)  # fmt: skip
