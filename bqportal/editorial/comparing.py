"""Two documents beside each other: what differs, field by field, with the rows of lists found again. Pure.

A row is found again by its identity and its title, so that renumbering a curriculum shows renumbered units and not as
many removed and added ones.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from bqportal.editorial.documents import FACTS, Document, identities
from bqportal.editorial.marking import Segment, marked
from bqportal.editorial.pairing import name_of, paired, rows_in, stayed
from bqportal.editorial.shapes import LANGUAGE, Field, Rows, Shape, Type, languages_of, value_at

# What docs/formats.md says of a source; labels are the keys, which pages put into words.
SOURCES = Rows(
    key="sources", label="sources", row="source", identity="key",
    fields=(
        Field("title", "title"), Field("url", "url", Type.URL), Field("publisher", "publisher"),
        Field("lang", "lang", Type.LANGUAGE), Field("accessed", "accessed", Type.DATE),
        Field("weak", "weak", Type.FLAG),
    ),
)  # fmt: skip
WORDED = frozenset({Type.LINE, Type.TEXT, Type.LINES})


@dataclass(frozen=True)
class Change:
    """One field of a record or row, before and after.

    Attributes:
        path: `duration_months`, `texts.de.title`, `units[3].details.de`, `cites.duration_months`; unique in the record.
        part: the language of a translated text, FACTS of everything else.
        lang: the language in which the value is worded; empty where that is unknown or it is no text.
    """

    path: str
    field: Field
    part: str
    old: Any
    new: Any
    lang: str = ""

    @property
    def differs(self) -> bool:
        """False only when unchanged values were asked for, too."""
        return bool(_filled(self.old) != _filled(self.new))

    @cached_property
    def marks(self) -> tuple[Segment, ...]:
        """Word marks; made when a page asks for them."""
        return marked(as_text(self.old), as_text(self.new))


@dataclass(frozen=True)
class Translations:
    """The languages of one field, beside each other."""

    field: Field
    changes: tuple[Change, ...]


class RowState(StrEnum):
    """What happened to a row; several may be true."""

    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class RowChange:
    """One row of a list.

    Attributes:
        path, old_path: `units[3]`; empty where the row is not there.
        identity, old_identity: what tells it from the others, after and before.
        position, old_position: its place in the list, from 1; 0 where it is not there.
        name, name_lang: what it is called, and in which language.
    """

    states: tuple[RowState, ...]
    path: str
    old_path: str
    identity: str
    old_identity: str
    position: int
    old_position: int
    name: str
    name_lang: str
    facts: tuple[Change, ...]
    texts: tuple[Translations, ...]

    @property
    def changes(self) -> Iterator[Change]:
        """All its fields that are listed."""
        yield from self.facts
        for one in self.texts:
            yield from one.changes

    @property
    def differs(self) -> bool:
        """True unless it only stands here because unchanged rows were asked for, too."""
        return RowState.UNCHANGED not in self.states


@dataclass(frozen=True)
class ListChange:
    """The rows of one list, in their new order; removed ones stand where they stood.

    Attributes:
        paths: for every row that was found again, unchanged ones too, its old path and its new one.
    """

    rows: Rows
    changes: tuple[RowChange, ...]
    paths: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def number(self) -> int:
        """How many rows differ."""
        return sum(row.differs for row in self.changes)


@dataclass(frozen=True)
class Comparison:
    """What differs between two documents.

    Attributes:
        evidence: for each statement the keys of its sources (`cites`).
        source_titles: what the keys stand for.
    """

    facts: tuple[Change, ...] = ()
    texts: tuple[Translations, ...] = ()
    lists: tuple[ListChange, ...] = ()
    sources: ListChange = ListChange(SOURCES, ())
    evidence: tuple[Change, ...] = ()
    source_titles: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> Iterator[RowChange]:
        """The rows of all lists, and the sources."""
        for one in (*self.lists, self.sources):
            yield from one.changes

    @property
    def fields(self) -> Iterator[Change]:
        """What stands in no row."""
        yield from self.facts
        for one in self.texts:
            yield from one.changes
        yield from self.evidence

    @property
    def changes(self) -> Iterator[Change]:
        """Every field that is listed, wherever it stands."""
        yield from self.fields
        for row in self.rows:
            yield from row.changes

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which a text differs, in the order of the document."""
        return tuple(dict.fromkeys(change.part for change in self.changes if change.part and change.differs))

    @property
    def differs(self) -> bool:
        """False when the documents say the same."""
        return any(row.differs for row in self.rows) or any(change.differs for change in self.fields)


def compared(old: Document, new: Document, shape: Shape, *, everything: bool = False) -> Comparison:
    """What differs between `old` and `new`; with `everything`, what is the same is listed, too."""
    apart = {*(rows.key for rows in shape.rows), "sources", "cites"}
    record = _Level(old, new, shape.fields, lang=_language(old, new), apart=apart)
    changes = record.changes(everything)
    sources = _list_change(_sources_as_rows(old), _sources_as_rows(new), SOURCES, "", everything)
    return Comparison(
        facts=tuple(change for change in changes if change.part == FACTS),
        texts=_by_field(changes),
        lists=tuple(_list_change(old, new, rows, record.lang, everything) for rows in shape.rows),
        sources=_without_order(sources),
        evidence=tuple(_evidence(old, new, shape, everything)),
        source_titles=_source_titles(old) | _source_titles(new),
    )


def restricted(comparison: Comparison, parts: Collection[str]) -> Comparison:
    """Only some parts: FACTS, languages. Rows, sources and evidence as such belong to the facts."""
    facts = FACTS in parts
    return replace(
        comparison,
        facts=comparison.facts if facts else (),
        texts=_texts_in(comparison.texts, parts),
        lists=tuple(_list_in(rows, parts) for rows in comparison.lists),
        sources=comparison.sources if facts else ListChange(SOURCES, ()),
        evidence=comparison.evidence if facts else (),
    )


def as_text(value: Any) -> str:
    """A value as running text: lists line by line, nothing as nothing."""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class _Level:
    """One level of two documents, the record or one row: its fields, then keys that no field describes."""

    old: Document
    new: Document
    fields: tuple[Field, ...]
    lang: str = ""
    prefix: str = ""
    apart: Collection[str] = ()

    def changes(self, everything: bool) -> list[Change]:
        """All fields that differ, in the order of the shape."""
        found = [self._change(*place) for place in self._places()]
        return [change for change in found if change.differs or (everything and _filled(change.new) is not None)]

    def _places(self) -> Iterator[tuple[Field, str, str]]:
        """Field, path and language of everything that may stand here."""
        known = set(self.apart)
        both = Shape(self.fields)
        languages = list(dict.fromkeys([*languages_of(self.new, both), *languages_of(self.old, both)]))
        for one in self.fields:
            for language in languages if one.is_text else [FACTS]:
                path = one.at(language)
                if path not in known:
                    known.add(path)
                    yield one, path, language
        for path in dict.fromkeys([*_leaves(self.new, known), *_leaves(self.old, known)]):
            yield Field(path, path), path, FACTS

    def _change(self, one: Field, path: str, language: str) -> Change:
        """The field on both sides."""
        lang = language or (self._written_in(path) if one.type in WORDED else "")
        old, new = value_at(self.old, path), value_at(self.new, path)
        return Change(self.prefix + path, one, language, old, new, lang)

    def _written_in(self, path: str) -> str:
        """The language beside the value, else that of the row or record."""
        beside = f"{path.rpartition('.')[0]}.lang".lstrip(".")
        found = value_at(self.new, beside) or value_at(self.old, beside)
        return found if isinstance(found, str) else self.lang


def _leaves(data: Any, known: Collection[str], above: str = "") -> Iterator[str]:
    """Paths of values that stand below none of the `known` paths."""
    for key, value in data.items():
        path = f"{above}{key}"
        if path in known or "." in str(key):
            continue
        if isinstance(value, dict) and value:
            yield from _leaves(value, known, f"{path}.")
        else:
            yield path


def _list_change(old: Document, new: Document, rows: Rows, lang: str, everything: bool) -> ListChange:
    """All rows of one list that differ."""
    before, after = rows_in(old, rows), rows_in(new, rows)
    pairs = paired(before, after, rows)
    kept_order = stayed(pairs)
    now = {old_index: index for index, old_index in pairs.items()}
    sides = _Sides(rows, before, after, identities(before, rows), identities(after, rows), lang, everything)
    found = [((index, 0), sides.change(pairs.get(index), index, index in kept_order)) for index in range(len(after))]
    place = -1  # a removed row stands below the one that stood before it
    for index in range(len(before)):
        place = now.get(index, place)
        if index not in now:
            found.append(((place, 1), sides.change(index, None, True)))
    found.sort(key=lambda entry: entry[0])
    return ListChange(
        rows,
        tuple(row for _place, row in found if everything or row.differs),
        {sides.path(old_index, None): sides.path(None, index) for old_index, index in now.items()},
    )


@dataclass(frozen=True)
class _Sides:
    """The rows of a list before and after, and what tells them apart."""

    rows: Rows
    before: list[Document]
    after: list[Document]
    old_names: list[str]
    names: list[str]
    lang: str
    everything: bool

    def path(self, old: int | None, new: int | None) -> str:
        """`units[3]`, by the index of a row after, or else before."""
        name = self.names[new] if new is not None else self.old_names[old] if old is not None else ""
        return f"{self.rows.key}[{name}]" if name else ""

    def change(self, old: int | None, new: int | None, kept_order: bool) -> RowChange:
        """A row by its index before and after; None where it is not there."""
        was = self.before[old] if old is not None else {}
        now = self.after[new] if new is not None else {}
        lang = _language(was, now) or self.lang
        apart = {self.rows.identity}
        changes = _Level(was, now, self.rows.fields, lang, f"{self.path(old, new)}.", apart).changes(self.everything)
        if old is None or new is None:
            states = [RowState.ADDED if old is None else RowState.REMOVED]
        else:
            happened = {
                RowState.RENUMBERED: value_at(was, self.rows.identity) != value_at(now, self.rows.identity),
                RowState.MOVED: not kept_order,
                RowState.CHANGED: any(change.differs for change in changes),
            }
            states = [state for state, is_so in happened.items() if is_so]
        name, name_lang = name_of(now or was, self.rows)
        return RowChange(
            states=tuple(states) or (RowState.UNCHANGED,),
            path=self.path(None, new), old_path=self.path(old, None),
            identity="" if new is None else self.names[new], old_identity="" if old is None else self.old_names[old],
            position=0 if new is None else new + 1, old_position=0 if old is None else old + 1,
            name=name, name_lang=name_lang or lang,
            facts=tuple(change for change in changes if change.part == FACTS), texts=_by_field(changes),
        )  # fmt: skip


def _by_field(changes: Iterable[Change]) -> tuple[Translations, ...]:
    """Translated texts field by field."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        if change.part != FACTS:
            found.setdefault(change.field.path, []).append(change)
    return tuple(Translations(group[0].field, tuple(group)) for group in found.values())


def _texts_in(texts: tuple[Translations, ...], parts: Collection[str]) -> tuple[Translations, ...]:
    """Only the languages among `parts`."""
    kept = [replace(one, changes=tuple(change for change in one.changes if change.part in parts)) for one in texts]
    return tuple(one for one in kept if one.changes)


def _list_in(one: ListChange, parts: Collection[str]) -> ListChange:
    """Rows with what belongs to `parts`; without the facts, a row that only moved says nothing."""
    facts, kept = FACTS in parts, []
    for row in one.changes:
        rest = replace(row, facts=row.facts if facts else (), texts=_texts_in(row.texts, parts))
        changed = any(change.differs for change in rest.changes)
        states = tuple(state for state in row.states if state is not RowState.CHANGED or changed)
        if rest.facts or rest.texts or (facts and states):
            kept.append(replace(rest, states=states or (RowState.UNCHANGED,)))
    return replace(one, changes=tuple(kept))


def _sources_as_rows(document: Document) -> Document:
    """`sources` as a list, each with its key."""
    sources = document.get("sources")
    found = sources.items() if isinstance(sources, dict) else ()
    return {"sources": [{"key": str(key), **source} for key, source in found if isinstance(source, dict)]}


def _without_order(sources: ListChange) -> ListChange:
    """Sources have no order: none of them moves."""
    kept = []
    for row in sources.changes:
        states = tuple(state for state in row.states if state is not RowState.MOVED)
        if states:
            kept.append(replace(row, states=states))
    return replace(sources, changes=tuple(kept))


def _source_titles(document: Document) -> dict[str, str]:
    """Key → title, else address, else the key."""
    rows = _sources_as_rows(document)["sources"]
    return {row["key"]: str(row.get("title") or row.get("url") or row["key"]) for row in rows}


def _evidence(old: Document, new: Document, shape: Shape, everything: bool) -> Iterator[Change]:
    """Statements whose sources differ; the order of sources says nothing."""
    before, after = (cites if isinstance(cites := side.get("cites"), dict) else {} for side in (old, new))
    labels = {one.path.rpartition(".")[2]: one.label for one in shape.fields if one.path != LANGUAGE}
    labels |= {one.path: one.label for one in shape.fields} | {rows.key: rows.label for rows in shape.rows}
    for statement in dict.fromkeys([*after, *before]):
        keys = [
            sorted(map(str, found)) if isinstance(found := side.get(statement), list) else []
            for side in (before, after)
        ]
        if keys[0] != keys[1] or everything:
            label = labels.get(statement, statement)
            yield Change(f"cites.{statement}", Field(statement, label, Type.LINES), FACTS, keys[0], keys[1])


def _language(old: Document, new: Document) -> str:
    """The language of the original, as the record or row names it."""
    found = new.get("lang") or old.get("lang")
    return found if isinstance(found, str) else ""


def _filled(value: Any) -> Any:
    """The value; what is blank is nothing."""
    return None if value in ("", [], {}) else value
