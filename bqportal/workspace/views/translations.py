"""The languages of a record, and what is to be translated across all records."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.actions.translating import mark_machine, mark_minor
from bqportal.editorial.checks.standing import text_of
from bqportal.editorial.documents import FACTS
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.editorial.sections import TEXT
from bqportal.editorial.translating import TextState, changed_since, coverage, source_digest, states_of
from bqportal.editorial.worklist import state_counts, worklist
from bqportal.organisations.rights import Place, may_begin, may_review, may_write
from bqportal.workspace import overview
from bqportal.workspace.access import behind_login, page_of, rights, signed_in, working_version, works_here
from bqportal.workspace.forms.checking import STATE_BADGES, STATES, MinorForm, TranslationsForm
from bqportal.workspace.forms.together import take_errors


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every record in one language: what is outdated, missing or not approved stands first."""
    _person, mine = works_here(request)
    asked = request.GET.copy()
    asked["language"] = request.GET.get("language") or (get_language() or "en")
    form = TranslationsForm(asked)
    language, state = form.asked("language") or "en", form.asked("state")
    entries = worklist(language, mine, country=form.asked("country"), kind=form.asked("kind"))
    chosen = [entry for entry in entries if state in ("", entry.state)]
    page = page_of(request, chosen)
    context = {
        "filters": form,
        "language": language,
        "section": TEXT + language,
        "counts": [(STATES[one], number) for one, number in state_counts(entries).items()],
        "page": page,
        "rows": [(one, may_begin(mine, Place(one.kind, one.country, one.sector))) for one in page],
        "states": STATES,
        "badges": STATE_BADGES,
    }
    return render(request, "workspace/translation/index.html", context)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def of_record(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each language of a record is, and what changed in the source since; marking a change as minor."""
    version = working_version(request, pk)
    if request.method != "POST":
        return record_page(request, version)
    if not (may_write(rights(request), version.work) or may_review(rights(request), version.work)):
        raise Http404
    try:
        return marked(request, version) if "origin" in request.POST else minor(request, version)
    except PermissionDenied as error:
        raise Http404 from error


def marked(request: HttpRequest, version: WorkingVersion) -> HttpResponse:
    """A machine, or a person, wrote the words of a language."""
    machine = request.POST["origin"] == Strand.Origin.MACHINE
    language = request.POST.get("language", "").replace("\0", "")[:8]
    try:
        mark_machine(version=version, language=language, machine=machine, by=signed_in(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Marked as machine text.") if machine else _("Marked as written by a person."))
    return redirect("workspace:record-languages", version.pk)


def minor(request: HttpRequest, version: WorkingVersion) -> HttpResponse:
    """A change left the meaning as it was; or the form says why that cannot be kept."""
    form = MinorForm(request.POST)
    if form.is_valid():
        try:
            mark_minor(version=version, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Noted. The translations count as up to date again."))
            return redirect("workspace:record-languages", version.pk)
    return record_page(request, version, form)


def record_page(request: HttpRequest, version: WorkingVersion, bound: MinorForm | None = None) -> HttpResponse:
    """The page; a form that was refused stands on it with its errors."""
    mine, work = rights(request), version.work
    writes = may_write(mine, work)
    context = {
        "rows": rows_of(version),
        "changes": changes_of(version, bound) if writes or may_review(mine, work) else changes_of(version, None),
        "minor_edits": version.minor_edits.select_related("by")[:20],
        "form": bound,
        "writes": writes,
        "may_mark": writes or may_review(mine, work),
        "version": version,
        "kind": kind_named(version.kind),
        "lang": version.document.get("lang") or "",
        "ways": overview.ways(version, mine, request.path),
    }
    return render(request, "workspace/translation/of_record.html", context, status=422 if bound else 200)


def rows_of(version: WorkingVersion) -> list[dict[str, Any]]:
    """Each language with its state, the state of its part, and how much of it there is."""
    shape = kind_named(version.kind).shape
    strands = {strand.part: strand for strand in version.strands.all() if strand.part != FACTS}
    states = states_of(version.document, [text_of(strand) for strand in strands.values()], shape)
    shares = coverage(version.document, shape)
    return [
        {
            "language": language,
            "strand": strands.get(language),
            "state": STATES[state],
            "badge": STATE_BADGES[state],
            "share": shares.get(language, 0),
            "section": TEXT + language,
        }
        for language, state in states.items()
    ]


def changes_of(version: WorkingVersion, bound: MinorForm | None) -> list[dict[str, Any]]:
    """What changed in a source since outdated translations were made, once for all made from the same wording."""
    shape = kind_named(version.kind).shape
    strands = [strand for strand in version.strands.all() if strand.source_digest]
    states = states_of(version.document, [text_of(strand) for strand in strands], shape)
    groups: dict[tuple[str, str], list[Strand]] = {}
    for strand in strands:
        if states[strand.part] is TextState.OUTDATED:
            groups.setdefault((strand.source_language, strand.source_digest), []).append(strand)
    found = []
    for number, ((language, since), outdated) in enumerate(groups.items()):
        seen = source_digest(version.document, language, shape)
        initial = {"language": language, "since": since, "seen": seen}
        is_bound = bound is not None and (bound.data.get("language"), bound.data.get("since")) == (language, since)
        found.append(
            {
                "language": language,
                "translations": [strand.part for strand in outdated],
                "comparison": changed_since(outdated[0].source_text, version.document, language, shape),
                "form": bound if is_bound else MinorForm(initial=initial, auto_id=f"id_%s_{number}"),
            }
        )
    return found
