"""Cases, as pages and actions ask for them. Every query begins with what the person may see."""

from typing import Any

from django.db.models import QuerySet

from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import Rights, case_organisations, may_work_cases
from bqportal.procedures.models import Absence, Case


def case_for(rights: Rights, pk: int) -> Case:
    """A case that the person may read, with what every page about it shows.

    Raises:
        Case.DoesNotExist: there is none, or it belongs to another body.
    """
    found: Case = (
        Case.objects.visible_to(rights)
        .select_related("organisation", "applicant", "handler", "qualification", "version__occupation")
        .prefetch_related("events", "documents")
        .get(pk=pk)
    )
    return found


def bodies_of(rights: Rights) -> QuerySet[Organisation]:
    """Bodies whose cases the person may read."""
    return Organisation.objects.filter(pk__in=case_organisations(rights), closed=False).order_by("name")


def working_bodies(rights: Rights) -> QuerySet[Organisation]:
    """Bodies in which the person may take an application in."""
    works = [one for one in case_organisations(rights) if may_work_cases(rights, one)]
    return bodies_of(rights).filter(pk__in=works)


def absences_of(organisation: Organisation, today: Any) -> QuerySet[Absence]:
    """Absences of a body that run or are to come."""
    return Absence.objects.filter(organisation=organisation, last_day__gte=today).select_related("person", "deputy")
