"""Synonyms: what a title may look like, what it may mean, and how the work area lists them."""

import re
import unicodedata
from collections.abc import Iterable

import pycountry
from django.db.models import Q, QuerySet

from bqportal.matching.models import Synonym
from bqportal.occupations.models import Concept
from bqportal.occupations.queries import names_of_concepts

ISCO_GROUP = re.compile(r"(?:https?://data\.europa\.eu/esco/isco/C)?(\d{4})", re.ASCII)
ADDRESSES = (Concept.Scheme.ESCO, Concept.Scheme.ISCO)


def tidied(text: str) -> str:
    """Composed letters, single spaces, no control characters; joiners that Persian or Hindi need stay."""
    plain = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def has_letter(text: str) -> bool:
    """Whether any script's letter stands in `text`."""
    return any(letter.isalpha() for letter in text)


def known_language(code: str) -> str:
    """The ISO 639 code as the portal writes it, two letters where there are two; empty when nobody knows it."""
    wanted = code.strip().lower()
    if not (2 <= len(wanted) <= 3 and wanted.isascii() and wanted.isalpha()):
        return ""
    found = pycountry.languages.get(**{f"alpha_{len(wanted)}": wanted})
    return str(getattr(found, "alpha_2", found.alpha_3)) if found else ""


def known_address(text: str) -> str:
    """The address of the ESCO occupation or four-digit ISCO group that `text` names; empty when none is known.

    A group may be named by its four digits alone.
    """
    wanted = text.strip()
    if not wanted.isprintable():
        return ""
    if group := ISCO_GROUP.fullmatch(wanted):
        rows = Concept.objects.filter(scheme=Concept.Scheme.ISCO, code=group[1])
        return next((row.uri or f"http://data.europa.eu/esco/isco/C{row.code}" for row in rows), "")
    return wanted if Concept.objects.filter(scheme=Concept.Scheme.ESCO, uri=wanted).exists() else ""


def listed_synonyms(words: str = "") -> QuerySet[Synonym]:
    """Synonyms, newest first, with what a list shows of each; only those with `words` in title, meaning or source."""
    rows = Synonym.objects.select_related("occupation", "added_by")
    if not words:
        return rows
    # SQLite knows capitals of a to z only; other alphabets are asked for in the usual ways of writing.
    spellings = dict.fromkeys((words, words.lower(), words.capitalize(), words.upper()))
    asked = Q()
    for spelling in spellings:
        for column in ("title", "occupation__name_m", "occupation__name_f", "uri", "source"):
            asked |= Q(**{f"{column}__icontains": spelling})
    return rows.filter(asked)


def names_of_addresses(addresses: Iterable[str]) -> dict[str, dict[str, str]]:
    """Names of ESCO occupations and ISCO groups in one query: {address: {language: text}}."""
    wanted = {address for address in addresses if address}
    groups = {match[1]: address for address in wanted if (match := ISCO_GROUP.fullmatch(address))}
    found = names_of_concepts({Concept.Scheme.ESCO: wanted - set(groups.values()), Concept.Scheme.ISCO: groups})
    return {
        **found[Concept.Scheme.ESCO],
        **{groups[code]: names for code, names in found[Concept.Scheme.ISCO].items()},
    }
