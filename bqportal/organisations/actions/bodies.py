"""What is done with organisations and their competences. Only administrators do it, and all of it is logged."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bqportal.organisations.actions.chambers import GERMAN
from bqportal.organisations.audit import Detail, record
from bqportal.organisations.models import Competence, Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_manage_organisations

FACTS = (
    "kind", "name", "code", "city", "land", "url", "email", "phone", "mail_domain", "closed", "second_factor_required",
)  # fmt: skip


class OutdatedError(Exception):
    """Somebody else changed it meanwhile: look at both before one of them is lost."""


def facts_of(organisation: Organisation) -> dict[str, Any]:
    """What an administrator may change."""
    return {name: getattr(organisation, name) for name in FACTS}


def fingerprint(organisation: Organisation) -> str:
    """A short text that differs as soon as a fact differs; a form carries it from reading to saving."""
    return hashlib.sha256(json.dumps(facts_of(organisation), sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def add_organisation(*, facts: Mapping[str, Any], by: Person, at: datetime) -> Organisation:
    """Add a body; its address is made from kind, code and name, and stays.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: a fact is missing or wrong.
    """
    _refuse_unless_administrator(by)
    organisation = Organisation(**{name: facts[name] for name in FACTS if name in facts})
    organisation.slug = _free_slug(organisation)
    organisation.full_clean()
    organisation.save()
    record(deed="organisation.added", by=by, about=organisation, organisation=organisation, at=at)
    return organisation


def _free_slug(organisation: Organisation) -> str:
    words = f"{organisation.kind} {organisation.code} {organisation.name}".translate(GERMAN)
    slug = slugify(words)[:110] or "body"
    taken = set(Organisation.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, facts: Mapping[str, Any], seen: str, by: Person, at: datetime
) -> Organisation:
    """Change facts of a body.

    Args:
        seen: fingerprint of the organisation as `by` read it.

    Raises:
        PermissionDenied: `by` is no administrator.
        OutdatedError: it is no more as `by` read it.
        ValidationError: a fact is wrong.
    """
    _refuse_unless_administrator(by)
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if seen != fingerprint(stored):
        raise OutdatedError
    changed = [name for name in FACTS if name in facts and facts[name] != getattr(stored, name)]
    for name in changed:
        setattr(stored, name, facts[name])
    stored.full_clean()
    if changed:
        stored.save(update_fields=changed)
        details: dict[str, Detail] = {"fields": ", ".join(changed), "closed": stored.closed}
        record(deed="organisation.changed", by=by, about=stored, organisation=stored, details=details, at=at)
    return stored


@transaction.atomic
def add_competence(
    *, organisation: Organisation, kind: str = "", country: str = "", sector: str = "", by: Person, at: datetime
) -> Competence:
    """Let an organisation write about a part of the catalogue; an empty part means all.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: the organisation has this competence already, or a part is too long.
    """
    _refuse_unless_administrator(by)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    competence = Competence(organisation=organisation, kind=kind, country=country, sector=sector)
    competence.full_clean(validate_unique=False, validate_constraints=False)
    if organisation.competences.filter(kind=kind, country=country, sector=sector).exists():
        raise ValidationError(_("The organisation has this competence already."))
    competence.save()
    _record_competence("competence.added", competence, by, at)
    return competence


@transaction.atomic
def remove_competence(*, competence: Competence, by: Person, at: datetime) -> None:
    """End a competence. What was written stays.

    Raises:
        PermissionDenied: `by` is no administrator.
    """
    _refuse_unless_administrator(by)
    _record_competence("competence.removed", competence, by, at)
    competence.delete()


def _record_competence(deed: str, competence: Competence, by: Person, at: datetime) -> None:
    details = {"kind": competence.kind, "country": competence.country, "sector": competence.sector}
    organisation = competence.organisation
    record(deed=deed, by=by, about=organisation, organisation=organisation, details=details, at=at)


def _refuse_unless_administrator(by: Person) -> None:
    if not may_manage_organisations(rights_of(by)):
        raise PermissionDenied
