"""Counselling centres and courses as documents of the search.

They are found by their own names, and by words that stand on no label: town, Land, carrier or provider, what they are
and what they are about, in every language of the portal. So "Anerkennungsberatung Köln" leads to a centre in Cologne
whatever it is called.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from bqportal.offers.models import Centre, Offer, Topic
from bqportal.offers.queries import COUNSELS, lands_of
from bqportal.organisations.places import LANDS
from bqportal.search.building import Names, Slugs, bodies_of, chunked, joined, occupation_names, standing_of
from bqportal.search.documents import Document

# What counselling about a topic is called in German, beside the name of the topic itself
COUNSELLING = {Topic.RECOGNITION: "Anerkennungsberatung", Topic.QUALIFICATION: "Qualifizierungsberatung"}


def centre_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per public centre, network or office."""
    for centre in chunked(Centre.objects.published().prefetch_related("texts"), slugs):
        german = [centre.carrier, centre.city, *_land_names(lands_of(centre))]
        if centre.kind in COUNSELS:
            german += [name for topic, name in COUNSELLING.items() if topic in centre.topics]
        topics = [_in_every_language(Topic, topic) for topic in centre.topics]
        yield Document(
            key=f"centre:{centre.slug}",
            kind="centre",
            url_args=(centre.slug,),
            original_title=centre.name,
            original_language="de",
            titles={"de": centre.name},
            context=joined({"de": tuple(german)}, _in_every_language(Centre.Kind, centre.kind), *topics),
            bodies=bodies_of({text.language: [text.summary, text.hours, text.funding] for text in centre.texts.all()}),
            detail=_detail(centre.carrier, centre.city),
            current=not centre.funded_until,
            until=centre.funded_until,
            **standing_of(centre),
        )


def offer_documents(slugs: Slugs) -> Iterator[Document]:
    """One document per public course, found under the names of its German occupation too."""
    rows = Offer.objects.published().select_related("occupation").prefetch_related("texts", "occupation__texts")
    for offer in chunked(rows, slugs):
        texts, occupation = list(offer.texts.all()), offer.occupation
        german = (offer.provider, offer.city, *_land_names([offer.land]))
        yield Document(
            key=f"offer:{offer.slug}",
            kind="offer",
            url_args=(offer.slug,),
            original_title=offer.title,
            original_language=offer.language,
            titles={text.language: text.title for text in texts if text.title},
            context=joined(
                {"de": german},
                _in_every_language(Offer.Kind, offer.kind),
                occupation_names(occupation) if occupation else {},
            ),
            bodies=bodies_of({text.language: [text.summary, text.funding] for text in texts}),
            languages=(offer.language,),
            occupations=(occupation.slug,) if occupation else (),
            detail=_detail(offer.provider, offer.city),
            current=not offer.valid_to,
            until=offer.valid_to,
            **standing_of(offer),
        )


@lru_cache(maxsize=64)
def _in_every_language(choices: type[TextChoices], value: str) -> Names:
    """What one of `choices` is called in each language of the portal."""
    if value not in choices.values:
        return {}
    names = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names[code] = (str(choices(value).label),)
    return names


def _land_names(codes: Iterable[str]) -> list[str]:
    return [LANDS[code] for code in codes if code in LANDS]


def _detail(*parts: str) -> str:
    return " · ".join(filter(None, parts))
