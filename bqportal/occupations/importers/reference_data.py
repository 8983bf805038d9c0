"""Brings the shipped list of German reference occupations (`data/*.csv`) into the database. Idempotent."""

import csv
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Publishable
from bqportal.editorial.writing import saved, sync_texts, synced
from bqportal.occupations.importers.further_occupations import READ_ON, regulation_key, regulation_values, sources_of
from bqportal.occupations.importers.specialisations import sync_specialisations
from bqportal.occupations.models import (
    Craft,
    OccupationVersion,
    PositionTranslation,
    ReferenceOccupation,
    Regulation,
    TrainingPosition,
)
from bqportal.occupations.queries import occupation_profiles, occupation_sheet
from bqportal.organisations.models import Organisation
from bqportal.sources.models import Citation, Source

# The list was made from the law as of the first day and looked through on the second; once a year is often enough.
STATE_OF_LAW, CHECKED_ON, REVIEW_BY = date(2026, 8, 19), date(2026, 11, 23), date(2027, 11, 23)
DATA = Path(__file__).parent.parent / "data"
Rows = list[dict[str, str]]


def shipped(name: str) -> Rows:
    """The rows of one of the product's own data files; none where the file does not exist."""
    path = DATA / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """An ISO date, or None for nothing."""
    return date.fromisoformat(text) if text else None


@transaction.atomic
def load_reference_data(*, at: datetime) -> dict[str, int]:
    """Write regulations, occupations, positions, links and translations, and publish what changed.

    Returns how many of each kind the list has.
    """
    regulations = {row["key"]: save_regulation(row) for row in shipped("regulations")}
    load_translations()
    for row in shipped("crafts"):
        saved(Craft, {"annex": row["annex"], "number": int(row["number"])}, {"name": row["name"]})
    versions = load_versions(regulations)
    load_positions(versions)
    load_further_occupations()
    load_titles()
    load_evidence()
    for occupation in occupation_profiles():
        publish_record(record=occupation, sheet=occupation_sheet(occupation), at=at)
    return {
        "regulations": len(regulations),
        "occupations": ReferenceOccupation.objects.count(),
        "positions": TrainingPosition.objects.count(),
    }


def save_regulation(row: dict[str, str]) -> Regulation:
    """One regulation as enacted."""
    result: Regulation = saved(
        Regulation,
        {"key": row["key"]},
        {
            "abbreviation": row["abbreviation"],
            "title": row["title"],
            "citation": row["citation"],
            "enacted": day(row["enacted"]),
            "in_force_from": day(row["in_force_from"]),
            "in_force_to": day(row["in_force_to"]),
            "legal_basis": row["legal_basis"],
            "warnings": [warning.strip() for warning in row["warnings"].split(" | ") if warning.strip()],
        },
    )
    return result


def load_versions(regulations: dict[str, Regulation]) -> dict[tuple[str, str], OccupationVersion]:
    """Versions by regulation key and occupation slug; the newest one names the occupation."""
    links = {row["slug"]: row for row in shipped("classification")}
    rows = sorted(shipped("occupations"), key=lambda row: regulations[row["regulation"]].enacted or date.min)
    newest = {row["slug"]: row for row in rows}
    occupations = {slug: save_occupation(row, links.get(slug, {})) for slug, row in newest.items()}
    versions = {}
    for row in rows:
        months = int(row["duration_months"]) if row["duration_months"] else None
        versions[row["regulation"], row["slug"]] = saved(
            OccupationVersion,
            {"occupation": occupations[row["slug"]], "regulation": regulations[row["regulation"]]},
            {"name_m": row["name_m"], "name_f": row["name_f"], "duration_months": months},
        )
    return versions


def save_occupation(row: dict[str, str], links: dict[str, str], *, named: bool = True) -> ReferenceOccupation:
    """One reference occupation with its links to outside classifications; `named`: this row gives its name."""
    values: dict[str, Any] = {name: links.get(name, "") for name in ("kldb", "isco", "esco", "annex", "competent_body")}
    values["dqr_level"] = int(links["dqr_level"]) if links.get("dqr_level") else None
    names = {name: row[name] for name in ("name_m", "name_f") if named}
    result: ReferenceOccupation = saved(ReferenceOccupation, {"slug": row["slug"]}, {**names, **values})
    return result


def load_further_occupations() -> None:
    """Occupations whose regulation's text is not shipped. Where an import has brought the text, that says more."""
    links = {row["slug"]: row for row in shipped("classification")}
    # Not by a join of all positions: a database that has no statistics yet takes minutes for it.
    with_text = OccupationVersion.objects.filter(pk__in=TrainingPosition.objects.order_by().values("version"))
    names_and_keys = list(with_text.order_by().values_list("occupation__slug", "regulation__key"))
    told, read = {slug for slug, _key in names_and_keys}, {key for _slug, key in names_and_keys}
    for row in shipped("further_occupations"):
        occupation = save_occupation(row, links.get(row["slug"], {}), named=row["slug"] not in told)
        key = regulation_key(row)
        if key and key not in read:
            regulation = saved(Regulation, {"key": key}, regulation_values(row))
            months = {"duration_months": int(row["duration_months"])} if row["duration_months"] else {}
            names = {"name_m": row["name_m"], "name_f": row["name_f"]}
            saved(OccupationVersion, {"occupation": occupation, "regulation": regulation}, {**names, **months})


def load_positions(versions: dict[tuple[str, str], OccupationVersion]) -> None:
    """The positions of every version; a version whose positions are unchanged is not touched."""
    wanted: dict[int, list[dict[str, Any]]] = defaultdict(list)
    by_regulation: dict[str, list[tuple[str, OccupationVersion]]] = defaultdict(list)
    for (key, slug), version in versions.items():
        by_regulation[key].append((slug, version))
    for row in shipped("positions"):
        for slug, version in by_regulation[row["regulation"]]:
            if row["occupation"] in ("", slug):
                rows = wanted[version.pk]
                rows.append(position(row, len(rows) + 1))
    present: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for known in TrainingPosition.objects.order_by("version", "order").values(*POSITION_FIELDS, "version_id"):
        present[known.pop("version_id")].append(known)
    for pk, rows in wanted.items():
        if present[pk] != rows:
            synced(TrainingPosition, {"version_id": pk}, "order", rows)
            sync_specialisations(pk, [row["section"] for row in rows])


POSITION_FIELDS = ("order", "number", "section", "text", "weeks")


def position(row: dict[str, str], order: int) -> dict[str, Any]:
    """One training position."""
    weeks = float(row["weeks"]) if row["weeks"] else None
    return dict(zip(POSITION_FIELDS, (order, row["no"], row["section"], row["text"], weeks), strict=True))


def load_translations() -> None:
    """Translations of position wordings, one bulk write for those that are new or changed."""
    known = {(row.german, row.language): row for row in PositionTranslation.objects.all()}
    new, changed = [], []
    for row in shipped("position_translations"):
        present = known.get((row["german"], row["language"]))
        if present is None:
            new.append(PositionTranslation(**row))
        elif (present.text, present.origin) != (row["text"], row["origin"]):
            present.text, present.origin = row["text"], row["origin"]
            changed.append(present)
    PositionTranslation.objects.bulk_create(new, batch_size=500)
    PositionTranslation.objects.bulk_update(changed, ["text", "origin"], batch_size=200)


def load_titles() -> None:
    """Translated titles of occupations."""
    titles: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for row in shipped("occupation_titles"):
        titles[row["slug"]][row["language"]] = {"title": row["title"], "summary": "", "origin": row["origin"]}
    for occupation in ReferenceOccupation.objects.filter(slug__in=titles).exclude(state=Publishable.State.WITHDRAWN):
        sync_texts(occupation, titles[occupation.slug])


def load_evidence() -> None:
    """Cite what stands behind each occupation, and say who answers for the list and since when."""
    further = {row["slug"]: row for row in shipped("further_occupations")}
    maintainers = saved(
        Organisation,
        {"slug": "bqportal-maintainers"},
        {"kind": Organisation.Kind.CENTRAL_OFFICE, "name": "bqportal (Referenzliste / reference list)"},
    )
    standing = {"responsible": maintainers, "last_checked": CHECKED_ON, "review_by": REVIEW_BY}
    kind = ContentType.objects.get_for_model(ReferenceOccupation)
    for occupation in ReferenceOccupation.objects.prefetch_related("versions__regulation", "versions__positions"):
        row = further.get(occupation.slug)
        saved(ReferenceOccupation, {"pk": occupation.pk}, standing | ({"last_checked": READ_ON} if row else {}))
        cited = [law_source(v.regulation) for v in occupation.versions.all() if row is None or v.positions.all()]
        cited += [further_source(source) for source in sources_of(row)] if row else []
        for source in cited:
            lookup = {"content_type": kind, "object_id": occupation.pk, "statement": "versions"}
            saved(Citation, {**lookup, "source": source}, {})


def law_source(regulation: Regulation) -> Source:
    """The text of a regulation as a source, with the day whose state of the law was read."""
    state = f"{STATE_OF_LAW:%d.%m.%Y}" if regulation.in_force_to is None else "03.2022"
    title = ", ".join(part for part in (regulation.title, regulation.citation, f"Stand {state}") if part)
    result: Source = saved(
        Source,
        {"title": title[:500], "publisher": "Bundesrecht (gesetze-im-internet.de)", "language": "de"},
        {"url": "https://www.gesetze-im-internet.de/", "accessed": CHECKED_ON},
    )
    return result


def further_source(values: dict[str, Any]) -> Source:
    """Where the facts about an occupation come from whose regulation's text is not here."""
    result: Source = saved(Source, {**values, "language": "de", "accessed": READ_ON}, {})
    return result
