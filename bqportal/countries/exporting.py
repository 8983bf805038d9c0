"""Country profiles as documents: one version a document, in the format of docs/formats.md."""

from bqportal.countries.models import CountryProfile, Stage
from bqportal.countries.queries import PROFILE_TEXTS
from bqportal.editorial.documents import Document
from bqportal.editorial.exporting import body_document, evidence_of, texts_by_language, without_empty, wordings


def profile_document(profile: CountryProfile) -> Document:
    """The whole version; ready prefetched it asks the database nothing (queries.country_profiles)."""
    return without_empty(
        {
            "country": profile.country.code,
            "slug": profile.slug,
            "valid_from": profile.valid_from,
            "valid_to": profile.valid_to,
            "texts": texts_by_language(profile.texts.all(), PROFILE_TEXTS),
            "stages": [stage_document(stage) for stage in profile.stages.all()],
            "bodies": [body_document(body) for body in profile.bodies.all()],
            "links": [
                without_empty({"title": link.title, "url": link.url, "lang": link.language})
                for link in profile.links.all()
            ],
            **evidence_of(profile),
        }
    )


def stage_document(stage: Stage) -> Document:
    """One station of the pathways."""
    texts = list(stage.texts.all())
    return without_empty(
        {
            "key": stage.key,
            "kind": stage.kind,
            "title": {"original": stage.title, "lang": stage.language, **wordings(texts, "title")},
            "age_from": stage.age_from,
            "years": plain_number(stage.years),
            "certificate": {"original": stage.certificate, **wordings(texts, "certificate")},
            "compulsory": stage.compulsory or None,
            "leads_to": sorted(other.key for other in stage.leads_to.all()),
        }
    )


def plain_number(years: object) -> int | float | None:
    """3 instead of 3.0."""
    if years is None:
        return None
    number = float(str(years))
    return int(number) if number.is_integer() else number
