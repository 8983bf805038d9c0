"""A notice on paper: tagged PDF (PDF/UA-1, PDF/A-2a) in the body's letterhead."""

import re
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from bqportal.design.pdf import typeset

LAYOUT = Path(__file__).parent / "notice.typ"
LONGEST = 36  # letters of a word before it may be broken anywhere
_LONG = re.compile(rf"\S{{{LONGEST}}}(?=\S)")
BREAK = "\u200b"
_CITED = re.compile(r"(?<=§|\.|z|\d) (?=\d)|(?<=\d|[a-z]) (?=Abs\.|Satz \d|Nr\.)")  # not within a place in the law
AFTER_SIGNATURE = frozenset({"versions"})


def pdf_of(content: dict[str, Any], *, is_draft: bool = False) -> bytes:
    """The PDF of a notice's content.

    Raises:
        ValidationError: it holds characters that no font of the house can draw.
    """
    with override(content["lang"]):
        sheet = _sheet(content, _("DRAFT") if is_draft else "", (_("Statement"), _("Content")))
    try:
        return typeset(LAYOUT, sheet)
    except RuntimeError:
        raise ValidationError(
            _(
                "The notice cannot be typeset: it holds characters that no font here can draw. Write them in Latin letters."  # noqa: E501
            ),
            code="not typeset",
        ) from None  # typst's own message quotes the text


def _sheet(content: dict[str, Any], draft: str, columns: tuple[str, str]) -> dict[str, Any]:
    parts = content["parts"]
    before = [part["key"] for part in parts if part["key"] not in AFTER_SIGNATURE]
    day = date.fromisoformat(content["date"]) if content["date"] else timezone.localdate()
    sheet = {key: value for key, value in content.items() if key not in ("parts", "letterhead")}
    return _soft(sheet) | {  # type: ignore[no-any-return]
        "title": content["title"], "lang": content["lang"].split("-")[0], "draft": draft,
        "day": [day.year, day.month, day.day],
        "letterhead": " · ".join(content["letterhead"]), "columns": columns, "sign_after": before[-1] if before else "",
        "sender_line": " · ".join([content["authority"], *content["letterhead"][-2:]]),
        "parts": [part | {"groups": _groups(part["pieces"]), "pieces": []} for part in parts],
    }  # fmt: skip


def _groups(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of one list stand together, so that it is one list for whoever hears it."""
    kinds = ("item", "numbered")
    soft = [
        _soft(piece) | ({"url": piece["url"], "url_text": _soft(piece["url"])} if piece.get("url") else {})
        for piece in pieces
    ]
    return [
        {"kind": kind, "pieces": list(group)}
        for kind, group in groupby(soft, key=lambda one: one["kind"] if one["kind"] in kinds else "plain")
    ]


def _soft(value: Any) -> Any:
    """The same with places to break in words that fit on no line."""
    if isinstance(value, str):
        return _LONG.sub(lambda found: found.group() + BREAK, _CITED.sub("\u00a0", value))
    if isinstance(value, dict):
        return {key: _soft(one) for key, one in value.items()}
    return [_soft(one) for one in value] if isinstance(value, list | tuple) else value
