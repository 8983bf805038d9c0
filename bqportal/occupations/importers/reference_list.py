"""Builds the shipped reference list from folders of training regulations.

    python -m bqportal.occupations.importers.reference_list ../shared/data/regulations bqportal/occupations/data

Writes `regulations.csv`, `occupations.csv` and `positions.csv`. The same enactment in two folders is
one version: the newer state gives the text, the older one the printed citation and the weeks. A
version that a later one repeals gets the day before the later one's entry into force as its end.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from .regulations import ListedPosition, Regulation, parse_file, regulation_files
from .regulations.repeals import repealed_dates

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DERIVED = "citation-derived"


@dataclass(frozen=True, slots=True)
class Version:
    """One regulation version of the list. `sources` are file names with their folder."""

    key: str
    abbreviation: str
    regulation: Regulation
    repeals: frozenset[str]
    sources: tuple[str, ...]
    in_force_to: str | None = None


def slug_of(name: str) -> str:
    """ASCII address of a German name: "Kauffrau für Büro" -> "kauffrau-fuer-buero"."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_UMLAUTS)).strip("-")


def abbreviation_of(file_name: str) -> str:
    """The abbreviation in a file name: "BäAusbV_2004-BJNR063200004.md" -> "BäAusbV 2004"."""
    stem = re.sub(r"-BJNR\w+$", "", Path(file_name).stem)
    return stem.replace("_", " ") if "-BJNR" in file_name else stem


def version_key(abbreviation: str, enacted: str | None) -> str:
    """Abbreviation without year and date of enactment: "baeausbv-2004-04-21"."""
    plain = re.sub(r"[ _]\d{4}(?:-\d\d)?$", "", abbreviation)
    return f"{slug_of(plain)}-{enacted or 'undated'}"


def versions(directory: Path) -> list[Version]:
    """All regulation versions below `directory`, successors linked, in order of their key."""
    return joined_versions((path, parse_file(path)) for path in regulation_files(directory))


def joined_versions(parsed: Iterable[tuple[Path, Regulation]]) -> list[Version]:
    """Regulation versions from parsed files; two files of one enactment become one version."""
    merged: dict[str, Version] = {}
    for path, regulation in parsed:
        if regulation.is_error:
            continue
        version = _version_of(path, regulation)
        same = _same_enactment(version, merged)
        if same is None:
            merged[version.key] = version
        else:
            del merged[same.key]
            joined = _joined(same, version)
            merged[joined.key] = joined
    return _with_ends(sorted(merged.values(), key=lambda v: v.key))


def _version_of(path: Path, regulation: Regulation) -> Version:
    abbreviation = abbreviation_of(path.name)
    return Version(
        key=version_key(abbreviation, regulation.enacted),
        abbreviation=abbreviation,
        regulation=regulation,
        repeals=frozenset(repealed_dates(path.read_text(encoding="utf-8-sig"))),
        sources=(f"{path.parent.name}/{path.name}",),
    )


def _is_current(source: str) -> bool:
    """Files of the mirror of the law in force carry the register number in their name."""
    return "-BJNR" in source


def _same_enactment(version: Version, merged: dict[str, Version]) -> Version | None:
    """A version of the same day with the same occupations, whatever its abbreviation."""
    if version.key in merged:
        return merged[version.key]
    names = {o.name_m for o in version.regulation.occupations}
    for other in merged.values():
        same_day = other.regulation.enacted == version.regulation.enacted
        if same_day and names == {o.name_m for o in other.regulation.occupations}:
            return other
    return None


def _joined(one: Version, other: Version) -> Version:
    """One version from two states of the same enactment; the mirror of the law in force is the newer."""
    newer, older = (one, other) if _is_current(one.sources[0]) else (other, one)
    new, old = newer.regulation, older.regulation
    warnings = [w for w in new.warnings if not w.startswith((_DERIVED, "in-force-missing"))]
    if not (new.in_force_from or old.in_force_from):
        warnings += [w for w in new.warnings if w.startswith("in-force-missing")]
    return replace(
        newer,
        repeals=newer.repeals | older.repeals,
        sources=newer.sources + older.sources,
        regulation=replace(
            new,
            citation=old.citation or new.citation,
            in_force_from=new.in_force_from or old.in_force_from,
            legal_basis=new.legal_basis or old.legal_basis,
            positions=_with_weeks(new.positions, old.positions),
            warnings=tuple(warnings),
        ),
    )


def _with_weeks(new: tuple[ListedPosition, ...], old: tuple[ListedPosition, ...]) -> tuple[ListedPosition, ...]:
    """The new positions with the old weeks where the list is unchanged and has none itself."""
    unchanged = [(p.no, p.text) for p in new] == [(p.no, p.text) for p in old]
    if not unchanged or any(p.weeks for p in new):
        return new
    return tuple(replace(p, weeks=o.weeks) for p, o in zip(new, old, strict=True))


def _with_ends(listed: list[Version]) -> list[Version]:
    """Each version with the last day before its successor came into force, where that is known."""
    return [replace(version, in_force_to=_end(version, _successors(version, listed))) for version in listed]


def _successors(version: Version, listed: Iterable[Version]) -> list[Version]:
    """Later versions that repeal this one by date or define the same occupation anew."""
    enacted = version.regulation.enacted
    still_in_force = any(map(_is_current, version.sources))
    if enacted is None or still_in_force:
        return []
    names = {o.name_m for o in version.regulation.occupations}
    later = [v for v in listed if (v.regulation.enacted or "") > enacted]
    return [
        v
        for v in later
        if names <= {o.name_m for o in v.regulation.occupations} or (enacted in v.repeals and _related(version, v))
    ]


def _related(old: Version, new: Version) -> bool:
    """Whether two regulations share an abbreviation or a telling word of an occupation's name."""
    if slug_of(old.abbreviation)[:8] == slug_of(new.abbreviation)[:8]:
        return True
    words = [
        {w for o in v.regulation.occupations for w in re.findall(r"[a-zäöüß]{6,}", o.name_m.lower())}
        for v in (old, new)
    ]
    return bool(words[0] & words[1])


def _end(version: Version, successors: list[Version]) -> str | None:
    starts = [v.regulation.in_force_from for v in successors if v.regulation.in_force_from]
    if not starts:
        return None
    return (date.fromisoformat(min(starts)) - timedelta(days=1)).isoformat()


def write(listed: Sequence[Version], directory: Path) -> None:
    """Write the three CSV files of the reference list into `directory`."""
    _write_csv(directory / "regulations.csv", _REGULATION_FIELDS, map(_regulation_row, listed))
    occupations = (
        [v.key, slug_of(o.name_m), o.name_m, o.name_f, o.duration_months]
        for v in listed
        for o in v.regulation.occupations
    )
    _write_csv(
        directory / "occupations.csv",
        ["regulation", "slug", "name_m", "name_f", "duration_months"],
        occupations,
    )
    positions = (
        [v.key, slug_of(p.occupation or ""), n, p.no, p.section, p.text, p.weeks]
        for v in listed
        for n, p in enumerate(v.regulation.positions, 1)
    )
    _write_csv(
        directory / "positions.csv",
        ["regulation", "occupation", "order", "no", "section", "text", "weeks"],
        positions,
    )


_REGULATION_FIELDS = (
    "key",
    "abbreviation",
    "title",
    "citation",
    "enacted",
    "in_force_from",
    "in_force_to",
    "legal_basis",
    "source",
    "warnings",
)


def _regulation_row(version: Version) -> list[str | None]:
    regulation = version.regulation
    return [
        version.key,
        version.abbreviation,
        regulation.title,
        regulation.citation,
        regulation.enacted,
        regulation.in_force_from,
        version.in_force_to,
        regulation.legal_basis,
        "; ".join(version.sources),
        " | ".join(regulation.warnings),
    ]


def _write_csv(path: Path, fields: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)


def main(arguments: Sequence[str]) -> int:
    """Command line: source folder, target folder."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    listed = versions(Path(arguments[0]))
    write(listed, Path(arguments[1]))
    print(f"{len(listed)} regulation versions written to {arguments[1]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
