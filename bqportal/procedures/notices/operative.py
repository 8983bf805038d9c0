"""The operative part of a decision (Tenor): what is decided, sentence by sentence (§§ 4, 7, 9–11, 15 BQFG)."""

from django.utils.translation import gettext as _

from bqportal.procedures.notices.facts import Facts
from bqportal.procedures.notices.frame import occupation_of
from bqportal.procedures.notices.letters import Order, Texts, law_of
from bqportal.procedures.notices.pieces import Piece, Sheet, numbered
from bqportal.procedures.workflow import Outcome


def operative(sheet: Sheet, facts: Facts, _order: Order, texts: Texts) -> list[Piece]:
    """The numbered sentences of the operative part; empty while a sentence that a person must write is missing."""
    sentences = {
        Outcome.FULL: _full, Outcome.PARTIAL: _partial, Outcome.NONE: _none, Outcome.MEASURE: _measure,
        Outcome.FULL_AFTER_MEASURE: _after_measure, Outcome.PARTIAL_ACCESS: _partial_access,
        Outcome.ALREADY_ESTABLISHED: _established, Outcome.NOT_ENTITLED: _not_entitled,
        Outcome.NOT_COOPERATED: _not_cooperated, Outcome.ON_RECORD: _on_record,
    }  # fmt: skip
    told = sentences[Outcome(facts.outcome)](sheet, facts, texts) if facts.outcome else []
    return [numbered(place, piece) for place, piece in enumerate(told, start=1)]


def _target(facts: Facts) -> str:
    name = occupation_of(facts)
    return f"„{name} ({facts.specialisation})“" if facts.specialisation else f"„{name}“"


def _title(facts: Facts) -> str:
    return f"„{facts.training.title}“" if facts.training and facts.training.title else ""


def _full(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    law = law_of(facts)
    words = (
        _("It is established that your vocational training certificate %(title)s, taking into account your other proven vocational qualifications, is deemed equivalent to the German training certificate for the occupation %(occupation)s (%(law)s).")  # noqa: E501
        if facts.is_regulated
        else _("It is established that your vocational training certificate %(title)s, together with your other proven vocational qualifications, is equivalent to the German training certificate for the occupation %(occupation)s (%(law)s).")  # noqa: E501
    )  # fmt: skip
    return [sheet.say(words, title=_title(facts), occupation=_target(facts), law=law.equivalence)]


def _partial(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    """Formally a rejection that states the existing qualifications (§ 7 Abs. 2)."""
    law = law_of(facts)
    return [
        sheet.say(_("Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected as far as it aims at full equivalence, because there are essential differences (%(law)s)."), occupation=_target(facts), law=law.differences),  # noqa: E501
        sheet.say(_("It is established that your vocational training certificate %(title)s, together with your other proven vocational qualifications, is partially equivalent. The existing vocational qualifications and the essential differences are set out in the reasons (%(law)s)."), title=_title(facts), law=law.statement),  # noqa: E501
    ]  # fmt: skip


def _none(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    law = law_of(facts)
    return [
        sheet.say(_("Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected. The equivalence cannot be established (%(law)s)."), occupation=_target(facts), law=law.equivalence),  # noqa: E501
    ]  # fmt: skip


def _measure(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    """Qualifications, differences, measures, and the right to choose (§§ 10, 11)."""
    return [
        sheet.say(_("The equivalence of your vocational training certificate %(title)s with the German training certificate for the occupation %(occupation)s cannot be established at present, because there are essential differences (%(law)s)."), title=_title(facts), occupation=_target(facts), law="§ 9 Abs. 2 BQFG"),  # noqa: E501
        sheet.say(_("The existing vocational qualifications and the essential differences are established as they are set out in the reasons (%(law)s)."), law="§ 10 Abs. 1 BQFG"),  # noqa: E501
        sheet.say(_("The essential differences can be made up for by the compensation measures that are named in this decision (%(law)s)."), law="§ 10 Abs. 2, § 11 Abs. 1 BQFG"),  # noqa: E501
    ]  # fmt: skip


def _after_measure(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    return [
        sheet.say(_("It is established that you have made up for the essential differences by a compensation measure (%(measures)s)."), measures="§ 11 Abs. 1 BQFG"),  # noqa: E501
        sheet.say(_("Your vocational training certificate %(title)s is therefore deemed equivalent to the German training certificate for the occupation %(occupation)s (%(law)s)."), title=_title(facts), occupation=_target(facts), law="§ 9 Abs. 1 BQFG"),  # noqa: E501
    ]  # fmt: skip


def _partial_access(sheet: Sheet, facts: Facts, texts: Texts) -> list[Piece]:
    """What the occupation's own law allows; a person writes extent and legal basis."""
    if not texts.get("operative"):
        return []
    return [
        sheet.say(_("You are granted partial access to the occupation %(occupation)s to the following extent:"), occupation=_target(facts)),  # noqa: E501
        *sheet.own(texts["operative"]),
    ]  # fmt: skip


def _established(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    law = law_of(facts).established
    if law:
        words = _(
            "Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected, because the equivalence has already been established (%(law)s)."  # noqa: E501
        )
        return [sheet.say(words, occupation=_target(facts), law=law)]
    return [
        sheet.say(_("Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected, because the equivalence has already been established and a further decision would be of no use to you."), occupation=_target(facts))  # noqa: E501
    ]  # fmt: skip


def _not_entitled(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    return [
        sheet.say(_("Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected. You are not entitled to apply, because there is no vocational training certificate acquired abroad in the sense of the law (%(law)s)."), occupation=_target(facts), law=law_of(facts).entitled)  # noqa: E501
    ]  # fmt: skip


def _not_cooperated(sheet: Sheet, facts: Facts, _texts: Texts) -> list[Piece]:
    return [
        sheet.say(_("Your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s is rejected for want of cooperation (%(law)s)."), occupation=_target(facts), law="§ 15 Abs. 3 Satz 1 BQFG")  # noqa: E501
    ]  # fmt: skip


def _on_record(sheet: Sheet, facts: Facts, texts: Texts) -> list[Piece]:
    """What follows from the file is for a person to write."""
    if not texts.get("operative"):
        return []
    return [
        sheet.say(_("We decide on your application for the assessment of equivalence with the German training certificate for the occupation %(occupation)s without further investigation, on what is in the file (%(law)s):"), occupation=_target(facts), law="§ 15 Abs. 2 Satz 1 BQFG"),  # noqa: E501
        *sheet.own(texts["operative"]),
    ]  # fmt: skip
