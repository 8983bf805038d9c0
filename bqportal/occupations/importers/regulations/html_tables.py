"""HTML tables inside the Markdown of the current dialect, spans resolved to a grid."""

from __future__ import annotations

from html.parser import HTMLParser

from .document import Row
from .plain_text import clean

_MAX_SPAN = 60


class _TableParser(HTMLParser):
    """Rows of one table; a cell spanned from above or from the left is an empty string."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._pending: dict[int, int] = {}
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._superscript = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._close_cell()
            values = dict(attrs)
            self._spans = (_span(values.get("rowspan")), _span(values.get("colspan")))
            self._cell = []
        elif tag in ("br", "p", "dd", "dt", "dl", "div") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        self._fill(row)
        down, right = self._spans
        for offset in range(right):
            if down > 1:
                self._pending[len(row)] = down - 1
            row.append("" if offset else clean("".join(self._cell)))
        self._cell = None

    def _fill(self, row: list[str]) -> None:
        """Put empty cells where a cell of an earlier row reaches down."""
        while self._pending.get(len(row), 0) > 0:
            self._pending[len(row)] -= 1
            row.append("")


def _span(value: str | None) -> int:
    return min(int(value), _MAX_SPAN) if value and value.isdigit() and int(value) > 0 else 1


def read_table(html: str) -> list[Row]:
    """The rows of the first table in `html`. Broken markup gives what can be read."""
    parser = _TableParser()
    parser.feed(html)
    parser.close()
    rows = [Row(tuple(cells)) for cells in parser.rows if any(cells)]
    if rows:
        rows[0] = Row(rows[0].cells, starts_table=True)
    return rows
