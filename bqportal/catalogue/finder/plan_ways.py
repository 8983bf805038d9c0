"""Of a plan: other ways, each only where it may apply, with who it is for."""

from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_parts import Item, Part, Section, Style, Words
from bqportal.catalogue.finder.situation import Situation
from bqportal.occupations.routing import Regime

# Republics of the former Soviet Union (§ 4 Abs. 1 BVFG); from elsewhere more has to be shown (§ 4 Abs. 2).
OF_LATE_REPATRIATES = frozenset(
    ("AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ")
)
LEAST_MONTHS = 24  # of training, § 16d Abs. 3 AufenthG


def other_ways(case: Situation) -> Section | None:
    """None when nothing applies."""
    found = [way(case) for way in (_accelerated, _partnership, _lost_papers, _validation, _late_repatriate, _permit)]
    parts = tuple(part for part in found if part is not None)
    return Section(key="ways", heading=_("Other ways for you"), parts=parts) if parts else None


def _way(heading: Words, legal: str, norm: str, *items: Item) -> Part:
    return Part(heading=heading, legal=legal, norm=norm, items=items, style=Style.POINTS)


def _may_need_a_title(case: Situation) -> bool:
    """Still abroad, and trained outside of EU, EEA and Switzerland; her nationality was not asked."""
    return case.answers.is_abroad and not case.in_eea


def _accelerated(case: Situation) -> Part | None:
    if not case.is_accelerated and not _may_need_a_title(case):
        return None
    if not (case.route.is_bqfg or case.route.regime is Regime.OWN_LAW) or not case.has_certificate:
        return None
    chosen = [Item(words=_("You said that your employer has agreed it, so the times above are its times."))]
    return _way(
        _("Accelerated procedure"), "beschleunigtes Fachkräfteverfahren",
        "§ 81a AufenthG, § 14a BQFG" if case.route.is_bqfg else "§ 81a AufenthG",
        Item(words=_("For you if an employer in Germany wants to employ you and you need a visa.")),
        Item(words=_("The employer agrees it with the immigration office, for you and in your name."),
             legal="Ausländerbehörde, Vollmacht"),
        Item(words=_("All letters then go through the immigration office.")),
        *(chosen if case.is_accelerated else ()),
    )  # fmt: skip


def _partnership(case: Situation) -> Part | None:
    if not _may_need_a_title(case) or not case.has_certificate or case.wants_business:
        return None
    if case.route.regime not in (Regime.GENERAL, Regime.OWN_LAW) or _is_short(case):
        return None
    return _way(
        _("Work first, recognition in Germany"), "Anerkennungspartnerschaft", "§ 16d Abs. 3 AufenthG",
        Item(words=_("For you if you have a job offer from Germany, a training of at least two years that your state recognises, and German of level A2.")),  # noqa: E501
        Item(words=_("You and the employer agree: you apply for recognition at the latest after you have come, and the employer makes it possible."),  # noqa: E501
             legal="Vereinbarung"),
        Item(words=_("You get a residence title for one year at first, for three years at most."),
             legal="Aufenthaltserlaubnis"),
    )  # fmt: skip


def _is_short(case: Situation) -> bool:
    known = case.subject.qualification
    return known is not None and known.duration_months is not None and known.duration_months < LEAST_MONTHS


def _lost_papers(case: Situation) -> Part | None:
    if not case.has_lost_papers or not case.route.is_bqfg:
        return None
    return _way(
        _("Papers are missing: show what you can"), "Qualifikationsanalyse", "§ 14 BQFG",
        Item(words=_("For you if you cannot get papers, and it is not your fault, or it would be too hard.")),
        Item(words=_("Apply with what you have, and say why the rest is missing. You may be asked to swear to it."),
             legal="Versicherung an Eides statt"),
        Item(words=_("Experts then look at your skills: a piece of work, a talk, a test."),
             legal="Arbeitsprobe, Fachgespräch"),
        Item(words=_("Nobody has to ask the authorities of a state from which they have fled. Tell the body and the counselling centre.")),  # noqa: E501
    )  # fmt: skip


def _validation(case: Situation) -> Part | None:
    if case.route.regime is not Regime.VALIDATION:
        return None
    norm = next((one.norm for one in case.route.reasons if one.rule == "validation"), "")
    return _way(
        _("Have your skills tested and attested"), "Feststellung der beruflichen Handlungsfähigkeit", norm,
        Item(words=_("For you if you are 25 or older and have no certificate in this occupation.")),
        Item(words=_("You have worked in the occupation for one and a half times as long as the German training takes.")),  # noqa: E501
        Item(words=_("You live in Germany, or half of this work was in Germany.")),
        Item(words=_("You are not in training for this occupation, and no equivalence was found for you.")),
        Item(words=_("Experts of the chamber look at your work. You get a certificate, or a letter that says what you can do."),  # noqa: E501
             legal="Zeugnis, Bescheid"),
    )  # fmt: skip


def _late_repatriate(case: Situation) -> Part | None:
    if case.country not in OF_LATE_REPATRIATES or not case.has_certificate:
        return None
    return _way(
        _("For late repatriates"), "Spätaussiedlerinnen und Spätaussiedler", "§ 10 BVFG",
        Item(words=_("For you if you or your family were admitted to Germany as late repatriates.")),
        Item(words=_("You may choose this procedure instead. Lost certificates may be replaced by a sworn statement."),
             legal="Versicherung an Eides statt"),
    )  # fmt: skip


def _permit(case: Situation) -> Part | None:
    if not case.wants_business:
        return None
    return _way(
        _("Your own business in the craft"), "Ausnahmebewilligung", "§ 9 HwO, EU/EWR-HwV",
        Item(words=_("For citizens of the EU, the EEA or Switzerland: an exceptional permit, for example after years of experience in the craft.")),  # noqa: E501
        Item(words=_("For everybody: recognition at the level of a master (see above). You do not become a master by it, but you may run the business."),  # noqa: E501
             legal="Gleichwertigkeit mit der Meisterprüfung", norm="§ 50c HwO"),
        Item(words=_("The chamber of skilled crafts says which of the two is better for you."),
             legal="Handwerkskammer"),
    )  # fmt: skip
