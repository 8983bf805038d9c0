"""Drafting, changing, approving and issuing notices. An issued notice is frozen for good."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.procedures.actions.stepping import RefusedStepError, locked_case, take_step
from bqportal.procedures.clock import decide_by_of, events_of, office_of, regime_of, seat_of
from bqportal.procedures.deadlines import Event, deadlines
from bqportal.procedures.models import Case, CaseMessage, Notice
from bqportal.procedures.notices.building import Draft, draft_of, free_texts
from bqportal.procedures.notices.frame import title_of
from bqportal.procedures.notices.gathering import IN_WORK
from bqportal.procedures.notices.pieces import GERMAN
from bqportal.procedures.notices.typesetting import pdf_of
from bqportal.procedures.notices.wordings import PARTS
from bqportal.procedures.standing import actor_for, standing_of
from bqportal.procedures.workflow import IN_DECISION, Move, Refusal, State, Step, Suspension, refusal_of

FOLDER = "cases"
LONGEST_TEXT = 20_000
STEPS = {
    Notice.Kind.ACKNOWLEDGEMENT: Step.ACKNOWLEDGE, Notice.Kind.MISSING: Step.LIST_MISSING,
    Notice.Kind.REQUEST: Step.SUSPEND, Notice.Kind.ANALYSIS: Step.SUSPEND, Notice.Kind.WARNING: Step.WARN,
    Notice.Kind.EXTENSION: Step.EXTEND, Notice.Kind.DECISION: Step.DECIDE,
}  # fmt: skip
Kind = Notice.Kind


def move_of(kind: str, order: Mapping[str, Any], on: date) -> Move | None:
    """The step that issuing the notice takes; None for the certificate, which changes nothing."""
    if kind == Kind.STATE:
        return None
    suspension = Suspension.ANALYSIS.value if kind == Kind.ANALYSIS else order.get("kind")
    until = order.get("until")
    return Move(
        STEPS[Kind(kind)], on, reason=order.get("reason") or "", has_letter=True,
        kind=Suspension(suspension) if suspension and STEPS[Kind(kind)] is Step.SUSPEND else None,
        until=date.fromisoformat(until) if until else None, months=order.get("months"),
    )  # fmt: skip


@transaction.atomic
def draft_notice(
    *, case: Case, kind: str, order: Mapping[str, Any], by: Person, at: datetime, texts: Mapping[str, str] | None = None
) -> Notice:
    """Begin a notice. It is refused at once where the step that issuing it takes would be.

    Args:
        order: what it orders, as plain values: until (ISO), months, kind of suspension, reason, promise, asks_level.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: one of this kind is in work already, or the workflow says no.
    """
    held = locked_case(case)
    _must_work(held, by)
    if held.notices.filter(kind=kind, state__in=IN_WORK).exists():
        raise ValidationError(_("A notice of this kind is being drafted already. Go on with it, or drop it."))
    kept = {key: value for key, value in order.items() if value not in (None, "", False)}
    if kind == Kind.DECISION and held.state not in IN_DECISION:
        raise ValidationError(_("Draft the decision first: choose the outcome on the page of the case."))
    if kind != Kind.DECISION:
        _refuse_early(held, move_of(kind, kept, timezone.localdate(at)), by, at)
    if kind == Kind.EXTENSION and (end := _new_end(held, kept, timezone.localdate(at))):
        kept["new_end"] = end.isoformat()
    notice = Notice(case=held, kind=kind, order=kept, drafted_by=by, drafted_at=at)
    notice.texts = _clean(notice, texts or {})
    notice.save(force_insert=True)
    _record("case.notice_drafted", notice, by, at)
    return notice


@transaction.atomic
def change_notice(
    *, notice: Notice, texts: Mapping[str, str], order: Mapping[str, Any] | None, seen: str, by: Person, at: datetime
) -> Notice:
    """Write the own texts anew; `order` replaces what it orders, None leaves it. What was approved is so no more.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: it is issued or dropped, or somebody else changed it meanwhile (code "stale").
    """
    held = _locked(notice, by)
    refuse_stale(seen, said_of(held))
    held.texts = _clean(held, texts)
    if order is not None:
        held.order = {key: value for key, value in order.items() if value not in (None, "", False)}
        if held.kind == Kind.EXTENSION and (end := _new_end(held.case, held.order, timezone.localdate(at))):
            held.order["new_end"] = end.isoformat()
    held.state, held.approved_by, held.approved_at, held.approved_digest = Notice.State.DRAFT, None, None, ""
    held.save()
    _record("case.notice_changed", held, by, at)
    return held


def said_of(notice: Notice) -> dict[str, Any]:
    """What a form about the notice changes."""
    return {"texts": notice.texts, "order": notice.order}


@transaction.atomic
def drop_notice(*, notice: Notice, by: Person, at: datetime) -> None:
    """Give a draft up. It stays in the list as dropped.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: it is issued or dropped already.
    """
    held = _locked(notice, by)
    held.state = Notice.State.DROPPED
    held.save()
    _record("case.notice_dropped", held, by, at)


@transaction.atomic
def approve_notice(*, notice: Notice, on: date, by: Person, at: datetime, seen: str = "") -> Notice:
    """A second person found the decision right. Approves exactly what it says now.

    Where the case is approved already and its notice changed afterwards, the notice is approved again.

    Args:
        seen: digest of the content that was read (`Draft.digest`); empty where nobody looked.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: it is no decision in work, it lacks a part, it changed while it was read, or `by` drafted it.
    """
    held = _locked(notice, by)
    if held.kind != Kind.DECISION:
        raise ValidationError(_("Only decisions are approved."))
    held.approved_by = by
    draft = draft_of(held)
    _refuse_lacks(draft)
    if seen and seen != draft.digest:
        raise ValidationError(_("The notice changed while you read it. Read it again, then approve it."), code="stale")
    if held.case.state == State.APPROVED:
        _must_be_second(held.case, by, at)
        _record("case.notice_approved_again", held, by, at)
    else:
        take_step(case=held.case, move=Move(Step.APPROVE, on), by=by, at=at)
    held.state, held.approved_at, held.approved_digest = Notice.State.APPROVED, at, draft.digest
    held.save()
    return held


@transaction.atomic
def return_notice(*, notice: Notice, reason: str, on: date, by: Person, at: datetime) -> Notice:
    """Send the draft of a decision back; its texts stay for the next one.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: it is no decision in work, or no reason is given.
    """
    held = _locked(notice, by)
    if held.kind != Kind.DECISION:
        raise ValidationError(_("Only decisions are sent back."))
    take_step(case=held.case, move=Move(Step.RETURN, on, reason=reason), by=by, at=at)
    held.state, held.approved_by, held.approved_at, held.approved_digest = Notice.State.DRAFT, None, None, ""
    held.save()
    return held


def issue_notice(
    *, notice: Notice, on: date, by: Person, at: datetime, channel: str = CaseMessage.Channel.POST
) -> Notice:
    """Freeze the notice as PDF with its hash, take the step that it stands for, enter it as sent.

    The file is written before its row is committed: no row is ever without a file.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: a mandatory part is missing, or it is not what was approved, or the workflow says no.
    """
    places: list[str] = []
    try:
        with transaction.atomic():
            return _issued(notice, on, by, at, channel, places)
    except BaseException:
        for place in places:
            default_storage.delete(place)
        raise


def _issued(notice: Notice, on: date, by: Person, at: datetime, channel: str, places: list[str]) -> Notice:
    held = _locked(notice, by)
    signer = str((held.approved_by or by).get_full_name())
    draft = draft_of(held, on=on, signer=signer)
    _refuse_lacks(draft)
    if held.kind == Kind.DECISION and (held.state != Notice.State.APPROVED or held.approved_digest != draft.digest):
        raise ValidationError(
            _("This is not what was approved: something in the case or in the notice changed afterwards. Somebody else must approve it again."),  # noqa: E501
            code="not approved",
        )  # fmt: skip
    translations = {
        code: draft_of(held, language=code, on=on, signer=signer).content
        for code, _name in settings.LANGUAGES
        if code != GERMAN
    }
    for move in _moves(held, on, draft):
        take_step(case=held.case, move=move, by=by, at=at, notice=held)
    pdf = pdf_of(draft.content)
    random = secrets.token_hex(20)
    held.stored_as = default_storage.save(f"{FOLDER}/{random[:2]}/{random[2:]}.pdf", ContentFile(pdf))
    places.append(held.stored_as)
    held.sha256, held.quoted = hashlib.sha256(pdf).hexdigest(), draft.quoted
    held.content = draft.content | {"translations": translations}  # as the case stood then, like the notice itself
    held.state, held.issued_by, held.issued_on = Notice.State.ISSUED, by, on
    held.save()
    _enter_as_sent(held, channel, on, by, at)
    _record("case.notice_issued", held, by, at)
    return held


def _moves(notice: Notice, on: date, draft: Draft) -> list[Move]:
    """An acknowledgement that lists what is missing is both letters in one (§ 6 Abs. 2 Satz 1 und 3)."""
    move = move_of(notice.kind, notice.order, on)
    found = [move] if move else []
    if notice.kind == Kind.ACKNOWLEDGEMENT and any(part["key"] == "missing_list" for part in draft.content["parts"]):
        found.append(Move(Step.LIST_MISSING, on))
    return found


def _enter_as_sent(notice: Notice, channel: str, on: date, by: Person, at: datetime) -> None:
    """In the accelerated procedure everything goes to the immigration office (§ 14a Abs. 2 Satz 5, Abs. 3 Satz 5)."""
    partner = CaseMessage.Partner
    with override(GERMAN):
        subject = title_of(notice.kind, notice.order)
    CaseMessage.objects.create(
        case=notice.case, direction=CaseMessage.Direction.OUT, channel=channel, on=on, at=at, by=by,
        partner=partner.IMMIGRATION_OFFICE if notice.case.is_accelerated else partner.APPLICANT, subject=subject,
        notice=notice,
    )  # fmt: skip


def _locked(notice: Notice, by: Person) -> Notice:
    """The notice in work as it stands now, held with its case until the transaction ends.

    Raises:
        PermissionDenied: `by` works on no cases of this body.
        ValidationError: it is issued or dropped.
    """
    case = locked_case(notice.case)
    _must_work(case, by)
    held: Notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    held.case = case
    if held.state not in IN_WORK:
        raise ValidationError(_("This notice is issued or dropped; nothing about it changes any more."))
    return held


def _must_work(case: Case, by: Person) -> None:
    if not actor_for(case, by).works:
        raise PermissionDenied


def _refuse_early(case: Case, move: Move | None, by: Person, at: datetime) -> None:
    """Raises RefusedStepError where issuing would be refused today."""
    if move is None:
        if case.received_on is None:
            raise RefusedStepError(Refusal.NOT_FROM_HERE)
        return
    if refusal := refusal_of(move, standing_of(case), actor_for(case, by), timezone.localdate(at)):
        raise RefusedStepError(refusal)


def _must_be_second(case: Case, by: Person, at: datetime) -> None:
    """The rule of two people, where the case itself is approved already."""
    standing = replace(standing_of(case), state=State.DECISION_DRAFT)
    today = timezone.localdate(at)
    if refusal := refusal_of(Move(Step.APPROVE, today), standing, actor_for(case, by), today):
        raise RefusedStepError(refusal)


def _new_end(case: Case, order: Mapping[str, Any], on: date) -> date | None:
    """Where the decision period would end after the extension; the clock says so."""
    if order.get("until"):
        return date.fromisoformat(order["until"])
    office = office_of(case)
    events = [*events_of(case), Event(on, "extended", months=order.get("months"))]
    found = deadlines(events, regime=regime_of(case), seat=seat_of(office), in_eea=case.in_eea)
    return decide_by_of(found, office)


def _clean(notice: Notice, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that this kind has, without blanks around them."""
    kept = {}
    for name in free_texts(notice):
        text = (texts.get(name) or "").replace("\0", "").strip()
        if len(text) > LONGEST_TEXT:
            raise ValidationError({name: _("This text is too long.")})
        if text:
            kept[name] = text
    return kept


def _refuse_lacks(draft: Draft) -> None:
    """Raises ValidationError that names the missing parts."""
    if draft.lacks:
        parts = [PARTS[part][0] for part in draft.lacks]
        words = format_lazy(
            "{intro} {parts}.", intro=gettext_lazy("The notice lacks what the law demands:"),
            parts=", ".join(str(part) for part in parts),
        )  # fmt: skip
        raise ValidationError(str(words), code="lacks", params={"lacks": draft.lacks})


def _record(deed: str, notice: Notice, by: Person, at: datetime) -> None:
    """An entry in the audit log, without any text of the notice."""
    audit.record(
        deed=deed, by=by, about=notice.case, organisation=notice.case.organisation, at=at,
        details={"notice": notice.pk, "kind": notice.kind, "sha256": notice.sha256},
    )  # fmt: skip
