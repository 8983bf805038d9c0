"""Enquiries: the list, asking, reading, answering, handing over, closing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bqportal.editorial.actions.enquiries import (
    addressee,
    answer_enquiry,
    ask_enquiry,
    close_enquiry,
    hand_over_enquiry,
)
from bqportal.editorial.models import Enquiry, WorkingVersion
from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import Rights, may_answer_enquiry, may_read_work, may_write
from bqportal.workspace.access import behind_login, page_of, works_here
from bqportal.workspace.forms.together import AnswerForm, EnquiryForm, HandOverForm, take_errors

FORM = require_http_methods(["GET", "HEAD", "POST"])


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Enquiries that the person may read, narrowed by state."""
    _person, rights = works_here(request)
    state = request.GET.get("state", "")
    rows = Enquiry.objects.all().visible_to(rights).select_related("organisation", "expert", "asked_by")
    if state in Enquiry.State.values:
        rows = rows.filter(state=state)
    tabs = [
        {"label": label, "url": f"?state={value}" if value else "?", "current": value == state}
        for value, label in [("", _("all")), *Enquiry.State.choices]
    ]
    return render(request, "workspace/enquiry/index.html", {"page": page_of(request, rows), "tabs": tabs})


@behind_login()
@FORM
def ask(request: HttpRequest) -> HttpResponse:
    """The form; about a working version if the address names one."""
    person, rights = works_here(request)
    version = asked_version(request, rights)
    given = {"kind": version.kind, "country": version.country} if version else {}
    form = EnquiryForm(
        request.POST if request.method == "POST" else None,
        organisations=Organisation.objects.filter(pk__in=rights.organisations),
        is_central=bool(rights.central), initial=given,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            enquiry = ask_enquiry(**form.cleaned_data, version=version, by=person, at=timezone.now())
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Your enquiry has been sent."))
            return redirect("workspace:enquiry-show", enquiry.pk)
    context = {"form": form, "version": version}
    return render(request, "workspace/enquiry/ask.html", context, status=422 if form.errors else 200)


def asked_version(request: HttpRequest, rights: Rights) -> WorkingVersion | None:
    """The working version that the address names, if the person may read it.

    Raises:
        Http404: there is none.
    """
    number = request.GET.get("version", "")
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    visible = WorkingVersion.objects.all().visible_to(rights)
    version: WorkingVersion = get_object_or_404(visible.defer("document").prefetch_related("strands"), pk=int(number))
    return version


def readable(rights: Rights, pk: int) -> Enquiry:
    """The enquiry, for those who may read it."""
    rows = Enquiry.objects.all().visible_to(rights)
    people = ("organisation", "expert", "asked_by", "answered_by", "version")
    enquiry: Enquiry = get_object_or_404(rows.select_related(*people).defer("version__document"), pk=pk)
    return enquiry


@behind_login()
@FORM
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Question and answer; the form for the answer while it is open."""
    person, rights = works_here(request)
    enquiry = readable(rights, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_answer_enquiry(rights, enquiry.expert_id):
            raise Http404
        if form.is_valid():
            try:
                answer_enquiry(enquiry=enquiry, by=person, at=timezone.now(), **form.cleaned_data)
            except ValidationError as error:
                take_errors(form, error)
            else:
                messages.success(request, _("Your answer has been sent."))
                return redirect("workspace:enquiry-show", pk)
    return shown(request, readable(rights, pk), form, HandOverForm())


def shown(request: HttpRequest, enquiry: Enquiry, form: forms.Form, hand_over_form: forms.Form) -> HttpResponse:
    """The page of an enquiry, with whichever of its forms has errors."""
    person, rights = works_here(request)
    version = enquiry.version
    if version and not may_read_work(rights, version.work):
        version = None
    may_answer = may_answer_enquiry(rights, enquiry.expert_id)
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "version": version,
        "take_over": (version.pk, "facts") if version and enquiry.answer and may_write(rights, version.work) else None,
        "may_answer": may_answer and enquiry.state == Enquiry.State.OPEN,
        "may_close": enquiry.state != Enquiry.State.CLOSED and (may_answer or enquiry.asked_by_id == person.pk),
        "form": hand_over_form if hand_over_form.errors else form,
        "answer_form": form,
        "hand_over_form": hand_over_form,
        "seen": digest_of(addressee(enquiry)),
    }
    failed = form.errors or hand_over_form.errors
    return render(request, "workspace/enquiry/show.html", context, status=422 if failed else 200)


def offered(request: HttpRequest, rights: Rights) -> Enquiry | None:
    """The enquiry whose answer the edit page of a record offers for copying (`?enquiry=`); None if there is none."""
    number = request.GET.get("enquiry", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    answered = Enquiry.objects.all().visible_to(rights).exclude(answer="")
    enquiry: Enquiry | None = answered.filter(pk=int(number)).first()
    return enquiry


@behind_login()
@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody else answer."""
    person, rights = works_here(request)
    enquiry = readable(rights, pk)
    if not may_answer_enquiry(rights, enquiry.expert_id):
        raise Http404
    form = HandOverForm(request.POST)
    if form.is_valid():
        try:
            hand_over_enquiry(
                enquiry=enquiry, by=person, at=timezone.now(), seen=request.POST.get("seen", ""), **form.cleaned_data
            )
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("The enquiry has been handed over."))
            return redirect("workspace:enquiry-list")
    return shown(request, enquiry, AnswerForm(), form)


@behind_login()
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more to do."""
    person, rights = works_here(request)
    enquiry = readable(rights, pk)
    if enquiry.asked_by_id != person.pk and not may_answer_enquiry(rights, enquiry.expert_id):
        raise Http404
    close_enquiry(enquiry=enquiry, by=person, at=timezone.now())
    messages.success(request, _("The enquiry is closed."))
    return redirect("workspace:enquiry-list")
