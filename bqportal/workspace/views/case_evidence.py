"""Trainings, experience and documents of a case."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.uploads.sniffing import SUFFIXES
from bqportal.procedures.actions.evidence import (
    add_document,
    add_experience,
    add_training,
    change_document,
    change_experience,
    change_training,
    document_values,
    experience_values,
    remove_document,
    remove_experience,
    remove_training,
    training_values,
)
from bqportal.procedures.actions.keeping import is_frozen
from bqportal.procedures.models import Case, Document, Experience, Training
from bqportal.procedures.standing import lacks_of
from bqportal.workspace.access import behind_login, case_file, signed_in
from bqportal.workspace.case_pages import keep, working_case, writes
from bqportal.workspace.forms.case_evidence import DocumentForm, ExperienceForm, TrainingForm
from bqportal.workspace.forms.cases import StoredForm


def _page(
    request: HttpRequest, case: Case, *, form: StoredForm, stored: Mapping[str, Any], row: Any,
    act: Callable[[str], Any], remove: Callable[..., None], template: str, back: str,
) -> HttpResponse:  # fmt: skip
    """One row of the evidence: the form to add, change or remove it."""
    if row is not None and request.method == "POST" and "remove" in request.POST:
        try:
            remove(by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Removed."))
        return redirect(back, case.pk)
    kept = keep(request, form, stored, act)
    if kept.done:
        messages.success(request, _("Saved."))
        return redirect(back, case.pk)
    context = {"case": case, "row": row, "may_remove": row is not None and not is_frozen(case), **kept.context}
    return render(request, template, context, status=kept.status)


def _training(request: HttpRequest, case: Case, row: Training | None) -> HttpResponse:
    stored = training_values(row or Training(case=case, country=case.training_state))
    form = TrainingForm(request.POST if request.method == "POST" else None, values=stored)

    def act(seen: str) -> Training:
        doing: dict[str, Any] = {"values": form.cleaned_data, "by": signed_in(request), "at": timezone.now()}
        return change_training(training=row, seen=seen, **doing) if row else add_training(case=case, **doing)

    return _page(
        request, case, form=form, stored=stored, row=row, act=act,
        remove=lambda **by: remove_training(training=cast(Training, row), **by),
        template="workspace/case/evidence.html", back="workspace:case-show",
    )  # fmt: skip


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_training_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Another training."""
    return _training(request, working_case(request, pk), None)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, pk: int, training: int) -> HttpResponse:
    """One training."""
    case = working_case(request, pk)
    return _training(request, case, get_object_or_404(Training, pk=training, case=case))


def _experience(request: HttpRequest, case: Case, row: Experience | None) -> HttpResponse:
    stored = experience_values(row or Experience(case=case))
    form = ExperienceForm(request.POST if request.method == "POST" else None, values=stored)

    def act(seen: str) -> Experience:
        doing: dict[str, Any] = {"values": form.cleaned_data, "by": signed_in(request), "at": timezone.now()}
        return change_experience(experience=row, seen=seen, **doing) if row else add_experience(case=case, **doing)

    return _page(
        request, case, form=form, stored=stored, row=row, act=act,
        remove=lambda **by: remove_experience(experience=cast(Experience, row), **by),
        template="workspace/case/evidence.html", back="workspace:case-show",
    )  # fmt: skip


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_experience_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Other work."""
    return _experience(request, working_case(request, pk), None)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def experience(request: HttpRequest, pk: int, experience: int) -> HttpResponse:
    """Work of one time."""
    case = working_case(request, pk)
    return _experience(request, case, get_object_or_404(Experience, pk=experience, case=case))


@behind_login()
@require_safe
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of documents, and what is lacking by law."""
    case = case_file(request, pk)
    rows = sorted(case.documents.all(), key=lambda one: (Document.Kind.values.index(one.kind), one.pk))
    context = {"case": case, "documents": rows, "lacks": lacks_of(case), "writes": writes(request, case)}
    return render(request, "workspace/case/documents.html", context)


def _document(request: HttpRequest, case: Case, row: Document | None) -> HttpResponse:
    stored = document_values(row or Document(case=case))
    is_post = request.method == "POST"
    form = DocumentForm(request.POST if is_post else None, request.FILES if is_post else None, values=stored)

    def act(seen: str) -> Document:
        doing: dict[str, Any] = {
            "values": form.cleaned_data, "upload": form.upload(), "by": signed_in(request), "at": timezone.now(),
        }  # fmt: skip
        return change_document(document=row, seen=seen, **doing) if row else add_document(case=case, **doing)

    return _page(
        request, case, form=form, stored=stored, row=row, act=act,
        remove=lambda **by: remove_document(document=cast(Document, row), **by),
        template="workspace/case/document.html", back="workspace:case-documents",
    )  # fmt: skip


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def add_document_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Another document."""
    return _document(request, working_case(request, pk), None)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """One document: whether it arrived, its translation, its file."""
    case = working_case(request, pk)
    return _document(request, case, get_object_or_404(Document, pk=document, case=case))


@behind_login()
@require_safe
def document_file(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """The file itself, to be kept; a browser that shows it all the same runs nothing of it."""
    case = case_file(request, pk)
    row = get_object_or_404(Document, pk=document, case=case)
    if not row.stored_as or not default_storage.exists(row.stored_as):
        raise Http404
    name = f"{row.kind}-{row.pk}.{SUFFIXES[row.media_type][0]}"  # nothing of the person or of what was sent
    file = default_storage.open(row.stored_as)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=row.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # it streams; wrappers treat both alike
