"""The content of a notice, from its case, its order and the texts that a person wrote."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bqportal.procedures.models import Notice
from bqportal.procedures.notices import frame, letters
from bqportal.procedures.notices.decision import decision
from bqportal.procedures.notices.facts import Facts
from bqportal.procedures.notices.gathering import facts_for
from bqportal.procedures.notices.mandatory import lacks
from bqportal.procedures.notices.pieces import GERMAN, Piece, Sheet
from bqportal.procedures.notices.reasons import needs_transliteration
from bqportal.procedures.workflow import Outcome

FORMAT = 1
BODIES: dict[str, Callable[[Sheet, Facts, dict[str, Any], dict[str, str]], None]] = {
    "acknowledgement": letters.acknowledgement, "missing": letters.missing, "request": letters.request,
    "analysis": letters.analysis, "warning": letters.warning, "extension": letters.extension,
    "state": letters.state, "decision": decision,
}  # fmt: skip
# Texts that a person writes, in German, by kind; the first ones of a kind matter most.
FREE: dict[str, tuple[str, ...]] = {
    "acknowledgement": ("remarks",), "missing": ("remarks",), "request": ("wanted", "remarks"),
    "analysis": ("method", "remarks"), "warning": ("wanted", "remarks"), "extension": ("remarks",),
    "state": ("remarks",),
    "decision": ("facts", "reasons", "hints", "citation", "remarks"),
}  # fmt: skip
FREE_BY_OUTCOME: dict[str, tuple[str, ...]] = {
    Outcome.MEASURE: ("measures", "choice", "level"), Outcome.PARTIAL_ACCESS: ("operative", "level"),
    Outcome.ON_RECORD: ("operative",),
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A notice as it would go out, and what it lacks."""

    content: dict[str, Any]
    lacks: tuple[str, ...]
    quoted: list[dict[str, Any]]

    @property
    def digest(self) -> str:
        """Digest of what somebody approves: everything but the day, which is set when it goes out, and who signs."""
        kept = {key: value for key, value in self.content.items() if key not in ("date", "info", "signature")}
        text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def free_texts(notice: Notice) -> tuple[str, ...]:
    """The parts of a notice that a person writes."""
    outcome = notice.case.outcome if notice.kind == Notice.Kind.DECISION else ""
    found = FREE[notice.kind] + FREE_BY_OUTCOME.get(outcome, ())
    return found + (("level",) if notice.order.get("asks_level") and "level" not in found else ())


def draft_of(notice: Notice, *, language: str = GERMAN, on: date | None = None, signer: str = "") -> Draft:
    """The notice as it follows from its case now.

    Args:
        language: another one than German gives the information translation, which binds nobody.
        on: day of issue; None while it is a draft.
        signer: who signs; else whoever approved or drafted it.
    """
    with override(language):  # addresses of public pages are in the language of the sheet too
        facts = facts_for(notice.case, on)
        return _built(notice, facts, language, on, signer or signer_of(notice))


def lacks_of_notice(notice: Notice) -> tuple[str, ...]:
    """Mandatory parts that the notice lacks as it stands."""
    return draft_of(notice).lacks


def signer_of(notice: Notice) -> str:
    """The name below: of who approved a decision, else of who wrote the notice. An account's name is no person's."""
    person = notice.approved_by or notice.drafted_by
    return str(person.get_full_name())


def _built(notice: Notice, facts: Facts, language: str, on: date | None, signer: str) -> Draft:
    sheet, texts = Sheet(language), {key: text for key, text in notice.texts.items() if text.strip()}
    order = notice.order | ({"on": on.isoformat()} if on else {})
    kind, is_binding = notice.kind, language == GERMAN
    citation = facts.citation or texts.get("citation", "")
    sheet.add("route", _("To the recipient of this letter"), frame.route(sheet, facts, kind))
    sheet.add("subject", _("What it is about"), frame.subject(sheet, facts, citation))
    BODIES[kind](sheet, facts, order, texts)
    remarks = sheet.own(texts.get("remarks", ""))
    remedy = [part for part in sheet.parts if part["key"] == "remedy"]
    sheet.parts = [part for part in sheet.parts if part["key"] != "remedy"]
    sheet.add("remarks", _("Further remarks"), remarks)
    sheet.parts += remedy  # the instruction on remedies is the last word
    if kind == Notice.Kind.DECISION:
        sheet.add("versions", _("Versions on which this decision rests"), versions(sheet, facts))
    title = frame.title_of(kind, order)
    content = {
        "format": FORMAT, "kind": kind, "outcome": facts.outcome if kind == "decision" else "", "title": title,
        "lang": language, "dir": sheet.direction, "binding": is_binding, "date": on.isoformat() if on else "",
        "authority": facts.authority, "letterhead": list(facts.letterhead),
        "addressee": frame.addressee(sheet, facts), "number": facts.number, "info": frame.info(sheet, facts, on),
        "salutation": frame.salutation(sheet, facts) if kind in frame.LETTERS else "", "parts": sheet.parts,
        "signature": frame.signature(facts, signer), **frame.closing(kind), **frame.marks(sheet, is_binding),
        "page_words": _("Page"), "number_words": _("File number"),
    }  # fmt: skip
    filled = filled_of(facts, content, citation)
    found = lacks(kind, str(content["outcome"]), filled, asked_of(notice, facts))
    return Draft(content, found, list(facts.quoted))


def versions(sheet: Sheet, facts: Facts) -> list[Piece]:
    """Each public fact that is quoted, with the address under which it stays what it was."""
    names = {
        "qualification": _("Profile of the qualification"), "regulation": _("Training regulation"),
        "occupation": _("Profile of the reference occupation"), "comparison": _("Published comparison"),
    }  # fmt: skip
    told: list[Piece] = []
    for one in facts.quoted:
        day = sheet.day(date.fromisoformat(one["day"])) if one["day"] else "–"
        words = (
            _("%(what)s: %(title)s, version %(number)s of %(day)s")
            if one["revision"]
            else _("%(what)s: %(title)s of %(day)s")
        )
        piece = sheet.say(words, what=names[one["what"]], title=one["title"], number=one["revision"], day=day)
        told.append(piece | {"kind": "item", "url": one["url"]})
    return told


def filled_of(facts: Facts, content: dict[str, Any], citation: str) -> dict[str, object]:
    """Part → what the notice says about it."""
    training = facts.training
    parts = {part["key"]: True for part in content["parts"]}
    limbs = facts.different and all(all(position.reasons) for position in facts.different)
    return parts | {
        "authority": facts.authority, "letterhead": facts.letterhead, "signature": content["signature"],
        "addressee": content["addressee"], "number": facts.number, "occupation": frame.occupation_of(facts),
        "regulation": facts.regulation, "regulation_date": facts.enacted, "citation": citation,
        "specialisation": facts.specialisation, "transliteration": training and training.transliteration,
        "foreign_title": training and training.title, "institution": training and training.institution,
        "training_state": training and training.country, "duration": training and training.months,
        "training_dates": training and training.began and training.ended, "limbs": limbs,
        "immigration_office": facts.immigration_office, "employer": facts.employer,
    }  # fmt: skip


def asked_of(notice: Notice, facts: Facts) -> list[str]:
    """What this very case asks for besides."""
    asked = []
    if facts.is_accelerated:
        asked.append("immigration_office")
    if notice.kind != Notice.Kind.DECISION:
        return asked
    if facts.is_accelerated:
        asked.append("employer")  # as authorised representative, § 14a Abs. 3 Satz 5
    if facts.has_specialisations:
        asked.append("specialisation")
    if needs_transliteration(facts):
        asked.append("transliteration")
    if notice.order.get("asks_level"):
        asked.append("level")
    if facts.outcome == Outcome.NONE and not facts.fails_before:
        asked += ["differences", "limbs"]
    return asked
