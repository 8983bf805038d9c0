"""Comparisons, as pages ask for them."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from bqportal.comparison.models import Comparison, Finding
from bqportal.comparison.rules import Tally, tally
from bqportal.editorial.sheets import record_facts, source_sheet
from bqportal.languages.texts import by_language
from bqportal.occupations.queries import position_sheet, position_translations, regulation_sheet
from bqportal.qualifications.queries import unit_sheet


def listed_comparisons() -> QuerySet[Comparison]:
    """What a list shows of each. Same number of queries for any number of rows."""
    return (
        Comparison.objects.published()
        .select_related("qualification__country", "version__occupation", "version__regulation")
        .prefetch_related("qualification__texts", "findings", "version__occupation__texts")
    )


def tallied_comparisons() -> QuerySet[Comparison]:
    """Public comparisons with the number of findings per verdict (`yes`, `partly`, `no`, `unknown`), in one query."""
    counts = {verdict: Count("findings", filter=Q(findings__verdict=verdict)) for verdict in Finding.Verdict.values}
    rows: QuerySet[Comparison] = Comparison.objects.published().annotate(**counts)
    return rows.select_related("qualification__country", "version__occupation", "version__regulation")


def comparisons() -> QuerySet[Comparison]:
    """Comparisons with everything that a page shows, ready prefetched."""
    findings = Finding.objects.select_related("position").prefetch_related("texts", "units", "sources")
    return Comparison.objects.select_related(
        "qualification__country", "version__occupation", "version__regulation", "responsible"
    ).prefetch_related(
        "texts", "citations__source", "qualification__texts", "qualification__units__texts",
        "version__occupation__texts", Prefetch("findings", findings),
    )  # fmt: skip


def comparison_sheet(comparison: Comparison) -> dict[str, Any]:
    """The whole content of a comparison as plain data, in all languages: both sides and every finding."""
    qualification, version = comparison.qualification, comparison.version
    findings = list(comparison.findings.all())
    translations = position_translations({finding.position.text for finding in findings})
    return {
        "slug": comparison.slug,
        "summaries": by_language(comparison.texts.all(), "summary"),
        "qualification": {
            "slug": qualification.slug,
            "country": qualification.country.code,
            "title": qualification.title,
            "lang": qualification.language,
            "titles": by_language(qualification.texts.all(), "title"),
            "duration_months": qualification.duration_months,
            "form": qualification.form,
            "practice_share": qualification.practice_share,
            "eqf_level": qualification.eqf_level,
            "national_level": qualification.national_level,
            "valid_from": qualification.valid_from,
            "valid_to": qualification.valid_to,
            "units": [unit_sheet(unit) for unit in qualification.units.all()],
        },
        "occupation": {
            "slug": version.occupation.slug,
            "name_m": version.name_m,
            "name_f": version.name_f,
            "titles": by_language(version.occupation.texts.all(), "title"),
            "duration_months": version.duration_months,
            "dqr_level": version.occupation.dqr_level,
            "regulation": regulation_sheet(version.regulation),
        },
        "findings": [finding_sheet(finding, translations) for finding in findings],
        **record_facts(comparison),
    }


def finding_sheet(finding: Finding, translations: dict[str, dict[str, str]]) -> dict[str, Any]:
    """What one position came to."""
    return {
        "position": position_sheet(finding.position, translations),
        "verdict": finding.verdict,
        "units": [unit.number for unit in finding.units.all()],
        "reasons": by_language(finding.texts.all(), "reason"),
        "sources": [source_sheet(source, index) for index, source in enumerate(finding.sources.all(), start=1)],
    }


def tally_of(sheet: dict[str, Any]) -> Tally:
    """How many positions of a comparison sheet are covered, partly, not, unknown."""
    return tally(finding["verdict"] for finding in sheet["findings"])
