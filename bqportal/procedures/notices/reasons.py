"""The reasons of a decision: sentences from the findings (§ 7 Abs. 2, § 10 Abs. 1 BQFG, § 39 VwVfG)."""

from typing import Any

from django.utils.translation import gettext as _

from bqportal.procedures.models import Document, Experience
from bqportal.procedures.notices.facts import Facts, PositionFacts, WorkFacts
from bqportal.procedures.notices.letters import Order, Texts, law_of
from bqportal.procedures.notices.pieces import Piece, Sheet, heading, is_latin, item, numbered
from bqportal.procedures.workflow import Outcome, Suspension

COMPARED = frozenset({Outcome.FULL, Outcome.PARTIAL, Outcome.NONE, Outcome.MEASURE})
WITH_REASONS = frozenset(Outcome) - {Outcome.FULL, Outcome.FULL_AFTER_MEASURE}
FAVOURABLE = frozenset({Outcome.FULL, Outcome.FULL_AFTER_MEASURE})


def qualification(sheet: Sheet, facts: Facts) -> list[Piece]:
    """The foreign qualification as it is; no German title is conferred."""
    training = facts.training
    if training is None or not training.title:
        return []
    dates = ""
    if training.began and training.ended:
        dates = sheet.say(
            _("%(began)s to %(ended)s"), began=sheet.day(training.began), ended=sheet.day(training.ended)
        )["text"]
    elif training.ended:
        dates = sheet.say(_("until %(ended)s"), ended=sheet.day(training.ended))["text"]
    rows = [
        sheet.named(_("Title, original"), sheet.foreign(training.title, training.language)),
        sheet.named(_("Title, transliterated"), training.transliteration),
        sheet.named(_("Institution"), sheet.foreign(training.institution, training.language)),
        sheet.named(_("State of training"), sheet.country(training.country)),
        sheet.named(_("Time of training"), dates),
        sheet.named(_("Date of the certificate"), sheet.day(training.certified_on)),
        sheet.named(_("Duration in months"), str(training.months or "")),
        sheet.named(_("of these, practice in months"), str(training.practice_months or "")),
    ]
    hint = sheet.say(
        _("The foreign title stays as it is. This decision does not confer a German title or examination certificate.")
    )
    return [*sheet.facts(rows), hint]


def history(sheet: Sheet, facts: Facts, texts: Texts) -> list[Piece]:
    """The facts of the procedure (Sachverhalt)."""
    told = []
    if facts.received_on:
        told.append(sheet.say(_("Your application reached us on %(day)s."), day=sheet.day(facts.received_on)))
    if facts.completed_on:
        told.append(sheet.say(_("Your documents have been complete since %(day)s."), day=sheet.day(facts.completed_on)))
    kinds: dict[str, Any] = {
        Suspension.INFORMATION: _("On %(day)s we asked you for information on your training."),
        Suspension.AUTHENTICITY: _("On %(day)s we asked you for originals or certified copies."),
        Suspension.ANALYSIS: _("On %(day)s we ordered a qualification analysis (§ 14 BQFG)."),
    }
    told += [sheet.say(kinds[kind], day=sheet.day(on)) for kind, on, _until, _ended in facts.suspended]
    told += [
        sheet.say(_("On %(day)s we extended the decision period."), day=sheet.day(on)) for on, _u, _m in facts.extended
    ]
    if facts.measure_done:
        told.append(
            sheet.say(_("You finished the compensation measure on %(day)s."), day=sheet.day(facts.measure_done))
        )
    return told + sheet.own(texts.get("facts", ""))


def legal(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> list[Piece]:
    """The law applied to the facts, as far as it is not about single positions (rechtliche Gründe)."""
    outcome, law = Outcome(facts.outcome), law_of(facts)
    told: list[Piece] = []
    if outcome in COMPARED:
        told.append(
            sheet.say(
                _(
                    "Equivalence is established where the foreign certificate shows the ability for comparable vocational activities and there are no essential differences (%(law)s). We compared your qualifications with the training regulation in force, position by position."  # noqa: E501
                ),
                law=law.comparison,
            )
        )
        told += _questions(sheet, facts)
    if outcome is Outcome.NOT_COOPERATED:
        told += _warned(sheet, facts)
    if outcome is Outcome.NOT_ENTITLED:
        told.append(
            sheet.say(
                _(
                    "Training certificates are examination certificates and certificates of competence that responsible bodies issue for the completion of a vocational training governed by law or administrative provision (%(law)s)."  # noqa: E501
                ),
                law="§ 3 Abs. 2 und 3 BQFG",
            )
        )
    if outcome not in COMPARED:
        told += sheet.own(texts.get("reasons") or facts.draft_reason)
    else:
        told += sheet.own(texts.get("reasons", ""))
    return told


def _questions(sheet: Sheet, facts: Facts) -> list[Piece]:
    """Comparable activities and the right to practise (§ 4 Abs. 1 Nr. 1, § 9 Abs. 1 Nr. 1 und 2)."""
    law, told = law_of(facts), []
    answer, reason = facts.activities
    if answer in ("yes", "no") and reason:
        words = (
            _("Your certificate shows the ability for comparable vocational activities (%(law)s):")
            if answer == "yes"
            else _("Your certificate does not show the ability for comparable vocational activities (%(law)s):")
        )
        told += [sheet.say(words, law=law.activities), *sheet.own(reason)]
    answer, reason = facts.licence
    if facts.needs_licence and answer == "no" and reason:
        words = _(
            "The occupation is regulated in the state of training too, and you are not entitled to practise it there (%(law)s):"  # noqa: E501
        )
        told += [sheet.say(words, law="§ 9 Abs. 1 Nr. 2 BQFG"), *sheet.own(reason)]
    return told


def _warned(sheet: Sheet, facts: Facts) -> list[Piece]:
    if facts.warned is None:
        return []
    on, until = facts.warned
    return [
        sheet.say(_("On %(on)s we pointed out to you in writing or electronically that your application can be rejected if you do not cooperate, and set you a period until %(until)s. This period has ended without your having cooperated (%(law)s)."), on=sheet.day(on), until=sheet.day(until), law="§ 15 Abs. 3 BQFG"),  # noqa: E501
        sheet.say(_("Without your cooperation the facts that matter for the equivalence are considerably harder to clarify (%(law)s)."), law="§ 15 Abs. 2 Satz 1 BQFG"),  # noqa: E501
    ]  # fmt: skip


def existing(sheet: Sheet, facts: Facts) -> list[Piece]:
    """What the person's qualifications cover, position by position, and what it rests on."""
    told: list[Piece] = []
    if facts.covered:
        told.append(
            sheet.say(_("In the following positions of the training regulation there is no essential difference:"))
        )
        for position in facts.covered:
            told += [_position(position), *_covered_by(sheet, position)]
    elif facts.fails_before:
        told.append(
            sheet.say(
                _(
                    "Your vocational qualifications are the training described above, your further certificates and the experience named below. The comparison of single positions does not matter for this decision."  # noqa: E501
                )
            )
        )
    elif facts.positions:
        told.append(
            sheet.say(
                _(
                    "In no position of the training regulation could an existing vocational qualification without essential differences be established. Your training and your experience are described in this decision."  # noqa: E501
                )
            )
        )
    for training in facts.further:
        title = training.title if not training.institution else f"{training.title}, {training.institution}"
        told.append(item(sheet.say(_("Further certificate: %(title)s"), title=title)))
    return told


def _position(position: PositionFacts) -> Piece:
    """A position in the words of the law, which are German."""
    return heading(f"{position.number} {position.text}".strip(), "de")


def _covered_by(sheet: Sheet, position: PositionFacts) -> list[Piece]:
    """The answer that made the position covered, with its reason, and what it rests on."""
    differs, essential, compensated = position.reasons
    if position.answers[0] == "no" and differs:
        told = [sheet.say(_("There is no substantial difference:")), *sheet.own(differs)]
    elif position.answers[1] == "no" and essential:
        told = [sheet.say(_("What differs is not essential for practising the occupation:")), *sheet.own(essential)]
    else:
        told = [sheet.say(_("The difference has been made up for:")), *sheet.own(compensated)]
    return told + _evidence(sheet, position)


def _evidence(sheet: Sheet, position: PositionFacts) -> list[Piece]:
    """Units, further training, experience and documents that were looked at."""
    told = [
        item(sheet.say(_("Part of your training: %(unit)s"), unit=f"{number} {title}"))
        for number, title, _lang in position.units
    ]
    told += [item(sheet.say(_("Certificate: %(title)s"), title=title)) for title, _lang in position.trainings]
    told += [item(sheet.say(_("Work experience: %(employer)s"), employer=one)) for one in position.experiences]
    for kind, title in position.documents:
        name = str(Document.Kind(kind).label)
        told.append(item(sheet.say(_("Document: %(title)s"), title=f"{name}: {title}" if title else name)))
    return told


def differences(sheet: Sheet, facts: Facts) -> list[Piece]:
    """Each essential difference with the three conditions of the law and their reasons."""
    if not facts.different:
        return []
    law = law_of(facts)
    told = [
        sheet.say(
            _(
                "There are essential differences in the following positions of the training regulation. For each of them all three conditions of the law are met (%(law)s):"  # noqa: E501
            ),
            law=law.differences,
        )
    ]
    essential = (
        _("The differing abilities are a decisive requirement for practising the occupation (%(law)s):")
        if facts.is_regulated
        else _("The differing skills, knowledge and abilities are essential for practising the occupation (%(law)s):")
    )
    limbs = (
        _("What your certificate covers differs substantially in content or because of the duration of training (%(law)s):"),  # noqa: E501
        essential,
        _("You have not made up for this difference by other certificates, proven relevant experience or other proven relevant qualifications (%(law)s):"),  # noqa: E501
    )  # fmt: skip
    for position in facts.different:
        told.append(_position(position))
        for number, (words, reason) in enumerate(zip(limbs, position.reasons, strict=True), start=1):
            limb = numbered(number, sheet.say(words, law=law.limb(number)))
            told.append(limb | {"more": sheet.own(reason)})
        told += _looked_at(sheet, position)
    return told


def _looked_at(sheet: Sheet, position: PositionFacts) -> list[Piece]:
    rows = _evidence(sheet, position)
    return [sheet.say(_("We took into account:")), *rows] if rows else []


def experience(sheet: Sheet, facts: Facts) -> list[Piece]:
    """How each experience was treated; it counts wherever it was gained (§ 3 Abs. 1)."""
    if not facts.work:
        return [
            sheet.say(
                _("You have not shown any work experience that could make up for differences (%(law)s)."),
                law=law_of(facts).limb(3),
            )
        ]
    told = [
        sheet.say(
            _("We took your work experience into account, whether it was gained in Germany or abroad (%(law)s):"),
            law="§ 3 Abs. 1 BQFG",
        )
    ]
    columns = (_("Employer and work"), _("Period of work"), _("Evidence"), _("How it counted"))
    rows = [
        (_employer(sheet, work), _time(sheet, work), str(Experience.Evidence(work.evidence).label), _counted(sheet, work))  # noqa: E501
        for work in facts.work
    ]  # fmt: skip
    return [*told, sheet.table(columns, (3, 3, 2, 3), rows)]


def _employer(sheet: Sheet, work: WorkFacts) -> str:
    return ", ".join(part for part in (work.employer, work.occupation, sheet.country(work.country)) if part)


def _time(sheet: Sheet, work: WorkFacts) -> str:
    began, ended = sheet.day(work.began), sheet.day(work.ended)
    today = _("today")
    span = f"{began} – {ended or today}" if began else ended or _("until today")
    return span if work.share == 100 else f"{span} ({work.share} %)"


def _counted(sheet: Sheet, work: WorkFacts) -> str:
    if work.compensated:
        words = _("Makes up for differences in positions %(numbers)s")
        return str(sheet.say(words, numbers=", ".join(work.compensated))["text"])
    if work.counted:
        words = _("Taken into account in positions %(numbers)s")
        return str(sheet.say(words, numbers=", ".join(work.counted))["text"])
    if work.evidence == "none":
        return _("Not proven, and therefore of no account")
    return _("Does not concern any position in which there is a difference")


def needs_transliteration(facts: Facts) -> bool:
    """Whether the original title is in letters that are not Latin."""
    return bool(facts.training and not is_latin(facts.training.title))
