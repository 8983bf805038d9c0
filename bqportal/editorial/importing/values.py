"""Values as they stand in a file, and as they stand in a document: by the type of the field, whatever the format."""

import json
import math
import re
from typing import Any

from bqportal.editorial.documents import Document
from bqportal.editorial.faults import SOURCE_FIELDS
from bqportal.editorial.shapes import Field, Shape, Type, is_language

WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
DECIMAL = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def value_of(written: Any, field: Field) -> Any:
    """What is written in a cell or a file, as the field holds it. What does not fit stays, and is a fault.

    >>> value_of("4", Field("x", "", Type.NUMBER)), value_of("four", Field("x", "", Type.NUMBER))
    (4, 'four')
    """
    if isinstance(written, list) and field.type is Type.LINES:
        return [line.strip() if isinstance(line, str) else line for line in written if line not in (None, "")]
    if not isinstance(written, str):
        return written
    text = written.replace("\r\n", "\n").strip()
    if field.type is Type.LINES:
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.type is Type.NUMBER and WHOLE.fullmatch(text):
        return int(text)
    if field.type is Type.DECIMAL and DECIMAL.fullmatch(text):
        return plain(float(text))
    if field.type is Type.FLAG and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return text


def plain(number: float) -> int | float:
    """3 instead of 3.0."""
    return int(number) if math.isfinite(number) and number.is_integer() and abs(number) < 1e15 else number


def typed(data: Document, shape: Shape) -> Document:
    """A document of texts only, as files hold it, with numbers, flags and lists where the shape has them."""
    result = _typed_fields(data, {field.path: field for field in shape.fields}, "")
    for rows in shape.rows:
        fields = {field.path: field for field in rows.fields}
        given = data.get(rows.key)
        if isinstance(given, list):
            result[rows.key] = [_typed_fields(row, fields, "") if isinstance(row, dict) else row for row in given]
    sources = data.get("sources")
    if isinstance(sources, dict):
        fields = {field.path: field for field in SOURCE_FIELDS}
        result["sources"] = {
            key: _typed_fields(source, fields, "") if isinstance(source, dict) else source
            for key, source in sources.items()
        }
    return result


def _typed_fields(data: Document, fields: dict[str, Field], prefix: str) -> Document:
    """Every value by its field; what has no field stays as it is."""
    result: Document = {}
    for key, value in data.items():
        path = f"{prefix}{key}"
        field = fields.get(path) or (fields.get(f"{prefix}{{language}}") if is_language(str(key)) else None)
        if field is not None:
            result[key] = value_of(value, field)
        elif isinstance(value, dict):
            below = path if any(name.startswith(f"{path}.") for name in fields) else f"{prefix}{{language}}"
            result[key] = _typed_fields(value, fields, f"{below}.")
        else:
            result[key] = value
    return result


def tidy(value: Any) -> Any:
    """The document without fields that are empty; nothing is taken out of a list.

    >>> tidy({"a": "", "units": [{"no": "1", "title": None}], "b": {"c": ""}})
    {'units': [{'no': '1'}]}
    """
    if isinstance(value, dict):
        kept = {key: tidy(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, "", [], {})}
    return [tidy(inner) for inner in value] if isinstance(value, list) else value


def settled(document: Document) -> Document:
    """The document as far as it says something: without empty values, blanks at the ends and the names of sources.

    Two documents that settle the same say the same.

    >>> settled({"a": " x ", "b": "", "c": [], "d": {"e": None}, "f": 2.0})
    {'a': 'x', 'f': 2}
    """
    result = _settled({key: value for key, value in document.items() if key not in ("sources", "cites")}) or {}
    sources = document.get("sources") or {}
    content = {key: json.dumps(_settled(source), sort_keys=True) for key, source in sources.items()}
    if content:
        result["sources"] = sorted(content.values())
    cites = {
        statement: sorted({content.get(key, key) for key in keys})
        for statement, keys in (document.get("cites") or {}).items()
        if keys
    }
    return {**result, "cites": cites} if cites else result


def _settled(value: Any) -> Any:
    """None for what says nothing."""
    if isinstance(value, dict):
        kept = {key: found for key, inner in value.items() if (found := _settled(inner)) is not None}
        return kept or None
    if isinstance(value, list):
        return [found for inner in value if (found := _settled(inner)) is not None] or None
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    if isinstance(value, float):
        return plain(value)
    return None if value is False else value
