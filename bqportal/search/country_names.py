"""Names under which people look for a country although CLDR prefers another: earlier, short and official ones."""

from bqportal.countries.queries import country_name

# Names in German and English, in use before or beside the ones that CLDR gives today.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "BA": ("Bosnien", "Herzegowina", "Bosnia", "Bosnia and Herzegovina"),
    "BY": ("Weißrussland", "Belorussland", "Byelorussia"),
    "CD": ("Zaire", "DR Kongo"),
    "CI": ("Elfenbeinküste", "Ivory Coast"),
    "CN": ("VR China", "PR China"),
    "CSHH": ("Tschechoslowakei", "ČSSR", "ČSFR", "CSSR"),
    "CSXX": ("Serbien-Montenegro",),
    "CZ": ("Tschechische Republik", "Czech Republic"),
    "DDDE": ("DDR", "GDR", "East Germany"),
    "GB": ("Großbritannien", "England", "UK", "Great Britain"),
    "IR": ("Islamische Republik Iran", "Persien", "Persia"),
    "KR": ("Korea", "Republik Korea", "Republic of Korea"),
    "LK": ("Ceylon",),
    "MD": ("Moldawien", "Moldova"),
    "MK": ("Mazedonien", "Macedonia"),
    "MM": ("Burma", "Birma"),
    "RU": ("Russische Föderation", "Russian Federation"),
    "SUHH": ("UdSSR", "USSR", "СССР"),
    "SY": ("Arabische Republik Syrien", "Syrian Arab Republic"),
    "SZ": ("Swasiland", "Swaziland"),
    "TL": ("Osttimor", "East Timor"),
    "TR": ("Turkey", "Republik Türkei"),
    "US": ("USA", "Vereinigte Staaten", "Amerika"),
    "YUCS": ("SFR Jugoslawien", "SFRJ", "Југославија", "Jugoslavija"),
}
# Languages in which readers look for a country; German and English are the titles of its record.
READERS = ("ar", "bs", "es", "fa", "fr", "hi", "it", "ko", "pl", "pt", "ro", "ru", "sq", "sr", "tr", "uk")


def all_country_names(code: str, languages: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every name under which a country is looked for, in the readers' languages, in `languages`, and older ones."""
    names = {country_name(code, language) for language in (*READERS, *languages)}
    return tuple(sorted({*names, *OTHER_NAMES.get(code, ())} - {code}))


def names_beside(code: str, own: str) -> dict[str, tuple[str, ...]]:
    """The names that stand beside a qualification's title in a query, by language; `own` is that of the title."""
    german = (country_name(code, "de"), *OTHER_NAMES.get(code, ()))
    return {"de": german, "en": (country_name(code, "en"),)} | (
        {own: (country_name(code, own),)} if own not in ("de", "en") else {}
    )
