"""Records in work: the list, beginning one, opening a public one, and the page of one working version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.actions.writing import begin_record, open_record
from bqportal.editorial.discussions import discussion_of
from bqportal.editorial.kinds import Kind, kind_named, kinds
from bqportal.editorial.listing import Wanted, in_work, listed_versions, place_of_record, public_records
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.workflow import State
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import (
    Rights,
    is_editor,
    may_assign,
    may_begin,
    may_begin_kind,
    may_begin_somewhere,
    may_publish,
    may_read_work,
    may_write,
)
from bqportal.workspace import overview
from bqportal.workspace.access import behind_login, page_of, rights, signed_in, working_version, works_here
from bqportal.workspace.forms.records import FilterForm, RecordForm, countries_named
from bqportal.workspace.forms.steps import AssignForm, ReasonForm, ScheduleForm, StepForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.hints import hints_context

PUBLIC = "public"


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is in work and she may read; or, beside it, what is public and could be written anew."""
    _person, mine = works_here(request)
    form, is_public = FilterForm(request.GET), request.GET.get("view") == PUBLIC
    address = reverse("workspace:record-list")
    context: dict[str, Any] = {
        "filters": form,
        "is_public": is_public,
        "may_begin": may_begin_somewhere(mine),
        "tabs": [
            {"label": _("In work"), "url": address, "current": not is_public},
            {"label": _("Public records"), "url": f"{address}?view={PUBLIC}", "current": is_public},
        ],
    }
    found = (
        public_rows(request, mine, form.wanted)
        if is_public
        else {"page": page_of(request, listed_versions(mine, form.wanted))}
    )
    return render(request, "workspace/record/index.html", {**context, **found, "today": timezone.localdate()})


def public_rows(request: HttpRequest, mine: Rights, wanted: Wanted) -> dict[str, Any]:
    """Public records of one kind; of what others have in work only that they have."""
    kind = kind_named(wanted.kind) if wanted.kind else kinds()[0]
    countries = countries_named(wanted.words)
    page = page_of(request, public_records(kind, country=wanted.country, words=wanted.words, countries=countries))
    versions = in_work(kind, page)
    names = {row.pk: row for row in Organisation.objects.filter(pk__in=writing_for(mine))}
    rows = []
    for record in page:
        version, since = versions.get(record.pk, (None, None))
        place = place_of_record(kind, record)
        rows.append(
            {
                "record": record,
                "version": version,
                "since": since,
                "is_readable": version is not None and may_read_work(mine, version.work),
                "may_begin": version is None and may_begin(mine, place),
                "organisations": [names[pk] for pk in sorted(mine.organisations_for(place)) if pk in names],
            }
        )
    return {"page": page, "rows": rows, "kind": kind, "is_editor": is_editor(mine)}


def writing_for(mine: Rights) -> set[int]:
    """Organisations for which the person writes something."""
    return {one.organisation for one in mine.competences if mine.has_role(one.organisation, "contributor", "reviewer")}


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a record that the portal does not have: which kind, then what that kind begins with."""
    _person, mine = works_here(request)
    if not may_begin_somewhere(mine):
        raise Http404
    known = {name: request.GET[name][:300] for name in ("kind", "country", "title", "lang") if name in request.GET}
    form = RecordForm(
        request.POST if request.method == "POST" else None, initial=known,
        allowed=[kind.slug for kind in kinds() if may_begin_kind(mine, kind.slug)], organisations=writing_for(mine),
        may_be_none=is_editor(mine),
    )  # fmt: skip
    if request.method == "POST" and (version := begun(request, form)):
        messages.success(request, _("Begun. It is a draft that only your organisation and the central team can read."))
        return redirect(overview.address_of("record-edit", version.pk, "facts") or address_of(version))
    return render(
        request, "workspace/record/new.html", {"form": form, "known": known}, status=422 if form.errors else 200
    )


def begun(request: HttpRequest, form: RecordForm) -> WorkingVersion | None:
    """The new working version; None when the form has faults, which it then tells."""
    if not form.is_valid():
        return None
    try:
        return begin_record(
            kind=kind_named(form.cleaned_data["kind"]), document=form.document, by=signed_in(request),
            organisation=form.cleaned_data["organisation"], at=timezone.now(),
        )  # fmt: skip
    except PermissionDenied:
        form.add_error("country", _("Your organisation is not competent for this country and field."))
    except ValidationError as error:
        take_errors(form, error)
    return None


def address_of(version: WorkingVersion) -> str:
    """The page of a working version."""
    return reverse("workspace:record-show", args=[version.pk])


@behind_login()
@require_POST
def open_one(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take a public record into work."""
    known = next((one for one in kinds() if one.slug == kind), None)
    if known is None:
        raise Http404
    record = get_object_or_404(public_records(known), pk=pk)
    try:
        organisation = organisation_for(request, known, record)
        version = open_record(
            kind=known, record=record, organisation=organisation, by=signed_in(request), at=timezone.now()
        )
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(
            f"{reverse('workspace:record-list')}?view={PUBLIC}&kind={known.slug}&country={record.country.code}"
        )
    return redirect(address_of(version))


def organisation_for(request: HttpRequest, kind: Kind, record: Any) -> Organisation | None:
    """For whom the person opens a record: the one that she names, or the only one; none for the central team.

    Raises:
        PermissionDenied: she writes here for no organisation, or not for the one named.
        ValidationError: there are several, and none is named.
    """
    allowed = rights(request).organisations_for(place_of_record(kind, record))
    given = request.POST.get("organisation", "")
    if not given and is_editor(rights(request)):
        return None
    chosen = [pk for pk in allowed if str(pk) == given] if given else list(allowed)
    if not chosen:
        raise PermissionDenied
    if len(chosen) > 1:
        raise ValidationError(_("Choose for whom you write"))
    return Organisation.objects.get(pk=chosen[0])


@behind_login()
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One working version: its parts and where they stand, and what can be done with them."""
    return record_page(request, working_version(request, pk))


def record_page(
    request: HttpRequest,
    version: WorkingVersion,
    *,
    bound: StepForm | None = None,
    assign: AssignForm | None = None,
    schedule: ScheduleForm | None = None,
    drop: ReasonForm | None = None,
) -> HttpResponse:
    """The page; a form that was refused stands on it with its errors and with what was written."""
    mine, work = rights(request), version.work
    approved = [strand.part for strand in version.strands.all() if strand.state == State.APPROVED]
    assigns, publishes, writes = may_assign(mine, work), may_publish(mine), may_write(mine, work)
    context = {
        "version": version,
        "kind": kind_named(version.kind),
        "lang": version.document.get("lang") or "",
        "parts": overview.part_rows(version, mine),
        "today": timezone.localdate(),
        "ways": overview.ways(version, mine, request.path),
        "nearby": overview.people_nearby(version, signed_in(request), timezone.now()),
        "step_forms": overview.step_forms(version, mine, bound),
        "assign_form": (assign or AssignForm(version)) if assigns else None,
        "schedule_form": (schedule or ScheduleForm(version, approved)) if publishes and approved else None,
        "drop_form": (drop or ReasonForm(auto_id="drop-%s")) if writes and not version.object_id else None,
        "guests": version.guest_passes.select_related("invited_by"),
        "may_assign": assigns,
        "now": timezone.now(),
        "transitions": overview.last_transitions(version),
        "form": bound or assign or schedule or drop,
        "public_address": public_address(version),
        **hints_context(version, mine),
        **discussion_of(version),
    }
    return render(request, "workspace/record/show.html", context, status=422 if context["form"] else 200)


def public_address(version: WorkingVersion) -> str:
    """Where the public reads it; empty while it cannot."""
    if not version.record or not version.record.is_published:
        return ""
    route, arguments = kind_named(version.kind).address(version.record)
    return reverse(route, args=arguments)
