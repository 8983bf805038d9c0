"""Qualifications, as pages, search and comparison ask for them."""

from typing import Any

from django.db.models import Count, QuerySet

from bqportal.editorial.papers import public_papers_of
from bqportal.editorial.sheets import record_facts
from bqportal.languages.texts import by_language
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification, TrainingUnit

QUALIFICATION_TEXTS = ("title", "summary", "access", "objectives", "organisation", "examination", "progression")
PLAIN_FACTS = (
    "slug", "title", "transliteration", "transliteration_standard", "also_known_as", "kind", "abroad_category",
    "national_level", "eqf_level", "isced_level", "field", "duration_months", "form", "practice_share", "certificate",
    "legal_basis", "legal_basis_url", "valid_from", "valid_to", "isco", "esco",
)  # fmt: skip


def listed_qualifications() -> QuerySet[Qualification]:
    """What a list shows of each: title, country, facts. Same number of queries for any number of rows."""
    return Qualification.objects.published().select_related("country").prefetch_related("texts")


def filtered_qualifications(*, country: str = "", level: str = "", field: str = "") -> QuerySet[Qualification]:
    """The list narrowed to a country's code, an EQF level and a field; an empty filter narrows nothing."""
    wanted = {"country__code": country, "eqf_level": level, "field": field}
    return listed_qualifications().filter(**{name: value for name, value in wanted.items() if value})


def qualification_groups() -> list[dict[str, Any]]:
    """How many public qualifications share country, EQF level and field: {"country", "level", "field", "count"}."""
    groups = (
        Qualification.objects.published()
        .order_by()
        .values_list("country__code", "eqf_level", "field")
        .annotate(count=Count("pk"))
    )
    return [
        {"country": country, "level": str(level or ""), "field": field, "count": count}
        for country, level, field, count in groups
    ]


def qualification_profiles() -> QuerySet[Qualification]:
    """Qualifications with everything that a page shows, ready prefetched."""
    return Qualification.objects.select_related("country", "system", "predecessor", "responsible").prefetch_related(
        "texts", "units__texts", "bodies__texts", "comparable_occupations__texts", "successors",
        "citations__source",
    )  # fmt: skip


def qualification_sheet(qualification: Qualification) -> dict[str, Any]:
    """The whole content of a profile as plain data, in all languages."""
    texts = list(qualification.texts.all())
    return {
        **{name: getattr(qualification, name) for name in PLAIN_FACTS},
        "lang": qualification.language,
        "country": qualification.country.code,
        "system": qualification.system.slug if qualification.system else "",
        "texts": {field: by_language(texts, field) for field in QUALIFICATION_TEXTS},
        "certificates": by_language(texts, "certificate"),
        "units": [unit_sheet(unit) for unit in qualification.units.all()],
        "bodies": [
            {"role": body.role, "name": body.name, "lang": body.language, "url": body.url,
             "names": by_language(body.texts.all(), "name")}
            for body in qualification.bodies.all()
        ],
        "documents": [
            {"kind": paper.kind, "title": paper.title, "lang": paper.language, "number": paper.pk}
            for paper in public_papers_of(qualification)
        ],
        "comparable_occupations": [
            comparable(occupation) for occupation in qualification.comparable_occupations.all()
        ],
        **record_facts(qualification),
    }  # fmt: skip


def neighbours(qualification: Qualification) -> dict[str, list[Qualification]]:
    """Public older and newer versions. They come and go by themselves, so they are no part of the sheet."""
    older = qualification.predecessor
    return {
        "older": [older] if older and older.is_published else [],
        "newer": [other for other in qualification.successors.all() if other.is_published],
    }


def comparable(occupation: ReferenceOccupation) -> dict[str, Any]:
    """A reference occupation that compares, for a link."""
    return {
        "slug": occupation.slug,
        "name_m": occupation.name_m,
        "name_f": occupation.name_f,
        "titles": by_language(occupation.texts.all(), "title"),
    }


def unit_sheet(unit: TrainingUnit) -> dict[str, Any]:
    """One unit of the content. Hours in clock hours; `total` is None where the source says nothing."""
    texts = list(unit.texts.all())
    return {
        "number": unit.number,
        "title": unit.title,
        "lang": unit.language,
        "titles": by_language(texts, "title"),
        "details": by_language(texts, "details"),
        "year": unit.year,
        "theory": unit.hours_theory,
        "practice": unit.hours_practice,
        "total": unit.hours_total,
    }
