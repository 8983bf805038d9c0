"""The application: what is wanted, what it is compared with, which law applies and who decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.countries.territory import AS_OF, is_in_eea
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.routing_words import BODIES, REGIMES, reason_words
from bqportal.procedures.actions.intake import application_values, change_application, earlier_cases
from bqportal.procedures.intake_proposals import (
    ProposedRoute,
    proposed_occupations,
    proposed_profiles,
    proposed_route,
    version_on,
)
from bqportal.procedures.models import Case, Training
from bqportal.procedures.workflow import State
from bqportal.qualifications.models import Qualification
from bqportal.workspace.access import behind_login, signed_in
from bqportal.workspace.case_pages import keep, working_case
from bqportal.workspace.forms.cases import ApplicationForm


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals with their reasons beside the fields; what is saved is what the person chose."""
    case = working_case(request, pk)
    stored = application_values(case)
    form = _form(request, case, stored)
    kept = keep(
        request, form, stored,
        lambda seen: change_application(
            case=case, values=chosen(form, case), seen=seen, by=signed_in(request), at=timezone.now()
        ),
    )  # fmt: skip
    if kept.done:
        _confirm_route(request, case)
        messages.success(request, _("Saved."))
        return redirect("workspace:case-application" if "stay" in request.POST else "workspace:case-show", case.pk)
    found = proposed_route(case, timezone.localdate())
    context = {"case": case, "eea": is_in_eea(case.training_state), "as_of": AS_OF, **in_words(found), **kept.context}
    context["may_forward"] = found.is_here is False and case.state == State.RECEIVED
    return render(request, "workspace/case/application.html", context, status=kept.status)


def _confirm_route(request: HttpRequest, case: Case) -> None:
    """Keep law and body as they follow from what the person has just confirmed by saving."""
    found = proposed_route(case, timezone.localdate())
    change_application(case=case, values={"route": found.plain}, by=signed_in(request), at=timezone.now())


def _form(request: HttpRequest, case: Case, stored: dict[str, Any]) -> ApplicationForm:
    training = case.trainings.filter(kind=Training.Kind.MAIN).first()
    title, language = (training.title, training.language) if training else ("", "")
    profiles = {one.profile.slug: (one.profile, one.reason) for one in proposed_profiles(title, case.training_state)}
    if case.qualification is not None:
        profiles.setdefault(case.qualification.slug, (case.qualification, _("chosen")))
    occupations = {
        one.occupation.slug: (one.occupation, "; ".join(one.reasons))
        for one in proposed_occupations(case, title, language)
    }
    if case.version is not None:
        occupations.setdefault(case.version.occupation.slug, (case.version.occupation, _("chosen")))
    shown = stored | {
        "profile": case.qualification.slug if case.qualification else "",
        "occupation": case.version.occupation.slug if case.version else "",
        "predecessor": stored["predecessor"] or "",
    }
    return ApplicationForm(
        request.POST if request.method == "POST" else None, values=shown,
        profiles=[(slug, _profile_label(one, why)) for slug, (one, why) in profiles.items()],
        occupations=[(slug, _occupation_label(one, why)) for slug, (one, why) in occupations.items()],
        earlier=[(str(one.pk), f"{one.number} · {one.applicant}") for one in earlier_cases(case)],
    )  # fmt: skip


def _profile_label(profile: Qualification, why: str) -> SafeString:
    return format_html('<span lang="{}" dir="auto">{}</span> – {}', profile.language, profile.title, why)


def _occupation_label(occupation: ReferenceOccupation, why: str) -> SafeString:
    return format_html('<span lang="de">{} / {}</span> – {}', occupation.name_m, occupation.name_f, why)


def chosen(form: ApplicationForm, case: Case) -> dict[str, Any]:
    """What the person chose, as the action takes it."""
    values = dict(form.cleaned_data)
    profile = values.pop("profile")
    values["qualification"] = values.pop("other_profile") or (
        Qualification.objects.filter(slug=profile).first() if profile else None
    )
    slug = values.pop("occupation")
    occupation = values.pop("other_occupation") or (
        ReferenceOccupation.objects.filter(slug=slug).first() if slug else None
    )
    values["version"] = None
    if occupation is not None:
        same = case.version is not None and case.version.occupation_id == occupation.pk
        # A case that is being compared keeps its regulation; a new choice takes the one in force.
        values["version"] = case.version if same else version_on(occupation, timezone.localdate())
    earlier = values.pop("predecessor")
    values["predecessor"] = (
        Case.objects.filter(pk=earlier, organisation=case.organisation_id).first() if earlier else None
    )
    return values


def in_words(found: ProposedRoute) -> dict[str, Any]:
    """A route for a page."""
    route = found.route
    return {
        "regime": REGIMES[route.regime],
        "kinds": [BODIES[body] for body in route.bodies],
        "bodies": found.bodies[:10],
        "is_here": found.is_here,
        "proposes_regulated": route.is_regulated,
        "reasons": [
            {"words": reason_words(one), "norm": one.norm, "source": one.source, "is_hint": one.is_hint}
            for one in route.reasons
        ],
    }
