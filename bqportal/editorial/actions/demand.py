"""Profiles that visitors miss: counted, taken into work, or dropped."""

import re
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from bqportal.editorial.models import MissingProfileRequest, WorkingVersion
from bqportal.editorial.models.together import QUERY_LENGTH
from bqportal.editorial.plain_text import plain_text
from bqportal.languages.folding import fold
from bqportal.organisations.audit import record
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import is_editor, may_begin_somewhere, may_write

NEW_PER_DAY = 500  # different requests that one day may add, so that nobody fills the table
FORGOTTEN = timedelta(days=400)  # what was asked for once only, and not since
PERSONAL = re.compile(r"@|\d[\d\s./-]{5,}\d|https?:", re.IGNORECASE)  # addresses, telephone and certificate numbers


@transaction.atomic
def request_profile(*, query: str, country: str, language: str, on: date) -> MissingProfileRequest | None:
    """Count that a visitor asked for a profile. Nothing about the visitor is kept, so that one who asks twice counts
    twice: the number says how often it was asked for, not by how many.

    Answers None when the day has brought too many new requests already; known ones are counted always.

    Raises:
        ValidationError: the query is empty, too long, or looks like personal data.
    """
    query = " ".join(plain_text(query, limit=QUERY_LENGTH, field="query").split())
    folded = " ".join(fold(query).split())[: 2 * QUERY_LENGTH]
    if not any(letter.isalpha() for letter in folded):
        raise ValidationError({"query": _("Write the title that you look for.")})
    if PERSONAL.search(query):
        raise ValidationError({"query": _("Write the title only: no address, no number, nothing about a person.")})
    key = {"folded": folded, "country": country, "language": language}
    known = MissingProfileRequest.objects.filter(**key)
    if known.update(count=F("count") + 1, last_day=on):
        return MissingProfileRequest.objects.get(**key)
    if MissingProfileRequest.objects.filter(first_day=on).count() >= NEW_PER_DAY:
        return None
    MissingProfileRequest.objects.filter(count=1, version=None, last_day__lt=on - FORGOTTEN).delete()
    values = {"query": query, "first_day": on, "last_day": on}
    request: MissingProfileRequest
    request, is_new = MissingProfileRequest.objects.get_or_create(**key, defaults=values)
    if not is_new:  # somebody else asked for the same in this very moment
        known.update(count=F("count") + 1)
    return request


@transaction.atomic
def link_request(*, request: MissingProfileRequest, version: WorkingVersion, by: Person, at: datetime) -> None:
    """Say that a working version will be the profile that was missed; done when that is public.

    Raises:
        PermissionDenied: `by` may not write the working version.
        ValidationError: somebody has linked another one meanwhile.
    """
    if not may_write(rights_of(by), version.work):
        raise PermissionDenied
    request = MissingProfileRequest.objects.select_for_update().get(pk=request.pk)
    _check_own_link(request, by)
    if request.version_id not in (None, version.pk):
        raise ValidationError(_("Somebody has linked this request meanwhile. Undo that link first."), code="stale")
    MissingProfileRequest.objects.filter(pk=request.pk).update(version=version)
    record(deed="request.linked", by=by, about=request, details={"version": version.pk}, at=at)


@transaction.atomic
def unlink_request(*, request: MissingProfileRequest, by: Person, at: datetime) -> None:
    """The working version will not be it after all.

    Raises:
        PermissionDenied: `by` may not write the working version that is linked.
    """
    _check_own_link(request, by)
    MissingProfileRequest.objects.filter(pk=request.pk).update(version=None)
    record(deed="request.unlinked", by=by, about=request, at=at)


def _check_own_link(request: MissingProfileRequest, by: Person) -> None:
    """A link to what another organisation has in work is not taken away."""
    rights = rights_of(by)
    if not may_begin_somewhere(rights) or (request.version and not may_write(rights, request.version.work)):
        raise PermissionDenied


@transaction.atomic
def drop_request(*, request: MissingProfileRequest, by: Person, at: datetime) -> None:
    """Remove what is no request for a profile.

    Raises:
        PermissionDenied: `by` is no editor.
    """
    if not is_editor(rights_of(by)):
        raise PermissionDenied
    record(deed="request.dropped", by=by, about=request, details={"count": request.count}, at=at)
    request.delete()
