"""National crosswalks: lists of titles with the ESCO occupation or ISCO group that each means.

Three layouts are read:

* the crosswalk of the Bundesagentur für Arbeit: CSV with `dkz_label_de`, `kldb5`, `esco_uri`, `relation`;
* any CSV with the columns `title`, `uri` and, where wanted, `language`, `relation`, `kldb`;
* two columns without heading, separated by a tab: title, addresses separated by `|`; country and language are in the
  file's name: `pol_pl.tsv`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pycountry

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.occupations.importers.tables import read_table, text_of

SHIPPED = Path(__file__).parent.parent / "data" / "titles.csv"
RELATIONS = {
    "skos:exactMatch": "exact", "skos:closeMatch": "close", "skos:narrowMatch": "narrow", "skos:broadMatch": "broad",
    "exact": "exact", "close": "close", "narrow": "narrow", "broad": "broad", "": "exact",
}  # fmt: skip
_ADDRESS = re.compile(r"^http://data\.europa\.eu/esco/(occupation/[0-9a-f-]{36}|isco/C\d{1,4})$")
_FILE_NAME = re.compile(r"^([a-z]{3})_([a-z]{2})\.tsv$")
_LONGEST = 1000  # characters, as the database column
_AGENCY = ("dkz_label_de", "kldb5", "esco_uri", "relation")


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One title and one thing that it means."""

    title: str
    language: str
    uri: str
    relation: str = "exact"
    kldb: str = ""


@dataclass(slots=True)
class CrosswalkFile:
    """A crosswalk as read. `country` is two letters of ISO 3166-1, empty where the file names none."""

    slug: str
    country: str
    language: str
    source: str
    rows: list[TitleRow] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 of the content."""
        lines = sorted(f"{row.title}\t{row.language}\t{row.uri}\t{row.relation}\t{row.kldb}" for row in self.rows)
        return hashlib.sha256("\n".join([self.country, self.source, *lines]).encode()).hexdigest()


def two_letters(country: str) -> str:
    """The two letters of ISO 3166-1 for two or three; empty for what is no country.

    >>> two_letters("pol"), two_letters("PL"), two_letters("xx")
    ('PL', 'PL', '')
    """
    try:
        return str(pycountry.countries.lookup(country).alpha_2)
    except LookupError:
        return ""


def group_uri(code: str) -> str:
    """The address of an ISCO-08 group as ESCO writes it."""
    return f"http://data.europa.eu/esco/isco/C{code}"


def read_crosswalk(path: Path, *, country: str = "", language: str = "", source: str = "") -> CrosswalkFile:
    """Read a crosswalk in any of the three layouts.

    Raises InvalidRecordsError that names file, line and way out: unreadable, unknown layout, a title without address,
    an address that is none of ESCO's, country or language that neither the file nor the caller names.
    """
    if named := _FILE_NAME.match(path.name):
        country, language = country or two_letters(named[1]), language or named[2]
    read = CrosswalkFile(path.stem.lower().replace("_", "-")[:80], country, language, source or path.name)
    problems: list[Problem] = []
    for place, row in _rows(path, read):
        if problem := _problem(row):
            problems.append(Problem(place, problem))
        else:
            read.rows.append(row)
    if problems:
        raise InvalidRecordsError(problems)
    read.rows = list(dict.fromkeys(read.rows))
    return read


def read_shipped() -> CrosswalkFile:
    """The titles in languages without ESCO labels that the portal brings along; each row names its own source."""
    read = CrosswalkFile("shipped-titles", "", "", "data/titles.csv: a source in each row")
    for row in read_table(SHIPPED, ("language", "title", "scheme", "code", "source")).rows():
        uri = group_uri(row["code"]) if row["scheme"] == "isco" else row["code"]
        read.rows.append(TitleRow(row["title"], row["language"], uri))
    read.rows = list(dict.fromkeys(read.rows))
    return read


def _rows(path: Path, read: CrosswalkFile) -> Iterator[tuple[str, TitleRow]]:
    if path.suffix == ".tsv":
        yield from _two_columns(path, read.language)
        return
    heading = text_of(path).split("\n", 1)[0]
    if "dkz_label_de" in heading:
        read.country, read.language = read.country or "DE", "de"
        for row in read_table(path, _AGENCY).rows():
            relation = RELATIONS.get(row["relation"], row["relation"])
            yield (
                f"{path.name}, line {row.line}",
                TitleRow(row["dkz_label_de"].strip(), "de", row["esco_uri"].strip(), relation, row["kldb5"].strip()),
            )
        return
    for row in read_table(path, ("title", "uri")).rows():
        relation = RELATIONS.get(row["relation"].strip(), row["relation"])
        spoken = row["language"].strip() or read.language
        yield (
            f"{path.name}, line {row.line}",
            TitleRow(row["title"].strip(), spoken, row["uri"].strip(), relation, row["kldb"].strip()),
        )


def _two_columns(path: Path, language: str) -> Iterator[tuple[str, TitleRow]]:
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not line.strip():
            continue
        title, tab, addresses = line.partition("\t")
        for uri in addresses.split("|") if tab else [""]:
            yield f"{path.name}, line {number}", TitleRow(title.strip(), language, uri.strip())


def _problem(row: TitleRow) -> str:
    if not row.title or len(row.title) > _LONGEST:
        return f"has a title of {len(row.title)} characters; 1 to {_LONGEST} are possible"
    if not _ADDRESS.match(row.uri):
        return f"has the address '{row.uri:.60}', which is none of an ESCO occupation or ISCO group; mend this line"
    if not re.fullmatch(r"[a-z]{2,3}", row.language):
        return "does not say in which language its title is; add a column language, or name it with --language pl"
    if row.relation not in RELATIONS.values():
        return f"has the relation '{row.relation:.30}'; known are exact, close, narrow, broad"
    return ""
