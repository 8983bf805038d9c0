"""Where a regulation was published (Fundstelle im Bundesgesetzblatt) and when it was enacted.

Files of the 2022 dialect print the place ("BGBl I: 2011, 1516"). Files of the current dialect do
not, but their name carries the number of the federal law register, from which it follows:

* to 1994: five digits page, one digit sequence, three digits year: BJNR011970992 is BGBl. I 1992
  S. 1197;
* 1995 to 2022: four digits page, two digits sequence, three digits year: BJNR151600011 is BGBl. I
  2011 S. 1516;
* since 2023: three hexadecimal digits number of the issue, three characters sequence, three digits
  year: BJNR0B30D0024 is BGBl. 2024 I Nr. 179.

Checked in November 2026 on 223 regulations that state both register number and place (1979 to
2021) and on 20 of 2023 to 2026 whose annexes name the issue: no exception. Between 1992 and 1995
nothing was at hand; there the place of the annex decides between the two forms.
"""

from __future__ import annotations

import re
from datetime import date

from .document import Document, Row, Text

_PRINTED = re.compile(r"BGBl\.?\s*(I{1,3}):?\s*(\d{4}),\s*(\d+(?:,\s*\d+)*)")
_PRINTED_ISSUE = re.compile(r"BGBl\.?\s*(?:I:\s*)?(\d{4})(?:\s*I,?|,)\s*Nr\.\s*(\d+)")
_ANNEX_PAGE = re.compile(r"Fundstelle[^)]{0,12}BGBl\. I (\d{4}),? (?:S\. )?(\d+)")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")
_GERMAN = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})")
_FIRST_ISSUE_YEAR = 2023
_FIRST_FOUR_DIGIT_PAGE_YEAR = 1995


def citation(document: Document) -> tuple[str | None, list[str]]:
    """(citation such as "BGBl. I 2011 S. 1516", warnings)."""
    printed = _printed(document.citation or "")
    if printed:
        return printed, []
    if document.register:
        derived = decoded(document.register, _annex_pages(document))
        if derived:
            warning = f"citation-derived: from register number BJNR{document.register}"
            return derived, [warning]
    return None, ["citation-missing: the file does not say where the regulation was published"]


def _printed(place: str) -> str | None:
    issue = _PRINTED_ISSUE.search(place)
    if issue:
        return f"BGBl. {issue[1]} I Nr. {issue[2]}"
    match = _PRINTED.search(place)
    return f"BGBl. {match[1]} {match[2]} S. {match[3]}" if match else None


def decoded(register: str, annex_pages: dict[int, int] | None = None) -> str | None:
    """The citation that a register number ("151600011") encodes, None if it fits no form.

    `annex_pages` maps a year to the first page of an annex published in it.
    """
    if not re.fullmatch(r"[0-9A-F]{6}[0-9]{3}", register):
        return None
    head, year = register[:6], _year(register[6:])
    if year >= _FIRST_ISSUE_YEAR:
        issue = int(head[:3], 16)
        return f"BGBl. {year} I Nr. {issue}" if issue else None
    if not head.isdigit():
        return None
    four, five = int(head[:4]), int(head[:5])
    page = four if year >= _FIRST_FOUR_DIGIT_PAGE_YEAR else five
    annex = (annex_pages or {}).get(year)
    if annex is not None and not 0 <= annex - page < 60:
        page = next((p for p in (four, five) if 0 <= annex - p < 60), page)
    return f"BGBl. I {year} S. {page}" if page else None


def _year(digits: str) -> int:
    value = int(digits)
    return 1000 + value if value > 900 else 2000 + value


def _annex_pages(document: Document) -> dict[int, int]:
    pages: dict[int, int] = {}
    for annex in document.annexes:
        for block in annex.blocks[:6]:
            text = " ".join(block.cells) if isinstance(block, Row) else block.text
            match = _ANNEX_PAGE.search(text) if not isinstance(block, Text) or text else None
            if match:
                pages.setdefault(int(match[1]), int(match[2]))
    return pages


def enacted(document: Document) -> str | None:
    """Date of enactment (Ausfertigungsdatum) as ISO date, None if missing or impossible."""
    raw = (document.enacted or "").strip()
    iso, german = _ISO.match(raw), _GERMAN.match(raw)
    if iso:
        return _iso_date(int(iso[1]), int(iso[2]), int(iso[3]))
    if german:
        return _iso_date(int(german[3]), int(german[2]), int(german[1]))
    return None


def _iso_date(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
