"""Data protection in a case: who read it, how long it stays, handing it over, erasing it."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.organisations import audit
from bqportal.organisations.models import AuditEntry
from bqportal.organisations.rights import may_oversee_cases
from bqportal.procedures.actions.offices import office_for
from bqportal.procedures.actions.privacy import HeldError, erase_person, export_person, files_due
from bqportal.procedures.clock import office_of
from bqportal.procedures.models import Case
from bqportal.procedures.privacy.facts import case_due, case_hold, person_hold, schedule_of
from bqportal.procedures.privacy.retention import Schedule, readings_since
from bqportal.procedures.privacy.words import hold_words
from bqportal.procedures.reading import READ
from bqportal.workspace.access import behind_login, case_file, page_of, rights, signed_in
from bqportal.workspace.forms.case_privacy import EraseForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.logbook import lines
from bqportal.workspace.views.case_settings import body_for

SHOWN = (READ, "case.exported")
AHEAD = timedelta(days=90)  # what is due within this time is listed before it goes


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who read the case and when, until when it stays, and what may be done."""
    case = case_file(request, pk)
    today, schedule = timezone.localdate(), schedule_of(office_of(case))
    hold = case_hold(case, today)
    page = page_of(request, _readings(case, schedule))
    context = {
        "case": case,
        "page": page,
        "lines": lines(page),
        "hold": hold_words(hold) if hold else "",
        "due": case_due(case, schedule),
        "schedule": schedule,
        "manages": may_oversee_cases(rights(request), case.organisation_id),
        "others": case.applicant.cases.exclude(pk=case.pk).order_by("pk"),
    }
    return render(request, "workspace/case/privacy.html", context)


def _readings(case: Case, schedule: Schedule) -> QuerySet[AuditEntry]:
    """Who read or handed over the case, as far back as the body shows it. The log itself only ever grows."""
    entries = audit.entries_about(case).filter(deed__in=SHOWN)
    since = readings_since(schedule, timezone.localdate())
    return entries.filter(at__gte=timezone.make_aware(datetime.combine(since, time.min))) if since else entries


@behind_login()
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the body knows of the person, as a ZIP."""
    case = case_file(request, pk)
    try:
        packed = export_person(applicant=case.applicant, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="case-{case.pk}.zip"'
    return response


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what would go and what holds it; asks once; then it is gone."""
    case = case_file(request, pk)
    if not may_oversee_cases(rights(request), case.organisation_id):
        raise Http404
    form = EraseForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(
                applicant=case.applicant, reason=form.cleaned_data["reason"], by=signed_in(request),
                at=timezone.now(), seen=form.seen,
            )  # fmt: skip
        except HeldError as error:
            form.add_error(None, error.messages[0])
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The person is erased, with all cases and files."))
            return redirect("workspace:case-list")
    held = person_hold(case.applicant, timezone.localdate())
    context = {
        "case": case,
        "form": form,
        "cases": case.applicant.cases.order_by("pk"),
        "held": {"number": held[0].number, "words": hold_words(held[1])} if held else None,
    }
    return render(request, "workspace/case/erase.html", context, status=422 if form.errors else 200)


@behind_login()
@require_safe
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    """What the body keeps for how long, and which files go next."""
    organisation = body_for(request, slug)
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "schedule": schedule_of(office_for(organisation)),
        "page": page_of(request, files_due(organisation, today + AHEAD)),
        "today": today,
        "manages": may_oversee_cases(rights(request), organisation.pk),
    }
    return render(request, "workspace/case/retention.html", context)
