"""Reference occupations and regulations, as pages, search and comparison ask for them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from bqportal.editorial.sheets import record_facts
from bqportal.languages.texts import by_language
from bqportal.occupations.models import (
    Concept,
    ConceptLabel,
    OccupationVersion,
    PositionTranslation,
    ReferenceOccupation,
    ReferenceOccupationText,
    Regulation,
    TrainingPosition,
)

OCCUPATION_FACTS = ("slug", "name_m", "name_f", "annex", "dqr_level", "kldb", "isco", "esco", "competent_body")


def listed_occupations() -> QuerySet[ReferenceOccupation]:
    """What a list shows of each, newest version first. Same number of queries for any number of rows."""
    versions = OccupationVersion.objects.select_related("regulation")
    return ReferenceOccupation.objects.published().prefetch_related("texts", Prefetch("versions", versions))


def occupation_profiles() -> QuerySet[ReferenceOccupation]:
    """Occupations with everything that a page shows, ready prefetched."""
    versions = OccupationVersion.objects.select_related("regulation").prefetch_related("specialisations", "positions")
    return ReferenceOccupation.objects.select_related("responsible").prefetch_related(
        "texts", "citations__source", Prefetch("versions", versions)
    )


def languages_of_occupations() -> list[str]:
    """Languages in which names of occupations are written, German among them."""
    rows = ReferenceOccupationText.objects.order_by().values_list("language", flat=True).distinct()
    return sorted({"de", *rows})


def version_in_force(occupation: ReferenceOccupation, day: date) -> OccupationVersion | None:
    """The version whose regulation was in force on `day`; the newest where no dates are known."""
    versions = list(occupation.versions.all())
    for version in versions:
        start = version.regulation.in_force_from or version.regulation.enacted
        end = version.regulation.in_force_to
        if (start is None or start <= day) and (end is None or day <= end):
            return version
    return versions[0] if versions else None


def occupation_sheet(occupation: ReferenceOccupation) -> dict[str, Any]:
    """The whole content of an occupation as plain data, in all languages, newest version first."""
    texts = list(occupation.texts.all())
    versions = list(occupation.versions.all())
    wordings = {position.text for version in versions for position in version.positions.all()}
    translations = position_translations(wordings)
    return {
        **{name: getattr(occupation, name) for name in OCCUPATION_FACTS},
        "titles": by_language(texts, "title"),
        "summaries": by_language(texts, "summary"),
        "versions": [version_sheet(version, translations) for version in versions],
        **record_facts(occupation),
    }


def version_sheet(version: OccupationVersion, translations: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One dated version of an occupation."""
    return {
        "id": version.regulation.key,
        "name_m": version.name_m,
        "name_f": version.name_f,
        "duration_months": version.duration_months,
        "regulation": regulation_sheet(version.regulation),
        "specialisations": [item.name for item in version.specialisations.all()],
        "positions": [position_sheet(position, translations) for position in version.positions.all()],
    }


def regulation_sheet(regulation: Regulation) -> dict[str, Any]:
    """A training regulation as plain data."""
    return {
        "key": regulation.key,
        "abbreviation": regulation.abbreviation,
        "title": regulation.title,
        "citation": regulation.citation,
        "enacted": regulation.enacted.isoformat() if regulation.enacted else "",
        "in_force_from": regulation.in_force_from.isoformat() if regulation.in_force_from else "",
        "in_force_to": regulation.in_force_to.isoformat() if regulation.in_force_to else "",
        "legal_basis": regulation.legal_basis,
        "url": regulation.url,
        "warnings": regulation.warnings,
    }


def position_sheet(position: TrainingPosition, translations: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One training position, in the words of the law and in translation."""
    return {
        "order": position.order,
        "number": position.number,
        "section": position.section,
        "text": position.text,
        "translations": translations.get(position.text, {}),
        "weeks": float(position.weeks) if position.weeks is not None else None,
    }


def position_translations(wordings: set[str]) -> dict[str, dict[str, str]]:
    """Translations of each German wording: {wording: {language: text}}."""
    found: dict[str, dict[str, str]] = {}
    rows = PositionTranslation.objects.filter(german__in=wordings).values_list("german", "language", "text")
    for german, language, text in rows:
        found.setdefault(german, {})[language] = text
    return found


def concept_titles(scheme: Concept.Scheme, codes: set[str]) -> dict[str, dict[str, str]]:
    """Preferred names of classification entries: {code: {language: text}}; what is not imported is left out."""
    found: dict[str, dict[str, str]] = {}
    rows = ConceptLabel.objects.filter(
        concept__scheme=scheme, concept__code__in=codes, kind=ConceptLabel.Kind.PREFERRED
    ).values_list("concept__code", "language", "text")
    for code, language, text in rows:
        found.setdefault(code, {})[language] = text
    return found


def names_of_concepts(wanted: Mapping[Concept.Scheme, Iterable[str]]) -> dict[str, dict[str, dict[str, str]]]:
    """Preferred names of entries of several classifications in one query: {scheme: {code: {language: text}}}."""
    found: dict[str, dict[str, dict[str, str]]] = {str(scheme): {} for scheme in wanted}
    asked = Q()
    for scheme, codes in wanted.items():
        if known := [code for code in codes if code]:
            asked |= Q(concept__scheme=scheme, concept__code__in=known)
    if not asked:
        return found
    rows = ConceptLabel.objects.filter(asked, kind=ConceptLabel.Kind.PREFERRED).values_list(
        "concept__scheme", "concept__code", "language", "text"
    )
    for name, code, language, text in rows:
        found[name].setdefault(code, {})[language] = text
    return found
