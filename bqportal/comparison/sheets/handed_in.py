"""Sheets as people hand them in: the signature alone, or the whole JSON file. What they are worth says `making`."""

import json
from datetime import datetime
from typing import Any

from bqportal.comparison.sheets.making import Standing, Verdict, judged_by_token
from bqportal.comparison.sheets.signing import canonical, proved

LARGEST = 2_000_000  # bytes; a large sheet has a hundredth of that
FACTS, SIGNATURE = "facts", "signature"


def judged_as_handed_in(content: str | bytes, at: datetime) -> Verdict:
    """The verdict on whatever somebody handed in; never raises. A file is altered when its facts are not those signed.

    >>> judged_as_handed_in(b"%PDF-1.7", datetime(2026, 1, 1)).standing.value
    'unreadable'
    """
    text = _text(content)
    if not text.startswith("{"):
        return judged_by_token("".join(text.split()).strip("\"'"), at)
    document = _document(text)
    token, facts = document.get(SIGNATURE), document.get(FACTS)
    if not isinstance(token, str) or not isinstance(facts, dict):
        return Verdict(Standing.UNREADABLE)
    verdict = judged_by_token(token, at)
    if verdict.is_genuine and not _same(facts, proved(token).facts):
        return Verdict(Standing.ALTERED, verdict.sheet)
    return verdict


def _text(content: str | bytes) -> str:
    """As text; empty for what is too large or none."""
    if len(content) > LARGEST:
        return ""
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""
    return content.strip().lstrip("\ufeff")


def _document(text: str) -> dict[str, Any]:
    """A JSON object; empty for anything else. A name that stands twice would be read in two ways: refused."""
    try:
        return dict(json.loads(text, object_pairs_hook=_once))
    except (ValueError, TypeError, RecursionError):
        return {}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _same(handed_in: dict[str, Any], signed: dict[str, Any] | None) -> bool:
    try:
        return signed is not None and canonical(handed_in) == canonical(signed)
    except (ValueError, RecursionError):  # half a letter, or a depth that no sheet has
        return False
