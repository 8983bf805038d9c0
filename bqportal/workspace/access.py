"""Who may see which page of the work area: not signed in → sign in first; not allowed → not there (404)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.audit import record_denial
from bqportal.organisations.models import Person
from bqportal.organisations.queries import kept_rights
from bqportal.organisations.rights import (
    Rights,
    may_begin_somewhere,
    may_change_in_bulk,
    may_enter,
    may_enter_cases,
    may_enter_counselling,
    may_manage_organisations,
    may_read_audit,
    may_read_counselling_figures,
    may_read_work,
)
from bqportal.organisations.second_factor import lacks_second_factor
from bqportal.procedures.models import Case
from bqportal.procedures.queries import case_for
from bqportal.procedures.reading import note_reading

SETTING_UP = "mfa_index"  # where a second factor is set up
View = Callable[..., HttpResponse]
AnyView = Callable[..., HttpResponseBase]  # also one that sends a file or a stream
R = TypeVar("R", bound=HttpResponseBase)
PAGE_SIZE = 25
SECRET_PARTS = {"secret", "token", "key"}  # parts of an address that open a page by themselves


@dataclass(frozen=True)
class Area:
    """A part of the work area: its first page, and what opens it: a permission, or a question to the rights.

    What people need every day stands in the bar on every page; everything stands on the start page.
    """

    route: str
    label: Promise | str
    help: Promise | str
    permission: str = ""
    may: Callable[[Rights], bool] = may_enter
    is_daily: bool = False

    def opens(self, request: HttpRequest) -> bool:
        """Whether who is there may enter."""
        return request.user.has_perm(self.permission) if self.permission else self.may(rights(request))


AREAS = (
    Area(
        "workspace:case-list", _("Cases"), _("Recognition cases: what is due, why, and what to do next."),
        may=may_enter_cases, is_daily=True,
    ),
    Area(
        "workspace:counselling-list", _("Counselling"), _("Requests of people to your centre, contacts, outcomes."),
        may=may_enter_counselling, is_daily=True,
    ),
    Area(
        "workspace:counselling-figures", _("Figures of counselling"), _("Anonymous figures over all centres."),
        may=may_read_counselling_figures,
    ),
    Area(
        "workspace:record-list", _("Records"), _("What is in work; begin a record, or a new version of a public one."),
        is_daily=True,
    ),
    Area(
        "workspace:enquiry-list", _("Enquiries"), _("Ask the central team or an expert; read and give answers."),
        is_daily=True,
    ),
    Area("workspace:room-list", _("Rooms"), _("Topics that people who work here talk about.")),
    Area("workspace:watch-list", _("Watch list"), _("Countries, occupations, profiles and languages to hear about.")),
    Area(
        "workspace:translations", _("Translations"), _("What is missing, outdated or not approved in a language."),
        is_daily=True,
    ),
    Area(
        "workspace:freshness", _("To be checked again"), _("Public records that somebody should look at again."),
        is_daily=True,
    ),
    Area(
        "workspace:demand", _("Demand"), _("Profiles that visitors miss, and what is read most and oldest."),
        is_daily=True,
    ),
    Area(
        "workspace:record-import", _("Import"), _("Records from a spreadsheet or YAML, into drafts."),
        may=may_begin_somewhere,
    ),
    Area("workspace:record-export", _("Export"), _("Records as a spreadsheet or YAML.")),
    Area(
        "workspace:record-bulk", _("Change many records"),
        _("One change in many records, with a preview and a way back."),
        may=may_change_in_bulk,
    ),
    Area("workspace:rights-mine", _("My rights"), _("What you may do here, and why.")),
    Area(
        "workspace:synonym-list", _("Synonyms"),
        _("Titles that editors know to mean an occupation: look, add, remove."), "matching.view_synonym",
    ),
    Area(
        "workspace:matching", _("What matching learned from"),
        _("Languages, lists and figures behind the proposals for a title."), "matching.view_crosswalk",
    ),
    Area(
        "workspace:organisation-list", _("Organisations"),
        _("Bodies that take part: members, roles, competence, contact."),
    ),
    Area(
        "workspace:person-list", _("People"),
        _("Everybody with an account: rights, central roles, closing an account."), may=may_manage_organisations,
    ),
    Area(
        "workspace:registration-list", _("Registrations"),
        _("Who asks to be let in; decide, with a reason."), may=may_manage_organisations,
    ),
    Area("workspace:audit-list", _("Audit log"), _("Who did what, and when."), may=may_read_audit),
)  # fmt: skip


def areas_of(request: HttpRequest) -> list[Area]:
    """The parts that who is there may enter."""
    return [area for area in AREAS if area.opens(request)]


def behind_login(permission: str = "", *, before_second_factor: bool = False) -> Callable[[AnyView], AnyView]:
    """A page for people who are signed in and have the permission, if one is named.

    Who owes a second factor sets it up first; `before_second_factor` marks the pages that this needs.
    Nobody keeps a copy of it: neither caches nor search engines. The action behind a form checks the right again.
    """

    def decorator(view: AnyView) -> AnyView:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return unkept(redirect_to_login(request.get_full_path()))
            if not before_second_factor and lacks_second_factor(signed_in(request)):
                return unkept(redirect(SETTING_UP))
            try:
                if permission and not request.user.has_perm(permission):
                    raise Http404
                return unkept(view(request, *args, **kwargs))
            except NoSuchPage:
                raise
            except (Http404, PermissionDenied):
                note_denial(request)
                raise

        page.login_required = True  # type: ignore[attr-defined]
        return page

    return decorator


def works_here(request: HttpRequest) -> tuple[Person, Rights]:
    """Who is there, and her rights.

    Raises:
        Http404: she has no role.
    """
    if not may_enter(rights(request)):
        raise Http404
    return signed_in(request), rights(request)


class NoSuchPage(Http404):
    """The list is there, but not the page of it that was asked for: nothing was denied."""


def note_denial(request: HttpRequest) -> None:
    """Log that somebody asked for what is not there for her: a record of others, or none. Secrets are left out."""
    match = request.resolver_match
    if match is None or not isinstance(request.user, Person):
        return
    secrets = [str(value) for name, value in match.kwargs.items() if name in SECRET_PARTS]
    path = request.path
    for secret in secrets:
        path = path.replace(secret, "…")
    record_denial(person=request.user, route=match.view_name, path=path)


def unkept(response: R) -> R:
    """The response with the request that nobody keeps it."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def signed_in(request: HttpRequest) -> Person:
    """Who is there.

    Raises:
        Http404: nobody is; `behind_login` stands before every page, so that this is a second lock.
    """
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def rights(request: HttpRequest) -> Rights:
    """What the person who is there may do; asked once per request."""
    return kept_rights(request.user) if isinstance(request.user, Person) else Rights()


def working_version(request: HttpRequest, pk: int) -> WorkingVersion:
    """A working version that the person may read.

    Raises:
        Http404: there is none, or its content is not for this person.
    """
    version: WorkingVersion = get_object_or_404(
        WorkingVersion.objects.select_related("organisation").prefetch_related("strands"), pk=pk
    )
    if not may_read_work(rights(request), version.work):
        raise Http404
    return version


def case_file(request: HttpRequest, pk: int) -> Case:
    """A recognition case that the person may read; that she did is written into the audit log.

    Raises:
        Http404: there is none, or it is a case of another body.
    """
    try:
        case = case_for(rights(request), pk)
    except Case.DoesNotExist as error:
        raise Http404 from error
    note_reading(case=case, by=signed_in(request), at=timezone.now())
    return case


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of `rows` that the address asks for.

    Raises:
        NoSuchPage: the page number is none, or past the end.
    """
    try:
        return Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise NoSuchPage from error
