"""Making a comparison sheet, and saying what one is worth: genuine, superseded, altered or forged."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from bqportal.comparison.models import ComparisonSheet
from bqportal.comparison.proposals import occupations_with_positions, qualifications_with_units
from bqportal.comparison.sheets.facts import changed_parts, same_facts, sheet_facts
from bqportal.comparison.sheets.signing import Proof, current_key, digest_of, proved, sign
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O, U, which people confuse
LENGTH = 10


class Standing(StrEnum):
    """What somebody learns who asks whether a sheet is genuine."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"  # genuine, but a sheet made today would say something else
    ALTERED = "altered"  # this portal made a sheet with this code, but not this one
    FORGED = "forged"  # this portal never made it
    REVOKED = "revoked"  # signed with a key that fell into wrong hands
    UNKNOWN = "unknown"  # no sheet has this code
    UNREADABLE = "unreadable"  # what was handed in is no sheet


@dataclass(frozen=True)
class Verdict:
    """The answer; `changed` names the parts of a superseded sheet that say something else now."""

    standing: Standing
    sheet: ComparisonSheet | None = None
    changed: list[str] = field(default_factory=list)

    @property
    def is_genuine(self) -> bool:
        """Whether this portal made exactly this sheet."""
        return self.standing in (Standing.GENUINE, Standing.SUPERSEDED)


def current_facts(qualification: int, occupation: int, year: int | None, at: datetime) -> dict[str, Any]:
    """What a sheet made now would say, but for its code and day."""
    theirs = qualifications_with_units().prefetch_related("citations__source").get(pk=qualification)
    ours = occupations_with_positions().get(pk=occupation)
    return sheet_facts(theirs, ours, year, day=timezone.localdate(at))


def make_sheet(
    *, qualification: Qualification, occupation: ReferenceOccupation, year: int | None, at: datetime
) -> ComparisonSheet:
    """The signed sheet of today; who asks for the same again on the same day gets the same."""
    facts = current_facts(qualification.pk, occupation.pk, year, at)
    day, key, digest = timezone.localdate(at), current_key(at), digest_of(facts)
    made = {"digest": digest, "made_on": day, "key": key}
    found = ComparisonSheet.objects.filter(**made).first()
    if found is not None:
        return found
    code = new_code()
    signed = {**facts, "code": code, "made_on": day.isoformat()}
    try:
        with transaction.atomic():
            return ComparisonSheet.objects.create(
                **made, code=code, qualification=qualification, occupation=occupation, certificate_year=year,
                facts=signed, token=sign(signed, key),
            )  # fmt: skip
    except IntegrityError:  # somebody else asked for the same at the same moment
        return ComparisonSheet.objects.get(**made)


def new_code() -> str:
    """A short code that nobody can guess: 30^10 of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def code_of(typed: str) -> str:
    """A code as it was read aloud or typed: small letters, blanks and hyphens do not matter.

    >>> code_of(" 7k3f9-q2mxr ")
    '7K3F9Q2MXR'
    """
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:LENGTH]


def judged_by_code(typed: str, at: datetime) -> Verdict:
    """What stands behind a code; the reader compares it with the paper before her."""
    sheet = _with_code(code_of(typed))
    if sheet is None:
        return Verdict(Standing.UNKNOWN)
    signed = proved(sheet.token)
    if signed.proof is Proof.REVOKED_KEY:
        return Verdict(Standing.REVOKED, sheet)
    if signed.proof is not Proof.HOLDS or signed.facts != sheet.facts:
        return Verdict(Standing.ALTERED, sheet)  # somebody changed the database
    return _genuine(sheet, at)


def judged_by_token(token: str, at: datetime) -> Verdict:
    """What a token is worth that somebody handed in."""
    signed = proved(token.strip())
    if signed.facts is None:
        return Verdict(Standing.UNREADABLE)
    code = signed.facts.get("code")
    sheet = _with_code(code) if isinstance(code, str) else None
    if signed.proof is Proof.REVOKED_KEY:
        return Verdict(Standing.REVOKED, sheet)
    if signed.proof is Proof.HOLDS:  # also where the sheet itself was deleted since
        return _genuine(sheet, at) if sheet else Verdict(Standing.GENUINE)
    return Verdict(Standing.ALTERED if sheet else Standing.FORGED, sheet)


def _with_code(code: str) -> ComparisonSheet | None:
    if not code or set(code) - set(ALPHABET):  # nor a letter that a database refuses
        return None
    rows = ComparisonSheet.objects.select_related("qualification__country", "occupation", "key")
    return rows.filter(code=code).first()


def _genuine(sheet: ComparisonSheet, at: datetime) -> Verdict:
    now = current_facts(sheet.qualification_id, sheet.occupation_id, sheet.certificate_year, at)
    if digest_of(now) == sheet.digest:
        return Verdict(Standing.GENUINE, sheet)
    return Verdict(Standing.SUPERSEDED, sheet, changed_parts(same_facts(sheet.facts), now))
