"""What the person does herself: send a request, withdraw it. Nobody is signed in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.procedures.counselling.consent import CURRENT
from bqportal.procedures.counselling.receiving import Receiver
from bqportal.procedures.counselling.rules import code_of, is_birth_year
from bqportal.procedures.counselling.tallying import count_received
from bqportal.procedures.counselling.telling import tell_counsellors
from bqportal.procedures.models import (
    CounsellingEducation,
    CounsellingLanguage,
    CounsellingRequest,
    CounsellingWork,
)

ANSWERS = (
    "filled_by", "name", "birth_year", "sex", "nationality", "email", "phone", "channel", "no_contact_with_origin",
    "stay", "since_year", "residence", "postcode", "goal", "occupation", "counselling_language", "needs_interpreter",
    "question",
)  # fmt: skip
SAME_WITHIN = timedelta(hours=1)  # the same form sent twice, by a reload or an impatient finger, is one request


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form as it was filled in.

    Attributes:
        answers: values of `ANSWERS`.
        educations: rows of `CounsellingEducation`, the one that matters most first.
        works: rows of `CounsellingWork`.
        languages: rows of `CounsellingLanguage`.
    """

    answers: Mapping[str, Any]
    educations: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    works: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    languages: Sequence[Mapping[str, Any]] = field(default_factory=tuple)

    def digest(self, organisation: int) -> str:
        """The same for the same form sent to the same body."""
        whole = [organisation, dict(self.answers), *(list(map(dict, rows)) for rows in self.rows.values())]
        return sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def rows(self) -> dict[type[Any], Sequence[Mapping[str, Any]]]:
        """Table → rows."""
        return {
            CounsellingEducation: self.educations, CounsellingWork: self.works, CounsellingLanguage: self.languages,
        }  # fmt: skip


@transaction.atomic
def send_request(
    *, receiver: Receiver, filled: Filled, consent: str, language: str, at: datetime, by: Person | None = None
) -> CounsellingRequest:
    """Send a request to a centre, whose counsellors are told. Answers the one that is there when the same form came
    within the hour.

    Args:
        consent: version of the wording that the person agreed to; without the current one nothing is stored.
        language: of the form.
        by: the counsellor of the centre who fills it in together with the person.

    Raises:
        ValidationError: something is missing or wrong, by field.
    """
    if consent != CURRENT:  # Art. 6 Abs. 1 Buchst. a DSGVO: there is no other basis
        raise ValidationError({"consent": _("Without your consent we may not store anything.")}, code="consent")
    answers = {name: filled.answers[name] for name in ANSWERS if name in filled.answers}
    digest = filled.digest(receiver.organisation.pk)
    same = CounsellingRequest.objects.filter(
        organisation=receiver.organisation, digest=digest, received_at__gt=at - SAME_WITHIN
    )
    found: CounsellingRequest | None = same.first()
    if found is not None:
        return found
    today = timezone.localdate(at)
    sent = CounsellingRequest(
        organisation=receiver.organisation, centre=receiver.slug, digest=digest, received_at=at, language=language,
        consent_version=consent, consented_at=at, next_on=today, **answers,
    )  # fmt: skip
    _check(sent, at)
    sent.save()
    for model, rows in filled.rows.items():
        for values in rows:
            row = model(request=sent, **values)
            row.clean_fields(exclude=["request"])
            row.save()
    count_received(sent, today)
    audit.record(deed="counselling.sent", by=None, about=sent, organisation=sent.organisation, at=at)
    tell_counsellors(sent, at, by)
    return sent


def _check(sent: CounsellingRequest, at: datetime) -> None:
    """Raises ValidationError, field by field."""
    sent.clean_fields(exclude=["organisation"])
    today, wrong = timezone.localdate(at), {}
    if not sent.email and not sent.phone:
        wrong["email"] = _("Give an e-mail address or a telephone number, so that the centre can reach you.")
    if not is_birth_year(sent.birth_year, today):
        wrong["birth_year"] = _("Write your year of birth with four digits.")
    if sent.since_year is not None and not sent.birth_year <= sent.since_year <= today.year:
        wrong["since_year"] = _("This year lies before your birth or in the future.")
    if sent.postcode and not (len(sent.postcode) == 5 and sent.postcode.isascii() and sent.postcode.isdigit()):
        wrong["postcode"] = _("A German postcode has five digits.")
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def withdraw_request(*, code: str, birth_year: int, at: datetime) -> None:
    """Take the consent back: the request is erased at once, wherever it was referred to (Art. 7 Abs. 3, 17 DSGVO).

    Raises:
        ValidationError: there is no request with this code and year.
    """
    found = (
        CounsellingRequest.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(code=code_of(code), birth_year=birth_year)
        .first()
    )
    if found is None:
        raise ValidationError(
            _("No request with this code and this year of birth is stored. Perhaps it was erased already."),
            code="unknown",
        )
    about, organisation = CounsellingRequest(pk=found.pk), found.organisation
    found.delete()
    audit.record(deed="counselling.withdrawn", by=None, about=about, organisation=organisation, at=at)
