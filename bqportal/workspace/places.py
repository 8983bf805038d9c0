"""Parts of the catalogue in words: kind of record, country, field of education; empty stands for all."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import Country
from bqportal.countries.queries import country_name
from bqportal.editorial.kinds import kinds
from bqportal.languages.folding import fold
from bqportal.languages.texts import chosen
from bqportal.occupations.models import Concept
from bqportal.occupations.queries import concept_titles


def kind_choices() -> list[tuple[str, Any]]:
    """Kinds of records that people write here."""
    return [(kind.slug, kind.plural) for kind in kinds()]


def country_choices() -> list[tuple[str, str]]:
    """Countries and former states, by the reader's names."""
    named = [(code, country_word(code)) for code in Country.objects.values_list("code", flat=True)]
    return sorted(named, key=lambda choice: fold(choice[1]))


def sector_choices() -> list[tuple[str, str]]:
    """Broad fields of ISCED-F 2013 (two digits), as far as they were imported."""
    broad = Concept.objects.filter(scheme=Concept.Scheme.ISCEDF, parent="").values_list("code", flat=True)
    named = sector_words(broad)
    return [(code, f"{code} {named.get(code, '')}".strip()) for code in sorted(broad)]


def country_word(code: str) -> str:
    """The reader's name of a country."""
    return country_name(code, get_language() or "en")


def sector_words(codes: Iterable[str]) -> dict[str, str]:
    """The reader's names of fields, in one query; what was not imported is left out."""
    titles = concept_titles(Concept.Scheme.ISCEDF, {code for code in codes if code})
    return {code: chosen(texts, get_language() or "en").text for code, texts in titles.items()}


def in_words(parts: Iterable[Any]) -> list[dict[str, Any]]:
    """Each part (with `kind`, `country`, `sector`) in words: one query for all of them."""
    listed = list(parts)
    plurals, sectors = dict(kind_choices()), sector_words(one.sector for one in listed)
    return [
        {
            "part": one,
            "kind": plurals.get(one.kind, one.kind) if one.kind else _("all kinds"),
            "country": country_word(one.country) if one.country else _("all countries"),
            "sector": f"{one.sector} {sectors.get(one.sector, '')}".strip() if one.sector else _("all fields"),
        }
        for one in listed
    ]
