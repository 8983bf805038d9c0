"""Which line starts are list markers of the law ("1.", "1.1", "a)", "I.2", "–")."""

from __future__ import annotations

import re

_MARKER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})\.?(?=\s|$)"
    r"|(?P<plain>\d{1,3})\\?[.)](?=\s|$)"
    r"|(?P<letter>[a-z]{1,2})\)(?=\s|$)"
    r"|(?P<roman>[IVX]{1,4}(?:\.\d{1,2})+)\.?(?=\s|$)"
    r"|(?P<capital>[A-H])\.(?=\s|$)"
    r"|(?P<dash>[–—•-])(?=\s|$)"
)


def split_marker(line: str) -> tuple[str, str] | None:
    """(marker, rest of the line) if `line` starts with a list marker, else None."""
    stripped = line.lstrip()
    match = _MARKER.match(stripped)
    if match is None:
        return None
    marker = match.group(match.lastgroup or 0)
    if match.lastgroup == "dash":
        marker = "–"
    return marker, stripped[match.end() :].strip()
