"""Findings of the checks as pages show them: where, in words; and the form in which one mends it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bqportal.editorial.actions.checking import may_dismiss
from bqportal.editorial.checks.checking import Hint, Severity
from bqportal.editorial.checks.finding import Found, hints_of
from bqportal.editorial.documents import FACTS
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.proving import problems_of
from bqportal.editorial.shapes import Field, Shape
from bqportal.languages.names import language_name, locale_of
from bqportal.organisations.rights import Rights, may_write
from bqportal.workspace.forms.comparison import part_name
from bqportal.workspace.overview import address_of

LANGUAGES = {"language", "source", "other"}  # parameters of messages that hold codes of languages


@dataclass(frozen=True)
class ShownHint:
    """A finding on a page. `address` leads to the form in which one mends it; empty for who may not write."""

    found: Found
    where: str
    address: str

    @property
    def hint(self) -> Hint:
        """What was found."""
        return self.found.hint

    @property
    def text(self) -> str:
        """What was found, with languages and scripts by the reader's names for them."""
        reader, params = get_language() or "en", dict(self.hint.params)
        for name in LANGUAGES & set(params):
            params[name] = language_name(params[name], reader)
        if script := params.get("script"):
            params["script"] = locale_of(reader).scripts.get(script, script)
        return str(replace(self.hint, params=params).text)

    @property
    def badge(self) -> tuple[str, Any]:
        """Kind of the badge, and how grave it is in words."""
        kind = {Severity.ERROR: "danger", Severity.WARNING: "warning", Severity.HINT: "info"}[self.hint.severity]
        words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.HINT: _("hint")}
        return kind, words[self.hint.severity]

    @property
    def key(self) -> str:
        """Short and unique on the page."""
        return self.hint.digest[:16]


def hints_context(
    version: WorkingVersion, rights: Rights, *, parts: Collection[str] | None = None, section: str | None = None
) -> dict[str, Any]:
    """For `workspace/check/hints.html`: open findings, of some parts or one section only.

    A page that edits one section names it; the reviewer's page names the parts that wait; without both all are shown.
    """
    found = [
        one
        for one in hints_of(version, rights, timezone.now())
        if one.is_open
        and (parts is None or one.hint.part in parts)
        and (section is None or one.hint.section == section)
    ]
    return {"hints": shown(found, version, rights)}


def all_hints(version: WorkingVersion, rights: Rights) -> dict[str, Any]:
    """For the page of all checks: what stops publication first, then open and dismissed findings."""
    found = hints_of(version, rights, timezone.now())
    return {
        "problems": problems_of(version.document, kind_named(version.kind)),
        "hints": shown([one for one in found if one.is_open], version, rights),
        "dismissed": shown([one for one in found if not one.is_open], version, rights),
        "may_dismiss": may_dismiss(rights, version),
    }


def shown(found: Iterable[Found], version: WorkingVersion, rights: Rights) -> list[ShownHint]:
    """The findings with words for their places."""
    shape, writes = kind_named(version.kind).shape, may_write(rights, version.work)
    return [
        ShownHint(
            one, words_for(one.hint, shape), address_of("record-edit", version.pk, one.hint.section) if writes else ""
        )
        for one in found
    ]


def words_for(hint: Hint, shape: Shape) -> str:
    """Where it stands: Polish · training unit 3 · hours."""
    part = str(part_name(hint.part)) if hint.part != FACTS else ""
    return " · ".join(word for word in (part, *_place_words(hint, shape)) if word)


def _place_words(hint: Hint, shape: Shape) -> list[str]:
    """The words for a place: list and row, field."""
    head, _dot, rest = hint.place.partition(".")
    if head == "sources":
        return [_("sources"), rest]
    if head == "cites":
        return [_("sources")]
    rows = next((rows for rows in shape.rows if head == rows.key or hint.place.startswith(f"{rows.key}[")), None)
    if rows is None:
        return [_label(hint.place, hint.part, shape.fields)]
    identity, _end, field = hint.place.removeprefix(rows.key).removeprefix("[").rpartition("].")
    if not identity:  # the list, or a row as a whole
        identity, field = field.removesuffix("]"), ""
    return [f"{rows.row} {identity}" if identity else str(rows.label), _label(field, hint.part, rows.fields)]


def _label(path: str, part: str, fields: Iterable[Field]) -> str:
    """What people call a field; empty for none."""
    return next((str(field.label) for field in fields if path and field.at(part) == path), path)
