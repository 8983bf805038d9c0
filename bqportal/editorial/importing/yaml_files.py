"""Records as YAML: one document each, as docs/formats.md has them, and `about` with what the portal noted at export.

Every plain value is read as text, so that `0714` stays what it is; the field then says what is meant.
"""

from collections.abc import Callable
from typing import Any

import yaml
from django.utils.translation import gettext as _

from bqportal.editorial.documents import Document
from bqportal.editorial.faults import shown
from bqportal.editorial.importing.entries import FORMAT, MOST_RECORDS, Entry, Reading, Trouble
from bqportal.editorial.importing.values import typed
from bqportal.editorial.records import RecordLoader
from bqportal.editorial.shapes import Shape

ABOUT = "about"
NOTHING = {"", "~", "null", "Null", "NULL"}
DEEPEST = 20
TAG = "tag:yaml.org,2002:"


class PlainLoader(RecordLoader):
    """YAML in which every value is a text; aliases and tags of one's own are refused."""

    yaml_implicit_resolvers = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "tag", None) not in (None, "!"):
            raise yaml.YAMLError(_("line %(line)s: tags (!) are not allowed") % {"line": event.start_mark.line + 1})
        return super().compose_node(parent, index)


def read_yaml(content: bytes, shape: Shape) -> Reading:
    """The records of a file; what cannot be read is told with its line."""
    reading = Reading()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reading.troubles.append(Trouble(line_place(line), _("is not UTF-8. Save the file as UTF-8.")))
        return reading
    try:
        for node in yaml.compose_all(text, Loader=PlainLoader):
            if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
                continue  # nothing between two lines of ---
            if len(reading.entries) == MOST_RECORDS:
                too_many = _("There are more than %(limit)s records. Split the file.") % {"limit": MOST_RECORDS}
                reading.troubles.append(Trouble(line_place(node.start_mark.line + 1), too_many))
                break
            reading.entries.append(entry_of(node, shape))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reading.troubles.append(Trouble(line_place(mark.line + 1 if mark else 1), _not_yaml()))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        reading.troubles.append(Trouble(line_place(line), _("holds characters that cannot be kept")))
    except RecursionError:
        reading.troubles.append(Trouble("", _("is nested too deeply")))
    except yaml.YAMLError as error:  # aliases and tags, in our own words
        reading.troubles.append(Trouble("", str(error)))
    except ValueError:
        reading.troubles.append(Trouble("", _not_yaml()))
    if not reading.entries and not reading.troubles:
        reading.troubles.append(Trouble("", _("The file is empty.")))
    return reading


def _not_yaml() -> str:
    """What somebody can do where the YAML library gives up; its own words are in English and about parsing."""
    return _("This is not valid YAML. Look at indents, colons and quotation marks here and in the line above.")


def line_place(line: int) -> str:
    """`line 12` in the reader's language."""
    return _("line %(number)s") % {"number": line}


def entry_of(node: Any, shape: Shape) -> Entry:
    """One record with the lines of its fields."""
    entry = Entry({}, line_place(node.start_mark.line + 1))
    if not isinstance(node, yaml.MappingNode):
        entry.troubles.append(Trouble(entry.place, _("A record must be a mapping (key: value).")))
        return entry
    data = Walk(entry).value(node, "", 0)
    about = data.pop(ABOUT, None)
    if isinstance(about, dict):
        entry.kind, entry.stamp = str(about.get("kind") or ""), str(about.get("stamp") or "")
        if str(about.get("format") or FORMAT) != FORMAT:
            newer = _("The file was made by another version of the portal. Export it again.")
            entry.troubles.append(Trouble(entry.place_of(ABOUT), newer))
    elif about is not None:
        entry.troubles.append(Trouble(entry.place_of(ABOUT), _("must be a mapping (key: value)")))
    entry.document = typed(data, shape)
    return entry


class Walk:
    """Goes through the nodes of one record, notes lines, and tells what stands twice."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def value(self, node: Any, key: str, depth: int) -> Any:
        """The plain value of a node."""
        line = line_place(node.start_mark.line + 1)
        self.entry.places.setdefault(key, line)
        if depth > DEEPEST:
            self.entry.troubles.append(Trouble(line, _("is nested too deeply")))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, key, depth)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one, f"{key}[{number}]", depth + 1) for number, one in enumerate(node.value, start=1)]
        return None if node.style is None and node.value in NOTHING else node.value

    def mapping(self, node: Any, key: str, depth: int) -> Document:
        """A mapping; the same key twice is told, and so is a key that is none."""
        result: Document = {}
        for name_node, value_node in node.value:
            line = line_place(name_node.start_mark.line + 1)
            if not isinstance(name_node, yaml.ScalarNode):
                self.entry.troubles.append(Trouble(line, _("A key must be a single word.")))
                continue
            name = str(name_node.value)
            if name in result:
                self.entry.troubles.append(Trouble(line, _("“%(key)s” stands twice.") % {"key": shown(name)}))
            path = f"{key}.{name}" if key else name
            self.entry.places[path] = line
            result[name] = self.value(value_node, path, depth + 1)
        return result


def yaml_of(records: list[tuple[Document, dict[str, str]]], progress: Callable[[], None] = lambda: None) -> str:
    """Documents with what is to be said `about` each, as one file."""
    parts = []
    for document, about in records:
        progress()
        content = {ABOUT: {"format": FORMAT, **about}, **document}
        parts.append(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120))
    return "---\n".join(parts)
