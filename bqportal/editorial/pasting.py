"""A table that somebody copied out of Word, Excel or a web page, read as rows for a record.

Word and Excel put cells between tabulators on the clipboard, web pages HTML; some people have semicolons or Markdown.
"""

import csv
import io
import re
from html.parser import HTMLParser

from bqportal.editorial.shapes import Field, Rows, Type

Table = list[list[str]]
MOST_ROWS, MOST_COLUMNS, LONGEST = 500, 30, 500_000

# How headings of curricula call things, in the languages of many curricula; folded, beginnings suffice.
HEADINGS = {
    "no": ("no", "nr", "n°", "№", "number", "nummer", "code", "kod", "lp", "l.p", "#", "pos", "lfd", "رقم", "ردیف"),
    "title": (
        "title", "titel", "unit", "module", "modul", "subject", "fach", "inhalt", "lernfeld", "nazwa", "przedmiot",
        "ders", "matière", "intitulé", "materia", "asignatura", "предмет", "назва", "наименование", "المادة", "درس",
    ),
    "year": ("year", "jahr", "rok", "klasse", "année", "anno", "año", "yıl", "sınıf", "курс", "рік", "سال", "السنة"),
    "hours_theory": ("theor", "teor", "théor", "теор", "kuram", "نظري", "نظری"),
    "hours_practice": ("pract", "prakt", "prax", "prat", "práct", "практ", "uygulama", "عملي", "عملی"),
    "hours": ("hour", "stunde", "std", "godz", "heure", "hora", "ore", "saat", "годин", "час", "ساعة", "ساعت", "total"),
}  # fmt: skip


class _Cells(HTMLParser):
    """Collects the cells of the tables in an HTML fragment; scripts and styles are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table = []
        self._cell: list[str] | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("tr", "td", "th"):
            self._finish()
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "tr":
            self.table.append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag in ("br", "p") and self._cell:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._finish()

    def _finish(self) -> None:
        """Keep the cell that is open. HTML lets people leave out the end of a cell."""
        if self._cell is not None:
            if not self.table:
                self.table.append([])
            self.table[-1].append(tidy("".join(self._cell)))
        self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)


def table_in(text: str) -> Table:
    r"""The table in what was pasted: rows of cells, all of one width, without empty rows. Empty if there is none.

    >>> table_in("Nr\tFach\n1\tMathematik")
    [['Nr', 'Fach'], ['1', 'Mathematik']]
    >>> table_in("<table><tr><td>1<td>Math</td></tr></table>")
    [['1', 'Math']]
    """
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"<(table|t[rdh])[\s>]", text, re.IGNORECASE):
        parser = _Cells()
        parser.feed(text)
        parser.close()
        table = parser.table
    elif "\t" in text:
        table = quoted(text, "\t")
    elif re.search(r"^\s*\|", text):
        lines = [line.strip().strip("|").split("|") for line in text.split("\n")]
        table = [line for line in lines if not all(re.fullmatch(r"[\s:-]*", cell) for cell in line)]
    else:
        table = quoted(text, ";") if ";" in text else [[line] for line in text.split("\n")]
    rows = [[tidy(cell) for cell in row[:MOST_COLUMNS]] for row in table]
    rows = [row for row in rows if any(row)][:MOST_ROWS]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def quoted(text: str, delimiter: str) -> Table:
    """Cells of a spreadsheet's clipboard: a quoted cell may hold line breaks, as Excel copies them."""
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error:  # a stray quotation mark: then it is none
        return [line.split(delimiter) for line in text.split("\n")]


def tidy(cell: str) -> str:
    """One line without superfluous blanks and invisible marks."""
    return " ".join(cell.replace("\u00a0", " ").replace("\ufeff", "").replace("\0", "").split())


def has_heading(table: Table) -> bool:
    """True when the first row names the columns: some cell is a known heading, and none is a number."""
    first = table[0] if table else []
    return bool(first) and any(heading_of(cell) for cell in first) and not any(cell.isdecimal() for cell in first)


def heading_of(cell: str) -> str:
    """The field that a heading names; empty if it is unknown.

    >>> heading_of("Godziny teoretyczne"), heading_of("Nazwa przedmiotu"), heading_of("Uwagi")
    ('hours_theory', 'title', '')
    """
    folded = cell.casefold()
    words = re.findall(r"[^\s()/,.:]+", folded)
    for path in ("hours_theory", "hours_practice", "hours", "year", "title"):
        if any(word.startswith(HEADINGS[path]) for word in words):
            return path
    return "no" if any(word in HEADINGS["no"] for word in words) else ""


def guessed_columns(table: Table, rows: Rows) -> list[str]:
    """For each column the field that it seems to hold, or "": by its heading, else by what stands in it."""
    if not table:
        return []
    known = {field.path for field in rows.fields if not field.is_text}
    heads = [heading_of(cell) for cell in table[0]] if has_heading(table) else [""] * len(table[0])
    guessed = [head if head in known and head not in heads[:index] else "" for index, head in enumerate(heads)]
    if "title" in known and "title" not in guessed:
        free = [index for index, path in enumerate(guessed) if not path]
        if free:
            guessed[max(free, key=lambda index: sum(len(row[index]) for row in table))] = "title"
    if "hours" in known and not any(path.startswith("hours") for path in guessed):
        body = table[1:] if has_heading(table) else table
        for index, path in reversed(list(enumerate(guessed))):
            if not path and body and all(isinstance(hours_in(row[index]), int) or not row[index] for row in body):
                guessed[index] = "hours" if index else "no"
                break
    if "no" in known and "no" not in guessed and guessed and not guessed[0]:
        guessed[0] = "no"
    return guessed


def hours_in(cell: str) -> int | str:
    """The hours that a cell states; the cell itself if it states none. Digits of any script.

    >>> hours_in("120 h"), hours_in("1 200"), hours_in("٤٠"), hours_in("ca. viel"), hours_in("2.400 Std.")
    (120, 1200, 40, 'ca. viel', 2400)
    """
    found = re.fullmatch(r"(\d{1,3}(?:[ .\u202f]\d{3})+|\d{1,6})\s*[^\d\s]{0,12}", cell.strip())
    return int(re.sub(r"[ .\u202f]", "", found.group(1))) if found else cell


def rows_in(table: Table, columns: list[str], rows: Rows, *, heading: bool) -> list[dict[str, object]]:
    """The rows of a record that the table gives with these columns; rows without a title are sums or captions."""
    fields: dict[str, Field] = {field.path: field for field in rows.fields}
    result: list[dict[str, object]] = []
    for cells in table[1:] if heading else table:
        values: dict[str, object] = {}
        for path, cell in zip(columns, cells, strict=False):
            if path in fields and cell:
                values[path] = hours_in(cell) if fields[path].type is Type.NUMBER else cell
        if values.get("title") or values.get("name"):
            result.append(values)
    return result
