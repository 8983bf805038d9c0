"""What a comparison sheet says: facts in plain values, in a fixed form, nothing that changes without a reason.

Texts stand in the original language and in German: a sheet is an official paper's companion, and its readers file it
in Germany. Pages show translations beside it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from bqportal.comparison.models import Comparison
from bqportal.comparison.precedent_queries import counts_of
from bqportal.comparison.proposals import ContentProposal, content_proposal
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.editorial.queries import revisions_of
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation
from bqportal.occupations.queries import position_sheet, regulation_sheet, version_in_force
from bqportal.qualifications.models import Qualification

FORMAT = "bqportal-comparison-sheet/1"
DISTINCT = ("code", "made_on")  # what differs although nothing has changed
QUALIFICATION = (
    "slug", "title", "language", "transliteration", "kind", "national_level", "eqf_level", "isced_level", "field",
    "duration_months", "form", "practice_share", "certificate", "legal_basis", "valid_from", "valid_to",
)  # fmt: skip
REGULATION = ("title", "abbreviation", "citation", "enacted", "in_force_from", "url")
Facts = dict[str, Any]


def sheet_facts(qualification: Qualification, occupation: ReferenceOccupation, year: int | None, *, day: date) -> Facts:
    """Everything but the code and the day.

    Both as `proposals.qualifications_with_units()` and `proposals.occupations_with_positions()` prefetch them.
    """
    version = version_in_force(occupation, day)
    published = _published(qualification, version)
    rows = _compared(published) if published else _proposed(content_proposal(qualification, occupation, day), version)
    return {
        "format": FORMAT,
        "qualification": qualification_facts(qualification),
        "certificate_year": year,
        "year_fits": year_fits(qualification.valid_from, qualification.valid_to, year),
        "occupation": occupation_facts(occupation, version),
        "basis": "comparison" if published else "proposal" if any(row["units"] for row in rows) else "none",
        "comparison": {"slug": published.slug, "version": last_published(published)} if published else None,
        "positions": rows,
        "decisions": counts_of(qualification.pk, occupation.pk),
        "sources": _sources(qualification, published),
    }


def qualification_facts(qualification: Qualification) -> Facts:
    """The certificate's side; `version` is the day on which the profile last changed."""
    texts = {text.language: text.title for text in qualification.texts.all()}
    units = list(qualification.units.all())
    return {
        **{name: _plain(getattr(qualification, name)) for name in QUALIFICATION},
        "country": qualification.country.code,
        "title_de": texts.get("de", ""),
        "title_en": texts.get("en", ""),
        "version": last_published(qualification),
        "units": len(units),
        "hours": sum(unit.hours_total or 0 for unit in units) or None,
    }


def occupation_facts(occupation: ReferenceOccupation, version: OccupationVersion | None) -> Facts:
    """The German side, with the regulation in force."""
    regulation = regulation_sheet(version.regulation) if version else {}
    return {
        "slug": occupation.slug,
        "name_m": version.name_m if version else occupation.name_m,
        "name_f": version.name_f if version else occupation.name_f,
        "duration_months": version.duration_months if version else None,
        "dqr_level": occupation.dqr_level,
        "version": last_published(occupation),
        "regulation": {name: regulation[name] for name in REGULATION} if regulation else None,
    }


def year_fits(valid_from: str, valid_to: str, year: int | None) -> bool | None:
    """Whether a certificate of that year lies in the years that the profile describes; None where nobody can say.

    Dates may be cut off: 1998, 1998-09.

    >>> year_fits("1998-09", "2014", 2005), year_fits("1998-09", "", 1990), year_fits("", "", 1990)
    (True, False, None)
    """
    if year is None or not (valid_from or valid_to):
        return None
    return (not valid_from or int(valid_from[:4]) <= year) and (not valid_to or year <= int(valid_to[:4]))


def same_facts(facts: Mapping[str, Any]) -> Facts:
    """Facts without what differs from day to day, to see whether anything has changed."""
    return {name: value for name, value in facts.items() if name not in DISTINCT}


def changed_parts(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Names of the parts that say something else now."""
    before, after = same_facts(then), same_facts(now)
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def last_published(record: Qualification | ReferenceOccupation | Comparison) -> str:
    """The day (ISO, time zone of the portal) on which the public content last changed; empty for none."""
    newest = revisions_of(record).first()
    return timezone.localdate(newest.at).isoformat() if newest else ""


def _published(qualification: Qualification, version: OccupationVersion | None) -> Comparison | None:
    """What people have published about the two, for the regulation in force."""
    if version is None:
        return None
    wanted = {"state": Comparison.State.PUBLISHED, "qualification": qualification, "version": version}
    return comparisons().filter(**wanted).first()


def _compared(comparison: Comparison) -> list[Facts]:
    """Every position with what people found."""
    sheet = comparison_sheet(comparison)
    units = {unit["number"]: unit for unit in sheet["qualification"]["units"]}
    return [
        {
            **_position(finding["position"]),
            "verdict": finding["verdict"],
            "units": [_unit(units[number]) for number in finding["units"] if number in units],
        }
        for finding in sheet["findings"]
    ]


def _proposed(proposal: ContentProposal, version: OccupationVersion | None) -> list[Facts]:
    """Every position with the units in which the machine found hints; no verdict, for a person decides."""
    if not proposal.positions:
        return [
            {**_position(position_sheet(position, {})), "verdict": "unknown", "units": []}
            for position in (version.positions.all() if version else ())
        ]
    return [
        {
            **_position(row.position),
            "verdict": "hint" if row.units else "unknown",
            "units": [_unit(each.unit) for each in row.units],
        }
        for row in proposal.positions
    ]


def _position(sheet: Mapping[str, Any]) -> Facts:
    return {name: sheet[name] for name in ("number", "section", "text")}


def _unit(sheet: Mapping[str, Any]) -> Facts:
    return {
        "number": sheet["number"], "title": sheet["title"], "language": sheet["lang"],
        "title_de": sheet["titles"].get("de", ""), "hours": sheet["total"],
    }  # fmt: skip


def _sources(qualification: Qualification, comparison: Comparison | None) -> list[Facts]:
    """Where the two sides come from; each once."""
    cited = [*qualification.citations.all(), *(comparison.citations.all() if comparison else ())]
    found = {citation.source_id: citation.source for citation in cited}
    return [{"title": one.title, "publisher": one.publisher, "url": one.url} for one in found.values()]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)
