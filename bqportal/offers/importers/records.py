"""Centres, courses, trainings and good practice from YAML records; docs/offers.md describes them."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.countries.models import Country
from bqportal.editorial.faults import shown
from bqportal.editorial.records import LANGUAGE, Record
from bqportal.editorial.writing import read_sources, saved, sync_citations, sync_texts, synced
from bqportal.occupations.models import ReferenceOccupation, TrainingPosition
from bqportal.offers.exporting import position_lines
from bqportal.offers.models import Centre, CentreReport, Event, Mode, Offer, Practice, Topic
from bqportal.offers.shape import CENTRE, EVENT, LEVELS, OFFER, PRACTICE
from bqportal.organisations.models import Organisation
from bqportal.organisations.places import LANDS

FIGURE = re.compile(r"^(?P<label>.+?):\s*(?P<number>\d[\d., ]*)$")
NETWORKS = "networks"  # /counselling-centres/networks/
AREA = re.compile(r"^\d{2}(\d{3}(\d{3})?)?$")


@transaction.atomic
def import_centre(record: Record) -> Centre | None:
    """Write one centre. Problems are noted in the record; the caller rolls back."""
    found = begun(record, CENTRE.fields, "reports")
    if found is None:
        return None
    slug, country = found
    if slug == NETWORKS:
        message = _("'%(name)s' is the address of the page of all networks; choose another")
        record.problem("slug", message % {"name": NETWORKS})
    sources = read_sources(record)
    centre: Centre = saved(Centre, {"slug": slug}, {"country": country, **centre_facts(record, slug)})
    sync_texts(centre, record.texts("texts", "summary", "hours", "funding"))
    synced(CentreReport, {"centre": centre}, "order", report_rows(record))
    sync_citations(centre, record, sources)
    return centre


def centre_facts(record: Record, slug: str) -> dict[str, Any]:
    """The hard facts of a centre."""
    return {
        "kind": record.choice("kind", Centre.Kind.values, required=True),
        "name": record.text("name", required=True, limit=300),
        "carrier": record.text("carrier", limit=300),
        "parent": parent_of(record, slug),
        "organisation": organisation_of(record),
        "lands": codes(record, "lands", LANDS),
        "areas": matching(record, "areas", AREA, _("must be 2, 5 or 8 digits of a key (AGS), not “%(value)s”")),
        "is_nationwide": record.flag("is_nationwide"),
        "ags": key_of(record),
        "street": record.text("street", limit=200),
        "postcode": record.text("postcode", limit=10),
        "city": record.text("city", limit=100),
        "url": record.address("url"),
        "email": mail_of(record),
        "phone": record.text("phone", limit=60),
        "languages": matching(record, "languages", LANGUAGE, _("must be a language code such as pl, not “%(value)s”")),
        "topics": codes(record, "topics", Topic.values),
        "modes": codes(record, "modes", Mode.values),
        "funded_from": record.partial_date("funded_from"),
        "funded_until": record.partial_date("funded_until"),
        "partners": record.strings("partners"),
    }


def report_rows(record: Record) -> list[dict[str, Any]]:
    """Reports in their order, figures as {label: number}."""
    rows = []
    for order, entry in enumerate(record.children("reports")):
        entry.allow("year", "title", "url", "figures")
        figures: dict[str, int] = {}
        for line in entry.strings("figures"):
            if match := FIGURE.match(line.strip()):
                figures[match["label"].strip()] = int(re.sub(r"\D", "", match["number"]))
            else:
                message = _("must be what was counted, a colon and a whole number, not “%(value)s”")
                entry.problem("figures", message % {"value": shown(line, 80)})
        rows.append(
            {
                "order": order, "year": entry.number("year", low=2005, high=2100),
                "title": entry.text("title", required=True, limit=300), "url": entry.address("url"),
                "figures": figures,
            }
        )  # fmt: skip
    return rows


@transaction.atomic
def import_offer(record: Record) -> Offer | None:
    """Write one course with the training positions that it covers."""
    found = begun(record, OFFER.fields)
    if found is None:
        return None
    slug, country = found
    sources = read_sources(record)
    occupation = occupation_of(record)
    values = {"country": country, "occupation": occupation, **offer_facts(record)}
    offer: Offer = saved(Offer, {"slug": slug}, values)
    offer.positions.set(positions_of(record, occupation))
    sync_texts(offer, record.texts("texts", "title", "summary", "funding"))
    sync_citations(offer, record, sources)
    return offer


def offer_facts(record: Record) -> dict[str, Any]:
    """The hard facts of a course."""
    level = record.child("level")
    level.allow("from", "to")
    return {
        "kind": record.choice("kind", Offer.Kind.values, required=True),
        "title": record.text("title", required=True, limit=300),
        "language": record.language("lang"),
        "provider": record.text("provider", required=True, limit=300),
        "url": record.address("url"),
        "level_from": level.choice("from", list(LEVELS)),
        "level_to": level.choice("to", list(LEVELS)),
        "land": record.choice("land", list(LANDS)),
        "ags": key_of(record),
        "city": record.text("city", limit=100),
        "forms": codes(record, "forms", Offer.Form.values),
        "starts_on": record.day("starts_on"),
        "is_rolling": record.flag("is_rolling"),
        "weeks": record.number("weeks", low=1, high=260),
        "cost_cents": record.number("cost_cents", high=100_000_000),
        "contact": record.text("contact", limit=300),
        "valid_from": record.partial_date("valid_from"),
        "valid_to": record.partial_date("valid_to"),
    }


def occupation_of(record: Record) -> ReferenceOccupation | None:
    """The reference occupation that the course names."""
    slug = record.text("occupation", limit=150)
    occupation = ReferenceOccupation.objects.filter(slug=slug).first() if slug else None
    if slug and occupation is None:
        record.problem("occupation", _("'%(name)s' is no reference occupation (its address)") % {"name": slug})
    return occupation


def positions_of(record: Record, occupation: ReferenceOccupation | None) -> list[TrainingPosition]:
    """The positions that the course covers, found by their wording in the regulation that it names."""
    key, lines = record.text("regulation", limit=100), record.strings("positions")
    if not key and not lines:
        return []
    if not key or not lines or occupation is None:
        message = _("need the occupation, the regulation that they stand in, and their wordings")
        record.problem("positions", message)
        return []
    found = TrainingPosition.objects.filter(version__occupation=occupation, version__regulation__key=key)
    known = position_lines(found)
    if not known:
        record.problem("regulation", _("'%(name)s' has no positions of this occupation") % {"name": key})
    for line in lines:
        if known and line not in known:
            message = _("'%(name)s' is no position there; it must be worded as in the regulation")
            record.problem("positions", message % {"name": shown(line, 80)})
    return [known[line] for line in lines if line in known]


@transaction.atomic
def import_event(record: Record) -> Event | None:
    """Write one training."""
    found = begun(record, EVENT.fields)
    starts_on = record.day("starts_on")
    if starts_on is None:
        record.problem("starts_on", _("is missing"))
    if found is None or starts_on is None:
        return None
    slug, country = found
    ends_on = record.day("ends_on")
    if ends_on and ends_on < starts_on:
        record.problem("ends_on", _("lies before the beginning"))
    sources = read_sources(record)
    values = {
        "country": country,
        "title": record.text("title", required=True, limit=300),
        "language": record.language("lang"),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_online": record.flag("is_online"),
        "place": record.text("place", limit=200),
        "land": record.choice("land", list(LANDS)),
        "topics": codes(record, "topics", Topic.values),
        "organiser": record.text("organiser", limit=300),
        "url": record.address("url"),
    }
    event: Event = saved(Event, {"slug": slug}, values)
    sync_texts(event, limited_texts(record, "title", "summary", "audience"))
    sync_citations(event, record, sources)
    return event


@transaction.atomic
def import_practice(record: Record) -> Practice | None:
    """Write one good practice."""
    found = begun(record, PRACTICE.fields)
    if found is None:
        return None
    slug, country = found
    name = record.text("network", limit=150)
    network = Centre.objects.filter(slug=name).first() if name else None
    if name and network is None:
        record.problem("network", _("'%(name)s' is no centre or network of this directory") % {"name": name})
    sources = read_sources(record)
    values = {
        "country": country,
        "title": record.text("title", required=True, limit=300),
        "language": record.language("lang"),
        "network": network,
        "year": record.number("year", low=2005, high=2100),
        "topics": codes(record, "topics", Topic.values),
        "url": record.address("url"),
    }
    practice: Practice = saved(Practice, {"slug": slug}, values)
    sync_texts(practice, limited_texts(record, "title", "what", "audience"))
    sync_citations(practice, record, sources)
    return practice


def begun(record: Record, fields: Iterable[Any], *lists: str) -> tuple[str, Country] | None:
    """Address and country, once the keys are known ones; None where there is nothing to write to."""
    record.allow(*dict.fromkeys(field.path.partition(".")[0] for field in fields), *lists, "cites", "sources")
    slug = record.text("slug", required=True, limit=150)
    code = record.text("country", required=True, limit=4)
    country = Country.objects.filter(code=code).first()
    if country is None:
        record.problem("country", _("must be a known country code"))
    return (slug, country) if slug and country else None


def limited_texts(record: Record, *names: str) -> dict[str, dict[str, str]]:
    """Texts per language; titles and audiences are single lines."""
    found = record.texts("texts", *names)
    for language, values in found.items():
        for name in {"title", "audience"} & set(values):
            if len(values[name]) > 300:
                message = _("is too long; at most %(limit)s characters") % {"limit": 300}
                record.problem(f"texts: {language}: {name}", message)
                values[name] = ""
    return found


def parent_of(record: Record, slug: str) -> Centre | None:
    """The network above. None goes in a circle: what stands above is looked up to the top."""
    name = record.text("parent", limit=150)
    parent = above = Centre.objects.filter(slug=name).first() if name else None
    if name and parent is None:
        record.problem("parent", _("'%(name)s' is no centre or network of this directory") % {"name": name})
    while above is not None:
        if above.slug == slug:
            record.problem("parent", _("would stand below itself"))
            return None
        above = above.parent
    return parent


def organisation_of(record: Record) -> Organisation | None:
    """The organisation of this portal that answers for the centre."""
    slug = record.text("organisation", limit=120)
    organisation = Organisation.objects.filter(slug=slug).first() if slug else None
    if slug and organisation is None:
        record.problem("organisation", _("'%(name)s' is no organisation of this portal") % {"name": slug})
    return organisation


def key_of(record: Record) -> str:
    """The key of a municipality: eight digits."""
    ags = record.text("ags", limit=8)
    if ags and not re.fullmatch(r"\d{8}", ags):
        record.problem("ags", _("must be eight digits"))
        return ""
    return ags


def mail_of(record: Record) -> str:
    """An e-mail address."""
    mail = record.text("email", limit=254)
    try:
        if mail:
            validate_email(mail)
    except ValidationError:
        record.problem("email", _("is no e-mail address: “%(value)s”") % {"value": shown(mail, 80)})
        return ""
    return mail


def codes(record: Record, key: str, known: Iterable[str]) -> list[str]:
    """A list of known codes."""
    allowed, found = list(known), record.strings(key)
    for code in found:
        if code not in allowed:
            message = _("must be one of %(choices)s, not “%(value)s”")
            record.problem(key, message % {"choices": ", ".join(allowed), "value": shown(code)})
    return [code for code in found if code in allowed]


def matching(record: Record, key: str, pattern: re.Pattern[str], otherwise: str) -> list[str]:
    """A list of texts of one form."""
    found = record.strings(key)
    for value in found:
        if not pattern.match(value):
            record.problem(key, otherwise % {"value": shown(value)})
    return [value for value in found if pattern.match(value)]
