"""Tables as an Excel workbook (.xlsx), written and read with openpyxl.

What people wrote is written as text, never as a formula, whatever it begins with; a formula in a workbook that comes
in is refused. Characters that XML cannot hold are written as `_x0007_` (ISO/IEC 29500-1, 22.9.2.19 ST_Xstring).
"""

import io
import re
import warnings
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bqportal.editorial.importing.entries import Trouble
from bqportal.editorial.importing.workbook import ABOUT, NOTE, Table, letters
from bqportal.editorial.shapes import Field, Type
from bqportal.editorial.uploads.refusals import InvalidUploadError, Reason
from bqportal.editorial.uploads.spreadsheets import MAX_CELLS, MAX_ROWS, open_workbook

LONGEST_CELL = 32_767  # characters; Excel holds no more
LONGEST_LIST = 255  # characters of a list of choices
HELD_BY_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
TROUBLES_SHOWN = 200


class TooLargeForSheetError(ValueError):
    """The records do not fit into a spreadsheet; as text it says why and what to do."""


def escaped(text: str) -> str:
    """Text as XML can hold it.

    >>> escaped("a\\x07_x0041_"), unescaped(escaped("a\\x07_x0041_")) == "a\\x07_x0041_"
    ('a_x0007__x005F_x0041_', True)
    """
    return HELD_BY_NO_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that was escaped."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def written(value: Any, field: Field) -> str | int | float | None:
    """A value as a cell holds it.

    Raises:
        TooLargeForSheetError: the cell would be longer than Excel allows, or a line of a list has several lines.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float) and field.type in (Type.NUMBER, Type.DECIMAL):
        return value
    if isinstance(value, list) and any("\n" in str(line) for line in value):
        raise TooLargeForSheetError(_("A text does not fit into a cell. Take YAML instead."))
    text = escaped("\n".join(map(str, value)) if isinstance(value, list) else str(value).replace("\r\n", "\n"))
    if len(text) > LONGEST_CELL:
        raise TooLargeForSheetError(_("A text does not fit into a cell. Take YAML instead."))
    return text


def workbook_of(tables: list[tuple[Table, list[Field]]]) -> bytes:
    """The file.

    Raises:
        TooLargeForSheetError: too many rows for an import later, or a text too long for a cell.
    """
    book = Workbook()
    book.remove(book.active)
    for table, fields in tables:
        if len(table.rows) > MAX_ROWS - 2 or len(table.rows) * len(table.columns) > MAX_CELLS:
            raise TooLargeForSheetError(_("This is too much for one spreadsheet. Choose fewer records, or take YAML."))
        fill(book.create_sheet(table.name), table, fields)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill(sheet: Any, table: Table, fields: list[Field]) -> None:
    """Header, labels for people, rows, help and choices."""
    for column, (path, field) in enumerate(zip(table.columns, fields, strict=True), start=1):
        put_text(sheet.cell(1, column), path).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 40 if field.type is Type.TEXT else 20
        if field.help:
            sheet.cell(1, column).comment = Comment(escaped(str(field.help)), "bqportal", height=90, width=280)
        if choices := choices_of(field):
            rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True)
            rule.add(f"{get_column_letter(column)}3:{get_column_letter(column)}{MAX_ROWS}")
            sheet.add_data_validation(rule)
    first = 2
    if table.name != ABOUT:
        label_row(sheet, table, fields)
        first = 3
    for number, (_number, row) in enumerate(table.rows, start=first):
        for column, (value, field) in enumerate(zip(row, fields, strict=True), start=1):
            cell_value = written(value, field)
            if isinstance(cell_value, str):
                put_text(sheet.cell(number, column), cell_value)
            elif cell_value is not None:
                sheet.cell(number, column).value = cell_value
    sheet.freeze_panes = "B3" if first == 3 else "A2"


def label_row(sheet: Any, table: Table, fields: list[Field]) -> None:
    """What people call the columns; skipped when it comes in again."""
    for column, (path, field) in enumerate(zip(table.columns, fields, strict=True), start=1):
        language = next((part for part in path.split(".") if field.is_text and field.at(part) == path), "")
        label = str(field.label or path) + (f" ({language})" if language else "")
        cell = put_text(sheet.cell(2, column), f"{NOTE} {label}" if column == 1 else label)
        cell.font, cell.fill = Font(italic=True), PatternFill("solid", fgColor="E8EDF2")
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def put_text(cell: Any, text: str) -> Any:
    """Write text as text: a leading = makes no formula, 0714 stays what it is."""
    cell.value = text
    cell.data_type = TYPE_STRING
    cell.number_format = "@"
    return cell


def choices_of(field: Field) -> str:
    """Values to choose from, as a list in a formula; empty where there are none, or too many for Excel."""
    if field.type is Type.FLAG:
        return "true,false"
    choices = ",".join(str(value) for value, _label in field.choices)
    return choices if len(choices) <= LONGEST_LIST and '"' not in choices else ""


def read_tables(content: bytes, *, name: str) -> tuple[list[Table], list[Trouble]]:
    """The sheets of a workbook as tables of text, and the cells that cannot be read.

    Raises:
        InvalidUploadError: no workbook, damaged, dangerous or too large.
    """
    open_workbook(content, name=name).close()  # proves the file; it shows values, and we want to see formulas
    troubles: list[Trouble] = []
    tables = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                tables.append(read_sheet(sheet, troubles))
            book.close()
    except Exception as error:  # a formula can be broken in many ways; each means the same to the sender
        raise InvalidUploadError(Reason.DAMAGED) from error
    return tables, troubles[:TROUBLES_SHOWN]


def read_sheet(sheet: Any, troubles: list[Trouble]) -> Table:
    """One sheet; empty rows and rows for people are left out."""
    table = Table(sheet.title, [])
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts: list[Any] = []
        for index, cell in enumerate(row):
            place = f"{sheet.title}!{letters(index)}{number}"
            if cell.data_type == "f":
                troubles.append(Trouble(place, _("This is a formula. Write the value instead.")))
            elif cell.data_type == "e":
                troubles.append(Trouble(place, _("The cell shows an error. Write the value instead.")))
            texts.append(None if cell.data_type in ("f", "e") else text_of(cell.value))
        if number == 1:
            table.columns = [str(text or "").strip() for text in texts]
        elif any(text not in (None, "") for text in texts) and not str(texts[0] or "").startswith(NOTE):
            table.rows.append((number, texts))
            if any(text not in (None, "") for text in texts[len(table.columns) :]):
                beyond = f"{sheet.title}!{letters(len(table.columns))}{number}"
                troubles.append(Trouble(beyond, _("This column has no name in row 1.")))
    return table


def text_of(value: Any) -> str | None:
    """The value of a cell as text; days as 2019-09-01, whole numbers without a point."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return unescaped(str(value))
