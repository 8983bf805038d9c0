"""Pasting a table: what it holds is shown with its columns to confirm, then its rows join the section."""

from itertools import count
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bqportal.editorial.actions.writing import StaleSaveError, save_section, section_digest
from bqportal.editorial.documents import named_rows
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.pasting import MOST_COLUMNS, guessed_columns, has_heading, rows_in, table_in
from bqportal.editorial.sections import section_values
from bqportal.editorial.shapes import Rows
from bqportal.organisations.rights import may_write
from bqportal.workspace.access import behind_login, rights, signed_in, working_version
from bqportal.workspace.forms.record import sentence

Row = dict[str, object]


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Three looks at one page: an empty box, the table with its columns, and the section with the new rows."""
    version = working_version(request, pk)
    rows = next((one for one in kind_named(version.kind).shape.rows if one.key == section), None)
    if rows is None or not may_write(rights(request), version.work):
        raise Http404
    text = request.POST.get("text", "")
    table = table_in(text)
    heading = request.POST.get("heading") == "on" if "confirm" in request.POST else has_heading(table)
    guessed = guessed_columns(table, rows)
    columns = [request.POST.get(f"column-{index}", path) for index, path in enumerate(guessed[:MOST_COLUMNS])]
    found = numbered(rows_in(table, columns, rows, heading=heading), rows, version)
    problem = problem_with(columns, found) if text else ""
    if "confirm" in request.POST and not problem:
        return added(request, version, rows, found)
    choices = [(field.path, sentence(field.label)) for field in rows.fields if not field.is_text]
    context = {
        "version": version, "kind": kind_named(version.kind), "section": section, "text": text, "table": table[:8],
        "number": len(table), "columns": columns, "choices": choices, "heading": heading, "found": found,
        "problem": problem if "confirm" in request.POST or not table else "", "row_label": rows.row,
    }  # fmt: skip
    return render(request, "workspace/editing/paste.html", context, status=422 if context["problem"] else 200)


def problem_with(columns: list[str], found: list[Row]) -> str:
    """Why the rows cannot be taken over as they are; empty when they can."""
    used = [path for path in columns if path]
    if len(used) != len(set(used)):
        return _("Two columns have the same meaning. Choose one of them, and leave the other out.")
    if not found:
        return _("No row with a title was found. Paste a table with at least a column of titles, and say which it is.")
    return ""


def numbered(found: list[Row], rows: Rows, version: WorkingVersion) -> list[Row]:
    """The rows with an identity each that no row of the record has: one that is missing or taken gets a free number."""
    document = version.document.get(rows.key) or []
    taken = set(dict(named_rows(version.document, rows)))
    if rows.identity != "no":
        return found
    free = count(len(document) + 1)
    for row in found:
        number = str(row.get("no") or next(free))
        while number in taken:
            number = str(next(free))
        row["no"] = number
        taken.add(number)
    return found


def added(request: HttpRequest, version: WorkingVersion, rows: Rows, found: list[Row]) -> HttpResponse:
    """The rows join the section at its end."""
    base = section_digest(version, rows.key)
    stored: list[dict[str, Any]] = section_values(version.document, rows.key, kind_named(version.kind).shape)["rows"]
    try:
        save_section(
            version=version, section=rows.key, values={"rows": [*stored, *found]}, base=base,
            by=signed_in(request), at=timezone.now(),
        )  # fmt: skip
    except StaleSaveError:
        messages.error(request, _("Somebody wrote in this section at this moment. Paste the table once more."))
        return redirect("workspace:record-paste", version.pk, rows.key)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("workspace:record-edit", version.pk, rows.key)
    words = ngettext("%(n)s row added. Check its values.", "%(n)s rows added. Check their values.", len(found))
    messages.success(request, words % {"n": len(found)})
    return redirect("workspace:record-edit", version.pk, rows.key)
