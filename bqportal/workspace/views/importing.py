"""Importing a file of records: upload, look at what it would do, agree."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bqportal.editorial.actions.importing import BlockedImportError, import_records, keep_file
from bqportal.editorial.documents import changed_parts
from bqportal.editorial.importing.entries import Reading
from bqportal.editorial.importing.planning import Plan, Planned, Verdict, plan_of
from bqportal.editorial.importing.reading import read_file
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import PendingImport
from bqportal.organisations.rights import is_editor, may_begin_somewhere
from bqportal.workspace.access import behind_login, rights, signed_in, works_here
from bqportal.workspace.forms.files import ImportForm
from bqportal.workspace.forms.together import take_errors
from bqportal.workspace.views.records import writing_for

SHOWN = 20  # lines told of one record
ORDER = [Verdict.FAULTY, Verdict.CONFLICT, Verdict.FORBIDDEN, Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form; afterwards the dry run."""
    _person, mine = works_here(request)
    if not may_begin_somewhere(mine):
        raise Http404
    given: dict[str, Any] = {"organisations": writing_for(mine), "may_be_none": is_editor(mine)}
    form = ImportForm(request.POST, request.FILES, **given) if request.method == "POST" else ImportForm(**given)
    if request.method == "POST" and form.is_valid():
        kept = kept_file(request, form)
        if kept:
            return redirect("workspace:record-import-show", kept.pk)
    return render(request, "workspace/import/upload.html", {"form": form}, status=422 if form.errors else 200)


def kept_file(request: HttpRequest, form: ImportForm) -> PendingImport | None:
    """The file between the two steps; None when nothing in it can be read, which the form then tells."""
    asked = dict(form.cleaned_data)
    file, kind = asked.pop("file"), kind_named(asked.pop("kind"))
    content = file.read()
    reading = read_file(content, name=file.name or "", kind=kind)
    if not reading.entries:
        form.add_error("file", [str(trouble) for trouble in reading.troubles[:SHOWN]])
        return None
    try:
        return keep_file(
            name=file.name or "", content=content, kind=kind, by=signed_in(request), at=timezone.now(), **asked
        )
    except ValidationError as error:
        take_errors(form, error)
        return None


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What the import would do, record by record; on agreement it is done, all of it or nothing."""
    kept = get_object_or_404(PendingImport.objects.select_related("organisation"), pk=pk, person=signed_in(request))
    kind = kind_named(kept.kind)
    if request.method == "POST" and request.POST.get("drop"):
        kept.delete()
        messages.success(request, _("Dropped: “%(name)s”. Nothing was imported.") % {"name": kept.name})
        return redirect("workspace:record-import")
    reading = read_file(bytes(kept.content), name=kept.name, kind=kind)
    if request.method == "POST":
        return agreed(request, kept, kind, reading)
    return report(request, kept, kind, planned(request, kept, kind, reading))


def planned(request: HttpRequest, kept: PendingImport, kind: Kind, reading: Reading) -> Plan:
    """The dry run."""
    return plan_of(
        reading, kind=kind, rights=rights(request), organisation=kept.organisation, overwrite=kept.overwrite
    )  # fmt: skip


def agreed(request: HttpRequest, kept: PendingImport, kind: Kind, reading: Reading) -> HttpResponse:
    """Write the drafts; or say why not, with what would happen now."""
    try:
        plan, _versions = import_records(
            reading=reading, kind=kind, organisation=kept.organisation, overwrite=kept.overwrite,
            seen=request.POST.get("seen", "") or "nothing", by=signed_in(request), at=timezone.now(),
        )  # fmt: skip
    except BlockedImportError as error:
        return report(request, kept, kind, error.plan, refused=" ".join(error.messages))
    except ValidationError as error:
        plan = planned(request, kept, kind, reading)
        return report(request, kept, kind, plan, refused=" ".join(error.messages))
    kept.delete()
    told = _("Imported as drafts: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.") % {
        verdict.value: plan.counted(verdict) for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED)
    }
    messages.success(request, told)
    return redirect("workspace:record-list")


def report(request: HttpRequest, kept: PendingImport, kind: Kind, plan: Plan, refused: str = "") -> HttpResponse:
    """The page of the dry run."""
    context = {
        "kept": kept,
        "kind": kind,
        "plan": plan,
        "counts": [(verdict_words(one), plan.counted(one)) for one in ORDER if plan.counted(one)],
        "rows": sorted(
            (row_of(one, kind) for one in plan.planned), key=lambda row: ORDER.index(row["planned"].verdict)
        ),
        "refused": refused,
    }
    return render(request, "workspace/import/show.html", context, status=409 if refused else 200)


def row_of(one: Planned, kind: Kind) -> dict[str, Any]:
    """One record of the report. What the person may not write shows nothing of what is there."""
    is_changed = one.verdict is Verdict.CHANGED
    version = one.present.version if one.verdict in (Verdict.CHANGED, Verdict.UNCHANGED, Verdict.CONFLICT) else None
    return {
        "planned": one,
        "verdict": verdict_words(one.verdict),
        "parts": changed_parts(one.present.document, one.document, kind.shape) if is_changed else [],
        "version": version,
        "troubles": one.troubles[:SHOWN],
        "hints": one.hints[:SHOWN],
        "more": max(0, len(one.troubles) - SHOWN) + max(0, len(one.hints) - SHOWN),
    }


def verdict_words(verdict: Verdict) -> str:
    """What becomes of a record, in words."""
    return {
        Verdict.NEW: _("new"),
        Verdict.CHANGED: _("changed"),
        Verdict.UNCHANGED: _("unchanged"),
        Verdict.CONFLICT: _("changed meanwhile"),
        Verdict.FORBIDDEN: _("not yours to write"),
        Verdict.FAULTY: _("to be mended"),
    }[verdict]
