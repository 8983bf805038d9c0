"""The decision notice: operative part, qualification, reasons, measures, hints, costs, remedy (§§ 7, 10, 11 BQFG)."""

from django.utils.translation import gettext as _

from bqportal.procedures.notices.facts import Facts
from bqportal.procedures.notices.letters import Order, Texts, law_of
from bqportal.procedures.notices.operative import operative
from bqportal.procedures.notices.pieces import Piece, Sheet, item
from bqportal.procedures.notices.reasons import (
    COMPARED,
    FAVOURABLE,
    differences,
    existing,
    experience,
    history,
    legal,
    qualification,
)
from bqportal.procedures.workflow import Outcome


def decision(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> None:
    """All outcomes; the parts that an outcome does not need stay away."""
    outcome = Outcome(facts.outcome) if facts.outcome else None
    if outcome is None:
        return
    sheet.add("operative", _("Decision"), operative(sheet, facts, order, texts))
    sheet.add("qualification", _("Your vocational qualification"), qualification(sheet, facts))
    if outcome in FAVOURABLE:
        sheet.add("effect", _("What this means for you"), _effect(sheet, facts))
    sheet.add("history", _("Reasons: the facts"), history(sheet, facts, texts))
    sheet.add("reasons", _("Reasons: the law"), _legal(sheet, facts, order, texts))
    if outcome in COMPARED and outcome is not Outcome.FULL:
        sheet.add("existing", _("Existing vocational qualifications"), existing(sheet, facts))
        if not facts.fails_before:
            sheet.add("differences", _("Essential differences"), differences(sheet, facts))
        sheet.add("experience", _("How your work experience was treated"), experience(sheet, facts))
    if outcome is Outcome.NOT_COOPERATED and facts.warned:
        sheet.add("consequence", _("A new application"), _new_application(sheet))
    if outcome is Outcome.MEASURE:
        _measures(sheet, facts, texts)
    sheet.add("level", _("Level of qualification"), _level(sheet, texts))
    sheet.add("hints", _("How to reach full equivalence"), _hints(sheet, facts, texts))
    if outcome is Outcome.NOT_ENTITLED:
        sheet.add("validation", _("Another way: validation of your skills"), _validation(sheet))
    sheet.add("costs", _("Costs"), sheet.own(facts.costs))
    sheet.add("remedy", _("Instruction on legal remedies"), sheet.own(facts.remedy))


def _legal(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> list[Piece]:
    """A favourable decision needs no reasons (§ 39 Abs. 2 Nr. 1 VwVfG); the findings stay in the file."""
    if facts.outcome == Outcome.FULL:
        return [
            sheet.say(_("There are no essential differences between your proven vocational qualifications and the German training (%(law)s). Your application is granted in full; further reasons are not needed."), law=law_of(facts).equivalence),  # noqa: E501
            *sheet.own(texts.get("reasons", "")),
        ]  # fmt: skip
    return legal(sheet, facts, order, texts)


def _effect(sheet: Sheet, facts: Facts) -> list[Piece]:
    """What equivalence means (§ 50a BBiG, § 40a HwO); regulated occupations also need the permission to practise."""
    if facts.is_regulated:
        return [
            sheet.say(
                _(
                    "This decision is about the equivalence of your qualification only. Whether you may take up or practise the occupation depends on the law of the occupation."  # noqa: E501
                )
            )
        ]
    final, journeyman = "BBiG" in facts.legal_basis, "HwO" in facts.legal_basis
    if final and journeyman:
        words = _(
            "Your foreign vocational qualification therefore ranks equally with the German final examination or journeyman's examination passed in this occupation (%(law)s)."  # noqa: E501
        )
        return [sheet.say(words, law="§ 50a BBiG, § 40a HwO")]
    if journeyman:
        words = _(
            "Your foreign training certificate therefore ranks equally with the German journeyman's examination in this occupation (%(law)s)."  # noqa: E501
        )
        return [sheet.say(words, law="§ 40a HwO")]
    words = _(
        "Your foreign vocational qualification therefore ranks equally with the German final examination passed in this occupation (%(law)s)."  # noqa: E501
    )
    return [sheet.say(words, law="§ 50a BBiG")] if final else []


def _measures(sheet: Sheet, facts: Facts, texts: Texts) -> None:
    """Limited to the differences (§ 11 Abs. 2); choice (Abs. 3), test within six months (Abs. 4)."""
    measure = texts.get("measures") or facts.measure
    if measure:
        sheet.add("measures", _("Compensation measures"), [
            sheet.say(_("The essential differences can be made up for by an adaptation period or by an aptitude test. Both are limited to the essential differences that were established (%(law)s):"), law="§ 11 Abs. 1 und 2 BQFG"),  # noqa: E501
            *sheet.own(measure),
        ])  # fmt: skip
    choice = [
        sheet.say(_("You may choose between an adaptation period of at most three years and an aptitude test (%(law)s)."), law="§ 11 Abs. 1 und 3 BQFG"),  # noqa: E501
        sheet.say(_("If you choose the aptitude test, it must be possible for you to take it within six months (%(law)s). Please tell us your choice."), law="§ 11 Abs. 4 BQFG"),  # noqa: E501
    ]  # fmt: skip
    if texts.get("choice"):  # the occupation's own law may say otherwise, § 11 Abs. 3
        choice = sheet.own(texts["choice"])
    sheet.add("choice", _("Your right to choose"), choice)


def _level(sheet: Sheet, texts: Texts) -> list[Piece]:
    if not texts.get("level"):
        return []
    law = "Art. 11 RL 2005/36/EG"
    return [
        sheet.say(_("Level of the required and of the existing qualification (%(law)s):"), law=law),
        *sheet.own(texts["level"]),
    ]


def _hints(sheet: Sheet, facts: Facts, texts: Texts) -> list[Piece]:
    """Which qualification is necessary: the finding on which § 16d Abs. 1 AufenthG depends."""
    written = texts.get("hints") or facts.measure
    if facts.outcome not in (Outcome.PARTIAL, Outcome.MEASURE, Outcome.NONE) or not written or not facts.different:
        return []
    told = [
        sheet.say(
            _(
                "For the establishment of full equivalence further qualification is necessary in the following positions (%(law)s):"  # noqa: E501
            ),
            law="§ 16d Abs. 1 AufenthG",
        )
    ]
    told += [item(sheet.foreign(f"{one.number} {one.text}".strip(), "de")) for one in facts.different]
    again = _("When you have acquired these qualifications, you can apply again. Please enclose this decision.")
    tail = [] if facts.outcome == Outcome.MEASURE else [sheet.say(again)]
    if facts.outcome == Outcome.MEASURE:  # the measures stand above
        written = texts.get("hints", "")
    return [*told, *sheet.own(written), *tail]


def _new_application(sheet: Sheet) -> list[Piece]:
    return [
        sheet.say(
            _(
                "This decision says nothing about the value of your qualification. You can apply again as soon as you can hand in what is missing."  # noqa: E501
            )
        )
    ]


def _validation(sheet: Sheet) -> list[Piece]:
    """A17: without a formal certificate the way leads to validation."""
    words = _(
        "If you have long worked in an occupation without a certificate, your skills can perhaps be established by validation (%(law)s). The chamber at your place of residence advises you on this."  # noqa: E501
    )
    return [sheet.say(words, law="§§ 50b bis 50e BBiG, §§ 41b bis 41e HwO")]
