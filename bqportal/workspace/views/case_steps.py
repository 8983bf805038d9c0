"""Taking a case one step on, what happened so far, and the application that follows a case."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.procedures.actions.following import begin_follow_up
from bqportal.procedures.actions.stepping import take_step
from bqportal.procedures.clock import office_of
from bqportal.procedures.models import Case, Notice
from bqportal.procedures.notices.gathering import decision_in_work
from bqportal.procedures.offering import obstacle_of, outcome_that_follows, outcomes_for
from bqportal.procedures.standing import actor_of, standing_of
from bqportal.procedures.wordings import OUTCOMES, STEPS, refusal_words
from bqportal.procedures.workflow import (
    TABLE,
    Actor,
    Move,
    Refusal,
    Standing,
    State,
    Step,
    Suspension,
    refusal_of,
)
from bqportal.workspace.access import behind_login, case_file, rights, signed_in
from bqportal.workspace.forms.case_steps import StepForm, SuspendForm

# Steps that are taken by a letter → its kind.
LETTERS = {
    Step.ACKNOWLEDGE: Notice.Kind.ACKNOWLEDGEMENT, Step.LIST_MISSING: Notice.Kind.MISSING,
    Step.EXTEND: Notice.Kind.EXTENSION, Step.WARN: Notice.Kind.WARNING,
}  # fmt: skip


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The form of one step, or the page where it is taken; 409 with the reason when it cannot be taken now."""
    case, wanted = case_file(request, pk), _step_named(step)
    actor, standing = actor_of(case, rights(request)), standing_of(case)
    if not actor.works:
        raise Http404
    why = obstacle_of(wanted, standing, actor, timezone.localdate()) if standing.state in TABLE[wanted] else None
    if standing.state not in TABLE[wanted]:
        why = Refusal.NOT_FROM_HERE
    if why and not (why is Refusal.NO_NOTICE and wanted in (Step.APPROVE, Step.DECIDE)):
        context = {"case": case, "step": wanted, "words": STEPS[wanted], "why": refusal_words(why)}
        return render(request, "workspace/case/step.html", context, status=409)
    if wanted is Step.SUSPEND:
        return _suspend(request, case, standing, actor)
    if wanted in LETTERS:
        return redirect("workspace:case-notice-new", pk, LETTERS[wanted].value)
    if wanted is Step.ASSESS and case.state == State.COMPLETE:
        return redirect("workspace:case-assess", pk)  # the step is taken with the first look at the positions
    if wanted is Step.APPROVE:
        return redirect("workspace:case-notices", pk)
    if wanted is Step.DECIDE or (wanted is Step.RETURN and decision_in_work(case)):
        return _to_decision(case)  # the notice goes back with the draft, and says so on its own page
    return _plain_step(request, case, wanted, standing, actor)


def _step_named(name: str) -> Step:
    try:
        return Step(name)
    except ValueError as error:
        raise Http404 from error


def _to_decision(case: Case) -> HttpResponse:
    """The decision notice in work, or the page that begins one."""
    notice = decision_in_work(case)
    if notice is not None:
        return redirect("workspace:case-notice", case.pk, notice.pk)
    return redirect("workspace:case-notice-new", case.pk, Notice.Kind.DECISION.value)


def _suspend(request: HttpRequest, case: Case, standing: Standing, actor: Actor) -> HttpResponse:
    """What for; a request or the order of a qualification analysis is written on the next page."""
    today = timezone.localdate()
    refused = {
        kind: refusal_of(
            Move(Step.SUSPEND, today, "-", kind, today + timedelta(365), has_letter=True),
            standing, actor, today,
        )
        for kind in Suspension
    }  # fmt: skip
    kinds = [kind for kind, why in refused.items() if why is None]
    form = SuspendForm(request.POST if request.method == "POST" else None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        is_analysis = form.cleaned_data["kind"] == Suspension.ANALYSIS
        notice = Notice.Kind.ANALYSIS if is_analysis else Notice.Kind.REQUEST
        return redirect("workspace:case-notice-new", case.pk, notice.value)
    context = {
        "case": case, "step": Step.SUSPEND, "words": STEPS[Step.SUSPEND], "form": form,
        "notes": [refusal_words(why) for why in refused.values() if why],
    }  # fmt: skip
    return render(request, "workspace/case/step.html", context, status=422 if form.errors else 200)


def _plain_step(request: HttpRequest, case: Case, wanted: Step, standing: Standing, actor: Actor) -> HttpResponse:
    """The form, and taking the step with what it says."""
    today = timezone.localdate()
    outcomes = outcomes_for(standing, actor, today) if wanted is Step.DRAFT else []
    form = StepForm(
        request.POST if request.method == "POST" else None, step=wanted, standing=standing, today=today,
        fiction_days=office_of(case).fiction_days if wanted is Step.NOTIFY else None,
        outcomes=[outcome for outcome, why in outcomes if why is None],
        proposed=outcome_that_follows(standing, actor, today) if wanted is Step.DRAFT else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        taken = _taken(request, case, form)
        if taken is not None:
            return taken
    context: dict[str, Any] = {
        "case": case, "step": wanted, "words": STEPS[wanted], "form": form,
        "proposes": wanted is Step.DRAFT,
        "closed": [(OUTCOMES[outcome], refusal_words(why)) for outcome, why in outcomes if why],
    }  # fmt: skip
    return render(request, "workspace/case/step.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, case: Case, form: StepForm) -> HttpResponse | None:
    """Where to go after the step; None when it was refused, and the form says why."""
    try:
        take_step(case=case, move=form.move(), by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        form.take_refusal(error)
        return None
    messages.success(request, _("Done: %(step)s.") % {"step": STEPS[form.step][0]})
    if form.step is Step.DRAFT:
        return _to_decision(case)
    return redirect("workspace:case-show", case.pk)


@behind_login()
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every step, newest first: who, for which day, entered when, why, by which letter."""
    case = case_file(request, pk)
    events = case.events.select_related("by", "notice").order_by("-pk")
    return render(request, "workspace/case/history.html", {"case": case, "events": events})


@behind_login()
@require_POST
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new application of the same person, linked to this case."""
    case = case_file(request, pk)
    try:
        new = begin_follow_up(case=case, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return redirect("workspace:case-show", pk)
    messages.success(request, _("A follow-up case was begun."))
    return redirect("workspace:case-show", new.pk)
