"""Of a plan: who counsels nearby, what helps, and what to do next."""

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_body import is_dialled, where_to_ask
from bqportal.catalogue.finder.plan_parts import Item, Language, Part, Section, Style, Value, Words, reader
from bqportal.catalogue.finder.situation import Situation
from bqportal.guides.queries import guides
from bqportal.languages.texts import by_language
from bqportal.occupations.routing import Regime
from bqportal.offers.models import Centre, Offer
from bqportal.offers.queries import centres_near, is_over, offers_for

GUIDES = ("recognition-individuals", "professions-regulated", "procedure-deadlines", "cost")
CENTRES_SHOWN, OFFERS_SHOWN = 3, 3


def what_helps(case: Situation) -> Section:
    """Counselling nearby, courses, and pages of this portal."""
    parts = [*_centres(case), *_offers(case), *_pages(case)]
    return Section(key="help", heading=_("Who helps you"), legal="Beratung", parts=tuple(parts))


def _centres(case: Situation) -> list[Part]:
    """The nearest with the ways to reach them; without any, where to ask instead."""
    near = [_centre(one) for one in _nearest(case)]
    query = urlencode({
        name: value for name, value in (
            ("postcode", case.place.postcode if case.place else ""), ("land", case.land), ("language", reader())
        ) if value
    })  # fmt: skip
    every = Value(text=_("All counselling centres"), route="catalogue:centre-list", query=query)
    none = Item(words=_("No information: this portal knows no counselling centre for your place yet."))
    ask = () if near or not case.competent.is_certain else tuple(where_to_ask(case))  # else they stand above already
    items = (*(() if near else (none, *ask)), Item(words=_("More"), values=(every,)))
    return [*near, Part(items=items, style=Style.POINTS)]


def _nearest(case: Situation) -> list[Centre]:
    ags, postcode = (case.place.ags, case.place.postcode) if case.place else ("", "")
    return centres_near(land=case.land, ags=ags, postcode=postcode, language=reader(), limit=CENTRES_SHOWN)


def _centre(centre: Centre) -> Part:
    facts: list[tuple[Words, str, str]] = [
        (_("Town"), centre.city, ""),
        (_("Telephone"), centre.phone, f"tel:{''.join(filter(is_dialled, centre.phone))}"),
        (_("E-mail"), centre.email, f"mailto:{centre.email}"),
    ]
    spoken = tuple(Value(text=Language(code)) for code in centre.languages)
    items = tuple(
        Item(words=label, values=(Value(text=text, language="zxx" if url else "de", url=url),) if text else ())
        for label, text, url in facts
    )
    name = Value(text=centre.name, language="de", route="catalogue:centre-detail", arguments=(centre.slug,))
    return Part(name=name, items=(*items, Item(words=_("Languages"), values=spoken)), style=Style.FACTS)


def _offers(case: Situation) -> list[Part]:
    found = [
        Item(
            words="",
            values=(
                Value(text=one.title, language=one.language, route="catalogue:offer-detail", arguments=(one.slug,)),
                Value(text=", ".join(filter(None, (one.provider, one.city))), language="de"),
            ),
        )
        for one in _courses(case)
    ]
    heading = _("Courses for this occupation")
    return [Part(heading=heading, legal="Qualifizierung", items=tuple(found), style=Style.POINTS)] if found else []


def _courses(case: Situation) -> list[Offer]:
    """Courses that are still offered, those in the Land first."""
    if case.subject.occupation is None:
        return []
    found = [match.offer for match in offers_for(case.subject.occupation.slug, land=case.land)]
    return [offer for offer in found if not is_over(offer.valid_to, case.day)][:OFFERS_SHOWN]


def _pages(case: Situation) -> list[Part]:
    links = []
    subject = case.subject
    if subject.qualification is not None and subject.occupation is not None:
        query = urlencode({"qualification": subject.qualification.slug, "occupation": subject.occupation.slug})
        links.append(
            Item(words=_("For employers: what your training covered, on one sheet"),
                 values=(Value(text=_("Comparison sheet"), route="catalogue:sheet-new", query=query),))
        )  # fmt: skip
    rows = guides().filter(slug__in=GUIDES)
    found = {guide.slug: by_language(guide.texts.all(), "title") for guide in rows}
    titles = tuple(
        Value(texts=found[slug], route="catalogue:guide-detail", arguments=(slug,)) for slug in GUIDES if slug in found
    )
    if titles:
        links.append(Item(words=_("To read"), values=titles))
    return [Part(heading=_("In this portal"), items=tuple(links), style=Style.POINTS)] if links else []


def what_next(case: Situation) -> Section:
    """One sentence."""
    return Section(key="next", heading=_("Your next step"), parts=(Part(items=(Item(words=_next(case)),)),))


def _next(case: Situation) -> Words:
    if case.route.regime is Regime.VALIDATION:
        return _("Collect proof of the time that you have worked, and ask the chamber for a talk.")
    if not case.has_certificate or case.route.regime is Regime.UNKNOWN:
        return _("Talk to a counselling centre before you pay for anything.")
    if case.is_accelerated:
        return _("Send your papers to your employer, who hands them in at the immigration office.")
    if case.has_lost_papers:
        return _("Write down which papers are missing and why, and take this plan to a counselling centre.")
    if not case.competent.is_certain:
        return _("Find out which body is in charge: ask one of those above or a counselling centre.")
    return _("Collect your papers, ask the body for its fee and its form, and then apply.")
