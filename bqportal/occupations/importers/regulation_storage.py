"""Writes regulation versions: regulation, occupations, versions and positions, only where something differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.writing import synced
from bqportal.occupations.importers.reference_list import Version, slug_of
from bqportal.occupations.importers.regulations import ListedPosition, Occupation
from bqportal.occupations.importers.specialisations import sync_specialisations
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation, Regulation, TrainingPosition
from bqportal.occupations.queries import occupation_profiles, occupation_sheet

_POSITION_FIELDS = ("order", "number", "section", "text", "weeks")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one regulation: "new", "changed" or "unchanged"."""

    key: str
    sources: tuple[str, ...]
    status: str


class _Known:
    """What the database holds, read once: an unchanged regulation then costs no query."""

    def __init__(self) -> None:
        self.regulations = {row.key: row for row in Regulation.objects.all()}
        self.occupations = {row.slug: row for row in ReferenceOccupation.objects.all()}
        self.versions = {
            (row.occupation.slug, row.regulation.key): row
            for row in OccupationVersion.objects.select_related("occupation", "regulation")
        }
        self.positions: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in TrainingPosition.objects.order_by("version", "order").values(*_POSITION_FIELDS, "version_id"):
            self.positions[row.pop("version_id")].append(row)

    def has_newer(self, slug: str, enacted: date | None) -> bool:
        """Whether a later regulation already names this occupation."""
        dates = [version.regulation.enacted for (own, _key), version in self.versions.items() if own == slug]
        return enacted is not None and any(day is not None and day > enacted for day in dates)


def store_versions(versions: Iterable[Version], *, at: datetime) -> list[Outcome]:
    """Write `versions` in order of enactment and publish the occupations they touch."""
    outcomes = []
    touched: set[int] = set()
    known = _Known()
    for version in sorted(versions, key=lambda v: v.regulation.enacted or ""):
        outcome, occupations = _store(version, known)
        outcomes.append(outcome)
        touched |= occupations
    if touched:
        for occupation in occupation_profiles().filter(pk__in=touched):
            publish_record(record=occupation, sheet=occupation_sheet(occupation), at=at)
    return outcomes


def _store(version: Version, known: _Known) -> tuple[Outcome, set[int]]:
    """(what happened, keys of the occupations whose content changed)."""
    present = known.regulations.get(version.key)
    regulation, status = _upserted(Regulation, present, {"key": version.key}, _regulation_values(version, present))
    known.regulations[version.key] = regulation
    changed: set[int] = set()
    for occupation in version.regulation.occupations:
        row, defined, statuses = _store_occupation(regulation, occupation, known)
        statuses.append(_store_positions(defined, version.regulation.positions, occupation, known))
        if {status, *statuses} != {"unchanged"}:
            changed.add(row.pk)
            status = status if status == "new" else "changed"
    return Outcome(version.key, version.sources, status), changed


def _regulation_values(version: Version, known: Regulation | None) -> dict[str, Any]:
    """The columns of a regulation.

    What the file does not say stays as it is, and so does a citation that was printed where this file's is derived.
    Warnings alone are no reason to write: a file without an annex knows less, not better.
    """
    found = version.regulation
    values: dict[str, Any] = {
        "abbreviation": version.abbreviation,
        "title": found.title,
        "citation": found.citation,
        "enacted": _day(found.enacted),
        "in_force_from": _day(found.in_force_from),
        "in_force_to": _day(version.in_force_to),
        "legal_basis": found.legal_basis,
    }
    derived = any(warning.startswith("citation-derived") for warning in found.warnings)
    if known is not None and known.citation and derived:
        del values["citation"]
    values = {name: value for name, value in values.items() if value}
    if known is None or any(getattr(known, name) != value for name, value in values.items()):
        values["warnings"] = list(found.warnings)
    return values


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _store_occupation(
    regulation: Regulation, occupation: Occupation, known: _Known
) -> tuple[ReferenceOccupation, OccupationVersion, list[str]]:
    """The reference occupation and its version; the newest regulation names the occupation."""
    names = {"name_m": occupation.name_m, "name_f": occupation.name_f}
    slug = slug_of(occupation.name_m)
    present = known.occupations.get(slug)
    naming = {} if present and known.has_newer(slug, regulation.enacted) else names
    row, status = _upserted(ReferenceOccupation, present, {"slug": slug}, naming)
    known.occupations[slug] = row
    months = {"duration_months": occupation.duration_months} if occupation.duration_months else {}
    lookup = {"occupation": row, "regulation": regulation}
    place = (slug, regulation.key)
    defined, version_status = _upserted(OccupationVersion, known.versions.get(place), lookup, {**names, **months})
    known.versions[place] = defined
    return row, defined, [status, version_status]


def _store_positions(
    defined: OccupationVersion, listed: Iterable[ListedPosition], occupation: Occupation, known: _Known
) -> str:
    """Make the positions of a version those listed; known weeks stay where the list is the same and has none."""
    own = [p for p in listed if p.occupation in (None, occupation.name_m)]
    present = known.positions[defined.pk]
    rows = [
        dict(zip(_POSITION_FIELDS, (order, p.no, p.section or "", p.text, p.weeks), strict=True))
        for order, p in enumerate(own, 1)
    ]
    same_list = [(r["number"], r["text"]) for r in rows] == [(r["number"], r["text"]) for r in present]
    if same_list and not any(row["weeks"] for row in rows):
        for row, earlier in zip(rows, present, strict=True):
            row["weeks"] = earlier["weeks"]
    if rows == present or not rows:
        return "unchanged"
    synced(TrainingPosition, {"version": defined}, "order", rows)
    sync_specialisations(defined.pk, [p.section or "" for p in own])
    return "changed" if present else "new"


def _upserted(model: Any, present: Any, lookup: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[Any, str]:
    """(row, "new" | "changed" | "unchanged"): `present` brought to `values`, or a new row of `model`."""
    if present is None:
        return model._default_manager.create(**{**lookup, **values}), "new"
    differing = [name for name, value in values.items() if getattr(present, name) != value]
    if not differing:
        return present, "unchanged"
    for name in differing:
        setattr(present, name, values[name])
    present.save()
    return present, "changed"
