"""What the letters during a procedure say: everything but the decision (§§ 5, 6, 12–15 BQFG)."""

import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bqportal.procedures.models import Document
from bqportal.procedures.notices.facts import Facts
from bqportal.procedures.notices.law import Law
from bqportal.procedures.notices.pieces import Piece, Sheet, item
from bqportal.procedures.wordings import STATES

SCHEMA = "bqportal-procedure-state/1"
Texts = dict[str, str]
Order = dict[str, Any]


def until_of(order: Order) -> date | None:
    """The end of the period that the notice sets."""
    return date.fromisoformat(order["until"]) if order.get("until") else None


def law_of(facts: Facts) -> Law:
    """Where the law says it for this case."""
    return Law(facts.is_regulated, facts.is_accelerated)


def acknowledgement(sheet: Sheet, facts: Facts, _order: Order, _texts: Texts) -> None:
    """Day of receipt, decision period, what starts it (§ 6 Abs. 2 Satz 2); what is missing, if anything is."""
    law = law_of(facts)
    if facts.received_on:
        sheet.add("received", _("Receipt"), [
            sheet.say(_("Your application for the assessment of the equivalence of your vocational qualification reached us on %(day)s. We hereby acknowledge its receipt (%(law)s)."), day=sheet.day(facts.received_on), law=law.acknowledgement),  # noqa: E501
            *_arrived(sheet, facts),
        ])  # fmt: skip
    period = (
        _("We are to decide on your application within two months (%(law)s).")
        if facts.is_accelerated
        else _("We must decide on your application within three months (%(law)s).")
    )
    sheet.add("period", _("How long it takes"), [sheet.say(period, law=law.period)])
    sheet.add("start", _("When the period begins"), [*start(sheet, facts), *_stops(sheet, law)])
    if facts.missing:
        sheet.add("missing_list", _("What is still missing"), missing_list(sheet, facts))


def start(sheet: Sheet, facts: Facts) -> list[Piece]:
    """The period begins with the complete documents and not before."""
    law = law_of(facts)
    told = [
        sheet.say(_("The period for our decision begins only on the day on which all the documents named in %(documents)s have reached us (%(law)s)."), documents=law.documents, law=law.start)  # noqa: E501
    ]  # fmt: skip
    if facts.completed_on and not facts.missing:
        told.append(sheet.say(_("Your documents have been complete since %(day)s."), day=sheet.day(facts.completed_on)))
        if facts.decide_by:
            told.append(sheet.say(_("As things stand, the period ends on %(day)s."), day=sheet.day(facts.decide_by)))
    return told


def _stops(sheet: Sheet, law: Law) -> list[Piece]:
    return [
        sheet.say(_("If we have to ask you for further information or documents, the period stands still until the end of the time that we set for this (%(law)s)."), law=law.suspension)  # noqa: E501
    ]  # fmt: skip


def _arrived(sheet: Sheet, facts: Facts) -> list[Piece]:
    rows = [_paper(sheet, kind, title) for kind, title, _day in facts.arrived]
    return [sheet.say(_("We have received these documents:")), *rows] if rows else []


def _paper(sheet: Sheet, kind: str, title: str) -> Piece:
    name = str(Document.Kind(kind).label)
    piece = sheet.say(_("%(kind)s: %(title)s"), kind=name, title=title) if title else sheet.say("%(kind)s", kind=name)
    return item(piece)


def missing_list(sheet: Sheet, facts: Facts) -> list[Piece]:
    """Each missing document with the place in the law that asks for it."""
    law = law_of(facts)
    told = [sheet.say(_("Please send us the following (%(law)s):"), law=law.missing)]
    for kind, part, norm in facts.missing:
        name = str(Document.Kind(kind).label)
        words = (
            _("German translation by a publicly appointed or sworn translator of: %(kind)s (%(norm)s)")
            if part == "translation"
            else _("%(kind)s (%(norm)s)")
        )
        told.append(item(sheet.say(words, kind=name, norm=norm)))
    told.append(sheet.say(_("Simple copies or electronic files are enough, unless we ask you for something else.")))
    return told


def missing(sheet: Sheet, facts: Facts, _order: Order, texts: Texts) -> None:
    """What is missing, and that the decision period begins only with it (§ 6 Abs. 2 Satz 3 und 4)."""
    if facts.missing:
        sheet.add("missing_list", _("What is missing"), [
            sheet.say(_("Your application reached us on %(day)s. It is not complete yet."), day=sheet.day(facts.received_on)),  # noqa: E501
            *missing_list(sheet, facts),
        ])  # fmt: skip
    hint = _(
        "Please note: the period for our decision does not run yet. It begins only when the complete documents have reached us (%(law)s)."  # noqa: E501
    )
    sheet.add("start", _("When the period begins"), [sheet.say(hint, law=law_of(facts).missing)])
    help_text = _(
        "If you cannot get one of these documents for reasons that are not your fault, or only with unreasonable effort, tell us why. Your skills can then be established in another suitable way (%(law)s)."  # noqa: E501
    )
    sheet.add("analysis", _("If you cannot get a document"), [sheet.say(help_text, law="§ 14 BQFG")])


def request(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> None:
    """What is wanted, why it is necessary, by when; the duty to cooperate (§ 5 Abs. 4 und 5, § 15 Abs. 3)."""
    law, doubts = law_of(facts), order.get("kind") == "authenticity"
    if texts.get("wanted"):
        words = (
            _("Please send us originals, certified copies or other suitable documents (%(law)s):")
            if doubts
            else _("Please send us the following information and documents (%(law)s):")
        )
        place = law.authenticity if doubts else law.information
        sheet.add(
            "wanted", _("What we need from you"), [sheet.say(words, law=place), *sheet.own(texts["wanted"], "item")]
        )
    if order.get("reason"):
        words = (
            _("There are founded doubts about whether documents that you sent are authentic or correct in content:")
            if doubts
            else _("We need this in order to assess the equivalence:")
        )
        doubted = [
            item(sheet.say("%(kind)s %(title)s", kind=str(Document.Kind(kind).label), title=title))
            for kind, title, _note in facts.doubted
        ]
        pieces = [sheet.say(words), *(doubted if doubts else []), *sheet.own(order["reason"])]
        sheet.add("reason", _("Why we need it"), pieces)
    if until := until_of(order):
        sheet.add("until", _("By when"), [
            sheet.say(_("Please see to it that it reaches us by %(day)s."), day=sheet.day(until)),
            sheet.say(_("Until the end of this day the period for our decision stands still (%(law)s). If you need more time, tell us before this day."), law=law.suspension),  # noqa: E501
        ])  # fmt: skip
    sheet.add("cooperation", _("Your duty to cooperate"), _cooperation(sheet))


def _cooperation(sheet: Sheet) -> list[Piece]:
    return [
        sheet.say(_("You are obliged to hand in all documents that are necessary to establish the equivalence and to give the information needed for this (%(law)s)."), law="§ 15 Abs. 1 BQFG"),  # noqa: E501
        sheet.say(_("If you do not do so and this makes it considerably harder to clarify the facts, we can decide without further investigation (%(law)s)."), law="§ 15 Abs. 2 Satz 1 BQFG"),  # noqa: E501
        sheet.say(_("Your application could then be rejected for want of cooperation. Before that we would point out this consequence to you and set you a reasonable period (%(law)s)."), law="§ 15 Abs. 3 BQFG"),  # noqa: E501
    ]  # fmt: skip


def analysis(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> None:
    """The other suitable procedure, why and how; the promise that § 16d Abs. 6 AufenthG asks for (§ 14)."""
    law = law_of(facts)
    sheet.add("analysis", _("What we order"), [
        sheet.say(_("We establish the vocational skills, knowledge and abilities that matter for the comparison with the German training by another suitable procedure: a qualification analysis (%(law)s)."), law="§ 14 Abs. 1 Satz 1 BQFG"),  # noqa: E501
        sheet.say(_("Until it has ended, the period for our decision stands still (%(law)s). Our decision will rest on its results (%(results)s)."), law=law.suspension_by_analysis, results="§ 14 Abs. 3 BQFG"),  # noqa: E501
    ])  # fmt: skip
    if order.get("reason"):
        sheet.add("reason", _("Why we order it"), [
            sheet.say(_("Documents that are needed cannot be handed in, wholly or in part, for reasons that are not your fault, or only with unreasonable effort of time and means. You have shown this as follows:")),  # noqa: E501
            *sheet.own(order["reason"]),
        ])  # fmt: skip
    if texts.get("method"):
        sheet.add("method", _("How it is done"), [
            sheet.say(_("Suitable procedures are above all work samples, expert interviews, practical and theoretical examinations and expert opinions (%(law)s). In your case it is planned:"), law="§ 14 Abs. 2 BQFG"),  # noqa: E501
            *sheet.own(texts["method"], "item"),
        ])  # fmt: skip
    sheet.add("affidavit", _("Affidavit"), [
        sheet.say(_("You have to show credibly the reasons for which you cannot hand in the documents. We may ask you for an affidavit on this and take it (%(law)s)."), law="§ 14 Abs. 1 Satz 2 und 3 BQFG"),  # noqa: E501
    ])  # fmt: skip
    if order.get("promise"):
        sheet.add("promise", _("Promise of a qualification analysis for the residence title"), [
            sheet.say(_("For submission to the diplomatic mission or the immigration office (%(law)s): we confirm that %(person)s takes part in a procedure for the assessment of equivalence with us, that it has been decided that the qualification analysis under %(analysis)s is to be carried out, and that we promise to carry it out."), law="§ 16d Abs. 6 AufenthG", person=facts.person, analysis="§ 14 BQFG"),  # noqa: E501
        ])  # fmt: skip
    if until := until_of(order):
        sheet.add("until", _("By when"), [sheet.say(_("It is planned to end by %(day)s."), day=sheet.day(until))])


def warning(sheet: Sheet, facts: Facts, order: Order, texts: Texts) -> None:
    """The consequence by its name, and a reasonable period (§ 15 Abs. 3)."""
    if texts.get("wanted"):
        sheet.add("wanted", _("What has not arrived"), [
            sheet.say(_("For the assessment of the equivalence we need from you (%(law)s):"), law="§ 15 Abs. 1 BQFG"),
            *sheet.own(texts["wanted"], "item"),
        ])  # fmt: skip
    if order.get("reason"):
        sheet.add("reason", _("Why we cannot decide without it"), [
            sheet.say(_("Without it the facts are considerably harder to clarify:")), *sheet.own(order["reason"])
        ])  # fmt: skip
    if until := until_of(order):
        sheet.add("until", _("By when"), [
            sheet.say(_("Please make up for this by %(day)s at the latest."), day=sheet.day(until)),
        ])  # fmt: skip
        sheet.add("consequence", _("What follows if you do not cooperate"), [
            sheet.say(_("If what is named above has not reached us by %(day)s, we can reject your application for want of cooperation (%(law)s)."), day=sheet.day(until), law="§ 15 Abs. 3 Satz 1 BQFG"),  # noqa: E501
            sheet.say(_("We can also decide without further investigation, on what is in the file (%(law)s)."), law="§ 15 Abs. 2 BQFG"),  # noqa: E501
            sheet.say(_("If you cannot hand in something for reasons that are not your fault, or only with unreasonable effort, tell us so before this day and say why. Your skills can then be established in another suitable way (%(law)s)."), law="§ 14 BQFG"),  # noqa: E501
        ])  # fmt: skip


def extension(sheet: Sheet, facts: Facts, order: Order, _texts: Texts) -> None:
    """Once, with its reason and the new end (§ 6 Abs. 3 Satz 3 und 4)."""
    law, until, months = law_of(facts), until_of(order), order.get("months")
    new_end = []
    if until:
        new_end.append(
            sheet.say(
                _("We extend the period for the decision on your application until %(day)s (%(law)s)."),
                day=sheet.day(until),
                law=law.extension,
            )
        )
    elif months:
        words = (
            _("We extend the period for the decision on your application by one month (%(law)s).")
            if months == 1
            else _("We extend the period for the decision on your application by %(months)s months (%(law)s).")
        )
        new_end.append(sheet.say(words, months=months, law=law.extension))
        if order.get("new_end"):
            end = date.fromisoformat(order["new_end"])
            new_end.append(sheet.say(_("It now ends on %(day)s."), day=sheet.day(end)))
    if new_end:
        if facts.decide_by:
            new_end.insert(0, sheet.say(_("The period would have ended on %(day)s."), day=sheet.day(facts.decide_by)))
        new_end.append(sheet.say(_("The period can be extended only once.")))
        sheet.add("new_end", _("The new period"), new_end)
    if order.get("reason"):
        sheet.add("reason", _("Why we need more time"), [
            sheet.say(_("This is justified by the particularities of the matter:")), *sheet.own(order["reason"])
        ])  # fmt: skip


def state(sheet: Sheet, facts: Facts, order: Order, _texts: Texts) -> None:
    """That the application is here and how far it has come; also for machines to read (§ 16d Abs. 3 AufenthG)."""
    if not facts.received_on:
        return
    words = STATES[facts.state][0]
    days = [
        sheet.named(_("Application received on"), sheet.day(facts.received_on)),
        sheet.named(_("Documents complete since"), sheet.day(facts.completed_on) or _("not complete yet")),
        sheet.named(_("State of the procedure"), str(words)),
        sheet.named(_("Decision period ends on"), sheet.day(facts.decide_by)),
    ]
    sheet.add("state", _("What we certify"), [
        sheet.say(_("We certify to %(person)s that an application for the assessment of the equivalence of a vocational qualification acquired abroad is being processed here, or was processed here, under the file number named above. The state on the day of this certificate is:"), person=facts.person),  # noqa: E501
        *sheet.facts(days),
    ])  # fmt: skip
    sheet.add("use", _("What it is for"), [
        sheet.say(_("This certificate may be shown to authorities and employers, for example as evidence that the recognition procedure is being pursued (%(law)s). It is no decision on the equivalence."), law="§ 16d Abs. 3 AufenthG"),  # noqa: E501
    ])  # fmt: skip
    data = {
        "schema": SCHEMA, "authority": facts.authority, "file_number": facts.number, "state": facts.state,
        "received_on": _iso(facts.received_on), "complete_on": _iso(facts.completed_on),
        "decide_by": _iso(facts.decide_by), "issued_on": order.get("on", ""),
    }  # fmt: skip
    code = json.dumps(data, ensure_ascii=False, indent=1)
    sheet.add("data", _("The same for machines to read (JSON)"), [{"kind": "code", "text": code}])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
