"""Of a plan: other ways, each only where it may apply, with who it is for."""

from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_law import EXAMINED
from bqportal.catalogue.finder.plan_parts import Item, Part, Section, Style, Words
from bqportal.catalogue.finder.situation import Situation
from bqportal.occupations.routing import Regime

# Republics of the former Soviet Union (§ 4 Abs. 1 BVFG) and the Baltic states, which § 1 Abs. 2 Nr. 3 names beside it.
# People from the other states named there may be late repatriates too, but more has to be shown (§ 4 Abs. 2).
OF_LATE_REPATRIATES = frozenset(
    ("AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ")
)
LEAST_MONTHS = 24  # of training, § 16d Abs. 3 AufenthG
OTHER_LAWS = (Regime.OWN_LAW, Regime.LAND_LAW)  # the ways of the AufenthG ask for recognition under any law


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
    if not (case.route.is_bqfg or case.route.regime in OTHER_LAWS) or not case.has_certificate:
        return None
    letters = [Item(words=_("All letters then go through the immigration office."))]  # § 14a Abs. 2 and 3 BQFG
    chosen = [Item(words=_("You said that your employer has agreed it, so the times above are its times."))]
    return _way(
        _("Accelerated procedure"), "beschleunigtes Fachkräfteverfahren",
        "§ 81a AufenthG, § 14a BQFG" if case.route.is_bqfg else "§ 81a AufenthG",
        Item(words=_("For you if an employer in Germany wants to employ you and you need a visa.")),
        Item(words=_("The employer agrees it with the immigration office, for you and in your name."),
             legal="Ausländerbehörde, Vollmacht"),
        *(letters if case.route.is_bqfg else ()),
        *(chosen if case.is_accelerated else ()),
    )  # fmt: skip


def _partnership(case: Situation) -> Part | None:
    if not _may_need_a_title(case) or not case.has_certificate or case.wants_business:
        return None
    if case.route.regime not in (Regime.GENERAL, *OTHER_LAWS) or case.law in EXAMINED or _is_short(case):
        return None
    return _way(
        _("Work first, recognition in Germany"), "Anerkennungspartnerschaft", "§ 16d Abs. 3 AufenthG",
        Item(words=_("For you if you have a job offer from Germany, a degree or a training of at least two years that is recognised by the state where you got it, and German of level A2 at least, more if the work needs it.")),  # noqa: E501
        Item(words=_("You and the employer agree: you apply for recognition at once, at the latest after you have come, and the employer lets you take the courses that the body asks for."),  # noqa: E501
             legal="Vereinbarung"),
        Item(words=_("The employer must be able to train you, and the employment agency must agree."),
             legal="Zustimmung der Bundesagentur für Arbeit"),
        Item(words=_("The residence title is for up to one year at first, and for three years at most."),
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
        Item(words=_("If it is dangerous for you or your family, do not ask the authorities of a state from which you have fled. Tell the body and the counselling centre.")),  # noqa: E501
    )  # fmt: skip


def _validation(case: Situation) -> Part | None:
    if case.route.regime is not Regime.VALIDATION:
        return None
    norm = next((one.norm for one in case.route.reasons if one.rule == "validation"), "")
    return _way(
        _("Have your skills tested and attested"), "Feststellung der beruflichen Handlungsfähigkeit", norm,
        Item(words=_("For you if you are 25 or older and have no certificate in this occupation.")),
        Item(words=_("As a rule, you have worked in the occupation for at least one and a half times as long as the German training takes.")),  # noqa: E501
        Item(words=_("You live in Germany, or half of this work was in Germany.")),
        Item(words=_("You are not in training for this occupation, and no equivalence was found for you.")),
        Item(words=_("Experts of the chamber look at your work. If you can do all or most of what the occupation needs, you get a certificate, or a letter that says what you can do."),  # noqa: E501
             legal="Zeugnis, Bescheid"),
    )  # fmt: skip


def _late_repatriate(case: Situation) -> Part | None:
    if case.country not in OF_LATE_REPATRIATES or not case.has_certificate:
        return None
    return _way(
        _("For late repatriates"), "Spätaussiedlerinnen und Spätaussiedler", "§ 7 Abs. 2, § 10 BVFG",
        Item(words=_("For you if you were admitted to Germany as a late repatriate, or together with one as husband, wife or descendant."),  # noqa: E501
             legal="Bescheinigung", norm="§ 15 BVFG"),
        Item(words=_("You may choose this procedure instead. Ask which body decides in it. If certificates are lost, people who know that you passed the examination may swear to it."),  # noqa: E501
             legal="Erklärung an Eides statt", norm="§ 10 Abs. 3 und 4 BVFG"),
    )  # fmt: skip


def _permit(case: Situation) -> Part | None:
    if not case.wants_business:
        return None
    return _way(
        _("Your own business in the craft"), "Ausnahmebewilligung", "§ 9 HwO, EU/EWR-HwV",
        Item(words=_("For citizens of the EU, the EEA or Switzerland: an exceptional permit, for example after years of experience in the craft.")),  # noqa: E501
        Item(words=_("For everybody: recognition at the level of a master (see above). You do not become a master by it, but you may run the business."),  # noqa: E501
             legal="Gleichwertigkeit mit der Meisterprüfung", norm="§ 7 Abs. 3, §§ 50c, 51 HwO"),
        Item(words=_("The chamber of skilled crafts says which of the two is better for you."),
             legal="Handwerkskammer"),
    )  # fmt: skip
