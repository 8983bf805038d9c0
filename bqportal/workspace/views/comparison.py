"""The history of a record: any two states beside each other, the list of snapshots, the author of every statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bqportal.editorial import history
from bqportal.editorial.comparing import compared, restricted
from bqportal.editorial.documents import FACTS, Document, parts_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Snapshot, WorkingVersion
from bqportal.organisations.rights import may_write
from bqportal.workspace import overview
from bqportal.workspace.access import NoSuchPage, behind_login, page_of, rights, signed_in, working_version
from bqportal.workspace.forms.comparison import NOW, PUBLIC, CompareForm, part_key, part_name, part_named


@behind_login()
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two states beside each other; at first what is public and what is written now."""
    version = working_version(request, pk)
    shape = kind_named(version.kind).shape
    snapshots = list(version.snapshots.defer("document"))
    public = history.is_public(version)
    asked = {"from": default_from(version, snapshots, public), "to": NOW}
    asked |= {name: value for name, value in request.GET.dict().items() if value}
    form = CompareForm(asked, snapshots=snapshots, public=public, parts=[FACTS, *languages_of_strands(version)])
    if not form.is_valid():
        raise NoSuchPage
    chosen = form.cleaned_data
    old, new = (state(version, chosen[name]) for name in ("from", "to"))
    comparison = compared(old, new, shape, everything=chosen["all"])
    if chosen["part"]:
        comparison = restricted(comparison, [part_named(chosen["part"])])
    context = {
        "version": version,
        "lang": new.get("lang") or "",
        "form": form,
        "chosen": chosen,
        "comparison": comparison,
        "everything": chosen["all"],
        "starts": starts(request, version, snapshots, public, chosen),
        "ways": overview.ways(version, rights(request), request.path),
    }
    return render(request, "workspace/comparison/show.html", context)


def languages_of_strands(version: WorkingVersion) -> list[str]:
    """Languages that the record has now or had once."""
    now = parts_of(version.document, kind_named(version.kind).shape)
    return [part for part in dict.fromkeys([*now, *(strand.part for strand in version.strands.all())]) if part]


def default_from(version: WorkingVersion, snapshots: list[Snapshot], public: bool) -> str:
    """What is public; for a record that is not, what was last published, or how it began."""
    if public:
        return PUBLIC
    number = history.last_published(version) or (snapshots[-1].number if snapshots else None)
    return str(number) if number else NOW


def state(version: WorkingVersion, name: str) -> Document:
    """The document by its name in the address."""
    if name == PUBLIC:
        return history.public_document(version)
    document: Document = version.document if name == NOW else history.document_at(version, int(name))
    return document


def starts(
    request: HttpRequest, version: WorkingVersion, snapshots: list[Snapshot], public: bool, chosen: dict[str, str]
) -> list[dict[str, object]]:
    """Tabs: what people ask most often."""
    part = part_named(chosen["part"]) if chosen["part"] else None
    judged = history.last_judged(version, signed_in(request), part)
    first = snapshots[-1].number if snapshots else None
    offered = [
        (PUBLIC if public else None, _("Since it was published")),
        (judged, _("Since you last approved or sent back")),
        (first, _("Since the beginning")),
    ]
    address = reverse("workspace:record-compare", args=[version.pk])
    kept = f"&part={chosen['part']}" if chosen["part"] else ""
    return [
        {
            "label": label,
            "url": f"{address}?from={start}&to={NOW}{kept}",
            "current": chosen["from"] == str(start) and chosen["to"] == NOW,
        }
        for start, label in offered
        if start
    ]


@behind_login()
@require_safe
def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """The snapshots with what happened to them, two of which can be picked and compared."""
    version = working_version(request, pk)
    page = page_of(request, history.history_of(version))
    numbers = [snapshot.number for snapshot in page]
    context = {
        "version": version,
        "lang": version.document.get("lang") or "",
        "page": page,
        "from_number": numbers[1] if len(numbers) > 1 else None,
        "to_number": numbers[0] if numbers else None,
        "steps": history.steps_apart(version) if page.number == 1 else [],
        "may_write": may_write(rights(request), version.work),
        "ways": overview.ways(version, rights(request), request.path),
    }
    return render(request, "workspace/comparison/history.html", context)


@behind_login()
@require_safe
def authors(request: HttpRequest, pk: int) -> HttpResponse:
    """Who wrote every statement, part by part."""
    version = working_version(request, pk)
    shape = kind_named(version.kind).shape
    parts = parts_of(version.document, shape)
    part = part_named(request.GET.get("part") or part_key(FACTS))
    if part not in parts:
        raise NoSuchPage
    context = {
        "version": version,
        "lang": version.document.get("lang") or "",
        "statements": restricted(compared(version.document, version.document, shape, everything=True), [part]),
        "authors": history.statement_authors(version),
        "ways": overview.ways(version, rights(request), request.path),
        "tabs": [
            {"label": part_name(one), "url": f"?part={part_key(one)}", "current": one == part} for one in parts
        ],
    }  # fmt: skip
    return render(request, "workspace/comparison/authors.html", context)
