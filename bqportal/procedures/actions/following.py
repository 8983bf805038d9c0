"""A new application after an earlier one: after a further training, with new evidence (Folgeantrag)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations.models import Person
from bqportal.procedures.actions.keeping import must_work, note_deed
from bqportal.procedures.actions.stepping import locked_case
from bqportal.procedures.documents import needed
from bqportal.procedures.models import Case, Document
from bqportal.procedures.numbering import next_number
from bqportal.procedures.workflow import DECIDED, ESTABLISHED, OPEN, State

COPIED = (
    "organisation", "applicant", "is_example", "is_regulated", "wanted_occupation", "wanted_place", "wanted_land",
    "work_intent", "training_state", "in_eea", "qualification", "version", "specialisation", "route",
)  # fmt: skip


def follow_up_bar(case: Case) -> str:
    """Why no further application may be begun now, in words; empty when it may.

    § 6 Abs. 5 bars only where equivalence is established already; a partial or refused one may be followed.
    """
    if case.state in OPEN:
        return _("This case is still open. Put new evidence into it instead of beginning another one.")
    if case.state == State.FORWARDED:
        return _("This case was passed on to another body. A new application begins there.")
    if case.state == State.DECIDED:
        return _("The decision has not been notified yet. Enter the day of notification first.")
    if case.outcome in ESTABLISHED and case.state in (*DECIDED, State.FINAL):
        return _("Equivalence is established already; a further application would have to be rejected (§ 6 (5)).")
    return ""


@transaction.atomic
def begin_follow_up(*, case: Case, by: Person, at: datetime) -> Case:
    """A new case of the same person and qualification, linked to the earlier one, with an empty list of documents.

    The declaration of § 5 Abs. 1 Nr. 5 must name the earlier case, so that "no application before" is answered no.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: the earlier case is open, or equivalence is established already.
    """
    held = locked_case(case)
    must_work(held.organisation_id, by)
    bar = follow_up_bar(held)
    if bar:
        raise ValidationError(bar, code="follow_up")
    new = Case(
        number=next_number(held.organisation, timezone.localdate(at)), predecessor=held, first_application=False,
        handler=by, created_by=by, created_at=at, **{name: getattr(held, name) for name in COPIED},
    )  # fmt: skip
    new.save()
    there = bool(new.route.get("regulated_there"))
    for kind in needed(is_regulated=new.is_regulated, is_regulated_there=there):
        Document.objects.create(case=new, kind=kind)
    note_deed("case.followed", new, by, at, earlier=held.pk)
    return new
