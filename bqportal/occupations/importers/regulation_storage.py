"""Writes regulation versions: regulation, occupations, versions and positions, only where something differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bqportal.editorial.actions import publish_record
from bqportal.editorial.writing import synced
from bqportal.occupations.importers.reference_list import Version, slug_of
from bqportal.occupations.importers.regulations import ListedPosition, Occupation
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation, Regulation, TrainingPosition
from bqportal.occupations.queries import occupation_profiles, occupation_sheet

_POSITION_FIELDS = ("order", "number", "section", "text", "weeks")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one regulation: "new", "changed" or "unchanged"."""

    key: str
    sources: tuple[str, ...]
    status: str


def store_versions(versions: Iterable[Version], *, at: datetime) -> list[Outcome]:
    """Write `versions` in order of enactment and publish the occupations they touch."""
    outcomes = []
    touched: set[int] = set()
    for version in sorted(versions, key=lambda v: v.regulation.enacted or ""):
        outcome, occupations = _store(version)
        outcomes.append(outcome)
        touched |= occupations
    for occupation in occupation_profiles().filter(pk__in=touched):
        publish_record(record=occupation, sheet=occupation_sheet(occupation), at=at)
    return outcomes


def _store(version: Version) -> tuple[Outcome, set[int]]:
    """(what happened, keys of the occupations whose content changed)."""
    known = Regulation.objects.filter(key=version.key).first()
    regulation, status = _upserted(Regulation, {"key": version.key}, _regulation_values(version, known))
    changed: set[int] = set()
    for occupation in version.regulation.occupations:
        row, defined, statuses = _store_occupation(regulation, occupation)
        statuses.append(_store_positions(defined, version.regulation.positions, occupation))
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
    regulation: Regulation, occupation: Occupation
) -> tuple[ReferenceOccupation, OccupationVersion, list[str]]:
    """The reference occupation and its version; the newest regulation names the occupation."""
    names = {"name_m": occupation.name_m, "name_f": occupation.name_f}
    slug = slug_of(occupation.name_m)
    newer = OccupationVersion.objects.filter(occupation__slug=slug, regulation__enacted__gt=regulation.enacted)
    known = ReferenceOccupation.objects.filter(slug=slug).first()
    if known is None or not (regulation.enacted and newer.exists()):
        row, status = _upserted(ReferenceOccupation, {"slug": slug}, names)
    else:
        row, status = known, "unchanged"
    months = {"duration_months": occupation.duration_months} if occupation.duration_months else {}
    lookup = {"occupation": row, "regulation": regulation}
    defined, version_status = _upserted(OccupationVersion, lookup, {**names, **months})
    return row, defined, [status, version_status]


def _store_positions(defined: OccupationVersion, listed: Iterable[ListedPosition], occupation: Occupation) -> str:
    """Make the positions of a version those listed; known weeks stay where the list is the same and has none."""
    own = [p for p in listed if p.occupation in (None, occupation.name_m)]
    present = list(TrainingPosition.objects.filter(version=defined).order_by("order").values(*_POSITION_FIELDS))
    rows = [
        dict(zip(_POSITION_FIELDS, (order, p.no, p.section or "", p.text, p.weeks), strict=True))
        for order, p in enumerate(own, 1)
    ]
    same_list = [(r["number"], r["text"]) for r in rows] == [(r["number"], r["text"]) for r in present]
    if same_list and not any(row["weeks"] for row in rows):
        for row, known in zip(rows, present, strict=True):
            row["weeks"] = known["weeks"]
    if rows == present or not rows:
        return "unchanged"
    synced(TrainingPosition, {"version": defined}, "order", rows)
    return "changed" if present else "new"


def _upserted(model: Any, lookup: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[Any, str]:
    """(row, "new" | "changed" | "unchanged")."""
    row = model._default_manager.filter(**lookup).first()
    if row is None:
        return model._default_manager.create(**{**lookup, **values}), "new"
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if not differing:
        return row, "unchanged"
    for name in differing:
        setattr(row, name, values[name])
    row.save()
    return row, "changed"
