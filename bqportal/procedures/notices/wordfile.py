"""A draft as DOCX, for editing outside before it is approved. The way back is by hand, into the own texts."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "de-DE"
STYLES = {"item": "List Bullet", "numbered": "List Number", "heading": "Heading 3"}


def docx_of(content: dict[str, Any]) -> bytes:
    """The draft with headings, lists and tables; every page of it says that it is one."""
    with override(content["lang"]):
        draft = _("DRAFT")
        columns = (_("Statement"), _("Content"))
    file: Any = WordDocument()
    _speak(file)
    file.core_properties.title, file.core_properties.author = content["title"], content["authority"]
    file.core_properties.language, file.core_properties.comments = LANGUAGE, draft
    file.sections[0].header.paragraphs[0].text = f"{draft} · {content['authority']} · {content['number']}"
    file.add_paragraph("\n".join([content["authority"], *content["letterhead"]]))
    file.add_paragraph("\n".join(content["addressee"]))
    file.add_paragraph("\n".join(f"{row['label']}: {row['text']}" for row in content["info"] if row["text"]))
    file.add_heading(content["title"], 1)
    for part in content["parts"]:
        file.add_heading(part["heading"], 2)
        for piece in part["pieces"]:
            _write(file, piece, columns)
        if part["key"] == "subject" and content["salutation"]:
            file.add_paragraph(content["salutation"])
    if content["greeting"]:
        file.add_paragraph(content["greeting"])
    file.add_paragraph("\n".join(content["signature"]))
    buffer = BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _speak(file: Any) -> None:
    """Set the language of the whole document, so that it is read aloud and spelled right."""
    properties = file.styles.element.rPrDefault.rPr if hasattr(file.styles.element, "rPrDefault") else None
    normal = file.styles["Normal"].element.get_or_add_rPr() if properties is None else properties
    for old in normal.findall(qn("w:lang")):
        normal.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), LANGUAGE)
    normal.append(lang)


def _write(file: Any, piece: dict[str, Any], columns: tuple[str, str]) -> None:
    """One piece of a part."""
    if piece["kind"] == "facts":
        _table(file, columns, [[row["label"], row["text"]] for row in piece["facts"]])
    elif piece["kind"] == "rows":
        _table(file, piece["columns"], [[cell["text"] for cell in row] for row in piece["rows"]])
    else:
        text = f"{piece['text']} {piece['url']}" if piece.get("url") else piece["text"]
        file.add_paragraph(text, style=STYLES.get(piece["kind"]))
        for one in piece.get("more", ()):
            file.add_paragraph(one["text"], style="List Continue")


def _table(file: Any, columns: Any, rows: list[list[str]]) -> None:
    """A table whose first row is its header."""
    table = file.add_table(rows=1, cols=len(columns), style="Table Grid")
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for cell, words in zip(table.rows[0].cells, columns, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
