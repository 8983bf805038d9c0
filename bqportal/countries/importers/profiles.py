"""Country profiles from YAML records; docs/formats.md describes them."""

from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.countries.models import Country, CountryBody, CountryLink, CountryProfile, Stage
from bqportal.countries.queries import PROFILE_TEXTS
from bqportal.editorial.faults import shown
from bqportal.editorial.records import Record
from bqportal.editorial.writing import read_sources, saved, sync_citations, sync_texts, synced
from bqportal.sources.models import Source

PROFILE_KEYS = ("slug", "valid_from", "valid_to", "texts", "stages", "bodies", "links", "cites")
TITLE_KEYS = ("original", "lang")


@transaction.atomic
def import_country(record: Record) -> list[CountryProfile]:
    """Write the profile versions of one country. Problems are noted in the record; the caller rolls back."""
    record.allow("code", "profiles", "sources")
    code = record.text("code", required=True, limit=4)
    country = Country.objects.filter(code=code).first()
    if country is None:
        message = _("'%(name)s' is neither an ISO 3166-1 code nor that of a former state")
        record.problem("code", message % {"name": shown(code)})
        return []
    sources = read_sources(record)
    return [import_profile(entry, country, sources) for entry in record.children("profiles")]


def import_profile(record: Record, country: Country, sources: dict[str, Source]) -> CountryProfile:
    """Write one dated version."""
    record.allow(*PROFILE_KEYS)
    profile: CountryProfile = saved(
        CountryProfile,
        {"country": country, "slug": record.text("slug", required=True, limit=40)},
        {"valid_from": record.partial_date("valid_from"), "valid_to": record.partial_date("valid_to")},
    )
    sync_texts(profile, record.texts("texts", *PROFILE_TEXTS))
    import_stages(record, profile)
    import_bodies(record, profile)
    import_links(record, profile)
    sync_citations(profile, record, sources)
    return profile


def import_stages(record: Record, profile: CountryProfile) -> None:
    """Write the stations of the pathways and where each leads."""
    rows, texts, routes = [], {}, {}
    for order, entry in enumerate(record.children("stages")):
        entry.allow("key", "kind", "title", "age_from", "years", "certificate", "compulsory", "leads_to", "cites")
        key = entry.text("key", required=True, limit=60)
        title, certificate = entry.child("title"), entry.child("certificate")
        rows.append(
            {
                "key": key,
                "order": order,
                "kind": entry.choice("kind", Stage.Kind.values, required=True),
                "title": title.text("original", required=True, limit=300),
                "language": title.language("lang"),
                "age_from": entry.number("age_from", high=99),
                "years": years(entry),
                "certificate": certificate.text("original", limit=300),
                "compulsory": entry.flag("compulsory"),
            }
        )
        certificates = certificate.wordings(*TITLE_KEYS)
        texts[key] = {
            language: {"title": words, "certificate": certificates.get(language, "")}
            for language, words in title.wordings(*TITLE_KEYS).items()
        }
        routes[key] = (entry, entry.strings("leads_to"))
    stages = synced(Stage, {"profile": profile}, "key", rows)
    for key, (entry, targets) in routes.items():
        sync_texts(stages[key], texts[key])
        for unknown in set(targets) - set(stages):
            message = _("names '%(name)s', which is no stage of this profile")
            entry.problem("leads_to", message % {"name": shown(unknown)})
        stages[key].leads_to.set([stages[target] for target in targets if target in stages])


def years(entry: Record) -> float | None:
    """Length of a stage in years, halves allowed."""
    value = entry.data.get("years")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 20:
        message = _("must be a number of years such as 3 or 2.5, not “%(value)s”")
        entry.problem("years", message % {"value": shown(value)})
        return None
    return float(value)


def import_bodies(record: Record, profile: CountryProfile) -> None:
    """Write ministries, awarding bodies and the like."""
    rows, texts = [], {}
    known = ("name", "lang", "role", "url")
    for order, entry in enumerate(record.children("bodies")):
        rows.append(
            {
                "order": order,
                "role": entry.choice("role", CountryBody.Role.values, required=True),
                "name": entry.text("name", required=True, limit=300),
                "language": entry.language("lang"),
                "url": entry.address("url"),
            }
        )
        texts[order] = {language: {"name": words} for language, words in entry.wordings(*known).items()}
    for order, body in synced(CountryBody, {"profile": profile}, "order", rows).items():
        sync_texts(body, texts[order])


def import_links(record: Record, profile: CountryProfile) -> None:
    """Write the pages worth reading."""
    rows = []
    for order, entry in enumerate(record.children("links")):
        entry.allow("title", "url", "lang")
        rows.append(
            {
                "order": order,
                "title": entry.text("title", required=True, limit=500),
                "url": entry.address("url", required=True),
                "language": entry.text("lang", limit=8),
            }
        )
    synced(CountryLink, {"profile": profile}, "order", rows)
