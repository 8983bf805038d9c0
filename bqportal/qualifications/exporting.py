"""Profiles as documents in the format of docs/formats.md."""

from bqportal.editorial.documents import Document
from bqportal.editorial.exporting import body_document, evidence_of, texts_by_language, without_empty, wordings
from bqportal.qualifications.models import Qualification, TrainingUnit
from bqportal.qualifications.queries import QUALIFICATION_TEXTS


def qualification_document(qualification: Qualification) -> Document:
    """The whole profile; ready prefetched it asks the database nothing (queries.qualification_profiles)."""
    texts = list(qualification.texts.all())
    return without_empty(
        {
            "slug": qualification.slug,
            "country": qualification.country.code,
            "system": qualification.system.slug if qualification.system else "",
            "title": qualification.title,
            "lang": qualification.language,
            # what the portal computed is computed again
            "transliteration": "" if qualification.transliteration_standard else qualification.transliteration,
            "also_known_as": list(qualification.also_known_as),
            "texts": texts_by_language(texts, QUALIFICATION_TEXTS),
            "kind": qualification.kind,
            "abroad_category": qualification.abroad_category,
            "level": {
                "national": qualification.national_level,
                "eqf": qualification.eqf_level,
                "isced": qualification.isced_level,
            },
            "field": qualification.field,
            "duration_months": qualification.duration_months,
            "form": qualification.form,
            "practice_share": qualification.practice_share,
            "certificate": {"original": qualification.certificate, **wordings(texts, "certificate")},
            "legal_basis": {"original": qualification.legal_basis, "url": qualification.legal_basis_url},
            "bodies": [body_document(body) for body in qualification.bodies.all()],
            "valid_from": qualification.valid_from,
            "valid_to": qualification.valid_to,
            "predecessor": qualification.predecessor.slug if qualification.predecessor else "",
            "units": [unit_document(unit) for unit in qualification.units.all()],
            "isco": qualification.isco,
            "esco": list(qualification.esco),
            "compares_with": sorted(row.name_m for row in qualification.comparable_occupations.all()),
            **evidence_of(qualification),
        }
    )


def unit_document(unit: TrainingUnit) -> Document:
    """One unit of the content."""
    texts = list(unit.texts.all())
    return without_empty(
        {
            "no": unit.number,
            "title": unit.title,
            "lang": unit.language,
            "year": unit.year,
            "hours": unit.hours,
            "hours_theory": unit.hours_theory,
            "hours_practice": unit.hours_practice,
            **wordings(texts, "title"),
            "details": wordings(texts, "details"),
        }
    )
