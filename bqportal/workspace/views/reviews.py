"""The reviewer's page: exactly what is new, what others say of it, and the decision."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.editorial import history
from bqportal.editorial.actions.deciding import approve_and_publish
from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.comparing import Comparison, compared, restricted
from bqportal.editorial.discussions import discussion_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.rights import may_publish, may_review
from bqportal.workspace import overview
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.beside import texts_beside
from bqportal.workspace.forms.comparison import NOW, part_key
from bqportal.workspace.forms.steps import StepForm
from bqportal.workspace.hints import hints_context
from bqportal.workspace.views.records import address_of
from bqportal.workspace.views.steps import note_refusal

AT_ONCE = "approve_and_publish"
DECISIONS = {
    "approve": Step.APPROVE, AT_ONCE: Step.APPROVE, "request_changes": Step.REQUEST_CHANGES, "publish": Step.PUBLISH,
}  # fmt: skip
WAITING = (State.IN_REVIEW, State.APPROVED)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for a verdict, beside what is public; and the verdict."""
    version = working_version(request, pk)
    if not may_review(rights(request), version.work):
        raise Http404
    parts = [strand.part for strand in version.strands.all() if strand.state in WAITING]
    form = StepForm(version, Step.APPROVE, parts)
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        if decision not in DECISIONS:
            raise Http404
        form = StepForm(version, DECISIONS[decision], parts, request.POST)
        if decided(request, version, decision, form):
            return redirect(address_of(version))
    return review_page(request, version, parts, form)


def decided(request: HttpRequest, version: WorkingVersion, decision: str, form: StepForm) -> bool:
    """Whether the decision was taken; the form says why not."""
    if not form.is_valid():
        return False
    order: dict[str, Any] = {"version": version, "by": signed_in(request), "at": timezone.now(), **form.cleaned_data}
    try:
        if decision == AT_ONCE:
            approve_and_publish(**order)
        else:
            take_step(step=DECISIONS[decision], **order)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        note_refusal(form, error)
        return False
    messages.success(request, _("Approved and published.") if decision == AT_ONCE else str(form.done))
    return True


def review_page(request: HttpRequest, version: WorkingVersion, parts: Sequence[str], form: StepForm) -> HttpResponse:
    """The page; at first the parts are chosen that wait for a verdict of this person."""
    steps = overview.open_parts(version, rights(request))
    form.fields[
        "reason"
    ].required = False  # only asking for changes needs one; the form itself says so when it is missing
    form.fields["parts"].initial = [part_key(part) for part in steps.get(Step.APPROVE, parts)]
    judged = history.last_judged(version, signed_in(request))
    rows = [row for row in overview.part_rows(version, rights(request)) if row.strand.part in parts]
    since = overview.address_of("record-compare", version.pk) if judged else ""
    context = {
        "version": version,
        "kind": kind_named(version.kind),
        "lang": version.document.get("lang") or "",
        "rows": rows,
        "comparison": news(version, parts),
        "since_decided": f"{since}?from={judged}&to={NOW}" if since else "",
        "form": form,
        "may_approve": Step.APPROVE in steps,
        "may_request": Step.REQUEST_CHANGES in steps,
        "may_publish": Step.PUBLISH in steps,
        "may_both": Step.APPROVE in steps and may_publish(rights(request)),
        "own_text": Step.REQUEST_CHANGES in steps and Step.APPROVE not in steps and is_in_review(version),
        "guests": version.guest_passes.exclude(answered_at=None),
        "ways": overview.ways(version, rights(request), request.path),
        "today": timezone.localdate(),
        "beside": texts_beside(version, [row.strand for row in rows]),
        **hints_context(version, rights(request), parts=parts),
        **discussion_of(version),
    }
    return render(request, "workspace/review/show.html", context, status=422 if form.errors else 200)


def is_in_review(version: WorkingVersion) -> bool:
    """Whether some part waits for an approval."""
    return any(strand.state == State.IN_REVIEW for strand in version.strands.all())


def news(version: WorkingVersion, parts: Sequence[str]) -> Comparison:
    """What differs from what is public, in these parts only."""
    shape = kind_named(version.kind).shape
    return restricted(compared(overview.public_document(version), version.document, shape), parts)
