"""Notices of a case: list, drafting, preview with what is lacking, approval, issue, the files."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.rules import digest_of
from bqportal.languages.names import autonym
from bqportal.procedures.actions.notices import (
    STEPS,
    approve_notice,
    change_notice,
    draft_notice,
    drop_notice,
    issue_notice,
    return_notice,
    said_of,
)
from bqportal.procedures.models import Case, Notice, Training
from bqportal.procedures.notices import wordings
from bqportal.procedures.notices.building import Draft, draft_of, free_texts
from bqportal.procedures.notices.gathering import IN_WORK
from bqportal.procedures.notices.pieces import GERMAN
from bqportal.procedures.notices.proposing import wanted_for
from bqportal.procedures.notices.typesetting import pdf_of
from bqportal.procedures.notices.wordfile import DOCX, docx_of
from bqportal.procedures.workflow import IN_DECISION, TABLE, State
from bqportal.workspace.access import behind_login, case_file, signed_in
from bqportal.workspace.case_pages import acted, differences, keep, working_case, writes
from bqportal.workspace.forms.case_notices import IssueForm, NoticeForm, ReturnForm

Kind = Notice.Kind
AT_ONCE = (Kind.ACKNOWLEDGEMENT, Kind.MISSING, Kind.STATE)  # nothing to say first: one click
BADGES = {"draft": "warning", "approved": "success", "issued": "success", "dropped": "info"}


def notice_of(case: Case, pk: int) -> Notice:
    """A notice of the case.

    Raises:
        Http404: the case has none of this number.
    """
    found: Notice = get_object_or_404(
        Notice.objects.select_related("drafted_by", "approved_by", "issued_by"), pk=pk, case=case
    )
    found.case = case
    return found


@behind_login()
@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be drafted now, what is in work, what went out."""
    case = case_file(request, pk)
    rows = list(case.notices.select_related("drafted_by", "issued_by"))
    busy = {row.kind for row in rows if row.state in IN_WORK}
    context = {
        "case": case, "writes": writes(request, case),
        "kinds": [(kind, kind in AT_ONCE) for kind in possible_kinds(case) if kind not in busy],
        "groups": [
            (_("In work"), [(row, BADGES[row.state]) for row in rows if row.state in IN_WORK]),
            (_("Issued"), [(row, BADGES[row.state]) for row in rows if row.is_issued]),
            (_("Dropped"), [(row, BADGES[row.state]) for row in rows if row.state == Notice.State.DROPPED]),
        ],
    }  # fmt: skip
    return render(request, "workspace/case/notice_index.html", context)


def possible_kinds(case: Case) -> list[Notice.Kind]:
    """Kinds whose step the table has from here; the rest of the rules speaks when one is drafted."""
    state = State(case.state)
    if state is State.DRAFT:
        return []
    found = [kind for kind in Kind if kind in STEPS and kind != Kind.DECISION and state in TABLE[STEPS[kind]]]
    decision = [Kind.DECISION] if state in IN_DECISION else []
    return [*decision, *found, Kind.STATE]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the notice orders and says; for some kinds there is nothing to fill in."""
    case = working_case(request, pk)
    if kind not in Kind.values:
        raise Http404
    busy = case.notices.filter(kind=kind, state__in=IN_WORK).first()
    if busy is not None:
        return redirect("workspace:case-notice", case.pk, busy.pk)
    texts = tuple(name for name in free_texts(Notice(case=case, kind=kind)) if name in ("wanted", "method"))
    initial = {"wanted": wanted_for(case, _numbers(request.GET.get("positions", "")))} if "wanted" in texts else {}
    form = NoticeForm(
        request.POST if request.method == "POST" else None, kind=kind, texts=texts, is_regulated=case.is_regulated,
        initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Notice] = []

        def act() -> None:
            made.append(
                draft_notice(
                    case=case, kind=kind, order=form.order, texts=form.written, by=signed_in(request),
                    at=timezone.now(),
                )
            )  # fmt: skip

        if acted(form, act):
            return redirect("workspace:case-notice", case.pk, made[0].pk)
    waits = kind == Kind.DECISION and case.state not in IN_DECISION
    context = {"case": case, "kind": Kind(kind), "form": form, "waits": waits}
    return render(request, "workspace/case/notice_new.html", context, status=422 if form.errors else 200)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isascii() and part.isdigit() and len(part) < 10]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """The notice as it would go out or went out, what it lacks, and what may be done with it."""
    case = case_file(request, pk)
    row = notice_of(case, notice)
    if request.method == "POST" and (not writes(request, case) or row.state not in IN_WORK):
        raise Http404
    if row.state not in IN_WORK:
        context = {"case": case, "notice": row, "content": row.content, "badge": BADGES[row.state], **_files(row)}
        return render(request, "workspace/case/notice_issued.html", context)
    form = NoticeForm(
        request.POST if request.method == "POST" else None, kind=row.kind, texts=free_texts(row),
        is_regulated=case.is_regulated, initial=NoticeForm.initial_of(row),
    )  # fmt: skip

    def act(seen: str) -> None:
        change_notice(
            notice=row, texts=form.written, order=form.order, seen=seen, by=signed_in(request), at=timezone.now()
        )

    kept = keep(request, form, said_of(row), act)
    if kept.done:
        messages.success(request, _("Saved."))
        return redirect("workspace:case-notice", case.pk, row.pk)
    stored = NoticeForm.initial_of(row)
    shown = {name: stored.get(name) or "" for name in form.fields}
    kept.context["differences"] = differences(form, shown) if kept.status == 409 else []
    return _draft_page(request, row, {**kept.context, "seen": digest_of(said_of(row))}, kept.status)


def _draft_page(
    request: HttpRequest, row: Notice, more: dict[str, Any], status: int, refused: str = ""
) -> HttpResponse:
    """The page of a notice in work."""
    case, draft = row.case, draft_of(row)
    if "form" not in more:
        more["form"] = NoticeForm(
            None, kind=row.kind, texts=free_texts(row), is_regulated=case.is_regulated,
            initial=NoticeForm.initial_of(row),
        )  # fmt: skip
        more["seen"] = digest_of(said_of(row))
    is_decision = row.kind == Kind.DECISION
    is_approved = row.state == Notice.State.APPROVED and row.approved_digest == draft.digest
    context = {
        "case": case, "notice": row, "content": draft.content, "badge": BADGES[row.state], "digest": draft.digest,
        "lacks": [(wordings.PARTS[part][0], _place(case, wordings.PARTS[part][1])) for part in draft.lacks],
        "writes": writes(request, case), "is_decision": is_decision, "is_approved": is_approved,
        "is_stale": row.state == Notice.State.APPROVED and not is_approved, "refused": refused,
        "may_issue": is_approved if is_decision else True, "in_decision": case.state in IN_DECISION,
        "issue": IssueForm(initial={"on": timezone.localdate()}, prefix="issue"),
        "back": ReturnForm(prefix="back"), **_files(row), **more,
    }  # fmt: skip
    return render(request, "workspace/case/notice_draft.html", context, status=status)


def _place(case: Case, place: str) -> str:
    """The page on which a missing part is filled in."""
    if place == wordings.OFFICE:
        return reverse("workspace:case-office", args=[case.organisation.slug])
    if place == wordings.TRAINING:
        main = case.trainings.filter(kind=Training.Kind.MAIN).first()
        added = reverse("workspace:case-training-add", args=[case.pk])
        return reverse("workspace:case-training", args=[case.pk, main.pk]) if main else added
    routes = {
        wordings.CASE: "case-application", wordings.APPLICANT: "case-applicant", wordings.ASSESSMENT: "case-assess",
        wordings.CLOCK: "case-clock",
    }  # fmt: skip
    return reverse(f"workspace:{routes[place]}", args=[case.pk]) if place in routes else "#texts"


def _files(row: Notice) -> dict[str, Any]:
    """Languages of the information translation."""
    own = row.case.applicant.language
    codes = [code for code, _name in settings.LANGUAGES if code != GERMAN]
    return {"translations": [(code, autonym(code), code == own) for code in codes]}


def _do(request: HttpRequest, pk: int, notice: int, act: Callable[[Notice], Any], done: str) -> HttpResponse:
    """Take one deed on a notice; what is refused is told on its page."""
    case = working_case(request, pk)
    row = notice_of(case, notice)
    try:
        act(row)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        fresh = notice_of(case_file(request, pk), notice)
        if fresh.state not in IN_WORK:
            messages.error(request, " ".join(error.messages))
            return redirect("workspace:case-notice", case.pk, fresh.pk)
        return _draft_page(request, fresh, {}, 422, " ".join(error.messages))
    messages.success(request, done)
    return redirect("workspace:case-notice", case.pk, row.pk)


@behind_login()
@require_POST
def issue(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Freeze it and enter it as sent."""
    form = IssueForm(request.POST, prefix="issue")

    def act(row: Notice) -> None:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        issue_notice(
            notice=row, on=form.cleaned_data["on"], channel=form.cleaned_data["channel"], by=signed_in(request),
            at=timezone.now(),
        )  # fmt: skip

    return _do(request, pk, notice, act, _("Issued. It is frozen; send the PDF."))


@behind_login()
@require_POST
def approve(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """A second person found the decision right."""

    def act(row: Notice) -> None:
        approve_notice(
            notice=row, on=timezone.localdate(), by=signed_in(request), at=timezone.now(),
            seen=request.POST.get("digest", ""),
        )  # fmt: skip

    return _do(request, pk, notice, act, _("Approved. It can be issued now."))


@behind_login()
@require_POST
def send_back(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Back to the comparison, with a reason."""

    def act(row: Notice) -> None:
        reason = request.POST.get("back-reason", "")
        return_notice(notice=row, reason=reason, on=timezone.localdate(), by=signed_in(request), at=timezone.now())

    return _do(request, pk, notice, act, _("Sent back. Its texts stay for the next draft."))


@behind_login()
@require_POST
def drop(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """Give a draft up."""

    def act(row: Notice) -> None:
        drop_notice(notice=row, by=signed_in(request), at=timezone.now())

    return _do(request, pk, notice, act, _("Dropped."))


@behind_login()
@require_safe
def pdf(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """The file as it went out, or the draft, which says so on every page."""
    row = notice_of(case_file(request, pk), notice)
    if row.is_issued:
        if not default_storage.exists(row.stored_as):
            raise Http404
        stored = FileResponse(default_storage.open(row.stored_as), content_type="application/pdf")
        return _named(cast(HttpResponse, stored), f"{row.kind}-{row.pk}.pdf")
    return _typeset(request, row, draft_of(row), f"{row.kind}-{row.pk}-draft.pdf", is_draft=True)


@behind_login()
@require_safe
def docx(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """The draft for editing outside, before it is approved."""
    row = notice_of(case_file(request, pk), notice)
    if row.state != Notice.State.DRAFT:
        raise Http404
    response = HttpResponse(docx_of(draft_of(row).content), content_type=DOCX)
    return _named(response, f"{row.kind}-{row.pk}.docx")


@behind_login()
@require_safe
def translation(request: HttpRequest, pk: int, notice: int, language: str) -> HttpResponse:
    """The information translation, which binds nobody."""
    row = notice_of(case_file(request, pk), notice)
    if language == GERMAN or language not in dict(settings.LANGUAGES):
        raise Http404
    name = f"{row.kind}-{row.pk}-{language}.pdf"
    if row.is_issued:
        frozen = row.content.get("translations", {}).get(language)
        if frozen is None:
            raise Http404
        return _typeset(request, row, Draft(frozen, (), []), name, is_draft=False)
    return _typeset(request, row, draft_of(row, language=language), name, is_draft=True)


def _typeset(request: HttpRequest, row: Notice, draft: Draft, name: str, *, is_draft: bool) -> HttpResponse:
    try:
        content = pdf_of(draft.content, is_draft=is_draft)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:case-notice", row.case_id, row.pk)
    return _named(HttpResponse(content, content_type="application/pdf"), name)


def _named(response: HttpResponse, name: str) -> HttpResponse:
    """A neutral name: the file says what it is and names nobody."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
