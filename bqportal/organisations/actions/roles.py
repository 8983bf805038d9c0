"""Giving and taking roles, closing and opening accounts. All of it is logged."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bqportal.organisations.audit import record
from bqportal.organisations.models import CentralRole, Membership, Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import is_administrator, may_manage_members, may_manage_organisations

ADMINISTRATOR = CentralRole.Role.ADMINISTRATOR


@transaction.atomic
def change_roles(
    *,
    person: Person,
    organisation: Organisation,
    give: Iterable[str] = (),
    take: Iterable[str] = (),
    by: Person,
    at: datetime,
) -> None:
    """Give and take roles in one organisation; what the person has, or has not, already stays as it is.

    A manager does so for members of the own organisation, and never gives a role to herself: new people come by
    invitation. An administrator does so for everybody.

    Raises:
        PermissionDenied: `by` may not.
        ValidationError: a role does not exist, or the organisation is closed.
    """
    rights, give, take = rights_of(by), set(give), set(take)
    if not may_manage_members(rights, organisation.pk):
        raise PermissionDenied
    has = set(person.memberships.select_for_update().filter(organisation=organisation).values_list("role", flat=True))
    if not is_administrator(rights) and (not has or (person == by and give - has)):
        raise PermissionDenied
    if unknown := (give | take) - set(Membership.Role.values):
        raise ValidationError(_("There is no role “%(role)s”.") % {"role": min(unknown)})
    if give - has and organisation.closed:
        raise ValidationError(_("The organisation is closed: nobody can be given a role in it."))
    for role in sorted(give - has):
        Membership.objects.create(person=person, organisation=organisation, role=role)
        _record_role("role.given", role, person, organisation, by, at)
    for role in sorted(take & has):
        person.memberships.filter(organisation=organisation, role=role).delete()
        _record_role("role.taken", role, person, organisation, by, at)


def _record_role(deed: str, role: str, person: Person, organisation: Organisation, by: Person, at: datetime) -> None:
    record(deed=deed, by=by, about=person, organisation=organisation, details={"role": role}, at=at)


@transaction.atomic
def change_central_roles(
    *, person: Person, give: Iterable[str] = (), take: Iterable[str] = (), by: Person, at: datetime
) -> None:
    """Give and take roles for the whole portal.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: a role does not exist, or nobody would run the portal any more.
    """
    _refuse_unless_administrator(by)
    has = set(CentralRole.objects.select_for_update().filter(person=person).values_list("role", flat=True))
    give, take = set(give), set(take)
    if unknown := (give | take) - set(CentralRole.Role.values):
        raise ValidationError(_("There is no role “%(role)s”.") % {"role": min(unknown)})
    if ADMINISTRATOR in take & has and not person.is_superuser:
        _refuse_without_administrator(person)
    for role in sorted(give - has):
        CentralRole.objects.create(person=person, role=role)
        record(deed="centralrole.given", by=by, about=person, details={"role": role}, at=at)
    for role in sorted(take & has):
        person.central_roles.filter(role=role).delete()
        record(deed="centralrole.taken", by=by, about=person, details={"role": role}, at=at)


@transaction.atomic
def disable_person(*, person: Person, by: Person, at: datetime) -> None:
    """Close an account: the person is signed out and cannot sign in; what she wrote and her roles stay.

    Raises:
        PermissionDenied: `by` is no administrator.
        ValidationError: it is the own account, or nobody would run the portal any more.
    """
    _refuse_unless_administrator(by)
    if person == by:
        raise ValidationError(_("You cannot close your own account."))
    _refuse_without_administrator(person)
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        record(deed="person.disabled", by=by, about=person, at=at)


@transaction.atomic
def enable_person(*, person: Person, by: Person, at: datetime) -> None:
    """Open a closed account again, with the roles that it had.

    Raises:
        PermissionDenied: `by` is no administrator.
    """
    _refuse_unless_administrator(by)
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record(deed="person.enabled", by=by, about=person, at=at)


def _refuse_unless_administrator(by: Person) -> None:
    if not may_manage_organisations(rights_of(by)):
        raise PermissionDenied


def _refuse_without_administrator(person: Person) -> None:
    """The portal needs somebody who runs it. Locks the administrators, so that two do not remove each other."""
    list(CentralRole.objects.select_for_update().filter(role=ADMINISTRATOR))
    running = Q(central_roles__role=ADMINISTRATOR) | Q(is_superuser=True)
    if not Person.objects.filter(running, is_active=True).exclude(pk=person.pk).exists():
        raise ValidationError(_("The portal needs at least one administrator."))
