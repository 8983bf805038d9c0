"""Of a plan: what she has, what it is in Germany, and whether she may work without recognition."""

from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.plan_parts import Country, Item, Part, Section, Style, Value
from bqportal.catalogue.finder.situation import Situation
from bqportal.languages.texts import by_language
from bqportal.occupations.routing import Regime

# What the permit is called where it is no "Erlaubnis": § 2 Abs. 1 BÄO and its like; § 32 Abs. 2 StBerG, § 1 Abs. 1 WPO.
PERMIT = {
    **dict.fromkeys(("BÄO", "ZHG", "BApO", "BTÄO"), "Approbation, Berufserlaubnis"),
    **dict.fromkeys(("StBerG", "WPO"), "Bestellung"),
}
EXAMINED = frozenset(("StBerG", "WPO"))  # an examination leads there, no finding of equivalence (§ 37a StBerG)


def certificate(case: Situation) -> Value:
    """The certificate as it is called where it was awarded, else what was typed."""
    known = case.subject.qualification
    return Value(text=known.title, language=known.language) if known else Value(text=case.answers.title, language="und")


def occupation(case: Situation) -> Value:
    """The German occupation with both forms of its name; empty when nobody knows it."""
    chosen = case.subject.chosen
    names = dict.fromkeys(filter(None, (chosen.name_m, chosen.name_f))) if chosen else {}
    return Value(text=" / ".join(names), language="de" if names else "")


def what_it_is(case: Situation) -> Section:
    """From the certificate to the German occupation."""
    proposed = Item(
        words=_("This is a proposal. The body in charge decides, together with you, which German occupation your training is compared with."),  # noqa: E501
        norm="§ 35a VwVfG",
    )  # fmt: skip
    return Section(
        key="what",
        heading=_("What you have, and what it is in Germany"),
        parts=(Part(items=(*_theirs(case), *_ours(case)), style=Style.FACTS), Part(items=(proposed,))),
    )


def _theirs(case: Situation) -> list[Item]:
    known = case.subject.qualification
    if known is None:
        label = _("You wrote") if case.has_certificate else _("You have worked as")
        items = [Item(words=label, values=(certificate(case),))]
    else:
        titles = by_language(known.texts.all(), "title")
        translated = (
            (Value(texts=titles, silent_in=known.language),) if titles and known.title not in titles.values() else ()
        )
        profile = Value(text=_("Profile of this certificate"), route="catalogue:qualification-detail",
                        arguments=(known.slug,))  # fmt: skip
        items = [Item(words=_("Your certificate"), values=(certificate(case), *translated, profile))]
    if case.has_certificate:
        state = (Value(text=Country(case.country)),) if case.country else ()
        items.append(Item(words=_("Country of the training"), values=state))
    return items


def _ours(case: Situation) -> list[Item]:
    chosen = case.subject.chosen
    values = [occupation(case)] if chosen else []
    titles = {language: title for language, title in chosen.titles.items() if language != "de"} if chosen else {}
    if titles:
        values.append(Value(texts=titles, silent_in="de"))
    if case.subject.occupation is not None:
        values.append(
            Value(
                text=_("About this occupation"), route="catalogue:occupation-detail",
                arguments=(case.subject.occupation.slug,),
            )
        )  # fmt: skip
    items = [Item(words=_("German occupation"), legal="Referenzberuf", values=tuple(values))]
    if case.subject.profession is not None and case.subject.profession.law_title:
        law = Value(text=case.subject.profession.law_title, language="de", url=case.subject.profession.url)
        items.append(Item(words=_("Its law"), legal="Berufsgesetz", values=(law,)))
    return items


def may_you_work(case: Situation) -> Section:
    """Whether the occupation is regulated, and what that means."""
    items = [*MEANING[case.route.regime](case), *_residence(case)]
    return Section(
        key="regulated",
        heading=_("May you work without recognition?"),
        legal="reglementierter Beruf",
        parts=(Part(items=tuple(items)),),
    )


def _general(case: Situation) -> list[Item]:
    equal = "§ 40a HwO" if any(one.rule == "craft" for one in case.route.reasons) else "§ 50a BBiG"
    items = [
        Item(words=_("Yes. This occupation is not regulated: you may work in it without recognition."),
             legal="nicht reglementiert"),
        Item(words=_("Recognition helps all the same. Employers see what your training is worth. Full equivalence has the same effect as the German examination."),  # noqa: E501
             legal="volle Gleichwertigkeit", norm=equal),
    ]  # fmt: skip
    if case.is_licensed_craft:
        items.append(
            Item(words=_("Only to run your own business in this craft you need more: the entry in the register of crafts."),  # noqa: E501
                 legal="Handwerksrolle", norm="§ 1 Abs. 1 HwO")
        )  # fmt: skip
    return items


def _regulated(case: Situation) -> list[Item]:
    return [
        Item(words=_("As an employee: yes. You may work in this craft without recognition.")),
        Item(words=_("To run your own business: no, not without the entry in the register of crafts. For it you need recognition at the level of a master, another permit, or a manager who meets the conditions."),  # noqa: E501
             legal="Eintragung in die Handwerksrolle, Betriebsleiter", norm="§ 1 Abs. 1, § 7 Abs. 1 und 3, § 50c HwO"),
    ]  # fmt: skip


def _own_law(case: Situation) -> list[Item]:
    items = [
        Item(words=_("No. This profession is regulated. You need a permit before you work under this job title in Germany."),  # noqa: E501
             legal=f"reglementierter Beruf, {PERMIT.get(case.law, 'Erlaubnis')}", norm=case.law),
    ]  # fmt: skip
    if case.law not in EXAMINED:
        items.append(
            Item(words=_("The recognition of your training is part of the way to this permit."), legal="Anerkennung")
        )
    if not case.has_certificate:
        items.append(_nothing_to_recognise())
    return items


def _land_law(case: Situation) -> list[Item]:
    items = [
        Item(words=_("It depends on the Land. Each Land has its own law for this occupation. Many of these occupations are regulated."),  # noqa: E501
             legal="Landesrecht", norm="§ 2 Abs. 1 BQFG"),
        Item(words=_("Ask the body in charge before you begin to work.")),
    ]  # fmt: skip
    if not case.has_certificate:
        items.append(_nothing_to_recognise())
    return items


def _validation(case: Situation) -> list[Item]:
    return [
        Item(words=_("Yes, as an employee. This occupation is not regulated: you may work in it without a certificate."),  # noqa: E501
             legal="nicht reglementiert"),
        _nothing_to_recognise("§ 3 Abs. 2 BQFG"),
        Item(words=_("But what you can do may be tested and attested."), legal="Validierung",
             norm=_validation_norm(case)),
    ]  # fmt: skip


def _validation_norm(case: Situation) -> str:
    return next((one.norm for one in case.route.reasons if one.rule == "validation"), "§ 50b BBiG, § 41b HwO")


def _nothing_to_recognise(norm: str = "") -> Item:
    """The norm is named only where the BQFG applies (§ 2 Abs. 1)."""
    return Item(
        words=_("Without a certificate of a training from abroad there is nothing that could be recognised."),
        legal="Ausbildungsnachweis", norm=norm,
    )  # fmt: skip


def _unknown(case: Situation) -> list[Item]:
    return [
        Item(words=_("No information: the portal does not know which law applies to this occupation.")),
        Item(words=_("Ask a counselling centre before you begin to work.")),
    ]


MEANING = {
    Regime.GENERAL: _general,
    Regime.REGULATED: _regulated,
    Regime.OWN_LAW: _own_law,
    Regime.LAND_LAW: _land_law,
    Regime.VALIDATION: _validation,
    Regime.UNKNOWN: _unknown,
}


def _residence(case: Situation) -> list[Item]:
    """Nobody asked for her nationality, so it says for whom it is."""
    if not case.answers.is_abroad or not case.has_certificate:
        return []
    words = _(
        "If you are no citizen of the EU, the EEA or Switzerland: for a residence title as a skilled worker you need,"
        " as a rule, a recognised qualification."
    )
    return [Item(words=words, legal="Aufenthaltstitel", norm="§ 18 Abs. 2 Nr. 3 und 4, Abs. 3 AufenthG")]
