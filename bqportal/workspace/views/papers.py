"""Papers of a record: the list with the form to attach one, reading beside the form, fetching, changing, removing."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.actions.papers import (
    MOST,
    SamePaperError,
    attach_paper,
    change_paper,
    may_release,
    remove_paper,
    said_of,
)
from bqportal.editorial.models import Paper, WorkingVersion
from bqportal.editorial.papers import papers_in_work, papers_of
from bqportal.editorial.rules import digest_of
from bqportal.organisations.rights import may_read_work, may_write
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.forms.papers import AttachForm, PaperForm, ReleaseForm
from bqportal.workspace.forms.together import take_errors


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """All papers of a record; below them the form, for whoever writes it."""
    version = working_version(request, pk)
    is_writer = may_write(rights(request), version.work)
    context = {"version": version, "is_writer": is_writer, "most": MOST}
    form = AttachForm() if is_writer else None
    if request.method == "POST":
        if form is None:
            raise Http404
        form = AttachForm(request.POST, request.FILES)
        try:
            paper = attached(request, version, form)
        except SamePaperError as error:
            paper, context["first"] = None, error.first
            take_errors(form, error)
        if paper:
            messages.success(request, _("Attached: “%(title)s”.") % {"title": paper.title})
            return redirect("workspace:record-papers", version.pk)
    context |= {"form": form, "papers": papers_of(version)}
    return render(request, "workspace/paper/index.html", context, status=422 if form and form.errors else 200)


def attached(request: HttpRequest, version: WorkingVersion, form: AttachForm) -> Paper | None:
    """The new paper; None when something is wrong, which the form then tells.

    Raises:
        SamePaperError: it is there already.
    """
    if not form.is_valid():
        return None
    values = dict(form.cleaned_data)
    file = values.pop("file")
    try:
        return attach_paper(
            version=version, content=file.read(), name=file.name or "", declared=file.content_type or "",
            by=signed_in(request), at=timezone.now(), **values,
        )  # fmt: skip
    except SamePaperError:
        raise
    except ValidationError as error:
        take_errors(form, error)
        return None


def paper_for(request: HttpRequest, pk: int, *, writing: bool = False) -> Paper:
    """The paper, if the person may read it, or change it.

    Raises:
        Http404: there is none, or it is not for this person.
    """
    paper: Paper = get_object_or_404(papers_in_work(), pk=pk)
    may = may_write if writing else may_read_work
    if not may(rights(request), paper.version.work):
        raise Http404
    return paper


@behind_login()
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file itself, to be kept; a browser that shows it all the same runs nothing of it."""
    return cast(HttpResponse, file_of(paper_for(request, pk)))  # it streams; wrappers treat both alike


def file_of(paper: Paper) -> FileResponse:
    """A response with the file.

    Raises:
        Http404: it is lost.
    """
    if not paper.exists:
        raise Http404
    file = default_storage.open(paper.stored_as)
    response = FileResponse(file, as_attachment=True, filename=paper.file_name, content_type=paper.media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@behind_login()
@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a PDF page by page, or the picture: to have them beside the form."""
    paper = paper_for(request, pk)
    context = {"paper": paper, "version": paper.version, "has_words": any(paper.words)}
    return render(request, "workspace/paper/read.html", context)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said of a paper."""
    paper = paper_for(request, pk, writing=True)
    said, is_stale = said_of(paper), False
    releases = may_release(paper, rights(request))
    form = (ReleaseForm if releases else PaperForm)(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            kept = {"is_public": False, "free_of_personal_data": False} | form.cleaned_data
            change_paper(
                paper=paper, **kept, by=signed_in(request), at=timezone.now(), seen=request.POST.get("seen", "")
            )
        except ValidationError as error:
            take_errors(form, error)
            is_stale = getattr(error, "code", "") == "stale"
        else:
            messages.success(request, _("Saved: “%(title)s”.") % {"title": paper.title})
            return redirect("workspace:record-papers", paper.version_id)
    context = {
        "form": form, "paper": paper, "version": paper.version, "hides": said["is_public"] and not releases,
        "seen": request.POST["seen"] if "seen" in request.POST and not is_stale else digest_of(said),
        "differences": differences(form, said) if is_stale else [],
    }  # fmt: skip
    status = 409 if is_stale else 422 if form.errors else 200
    return render(request, "workspace/paper/change.html", context, status=status)


def differences(form: Any, said: dict[str, Any]) -> list[tuple[Any, Any, Any]]:
    """Where the form differs from what is stored: label, stored, given; in the words of the fields."""
    told = []
    for name in (one for one in said if one in form.fields):
        words = dict(getattr(form.fields[name], "choices", ()))
        stored, given = said[name], form.cleaned_data.get(name)
        if stored != given:
            told.append((form[name].label, words.get(stored, stored), words.get(given, given)))
    return told


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then removes."""
    paper = paper_for(request, pk, writing=True)
    if request.method == "POST":
        version, title = paper.version_id, paper.title
        remove_paper(paper=paper, by=signed_in(request), at=timezone.now())
        messages.success(request, _("Removed: “%(title)s”.") % {"title": title})
        return redirect("workspace:record-papers", version)
    return render(request, "workspace/paper/remove.html", {"paper": paper, "version": paper.version})
