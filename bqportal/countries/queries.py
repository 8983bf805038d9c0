"""Countries, as pages, search and comparison ask for them."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from bqportal.countries.former import FORMER_STATES
from bqportal.countries.models import Country, CountryProfile, Stage
from bqportal.editorial.models import Publishable
from bqportal.editorial.sheets import record_facts
from bqportal.languages.names import territory_name
from bqportal.languages.texts import by_language

PROFILE_TEXTS = ("summary", "structure", "certificates", "quality_assurance", "reforms", "peculiarities")


def country_name(code: str, language: str) -> str:
    """The name of a country or former state in `language`."""
    from django.utils.translation import override

    if code in FORMER_STATES:
        with override(language):
            return str(FORMER_STATES[code].name)
    return territory_name(code, language)


def country_by_code(code: str) -> Country | None:
    """By two- or four-letter code in any case; YU and SU lead to the former state."""
    code = code.upper()
    return (
        Country.objects.filter(code=code).first()
        or Country.objects.filter(alpha2=code).order_by("-withdrawn", "code").first()
    )


def countries_with_profiles() -> QuerySet[Country]:
    """Countries of which the portal knows something, with counts of profiles."""
    public = Publishable.State.PUBLISHED
    return (
        Country.objects.annotate(
            profile_count=Count("profiles", filter=Q(profiles__state=public), distinct=True),
            qualification_count=Count("qualifications", filter=Q(qualifications__state=public), distinct=True),
        )
        .filter(Q(profile_count__gt=0) | Q(qualification_count__gt=0))
        .order_by("code")
    )


def country_profiles() -> QuerySet[CountryProfile]:
    """Profiles with everything that a page shows, ready prefetched."""
    return CountryProfile.objects.select_related("country", "responsible").prefetch_related(
        "texts", "bodies__texts", "links", "citations__source", "country__successors", "country__predecessors",
        Prefetch("stages", Stage.objects.prefetch_related("texts", "leads_to")),
    )  # fmt: skip


def profile_sheet(profile: CountryProfile) -> dict[str, Any]:
    """The whole content of a country profile as plain data, in all languages."""
    texts = list(profile.texts.all())
    return {
        "code": profile.country.code,
        "version": profile.slug,
        "valid_from": profile.valid_from,
        "valid_to": profile.valid_to,
        "languages": profile.country.languages,
        "successors": sorted(country.code for country in profile.country.successors.all()),
        "predecessors": sorted(country.code for country in profile.country.predecessors.all()),
        "texts": {field: by_language(texts, field) for field in PROFILE_TEXTS},
        "stages": [stage_sheet(stage) for stage in profile.stages.all()],
        "bodies": [
            {"role": body.role, "name": body.name, "lang": body.language, "url": body.url,
             "names": by_language(body.texts.all(), "name")}
            for body in profile.bodies.all()
        ],
        "links": [{"title": link.title, "url": link.url, "lang": link.language} for link in profile.links.all()],
        **record_facts(profile),
    }  # fmt: skip


def stage_sheet(stage: Stage) -> dict[str, Any]:
    """One station of the pathways."""
    texts = list(stage.texts.all())
    return {
        "key": stage.key,
        "kind": stage.kind,
        "title": stage.title,
        "lang": stage.language,
        "titles": by_language(texts, "title"),
        "age_from": stage.age_from,
        "years": float(stage.years) if stage.years is not None else None,
        "certificate": stage.certificate,
        "certificates": by_language(texts, "certificate"),
        "compulsory": stage.compulsory,
        "leads_to": sorted(other.key for other in stage.leads_to.all()),
    }
