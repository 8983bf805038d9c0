"""From a Markdown file to a `Regulation`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from . import dialect_2022, dialect_current
from .agreement import agreement_warnings, numbering_warnings
from .annex import references
from .citation import citation, enacted
from .document import Document
from .durations import durations
from .in_force import in_force_from, legal_basis
from .occupation_names import Pair, occupation_names
from .ownership import owners
from .positions import Position, positions
from .regulation import ListedPosition, Occupation, Regulation
from .weeks import weeks_by_position

MAX_BYTES = 3_000_000
UNREADABLE = "file-unreadable"
_FEW_POSITIONS = 5


def parse_directory(directory: Path) -> Iterator[Regulation]:
    """Every `*.md` file below `directory` in order of its path; errors become records."""
    for path in regulation_files(directory):
        yield parse_file(path)


def regulation_files(directory: Path) -> list[Path]:
    """The files that an import reads, sorted."""
    return sorted(path for path in directory.rglob("*.md") if path.is_file())


def parse_file(path: Path) -> Regulation:
    """Read one file. Never raises on its content: what cannot be read is a warning."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return _unreadable(path.name, f"larger than {MAX_BYTES // 1_000_000} MB")
        raw = path.read_bytes()
    except OSError as error:
        return _unreadable(path.name, error.strerror or "cannot be opened")
    if not raw.strip():
        return _unreadable(path.name, "is empty")
    if b"\x00" in raw:
        return _unreadable(path.name, "contains NUL bytes, so it is not a text file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(path.name, f"is not UTF-8 (byte {error.start}); save it as UTF-8")
    return parse_text(text, path.name)


def parse_text(text: str, file_name: str) -> Regulation:
    """Understand the Markdown `text` of a regulation; `file_name` may carry its register number."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    text = unicodedata.normalize("NFC", text)
    file_name = unicodedata.normalize("NFC", file_name)
    if dialect_2022.recognises(text):
        document = dialect_2022.read(text)
    elif dialect_current.recognises(text):
        document = dialect_current.read(text, file_name)
    else:
        return _without_content(
            file_name, "not-a-training-regulation: has neither a YAML head nor % lines at its start"
        )
    return _understand(document, file_name)


def _unreadable(file_name: str, why: str) -> Regulation:
    return _without_content(file_name, f"{UNREADABLE}: {why}")


def _without_content(file_name: str, warning: str) -> Regulation:
    return Regulation(file_name, "", (), (), None, None, None, None, (warning,))


def _understand(document: Document, file_name: str) -> Regulation:
    names = occupation_names(document)
    lasting = durations(document, names)
    cited = references(document)
    listed = positions(document, cited)
    place, place_warnings = citation(document)
    in_force, in_force_warnings = in_force_from(document)
    owned = owners(document, listed, names)
    single = lasting.months[0] if len(set(lasting.months)) == 1 else None
    weeks, weeks_warnings = weeks_by_position(document, listed, single)
    basis = legal_basis(document)
    warnings = [
        *_kind_warnings(names, listed),
        *_title_warnings(document.title, names),
        *(lasting.warnings if names else ()),
        *agreement_warnings(listed, cited),
        *numbering_warnings(listed),
        *weeks_warnings,
        *place_warnings,
        *in_force_warnings,
        *([] if basis else ["legal-basis-missing: neither BBiG nor HwO is named"]),
    ]
    return Regulation(
        file=file_name,
        title=document.title or _title_from(names),
        occupations=tuple(
            Occupation(male, female or _feminine(male), months)
            for (male, female), months in zip(names, lasting.months, strict=True)
        ),
        positions=tuple(
            ListedPosition(p.no, p.text, p.section, weeks.get(n), owner)
            for n, (p, owner) in enumerate(zip(listed, owned, strict=True))
        ),
        citation=place,
        enacted=enacted(document),
        in_force_from=in_force,
        legal_basis=basis,
        warnings=tuple(warnings),
    )


def _kind_warnings(names: list[Pair], listed: list[Position]) -> list[str]:
    if not names and not listed:
        return ["not-a-training-regulation: recognises no occupation and lists no positions"]
    if not names:
        return ["occupation-missing: no section recognises an occupation"]
    if any(position.from_annex for position in listed):
        return ["positions-from-annex: the list in the text was not found, the annex gave the wording"]
    if len(listed) < _FEW_POSITIONS:
        return [f"positions-few: only {len(listed)} found"]
    return []


def _title_warnings(title: str, names: list[Pair]) -> list[str]:
    warnings = []
    if not title:
        warnings.append("title-missing: taken from the section on recognition")
    for male, female in names:
        if not female:
            warnings.append(f"female-title-derived: the regulation only names {male}")
    return warnings


def _title_from(names: list[Pair]) -> str:
    """The usual title for a regulation whose heading the mirror lost."""
    if not names:
        return ""
    listed = ", ".join(m if m == f else f"{m}/{f}" for m, f in names)
    return f"Verordnung über die Berufsausbildung: {listed}"


def _feminine(male: str) -> str:
    """The female form of a title that an old regulation gives in the male form only."""
    head, space, rest = male.partition(" ")
    if head.endswith("mann"):
        return head[:-4] + "frau" + space + rest
    return head + "in" + space + rest if head.endswith(("er", "or", "eur", "ist")) else male
