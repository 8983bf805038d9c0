"""One change of the same field in many documents: what becomes of each. Facts in, new document out."""

from copy import deepcopy
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from typing import Any

from bqportal.editorial.documents import Document
from bqportal.editorial.faults import Fault, faults_of
from bqportal.editorial.sections import free_key
from bqportal.editorial.shapes import Field, Shape, Type, put_at, value_at

WORDED = frozenset({Type.LINE, Type.TEXT, Type.URL})


class Operation(StrEnum):
    """What is done with the field."""

    SET = "set"
    REPLACE = "replace"
    ADD_LINE = "add_line"
    REMOVE_LINE = "remove_line"
    ADD_SOURCE = "add_source"


@dataclass(frozen=True)
class Change:
    """What is to be done.

    Attributes:
        value: the new value as the field holds it, the line, or what stands in the place of `find`.
        find: the exact text to be replaced.
        source: the source that is to support the field: title, url, publisher, lang.
    """

    field: Field
    operation: Operation
    value: Any = None
    find: str = ""
    source: dict[str, str] = made(default_factory=dict)


def fields_for(shape: Shape) -> list[Field]:
    """Fields that may be changed in many records at once: facts that do not belong to the address."""
    return [one for one in shape.facts if not one.fixed and one.path != shape.title]


def fits(operation: Operation, one: Field) -> bool:
    """True when the operation can be done with such a field.

    >>> fits(Operation.ADD_LINE, Field("x", "", Type.LINES)), fits(Operation.REPLACE, Field("x", "", Type.NUMBER))
    (True, False)
    """
    if operation in (Operation.ADD_LINE, Operation.REMOVE_LINE):
        return one.type is Type.LINES
    if operation is Operation.REPLACE:
        return one.type in WORDED or one.type is Type.LINES
    return operation is Operation.ADD_SOURCE or one.type is not Type.LINES


def changed(document: Document, change: Change) -> Document:
    """The document after the change; the same where the change says nothing new.

    >>> title = Field("form", "")
    >>> changed({"form": "dual"}, Change(title, Operation.REPLACE, "school", find="dual"))
    {'form': 'school'}
    """
    result = deepcopy(document)
    path, present = change.field.path, value_at(document, change.field.path)
    if change.operation is Operation.SET:
        put_at(result, path, change.value)
    elif change.operation is Operation.REPLACE and present:
        lines = isinstance(present, list)
        texts = [str(text).replace(change.find, str(change.value or "")) for text in (present if lines else [present])]
        if texts != [str(text) for text in (present if lines else [present])]:
            put_at(result, path, [text for text in texts if text] if lines else texts[0])
    elif change.operation is Operation.ADD_LINE and change.value not in (present or []):
        put_at(result, path, [*(present or []), change.value])
    elif change.operation is Operation.REMOVE_LINE and change.value in (present or []):
        put_at(result, path, [line for line in present if line != change.value])
    elif change.operation is Operation.ADD_SOURCE:
        add_source(result, path, change.source)
    return result


def add_source(document: Document, statement: str, source: dict[str, str]) -> None:
    """Let a source support a statement; the same source is listed once."""
    sources = document.setdefault("sources", {})
    wanted = {name: text for name, text in source.items() if text}
    core = ("title", "url", "publisher", "lang")
    same = [
        key for key, one in sources.items() if {name: one[name] for name in core if one.get(name)} == wanted
    ]  # fmt: skip
    key = same[0] if same else free_key("", sources)
    sources.setdefault(key, wanted)
    cites = document.setdefault("cites", {})
    if key not in cites.get(statement, []):
        cites[statement] = [*cites.get(statement, []), key]


def new_faults(before: Document, after: Document, shape: Shape) -> list[Fault]:
    """Faults that the change would bring in; what was wrong before is not its fault."""
    old = {(fault.code, fault.key) for fault in faults_of(before, shape)}
    return [fault for fault in faults_of(after, shape) if (fault.code, fault.key) not in old]


def shown_value(document: Document, change: Change) -> list[Any]:
    """What the preview shows of a document, line by line: the value, or the sources of the field."""
    if change.operation is not Operation.ADD_SOURCE:
        value = value_at(document, change.field.path)
        return value if isinstance(value, list) else [] if value is None else [value]
    keys = (document.get("cites") or {}).get(change.field.path, [])
    sources = document.get("sources") or {}
    return [sources[key].get("title", key) for key in keys if key in sources]
