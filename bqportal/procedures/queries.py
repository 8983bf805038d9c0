"""Cases, as pages and actions ask for them. Every query begins with what the person may see."""

from bqportal.organisations.rights import Rights
from bqportal.procedures.models import Case


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
