"""What stands around the text of a notice: who writes to whom, in which matter, who signs."""

from typing import Any

from django.utils.translation import gettext as _

from bqportal.procedures.notices.facts import Facts
from bqportal.procedures.notices.law import Law
from bqportal.procedures.notices.pieces import Piece, Sheet, plain

LETTERS = frozenset({"acknowledgement", "missing", "request", "analysis", "warning", "extension"})


def title_of(kind: str, order: dict[str, Any]) -> str:
    """The title of a notice."""
    return {
        "acknowledgement": _("Acknowledgement of receipt of your application"),
        "missing": _("Documents that are missing from your application"),
        "request": _("Request for original documents or certified copies")
        if order.get("kind") == "authenticity"
        else _("Request for information on your vocational training"),
        "analysis": _("Order of a qualification analysis"),
        "warning": _("Notice of the consequence of not cooperating"),
        "extension": _("Extension of the decision period"),
        "state": _("Certificate of receipt and of the state of the procedure"),
        "decision": _("Decision on your application for the assessment of equivalence"),
    }[kind]


def addressee(sheet: Sheet, facts: Facts) -> list[str]:
    """The address window: immigration office before representative before the person herself."""
    if facts.is_accelerated:  # § 14a Abs. 2 Satz 5, Abs. 3 Satz 5
        return [sheet.apart(line) for line in facts.immigration_office]
    if facts.representative:  # § 14 Abs. 3 VwVfG
        return [sheet.apart(line) for line in facts.representative]
    if not facts.address:
        return []
    lines = [facts.person, *facts.address]
    if facts.country and facts.country != "DE":
        lines.append(sheet.country(facts.country).upper())
    return [sheet.apart(line) for line in lines]


def route(sheet: Sheet, facts: Facts, kind: str) -> list[Piece]:
    """Whom “you” means, where the letter does not go to the person herself."""
    if facts.is_accelerated:
        told = [
            sheet.say(
                _("In the accelerated procedure all correspondence goes through you as the competent immigration office (%(law)s). What follows is meant for %(person)s; “you” is this person."),  # noqa: E501
                law=Law(is_accelerated=True).correspondence, person=facts.person,
            )
        ]  # fmt: skip
        if kind == "decision":
            told.append(
                sheet.say(
                    _("Please serve this decision on the employer as the authorised representative of this person (%(law)s): %(employer)s."),  # noqa: E501
                    law="§ 14a Abs. 3 Satz 5 BQFG", employer=", ".join(facts.employer),
                )
            )  # fmt: skip
        return told
    if facts.representative:
        return [
            sheet.say(
                _("This letter goes to you as the authorised representative of %(person)s; “you” is this person."),
                person=facts.person,
            )
        ]
    return []


def subject(sheet: Sheet, facts: Facts, citation: str) -> list[Piece]:
    """In which matter: the person, the application, the reference occupation with its regulation."""
    rule = ""
    if facts.regulation:
        rule = sheet.say(
            _("%(title)s of %(day)s (%(citation)s)"), title=facts.regulation, day=sheet.day(facts.enacted) or "–",
            citation=citation or "–",
        )["text"]  # fmt: skip
    person = facts.person
    if facts.birth_date:
        person = sheet.say(_("%(person)s, born on %(day)s"), person=person, day=sheet.day(facts.birth_date))["text"]
    return sheet.facts(
        [
            sheet.named(_("Applicant"), person),
            sheet.named(_("Application received on"), sheet.day(facts.received_on)),
            sheet.named(_("German reference occupation"), sheet.foreign(occupation_of(facts), "de")),
            sheet.named(_("Field of specialisation"), sheet.foreign(facts.specialisation, "de")),
            sheet.named(_("Regulation"), {"kind": "text", "text": rule}),
        ]
    )


def occupation_of(facts: Facts) -> str:
    """The reference occupation, or what the person wants to work as while none is chosen."""
    return facts.occupation or plain(facts.wanted_occupation)


def info(sheet: Sheet, facts: Facts, on: Any) -> list[Piece]:
    """The block beside the address: file number, day, contact."""
    return [
        sheet.named(_("File number"), facts.number),
        sheet.named(_("Date"), sheet.day(on)),
        *(sheet.named(_("Contact") if not place else "", line) for place, line in enumerate(facts.contact)),
    ]


def salutation(sheet: Sheet, facts: Facts) -> str:
    """How a letter begins."""
    if facts.is_accelerated or facts.representative:
        return _("Dear Sir or Madam,")
    return str(sheet.say(_("Dear %(person)s,"), person=facts.person)["text"])


def signature(facts: Facts, signer: str) -> list[str]:
    """Who signs for the authority: the name stands for the signature (§ 37 Abs. 3 Satz 1 VwVfG)."""
    return [plain(line) for line in dict.fromkeys((facts.signatory, signer)) if plain(line)]


def closing(kind: str) -> dict[str, str]:
    """How a notice ends. It needs no signature: the statute orders text, not written form (§ 7 Abs. 1 BQFG)."""
    return {
        "greeting": _("Yours sincerely") if kind in LETTERS else "",
        "signature_note": _("This letter was made electronically and is valid without a signature."),
    }


def marks(sheet: Sheet, is_binding: bool) -> dict[str, str]:
    """Frames of the page; a translation says on top and at the foot of every page that it binds nobody."""
    if is_binding:
        return {"mark": "", "footer_mark": ""}
    return {
        "mark": _("This translation is for your information only. It has no legal effect. Only the German version is binding. What the authority wrote in German is not translated."),  # noqa: E501
        "footer_mark": _("Translation for information – not binding. Only the German version is valid."),
    }  # fmt: skip
