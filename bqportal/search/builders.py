"""From records of the database to documents of the search: one builder per kind.

A builder reads in chunks with everything prefetched, so that ten thousands of records need little memory and the same
few queries per chunk. A new kind is a new function and a line in BUILDERS.
"""

from collections.abc import Callable, Collection, Iterator

from django.conf import settings
from django.db.models import Prefetch

from bqportal.comparison.models import Comparison
from bqportal.countries.models import Country, CountryProfile
from bqportal.countries.queries import countries_with_profiles, country_name
from bqportal.guides.models import Guide
from bqportal.guides.queries import standard_texts
from bqportal.languages.transliteration import transliterated
from bqportal.occupations.models import Concept, OccupationVersion, ReferenceOccupation
from bqportal.occupations.queries import names_of_concepts
from bqportal.offers.models import Centre, Offer
from bqportal.qualifications.models import Qualification
from bqportal.search.building import Slugs, bodies_of, chunked, context_of, joined, occupation_names, standing_of
from bqportal.search.country_names import all_country_names, names_beside
from bqportal.search.documents import Document
from bqportal.search.help_builders import centre_documents, offer_documents

PUBLIC_COMPARISONS, PUBLIC_PROFILES = "public_comparisons", "public_profiles"  # where prefetched rows are kept
QUALIFICATION_BODY = ("summary", "access", "objectives", "organisation", "examination", "progression")
COUNTRY_BODY = ("summary", "structure", "certificates", "quality_assurance", "reforms", "peculiarities")


def documents(keys: Collection[str] | None = None) -> Iterator[Document]:
    """The documents of all public records, or of those in `keys` that are public."""
    for kind, build in BUILDERS.items():
        slugs = None if keys is None else [key.partition(":")[2] for key in keys if key.startswith(f"{kind}:")]
        if slugs is None or slugs:
            yield from build(slugs)


def document_count() -> int:
    """About how many documents there are, for a progress bar."""
    published = (Qualification, ReferenceOccupation, Guide, Centre, Offer)
    return sum(model.objects.published().count() for model in published) + countries_with_profiles().count()


def facet_labels() -> dict[str, dict[str, dict[str, str]]]:
    """Names of facet values that no record carries: fields of ISCED-F."""
    codes = Qualification.objects.published().exclude(field="").order_by().values_list("field", flat=True).distinct()
    scheme = Concept.Scheme.ISCEDF
    return {"field": names_of_concepts({scheme: list(codes)})[scheme]}


def qualification_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per public qualification."""
    compared = Comparison.objects.published().select_related("version__occupation")
    rows = (
        Qualification.objects.published()
        .select_related("country")
        .prefetch_related(
            "texts", "units__texts", "bodies__texts", "comparable_occupations__texts",
            Prefetch("comparisons", compared, to_attr=PUBLIC_COMPARISONS),
        )
    )  # fmt: skip
    for qualification in chunked(rows, slugs):
        yield _qualification_document(qualification)


def _qualification_document(qualification: Qualification) -> Document:
    texts = list(qualification.texts.all())
    occupations = {occupation.pk: occupation for occupation in qualification.comparable_occupations.all()}
    for comparison in getattr(qualification, PUBLIC_COMPARISONS):
        occupations.setdefault(comparison.version.occupation.pk, comparison.version.occupation)
    code = qualification.country.code
    context = joined(
        names_beside(code, qualification.language),
        *(occupation_names(occupation) for occupation in occupations.values()),
    )
    context = joined(context, {text.language: (text.certificate,) for text in texts if text.certificate})
    context = joined(context, {qualification.language: (qualification.certificate,)})
    bodies = {text.language: [getattr(text, name) for name in QUALIFICATION_BODY] for text in texts}
    for unit in qualification.units.all():
        bodies.setdefault(unit.language, []).append(f"{unit.number} {unit.title}")
        for text in unit.texts.all():
            bodies.setdefault(text.language, []).append(text.title)
    for body in qualification.bodies.all():
        bodies.setdefault(body.language, []).append(body.name)
    latin = qualification.transliteration or transliterated(qualification.title, qualification.language).text
    return Document(
        key=f"qualification:{qualification.slug}",
        kind="qualification",
        url_args=(qualification.slug,),
        original_title=qualification.title,
        original_language=qualification.language,
        titles={text.language: text.title for text in texts if text.title},
        transliteration=latin,
        alternatives=tuple(name for name in qualification.also_known_as if isinstance(name, str) and name),
        context=context,
        bodies=bodies_of(bodies),
        country=code,
        level=str(qualification.eqf_level or ""),
        field=qualification.field,
        languages=(qualification.language,),
        occupations=tuple(sorted(occupation.slug for occupation in occupations.values())),
        current=not qualification.valid_to,
        **standing_of(qualification),
    )


def country_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per country of which the portal knows something; all public versions of its profile are searched."""
    profiles = CountryProfile.objects.published().prefetch_related("texts", "stages__texts", "bodies")
    rows = countries_with_profiles().prefetch_related(Prefetch("profiles", profiles, to_attr=PUBLIC_PROFILES))
    for country in chunked(rows, slugs, by="code"):
        yield _country_document(country)


def _country_document(country: Country) -> Document:
    profiles: list[CountryProfile] = getattr(country, PUBLIC_PROFILES)
    own = country.languages[0] if country.languages else "en"
    bodies: dict[str, list[str]] = {}
    for profile in profiles:
        for text in profile.texts.all():
            bodies.setdefault(text.language, []).extend(getattr(text, name) for name in COUNTRY_BODY)
        for stage in profile.stages.all():
            bodies.setdefault(stage.language, []).append(stage.title)
            for named in stage.texts.all():
                bodies.setdefault(named.language, []).append(named.title)
        for body in profile.bodies.all():
            bodies.setdefault(body.language, []).append(body.name)
    title = country_name(country.code, own)
    return Document(
        key=f"country:{country.code}",
        kind="country",
        url_args=(country.code.lower(),),
        original_title=title,
        original_language=own,
        titles={language: country_name(country.code, language) for language, _ in settings.LANGUAGES},
        transliteration=transliterated(title, own).text,
        alternatives=tuple(name for name in all_country_names(country.code, tuple(country.languages)) if name != title),
        bodies=bodies_of(bodies),
        country=country.code,
        languages=tuple(country.languages),
        current=not country.is_former,
        **(standing_of(profiles[0]) if profiles else {}),
    )


def occupation_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per public reference occupation, found under the names of all its versions."""
    versions = OccupationVersion.objects.prefetch_related("specialisations", "positions")
    rows = ReferenceOccupation.objects.published().prefetch_related("texts", Prefetch("versions", versions))
    for occupation in chunked(rows, slugs):
        texts = list(occupation.texts.all())
        bodies = {text.language: [text.summary] for text in texts}
        earlier = [name for version in occupation.versions.all() for name in (version.name_m, version.name_f)]
        special = [item.name for version in occupation.versions.all() for item in version.specialisations.all()]
        for version in occupation.versions.all():
            bodies.setdefault("de", []).extend(position.text for position in version.positions.all())
        yield Document(
            key=f"occupation:{occupation.slug}",
            kind="occupation",
            url_args=(occupation.slug,),
            original_title=occupation.name_m,
            original_language="de",
            titles={"de": occupation.name_m} | {text.language: text.title for text in texts if text.title},
            alternatives=tuple(
                dict.fromkeys(name for name in (occupation.name_f, *earlier) if name != occupation.name_m)
            ),
            context=context_of({"de": special}),
            bodies=bodies_of(bodies),
            level=str(occupation.dqr_level or ""),
            languages=("de",),
            occupations=(occupation.slug,),
            **standing_of(occupation),
        )


def guide_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per public guide."""
    for guide in chunked(Guide.objects.published().prefetch_related("texts"), slugs):
        texts = {text.language: text for text in standard_texts(guide)}
        if first := texts.get("de") or next(iter(texts.values()), None):
            yield Document(
                key=f"guide:{guide.slug}",
                kind="guide",
                url_args=(guide.slug,),
                original_title=first.title,
                original_language=first.language,
                titles={language: text.title for language, text in texts.items()},
                bodies=bodies_of({language: [text.summary, text.body] for language, text in texts.items()}),
                **standing_of(guide),
            )


BUILDERS: dict[str, Callable[[Slugs], Iterator[Document]]] = {
    "occupation": occupation_documents,
    "country": country_documents,
    "qualification": qualification_documents,
    "guide": guide_documents,
    "centre": centre_documents,
    "offer": offer_documents,
}
