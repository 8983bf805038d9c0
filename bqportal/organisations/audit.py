"""The audit log: writing an entry, and reading those that somebody may read."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from bqportal.organisations.models import AuditEntry, Organisation, Person, Pseudonym
from bqportal.organisations.rights import Rights, may_read_audit

Detail = str | int | bool | None
DENIED = "access.denied"
DENIALS_PER_HOUR = 10  # per person and route, so that nobody can flood the log
TEXT_LENGTH = 200  # of a text in the details and of a label; longer ones are cut


def record(
    *,
    deed: str,
    by: Person | None,
    about: models.Model | None = None,
    organisation: Organisation | None = None,
    details: Mapping[str, Detail] | None = None,
    at: datetime | None = None,
) -> AuditEntry:
    """Add an entry; part of the caller's transaction, so that deed and entry stand or fall together.

    Args:
        deed: dotted name of what was done, such as "profile.published".
        by: who did it; None for the portal itself or somebody who is not signed in.
        about: what it was done to. Its kind, key and address are kept, nothing of its content.
        details: plain values; never the name of a person, a text in work, or a secret.
        at: when; now, if not given.

    Raises:
        TypeError: a detail is no plain value.
    """
    kept = dict(details or {})
    if wrong := [name for name, value in kept.items() if not isinstance(value, str | int | None)]:
        raise TypeError(f"audit details are plain values; these are not: {wrong}")
    return AuditEntry.objects.create(
        at=at or timezone.now(),
        deed=deed,
        actor=pseudonym_of(by) if by else None,
        organisation=organisation,
        about_label=_label(about),
        details={name: _cleaned(value) if isinstance(value, str) else value for name, value in kept.items()},
        **_address(about),
    )


def _cleaned(text: str) -> str:
    """Short, and without NUL and half characters, which PostgreSQL does not store."""
    return text.replace("\0", "")[:TEXT_LENGTH].encode(errors="replace").decode()


def _address(about: models.Model | None) -> dict[str, str]:
    """Kind and key of a record; people by pseudonym."""
    if about is None:
        return {}
    key = pseudonym_of(about) if isinstance(about, Person) else about.pk
    return {"about_kind": about._meta.label_lower, "about_id": str(key)}


def _label(about: models.Model | None) -> str:
    """Kind and address, as far as the record has them; names, titles and texts are left out on purpose."""
    if about is None or isinstance(about, Person):
        return ""
    parts = (getattr(about, name, None) for name in ("kind", "slug"))
    return _cleaned("/".join(part for part in parts if isinstance(part, str) and part))


def pseudonym_of(person: Person) -> UUID:
    """The person's random name in the log; made at the first deed."""
    return Pseudonym.objects.get_or_create(person=person)[0].code


def record_denial(*, person: Person, route: str, path: str) -> AuditEntry | None:
    """Log that a page was not there for somebody; None when that was logged often enough within the hour.

    Args:
        route: name of the route.
        path: the address without query and without secrets.
    """
    now = timezone.now()
    lately = entries_by(person).filter(deed=DENIED, at__gt=now - timedelta(hours=1), details__route=route)
    if lately.count() >= DENIALS_PER_HOUR:
        return None
    return record(deed=DENIED, by=person, details={"route": route, "path": path}, at=now)


def entries() -> QuerySet[AuditEntry]:
    """The log, newest first, with the organisations."""
    return AuditEntry.objects.select_related("organisation")


def entries_by(person: Person) -> QuerySet[AuditEntry]:
    """What the person did."""
    return entries().filter(actor__in=Pseudonym.objects.filter(person=person).values("code"))


def entries_about(*records: models.Model) -> QuerySet[AuditEntry]:
    """What was done to these records, or to these people."""
    wanted = Q(pk__in=[])
    for one in records:
        wanted |= Q(**_address(one))
    return entries().filter(wanted)


def entries_concerning(person: Person) -> QuerySet[AuditEntry]:
    """What the person did, and what others did to the person's account and roles."""
    codes = [str(code) for code in Pseudonym.objects.filter(person=person).values_list("code", flat=True)]
    return entries().filter(Q(actor__in=codes) | Q(about_kind=Person._meta.label_lower, about_id__in=codes))


def readable_entries(rights: Rights) -> QuerySet[AuditEntry]:
    """The whole log for those who may read it, nothing for others."""
    return entries() if may_read_audit(rights) else entries().none()


def people_of(rows: Iterable[AuditEntry]) -> dict[Any, Person]:
    """Whose the pseudonyms in the entries are, actors and people concerned; one query. Erased people are missing."""
    listed = list(rows)
    codes = {entry.actor for entry in listed if entry.actor}
    codes |= {UUID(entry.about_id) for entry in listed if entry.about_kind == Person._meta.label_lower}
    known = Pseudonym.objects.filter(code__in=codes).select_related("person")
    return {pseudonym.code: pseudonym.person for pseudonym in known}
