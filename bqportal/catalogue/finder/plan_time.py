"""Of a plan: what it costs and how long it takes, as far as a source says it."""

from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.costs import (
    EXPERT,
    GRANT,
    GRANT_ANALYSIS,
    JOBCENTRE,
    PROCEDURE,
    Cost,
    costs,
    fee_of,
    help_with_costs,
)
from bqportal.catalogue.finder.durations import Duration, durations, periods_of
from bqportal.catalogue.finder.plan_body import SHOWN
from bqportal.catalogue.finder.plan_parts import Item, Months, Part, Reference, Said, Section, Style, Value, Words
from bqportal.catalogue.finder.situation import Situation
from bqportal.occupations.routing import Regime
from bqportal.statistics.queries import published

BIBB_2021 = Reference("BIBB: Anerkennungszahlen 2021", "https://www.bibb.de/de/169373.php")
STEPS: dict[str, Words] = {
    "acknowledge": _(
        "The body confirms that your application has arrived, and says what is missing: at the latest after"
    ),
    "decide": _("The body decides: at the latest after this time, counted from the day on which all papers are there"),
    "decide_should": _("The body should decide within this time, counted from the day on which all papers are there"),
    "decide_automatic": _("For trainings that are recognised automatically in the EU"),
    "extend": _("The body may take longer once, and must say why in time"),
    "extend_short": _("The body may take longer once, and must say why in time: at most"),
}
WEEKS: dict[int, Words] = {2: _("two weeks")}


def what_it_costs(case: Situation) -> Section:
    """Fees that bodies have published, what comes on top, and who helps to pay."""
    parts = [
        Part(items=tuple(_fees(case)), style=Style.FACTS),
        Part(items=(Item(words=_("Ask the body before you apply: how much, when to pay, and what if I withdraw?")),)),
    ]
    helping = _help(case)
    if helping:
        parts.append(Part(heading=_("Who may help to pay"), items=tuple(helping), style=Style.POINTS))
    return Section(key="costs", heading=_("What it costs"), legal="Gebühren und Auslagen", parts=tuple(parts))


def _fees(case: Situation) -> list[Item]:
    found = _fees_of_bodies(case)
    items = found or [Item(words=_("Fee of the body"), legal="Gebühr")]
    items.append(Item(words=_("Translations"), legal="Übersetzungen"))
    items.append(Item(words=_("Copies that are certified"), legal="beglaubigte Kopien"))
    if case.has_lost_papers and case.route.is_bqfg:
        items.append(Item(words=_("Test of your skills, on top"), legal="Qualifikationsanalyse", norm="§ 14 BQFG"))
    return items


def _fees_of_bodies(case: Situation) -> list[Item]:
    """One line a body; one for all where many have the same figure. None for a validation, which costs otherwise."""
    if case.route.regime is Regime.VALIDATION:
        return []
    law = "" if case.route.is_bqfg else case.law
    named = [(one.kind, one.name) for one in case.competent.bodies]
    if len(named) > SHOWN:
        named = [(kind, "") for kind in dict.fromkeys(kind for kind, _name in named)]
    named += [("authority", name) for name in case.competent.unlisted]
    items: list[Item] = []
    for kind, name in named or [("authority", "")]:
        rows = [row for row in costs() if row.is_for(kind=kind, name=name, law=law, land=case.land, day=case.day)]
        fee, expert = fee_of(PROCEDURE, rows), fee_of(EXPERT, rows)
        if fee:
            items.append(_fee(fee, _("Fee of the body"), name))
        elif name and len(named) > 1:
            items.append(Item(words=Said(_("Fee: %(body)s"), {"body": name}), legal="Gebühr"))
        if expert:
            items.append(_fee(expert, _("Opinion of an expert, if the body needs one"), "", legal="Gutachten"))
    return items


def _fee(cost: Cost, label: Words, name: str, legal: str = "Gebühr") -> Item:
    words = Said(_("Fee: %(body)s"), {"body": name}) if name else label
    if cost.low == cost.high:
        amount = Said(_("about %(amount)s euros"), {"amount": cost.high})
    else:
        amount = Said(_("%(low)s to %(high)s euros"), {"low": cost.low, "high": cost.high})
    return Item(words=words, legal=legal, values=(Value(text=amount),), reference=cost.reference, recheck=cost.recheck)


def _help(case: Situation) -> list[Item]:
    """Only what a source says is still there; none of it for a validation, about which no source speaks."""
    if case.answers.is_abroad or not case.has_certificate:
        return []
    items = []
    grant = help_with_costs(GRANT, day=case.day, rows=costs())
    if grant:
        words = _(
            "Recognition grant, for people with little income who live in Germany: up to %(amount)s euros. It can be"
            " asked for until %(day)s. Ask before you apply for recognition; there is no claim to it."
        )
        items.append(_grant(grant, Said(words, {"amount": grant.high, "day": grant.valid_to}), "Anerkennungszuschuss"))
    analysis = help_with_costs(GRANT_ANALYSIS, day=case.day, rows=costs()) if case.has_lost_papers else None
    if analysis:
        words = _("From the same grant for a test of your skills: up to %(amount)s euros more.")
        items.append(_grant(analysis, Said(words, {"amount": analysis.high}), "Qualifikationsanalyse"))
    jobcentre = help_with_costs(JOBCENTRE, day=case.day, rows=costs())
    if jobcentre:
        ask = Said(_("If you are looking for work: ask the employment agency or the jobcentre before you apply."))
        items.append(_grant(jobcentre, ask, "Agentur für Arbeit, Jobcenter"))
    return items


def _grant(cost: Cost, words: Said, legal: str) -> Item:
    return Item(words=words, legal=legal, reference=cost.reference, recheck=cost.recheck)


def how_long(case: Situation) -> Section:
    """Periods of the law, and what bodies have published."""
    periods = periods_of(
        case.route.regime.value, law="" if case.route.is_bqfg else case.law, accelerated=case.is_accelerated,
        in_eea=case.in_eea, day=case.day, rows=durations(),
    )  # fmt: skip
    items = [_period(one) for one in periods] or [Item(words=_("Time that the law gives the body"))]
    notes = []
    if any(one.step.startswith("decide") for one in periods) and case.route.is_bqfg:
        notes.append(
            Item(words=_("The time begins only when all papers are there. When the body asks for more, it stands still.")),  # noqa: E501
        )  # fmt: skip
    notes += _published_for_all(case)
    parts = [Part(items=(*items, _published_time(case)), style=Style.FACTS)]
    if notes:
        parts.append(Part(items=tuple(notes)))
    return Section(key="time", heading=_("How long the procedure takes"), legal="Frist", parts=tuple(parts))


def _period(period: Duration) -> Item:
    length: Words = WEEKS[period.amount] if period.unit == "week" else Months(period.amount)
    values = (Value(text=length),) if period.amount else (Value(text=_("no fixed time")),)
    return Item(
        words=STEPS[period.step], norm=period.norm, values=values, reference=period.reference, since=period.valid_from,
        recheck=period.recheck,
    )  # fmt: skip


def _published_time(case: Situation) -> Item:
    """The median that one of the bodies has published for the newest year."""
    slugs = {one.slug for one in case.competent.bodies}
    label = _("Published by the body: half of all decisions came within")
    for figures in published() if slugs else ():
        days = figures.tables.get("median_days")
        if figures.organisation.slug in slugs and days is not None:
            words = Said(_("%(days)s days (%(name)s, %(year)s)"), {
                "days": round(days), "name": figures.organisation.name, "year": str(figures.year),
            })  # fmt: skip
            page = Value(text=_("All published figures"), route="catalogue:figures-show",
                         arguments=(figures.organisation.slug, str(figures.year)))  # fmt: skip
            return Item(words=label, values=(Value(text=words), page))
    return Item(words=label, values=(Value(text=_("no figures published")),))


def _published_for_all(case: Situation) -> list[Item]:
    if case.route.regime is not Regime.GENERAL or case.is_accelerated:
        return []
    words = _(
        "In 2021, almost 80 percent of the first decisions on occupations that are not regulated came within three"
        " months, in all of Germany."
    )
    return [Item(words=words, reference=BIBB_2021)]
