"""What a notice says, gathered from its case. (Being written.)"""

from collections.abc import Collection

from bqportal.procedures.models import Case, Notice


def lacks_of_decision(case: Case) -> Collection[str] | None:
    """Mandatory parts that the decision notice in work lacks; None while there is none."""
    notice = case.notices.filter(kind=Notice.Kind.DECISION, state__in=("draft", "approved")).first()
    return None if notice is None else ()
