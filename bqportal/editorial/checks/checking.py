"""What a check is, what it finds, and how a document is read for it. Pure: no database, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bqportal.editorial.documents import FACTS, Document, identities
from bqportal.editorial.pairing import rows_in
from bqportal.editorial.rules import digest_of
from bqportal.editorial.sections import TEXT
from bqportal.editorial.shapes import Field, Rows, Shape, languages_of, value_at
from bqportal.organisations.rights import Rights


class Severity(StrEnum):
    """How much a finding weighs. None of them stops publication: what does is found by `proving`."""

    ERROR = "error"  # cannot be true
    WARNING = "warning"  # is hardly true, or somebody may be harmed
    HINT = "hint"  # worth a look


WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Hint:
    """One finding.

    Attributes:
        place: path as in comparing, such as `duration_months`, `units[3].hours`, `sources.s1`; empty for the record.
        part: the facts or a language.
        message: lazily translated, with places for `params`.
        digest: of the check, the place and what it saw; a dismissal holds as long as it stays the same.
        path: of a public page that it speaks of, as route and arguments.
    """

    check: str
    label: Any
    severity: Severity
    place: str
    part: str
    message: Any
    params: Mapping[str, Any]
    digest: str
    route: str = ""
    arguments: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        """The message in the reader's language."""
        return str(self.message % self.params) if self.params else str(self.message)

    @property
    def section(self) -> str:
        """The form in which one mends it (`sections.sections_of`)."""
        if self.part != FACTS:
            return TEXT + self.part
        head = self.place.partition("[")[0].partition(".")[0]
        if head in ("sources", "cites"):
            return "sources"
        return head if "[" in self.place else "facts"


@dataclass(frozen=True)
class Statement:
    """One filled field of a document: of the record (`rows` is empty) or of a row.

    Attributes:
        path: of the field in its record or row, with the language in it.
        lang: in which language a text is worded, as far as the document says so.
    """

    place: str
    part: str
    field: Field
    path: str
    value: Any
    lang: str
    rows: str = ""

    @property
    def text(self) -> str:
        """The value if it is a text."""
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True)
class Subject:
    """Whose facts a check may look up in the database, and for whom: nobody sees what she may not read."""

    document: Document
    kind: str
    today: date
    rights: Rights
    version: int | None = None
    record: int | None = None


@dataclass(frozen=True)
class Context:
    """What checks know beside the document.

    Attributes:
        facts: what checks looked up, by name.
    """

    kind: str
    shape: Shape
    today: date
    statements: tuple[Statement, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Check:
    """One idea of what may be wrong. Subclasses say what, and find it.

    Attributes:
        name: stays for ever; dismissals are kept under it.
        kinds: slugs of the kinds of records that it suits; empty for all.
        facts: name under which it keeps what it looked up, where several checks share that; its own name otherwise.
    """

    name: str = ""
    label: Any = ""
    severity: Severity = Severity.WARNING
    kinds: frozenset[str] = frozenset()
    facts: str = ""

    def look_up(self, subject: Subject) -> Any:
        """Facts from the database for `findings`, which asks `known` for them."""
        return None

    def known(self, context: Context) -> Any:
        """What was looked up; None where nobody did."""
        return context.facts.get(self.facts or self.name)

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        """Everything it finds."""
        raise NotImplementedError

    def hint(self, place: str, message: Any, *, part: str = FACTS, seen: Any = None, **params: Any) -> Hint:
        """A finding of this check.

        Args:
            seen: the facts that it rests on, as plain data; with other facts it is another finding.
        """
        digest = digest_of({"check": self.name, "place": place, "part": part, "seen": seen})
        return Hint(self.name, self.label, self.severity, place, part, message, params, digest)


_CHECKS: dict[tuple[str, frozenset[str]], Check] = {}


def register(*checks: Check) -> None:
    """Called once by an app when it is ready."""
    for check in checks:
        _CHECKS[check.name, check.kinds] = check


def checks_of(kind: str) -> list[Check]:
    """All checks for a kind of record, in the order in which they were registered."""
    return [check for check in _CHECKS.values() if not check.kinds or kind in check.kinds]


def findings_of(document: Document, context: Context) -> list[Hint]:
    """What all checks find, the gravest first, then in the order of the document."""
    found = {hint.digest: hint for check in checks_of(context.kind) for hint in check.findings(document, context)}
    return sorted(found.values(), key=lambda hint: (WEIGHTS[hint.severity], hint.part != FACTS, hint.part))


def statements_of(document: Document, shape: Shape) -> tuple[Statement, ...]:
    """Every filled field of the document, of its rows too."""
    language = text_at(document, "lang")
    found = list(_statements(document, shape.fields, "", language))
    for rows in shape.rows:
        for identity, row in named_rows(document, rows):
            own = text_at(row, "lang") or text_at(row, "title.lang") or language
            found += _statements(row, rows.fields, f"{rows.key}[{identity}].", own, rows.key)
    return tuple(found)


def _statements(
    data: Document, fields: tuple[Field, ...], prefix: str, language: str, rows: str = ""
) -> Iterator[Statement]:
    """The filled fields of one level."""
    languages = languages_of(data, Shape(fields))
    for one in fields:
        for part in languages if one.is_text else [FACTS]:
            path = one.at(part)
            value = value_at(data, path)
            if value not in (None, "", [], {}):
                yield Statement(prefix + path, part, one, path, value, part or language, rows)


def named_rows(document: Document, rows: Rows) -> list[tuple[str, Document]]:
    """The rows of a list with what tells them apart."""
    found = rows_in(document, rows)
    return list(zip(identities(found, rows), found, strict=True))


def text_at(data: Any, path: str) -> str:
    """The text at `path`; empty where there is none, or something else."""
    value = value_at(data, path)
    return value.strip() if isinstance(value, str) else ""


def number_at(data: Any, path: str) -> int | None:
    """The whole number at `path`; None where there is none, or something else."""
    value = value_at(data, path)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def mapping_at(data: Any, key: str) -> dict[str, Any]:
    """The mapping at `key`; empty where there is none, or something else."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}
