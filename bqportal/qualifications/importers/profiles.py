"""Qualification profiles from YAML records; docs/formats.md describes them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.countries.models import Country, CountryProfile
from bqportal.editorial.faults import shown
from bqportal.editorial.records import Record
from bqportal.editorial.writing import read_sources, saved, sync_citations, sync_texts, synced
from bqportal.languages.transliteration import transliterated
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification, QualificationBody, TrainingUnit
from bqportal.qualifications.queries import QUALIFICATION_TEXTS

KEYS = (
    "slug", "country", "system", "title", "lang", "transliteration", "also_known_as", "texts", "kind",
    "abroad_category", "level", "field", "duration_months", "form", "practice_share", "certificate", "legal_basis",
    "bodies", "valid_from", "valid_to", "predecessor", "units", "isco", "esco", "compares_with", "cites", "sources",
)  # fmt: skip
UNIT_KEYS = ("no", "title", "lang", "hours_theory", "hours_practice", "hours", "year", "details")


@transaction.atomic
def import_qualification(record: Record) -> Qualification | None:
    """Write one profile. Problems are noted in the record; the caller rolls back."""
    record.allow(*KEYS)
    country = Country.objects.filter(code=record.text("country", required=True)).first()
    slug = record.text("slug", required=True, limit=150)
    if country is None or not slug:
        record.problem("country", _("must be a known country code"))
        return None
    sources = read_sources(record)
    qualification: Qualification = saved(Qualification, {"slug": slug}, facts(record, country))
    sync_texts(qualification, texts(record))
    import_units(record, qualification)
    import_bodies(record, qualification)
    link_occupations(record, qualification)
    sync_citations(qualification, record, sources)
    return qualification


def facts(record: Record, country: Country) -> dict[str, Any]:
    """The hard facts of a profile."""
    level, certificate, legal = record.child("level"), record.child("certificate"), record.child("legal_basis")
    level.allow("national", "eqf", "isced")
    legal.allow("original", "lang", "url", "date", "de", "en")
    title, language = record.text("title", required=True, limit=300), record.language("lang")
    given = record.text("transliteration", limit=400)
    computed = transliterated(title, language)
    return {
        "country": country,
        "system": system_of(record, country),
        "title": title,
        "language": language,
        "transliteration": given or computed.text,
        "transliteration_standard": "" if given else computed.standard,
        "also_known_as": record.strings("also_known_as"),
        "kind": record.choice("kind", Qualification.Kind.values, required=True),
        "abroad_category": record.choice("abroad_category", Qualification.AbroadCategory.values),
        "national_level": level.text("national", limit=100),
        "eqf_level": level.number("eqf", low=1, high=8),
        "isced_level": level.number("isced", high=8),
        "field": record.text("field", limit=4),
        "duration_months": record.number("duration_months", low=1, high=120),
        "form": record.choice("form", Qualification.Form.values),
        "practice_share": record.number("practice_share", high=100),
        "certificate": certificate.text("original", limit=300),
        "legal_basis": legal.text("original", limit=600),
        "legal_basis_url": legal.address("url"),
        "valid_from": record.partial_date("valid_from"),
        "valid_to": record.partial_date("valid_to"),
        "isco": record.text("isco", limit=4),
        "esco": record.strings("esco"),
    }


def system_of(record: Record, country: Country) -> CountryProfile | None:
    """The version of the training system that the profile names."""
    slug = record.text("system", limit=40)
    if not slug:
        return None
    profile = CountryProfile.objects.filter(country=country, slug=slug).first()
    if profile is None:
        message = _("'%(name)s' is no profile version of %(country)s")
        record.problem("system", message % {"name": shown(slug), "country": country.code})
    return profile


def texts(record: Record) -> dict[str, dict[str, str]]:
    """Texts per language, the certificate's translations among them."""
    found = record.texts("texts", *QUALIFICATION_TEXTS)
    for language, words in record.child("certificate").wordings("original", "lang").items():
        found.setdefault(language, dict.fromkeys(QUALIFICATION_TEXTS, ""))["certificate"] = words
    for values in found.values():
        values.setdefault("certificate", "")
    return found


def import_units(record: Record, qualification: Qualification) -> None:
    """Write the ordered content."""
    rows, unit_texts = [], {}
    for order, entry in enumerate(record.children("units"), start=1):
        number = entry.text("no", limit=60) or str(order)
        if number in unit_texts:
            entry.problem("no", _("'%(name)s' stands twice") % {"name": shown(number)})
        rows.append(
            {
                "number": number,
                "order": order,
                "title": entry.text("title", required=True, limit=500),
                "language": entry.language("lang", default=qualification.language),
                "year": entry.number("year", low=1, high=9),
                "hours": entry.number("hours"),
                "hours_theory": entry.number("hours_theory"),
                "hours_practice": entry.number("hours_practice"),
            }
        )
        details = entry.child("details").wordings()
        titles = entry.wordings(*UNIT_KEYS)
        unit_texts[number] = {
            language: {"title": titles.get(language, ""), "details": details.get(language, "")}
            for language in {**titles, **details}
        }
    for number, unit in synced(TrainingUnit, {"qualification": qualification}, "number", rows).items():
        sync_texts(unit, unit_texts[number])


def import_bodies(record: Record, qualification: Qualification) -> None:
    """Write institutions and awarding bodies."""
    rows, body_texts = [], {}
    for order, entry in enumerate(record.children("bodies")):
        rows.append(
            {
                "order": order,
                "role": entry.choice("role", QualificationBody.Role.values, required=True),
                "name": entry.text("name", required=True, limit=300),
                "language": entry.language("lang", default=qualification.language),
                "url": entry.address("url"),
            }
        )
        words = entry.wordings("role", "name", "lang", "url")
        body_texts[order] = {language: {"name": name} for language, name in words.items()}
    for order, body in synced(QualificationBody, {"qualification": qualification}, "order", rows).items():
        sync_texts(body, body_texts[order])


def link_occupations(record: Record, qualification: Qualification) -> None:
    """Link the comparable German reference occupations, named by their male title."""
    names = record.strings("compares_with")
    occupations = {row.name_m: row for row in ReferenceOccupation.objects.filter(name_m__in=names)}
    for name in names:
        if name not in occupations:
            message = _("'%(name)s' is no reference occupation (male title as in the regulation)")
            record.problem("compares_with", message % {"name": shown(name)})
    qualification.comparable_occupations.set(occupations.values())


def link_predecessor(record: Record) -> None:
    """Link the older version, once all profiles are written."""
    older_slug = record.text("predecessor", limit=150)
    older = Qualification.objects.filter(slug=older_slug).first() if older_slug else None
    if older_slug and older is None:
        record.problem("predecessor", _("'%(name)s' is no qualification") % {"name": shown(older_slug)})
    saved(Qualification, {"slug": record.text("slug")}, {"predecessor": older})
