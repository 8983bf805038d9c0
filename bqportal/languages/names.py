"""Names of languages, countries and numbers from CLDR, through Babel."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

# Scripts written from right to left, ISO 15924 (Unicode property Bidi_Class of their letters).
CLOSE_TO_BOSNIAN = "Bosanski / hrvatski / srpski"  # one interface in Latin letters for all who read it
RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}


@cache
def locale_of(language: str) -> Locale:
    """CLDR data of a language code such as `de` or `sr-Latn`; English where CLDR knows nothing."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@cache
def script_of(language: str) -> str:
    """ISO 15924 code of the script a language is usually written in: `ar` → `Arab`, unknown → `Latn`."""
    parts = language.replace("_", "-").split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1].title()
    likely = get_global("likely_subtags").get(parts[0], "")
    return next((part for part in likely.split("_") if len(part) == 4), "Latn")


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, for the attribute dir."""
    return "rtl" if script_of(language) in RIGHT_TO_LEFT else "ltr"


@cache
def language_name(code: str, language: str) -> str:
    """The name of language `code` in `language`: ("pl", "de") → "Polnisch". The code itself if unknown."""
    name = locale_of(language).languages.get(code.replace("-", "_")) or locale_of(language).languages.get(
        code.split("-")[0]
    )
    return name or code


@cache
def autonym(code: str) -> str:
    """A language's name in itself: `ar` → "العربية"; capitalised for lists."""
    if code == "bs":
        return CLOSE_TO_BOSNIAN
    name = locale_of(code).languages.get(code.replace("-", "_")) or code
    return name[:1].upper() + name[1:]


@cache
def territory_name(alpha2: str, language: str) -> str:
    """The name of a country in `language`: ("PL", "de") → "Polen". The code itself if unknown."""
    return locale_of(language).territories.get(alpha2) or alpha2


@cache
def official_languages(alpha2: str) -> tuple[str, ...]:
    """Official languages of a territory, ISO 639 codes, the most used first (CLDR)."""
    return tuple(get_official_languages(alpha2, de_facto=True))
