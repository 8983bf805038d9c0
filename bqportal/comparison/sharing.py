"""Sharing results of cases, and taking them back. Who may, and what is in them, is asked by who calls (procedures)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from bqportal.comparison.models import Precedent
from bqportal.comparison.precedent_queries import taken_back_entries, waiting_entries
from bqportal.comparison.shared import next_batch
from bqportal.organisations.models import Organisation, Person
from bqportal.qualifications.models import Qualification


@dataclass(frozen=True)
class SharedFacts:
    """All that is shared of a case. No free text, no number of the case, no day."""

    qualification_id: int
    revision: int | None
    version_id: int
    certificate_year: int | None
    outcome: str
    experience_compensated: bool
    names_body: bool
    decided_on: date


@transaction.atomic
def add_precedent(
    *, facts: SharedFacts, positions: Iterable[int], organisation: Organisation, by: Person, at: datetime
) -> Precedent:
    """Keep a result, and show the batch that it completes."""
    _hold(facts.qualification_id)
    found = Precedent.objects.create(
        **{**asdict(facts), "decided_on": facts.decided_on.replace(day=1)},
        organisation=organisation, approved_by=by, approved_at=at,
    )  # fmt: skip
    found.positions.set(positions)
    _settle(found, timezone.localdate(at))
    return found


@transaction.atomic
def withdraw_precedent(*, precedent: Precedent, at: datetime) -> bool:
    """Take a result back. What nobody has seen is deleted; what was shown counts until a later batch replaces it.

    Returns:
        Whether it is gone at once.
    """
    _hold(precedent.qualification_id)
    held = Precedent.objects.select_for_update().get(pk=precedent.pk)
    if held.released is None:
        held.delete()
        return True
    held.withdrawn = held.withdrawn or timezone.localdate(at)
    held.save(update_fields=["withdrawn"])
    return False


def _settle(cell: Precedent, today: date) -> None:
    """Show every batch of the cell that is complete."""
    while batch := next_batch(waiting_entries(cell), taken_back_entries(cell)):
        Precedent.objects.filter(pk__in=batch.released).update(released=today)
        Precedent.objects.filter(pk__in=batch.replaced).update(is_counted=False)


def _hold(qualification: int) -> None:
    """One after the other: two that share at once must not both see four."""
    Qualification.objects.select_for_update().filter(pk=qualification).first()
