"""Writing one section of a record: the form, saving and autosaving it, and the screen with both texts."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.actions.writing import StaleSaveError, note_presence, save_section, section_digest
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import Paper, Strand, WorkingVersion
from bqportal.editorial.papers import papers_of
from bqportal.editorial.rules import digest_of
from bqportal.editorial.sections import TEXT, part_of_section, section_values, sections_of
from bqportal.editorial.shapes import is_language, languages_of
from bqportal.editorial.workflow import State
from bqportal.languages.names import language_name
from bqportal.organisations.rights import may_write
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.hints import hints_context
from bqportal.workspace.overview import people_nearby
from bqportal.workspace.section_pages import SectionPage, page_for
from bqportal.workspace.views.enquiries import offered

# What may stand beside the form; kept in the address from section to section.
BESIDE = ("paper", "enquiry", "from")


@dataclass
class Editing:
    """What a request is about: who writes in which section of which record."""

    request: HttpRequest
    version: WorkingVersion
    section: str
    kind: Kind = field(init=False)

    def __post_init__(self) -> None:
        """Raises Http404 for a section that the record cannot have."""
        self.kind = kind_named(self.version.kind)
        language = self.section.removeprefix(TEXT)
        if self.section.startswith(TEXT) and not is_language(language):
            raise Http404
        if not self.section.startswith(TEXT) and self.section not in sections_of(self.kind.shape, []):
            raise Http404

    @property
    def source_language(self) -> str:
        """The language shown beside a text: the one asked for, or the first other one that there is."""
        others = [code for code in self.languages if TEXT + code != self.section]
        asked = self.request.POST.get("from") or self.request.GET.get("from", "")
        return asked if asked in others else (others[0] if others else "")

    @property
    def languages(self) -> list[str]:
        """Languages that the record has words in."""
        return languages_of(self.version.document, self.kind.shape)

    @property
    def strand(self) -> Strand | None:
        """The strand of the part that the section belongs to, if there is one yet."""
        return self.version.strands.filter(part=part_of_section(self.section)).first()

    def page(self, data: Any = None, *, spare: int = 0) -> SectionPage:
        """The forms of the section, with what is stored or with what was sent."""
        return page_for(self.version, self.section, data=data, source=self.source_language, spare=spare)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """One section: its form, or what was written in it."""
    editing = Editing(request, working_version(request, pk), section)
    if not may_write(rights(request), editing.version.work):
        raise Http404
    note_presence(version=editing.version, by=signed_in(request), at=timezone.now())
    if request.method != "POST":
        page = editing.page()
        page.show_faults(editing.version.document)
        return show(editing, page)
    if "more" in request.POST:
        return show(editing, editing.page(request.POST, spare=10), base=request.POST.get("base", ""))
    return save(editing)


def save(editing: Editing) -> HttpResponse:
    """Save what was sent; an autosave answers in few words."""
    request, page = editing.request, editing.page(editing.request.POST)
    is_autosave = request.headers.get("X-Autosave") == "1"
    if page.unusable:
        return refused(editing, page, page.unusable, is_autosave)
    try:
        version = save_section(
            version=editing.version, section=editing.section, values=page.values, base=request.POST.get("base", ""),
            by=signed_in(request), at=timezone.now(), keep=not is_autosave,
            translated_from=editing.source_language if editing.section.startswith(TEXT) else "",
        )  # fmt: skip
    except StaleSaveError as stale:
        return JsonResponse({"state": "stale"}, status=409) if is_autosave else conflict(editing, page, stale)
    except ValidationError as error:
        return refused(editing, page, error, is_autosave)
    if is_autosave:
        return JsonResponse(saved_words(version, editing.section, page))
    messages.success(request, _("Saved."))
    return redirect(next_address(editing, request.POST.get("next", "")))


def saved_words(version: WorkingVersion, section: str, page: SectionPage) -> dict[str, Any]:
    """What an autosave tells the page: when, the new base, and what each row is now called."""
    values = section_values(version.document, section, kind_named(version.kind).shape)
    names = [row["was"] for row in values["rows"]] if isinstance(values.get("rows"), list) else []
    at = formats.time_format(timezone.localtime(version.changed_at), "H:i")
    return {"state": "saved", "at": at, "base": digest_of(values), "was": dict(zip(page.kept, names, strict=False))}


def refused(editing: Editing, page: SectionPage, error: ValidationError, is_autosave: bool) -> HttpResponse:
    """Nothing was saved; why, with everything that was written still in its place."""
    if is_autosave:
        return JsonResponse({"state": "refused", "message": " ".join(error.messages)}, status=422)
    page.note(error)
    return show(editing, page, status=422, base=editing.request.POST.get("base", ""))


def conflict(editing: Editing, page: SectionPage, stale: StaleSaveError) -> HttpResponse:
    """Both texts on one screen: what was written here stays in the form, what is stored stands beside it."""
    editing.version = stale.version
    context = context_of(editing, page, digest_of(stale.theirs))
    differences = page.differences(stale.theirs)
    return render(
        editing.request, "workspace/editing/conflict.html", {**context, "differences": differences}, status=409
    )


def show(editing: Editing, page: SectionPage, *, status: int = 200, base: str = "") -> HttpResponse:
    """The page with the form."""
    context = context_of(editing, page, base or section_digest(editing.version, editing.section))
    return render(editing.request, "workspace/editing/edit.html", context, status=status)


def context_of(editing: Editing, page: SectionPage, base: str) -> dict[str, Any]:
    """What both screens need."""
    strand = editing.strand
    return {
        "version": editing.version,
        "kind": editing.kind,
        "section": editing.section,
        "part": part_of_section(editing.section),
        "sections": sections_of(editing.kind.shape, editing.languages),
        "page": page,
        "form": page,
        "row_label": row_label(editing),
        **hints_context(editing.version, rights(editing.request), section=editing.section),
        "papers": papers_of(editing.version),
        "paper": paper_beside(editing),
        "enquiry": offered(editing.request, rights(editing.request)),
        "base": base,
        "strand": strand,
        "is_locked": strand is not None and strand.state in (State.IN_REVIEW, State.APPROVED),
        "others": people_nearby(editing.version, signed_in(editing.request), timezone.now()),
        "source_language": editing.source_language,
        "languages": [code for code in editing.languages if TEXT + code != editing.section],
    }


def row_label(editing: Editing) -> Any:
    """What people call one row of the section, if it has rows."""
    return next((rows.row for rows in editing.kind.shape.rows if rows.key == editing.section), "")


def next_address(editing: Editing, section: str) -> str:
    """Where to go after saving: the section that was asked for, or the same one."""
    known = sections_of(editing.kind.shape, editing.languages)
    to = section if section in known else editing.section
    beside = {name: editing.request.GET[name] for name in BESIDE if name in editing.request.GET}
    address = reverse("workspace:record-edit", args=[editing.version.pk, to])
    return f"{address}?{urlencode(beside)}" if beside else address


def paper_beside(editing: Editing) -> Paper | None:
    """The paper whose words stand beside the form (`?paper=`); None for none, or one of another record."""
    number = editing.request.GET.get("paper", "")
    known = number.isascii() and number.isdigit() and len(number) < 19
    return editing.version.papers.filter(pk=int(number)).first() if known else None


@behind_login()
@require_safe
def presence(request: HttpRequest, pk: int, section: str) -> JsonResponse:
    """Who else is in the record now, and whether the section changed since the page was shown."""
    editing = Editing(request, working_version(request, pk), section)
    if not may_write(rights(request), editing.version.work):
        raise Http404
    note_presence(version=editing.version, by=signed_in(request), at=timezone.now())
    others = people_nearby(editing.version, signed_in(request), timezone.now())
    base = section_digest(editing.version, section)
    return JsonResponse({"others": [str(person) for person in others], "base": base})


@behind_login()
@require_safe
def language(request: HttpRequest, pk: int) -> HttpResponse:
    """To the texts of a language that the record may not have yet."""
    version = working_version(request, pk)
    if not may_write(rights(request), version.work):
        raise Http404
    code = request.GET.get("language", "").strip()
    if not is_language(code) or language_name(code, "en") == code:
        messages.error(
            request, _("“%(code)s” is no language code. Write one such as fr, or sr-Latn.") % {"code": code[:20]}
        )
        return redirect("workspace:record-show", version.pk)
    return redirect("workspace:record-edit", version.pk, TEXT + code)
