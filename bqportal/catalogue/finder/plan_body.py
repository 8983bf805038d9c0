"""Of a plan: who decides, with the way to reach them and the reasons."""

from collections.abc import Iterable

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_parts import Item, Part, Reasoned, Reference, Said, Section, Style, Value, Words
from bqportal.catalogue.finder.questions import without
from bqportal.catalogue.finder.situation import Situation
from bqportal.occupations.authorities import Contact, contact_of
from bqportal.occupations.routing import Body, Reason, Regime
from bqportal.organisations.models import Organisation

SHOWN = 6  # bodies with their addresses: more is no choice on a phone
HOTLINE = Reference(
    "frauen-berufsperspektive.de: Anerkennungsgesetz (2012); bamf.de: Meldung vom 20. August 2019",
    "https://www.bamf.de/SharedDocs/Meldungen/DE/2019/20190820-am-tdot-hotline-alid.html",
)
ZSBA = Reference(
    "Bundesagentur für Arbeit: Zentrale Servicestelle Berufsanerkennung",
    "https://www.arbeitsagentur.de/vor-ort/zav/working-living-in-germany/zsba/professional-recognition",
)
# For the reader, where the words for the offices would not do; None: nothing that a reader needs.
OWN_WORDS: dict[str, Words | None] = {
    "both_laws": _("Companies of trade and industry and companies of the crafts both train in this occupation."),
    "craft": None,  # these are said where it is about working
    "vocational": None,
    "further": None,
    "validation": None,
    "regulated_craft": None,
    "no_place": None,
    "authority_unnamed": None,
    "unknown": None,
    "late_repatriate": None,
    "exception_permit": None,
    "accelerated": None,
}


def who_decides(case: Situation) -> Section:
    """The body in charge, or those that come into question."""
    bodies = case.competent.bodies
    shown = [_contact(one) for one in bodies] if len(bodies) <= SHOWN else [_names(bodies)]
    parts = [_introduction(case), *shown]
    parts += [_unlisted(name) for name in case.competent.unlisted]
    reasons = _reasons(case)
    if reasons:
        parts.append(Part(heading=_("Why this body"), items=tuple(reasons), style=Style.POINTS))
    if not case.competent.is_certain:
        parts.append(Part(heading=_("Where you can ask"), items=tuple(where_to_ask(case)), style=Style.POINTS))
    heading = _("Who tests what you can do") if case.route.regime is Regime.VALIDATION else _("Who decides")
    return Section(key="body", heading=heading, legal="zuständige Stelle", parts=tuple(parts))


def _introduction(case: Situation) -> Part:
    found = case.competent
    count = len(found.bodies) + len(found.unlisted)
    if count == 0:
        items = _nobody(case)
    elif found.is_certain:
        items = [Item(words=_("You apply to this body. It decides about your application."))]
    else:
        items = _choice(case, count)
    return Part(items=tuple(items))


def _nobody(case: Situation) -> list[Item]:
    """No body: for want of a place, or because no source names one."""
    if not case.land and case.route.bodies:
        return [_say_where(case)]
    items = [Item(words=_("The portal does not know which body decides here. It does not guess."))]
    if case.route.regime in (Regime.OWN_LAW, Regime.LAND_LAW):
        items.append(Item(words=_("It is an authority that the Land has named."), legal="vom Land bestimmte Behörde"))
    return items


def _choice(case: Situation, count: int) -> list[Item]:
    """How to choose among several."""
    found = case.competent
    items = [Item(words=Said(_("%(count)s bodies come into question."), {"count": count}))]
    if {Body.IHK, Body.HWK} <= set(case.route.bodies):
        items.append(
            Item(words=_("Do you want to work in a company of the crafts? Then ask the chamber of skilled crafts. In any other company: the chamber of commerce and industry."),  # noqa: E501
                 legal="Handwerkskammer (HWK); Industrie- und Handelskammer (IHK)")
        )  # fmt: skip
    if case.route.besides and sum(one.kind == Body.IHK for one in found.bodies) > 1:
        items.append(
            Item(words=_("IHK FOSA decides for most places. Only in the districts of the other chambers named here these decide themselves."))  # noqa: E501
        )  # fmt: skip
    if case.place is None:
        items.append(
            Item(words=_("The body at the place where you want to work is the right one."),
                 values=(Value(text=_("Look it up by the place"), route="catalogue:finder-question",
                               arguments=(case.ask_place.value,), query=_asked_again(case)),))
        )  # fmt: skip
    return items


def _say_where(case: Situation) -> Item:
    return Item(
        words=_("The place where you want to work decides which body is in charge."),
        values=(Value(text=_("Say where you want to work"), route="catalogue:finder-question",
                      arguments=(case.ask_place.value,), query=_asked_again(case)),),
    )  # fmt: skip


def _asked_again(case: Situation) -> str:
    return urlencode(without(case.answers, case.ask_place.value).given)


def _names(bodies: Iterable[Organisation]) -> Part:
    """Many bodies, by name and town only."""
    items = [
        Item(words="", values=(Value(text=f"{one.name} ({one.city})" if one.city else one.name, language="de"),))
        for one in bodies
    ]
    return Part(items=tuple(items), style=Style.POINTS)


def _contact(body: Organisation) -> Part:
    """How to reach a body; what the directory does not have says so."""
    town = _fact(_("Town"), Value(text=body.city, language="de"))
    return _reachable(body.name, (town, *_ways(body)))


def _unlisted(name: str) -> Part:
    """How to reach a body that is not in the directory, as far as a source says it."""
    contact = contact_of(name)
    if contact is None:
        return Part(name=Value(text=name, language="de"), items=(_no_address(),))
    return _reachable(name, tuple(item for item in _ways(contact) if item.values))


def _reachable(name: str, items: tuple[Item, ...]) -> Part:
    return Part(name=Value(text=name, language="de"), items=items, style=Style.FACTS)


def _ways(to: Organisation | Contact) -> tuple[Item, ...]:
    """Web, e-mail and telephone."""
    return (
        _fact(_("Web"), Value(text=to.url, language="zxx", url=to.url)),
        _fact(_("E-mail"), Value(text=to.email, language="zxx", url=f"mailto:{to.email}")),
        _fact(_("Telephone"), Value(text=to.phone, language="zxx", url=f"tel:{''.join(filter(is_dialled, to.phone))}")),
    )


def _fact(label: Words, value: Value) -> Item:
    return Item(words=label, values=(value,) if str(value.text) else ())


def is_dialled(character: str) -> bool:
    """Whether a telephone dials it."""
    return character.isdigit() or character == "+"


def _no_address() -> Item:
    return Item(words=_("The portal has no address of this body yet. Look for its name, or ask a counselling centre."))


def _reasons(case: Situation) -> list[Item]:
    """Each reason once: two kinds of bodies may have the same."""
    told = {(str(item.words), item.norm): item for item in map(_reason, _for_readers(case))}
    return list(told.values())


def _for_readers(case: Situation) -> list[Reason]:
    return [one for one in case.competent.reasons if OWN_WORDS.get(one.rule, "") is not None]


def _reason(reason: Reason) -> Item:
    words = OWN_WORDS.get(reason.rule) or Reasoned(reason)
    reference = Reference(reason.source) if reason.source else None
    return Item(
        words=words, norm=reason.norm, since=reason.valid_from, until=reason.valid_to, reference=reference
    )  # the words say themselves when to look again


def where_to_ask(case: Situation) -> list[Item]:
    """Who helps to find the body; abroad another office than in Germany."""
    hotline = Item(
        words=_("Hotline “Working and Living in Germany”, in German and English"),
        legal="Hotline „Arbeiten und Leben in Deutschland“",
        values=(Value(text="+49 30 1815-1111", language="zxx", url="tel:+493018151111"),),
        reference=HOTLINE, recheck=True,
    )  # fmt: skip
    if not case.answers.is_abroad:
        return [hotline]
    return [Item(words=_("For people abroad: free counselling, also about the place"),
                 legal="Zentrale Servicestelle Berufsanerkennung (ZSBA)", reference=ZSBA,
                 values=(Value(text=ZSBA.url, language="zxx", url=ZSBA.url),)), hotline]  # fmt: skip
