"""Publishing the figures of a year, once, and taking them back."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_oversee_cases
from bqportal.statistics.auditing import bounds_of
from bqportal.statistics.models import PublishedFigures
from bqportal.statistics.records import delivery_of
from bqportal.statistics.tables import tables_from


def tables_of(organisation: Organisation, year: int) -> dict[str, Any]:
    """The tables as they would be published, small counts hidden; empty where there are too few cases."""
    delivery = delivery_of(organisation, year)
    tables = tables_from([row.record for row in delivery.rows], year)
    return {**tables, "is_example": delivery.is_example} if tables else {}


@transaction.atomic
def publish_figures(
    *, organisation: Organisation, year: int, by: Person, at: datetime, seen: str = ""
) -> PublishedFigures:
    """Publish the figures of a year that is over. Once: the difference of two publications would show single cases.

    Args:
        seen: digest of the tables that the person looked at (`tables_of`).

    Raises:
        PermissionDenied: `by` does not manage the body.
        ValidationError: the year is not over, was published already, has too few cases, or is not what was seen.
    """
    if not may_oversee_cases(rights_of(by), organisation.pk):
        raise PermissionDenied
    if year >= timezone.localdate(at).year:
        raise ValidationError(_("This year is not over. Its figures can be published from 1 January on."))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # one at a time
    if PublishedFigures.objects.filter(organisation=organisation, year=year).exists():
        raise ValidationError(
            _("The figures of this year were published already. They are not published again: the difference would"
              " show single cases.")
        )  # fmt: skip
    tables = tables_of(organisation, year)
    if not tables:
        raise ValidationError(_("There are too few decided cases in this year to publish figures."))
    refuse_stale(seen, tables)
    refuse_unsafe(tables)
    found = PublishedFigures.objects.create(
        organisation=organisation, year=year, tables=tables, published_at=at, published_by=by
    )
    audit.record(
        deed="case.figures_published", by=by, organisation=organisation, at=at,
        details={"year": year, "tables": len(tables["tables"])},
    )  # fmt: skip
    return found


def refuse_unsafe(tables: dict[str, Any]) -> None:
    """Ask once more, and in another way than the one that hid the cells, what can be worked out.

    Raises:
        ValidationError: something can; nothing is published.
    """
    columns = [outcome["count"] for outcome in tables["outcomes"]]
    for table in tables["tables"]:
        cells, totals = [row["cells"] for row in table["rows"]], [row["total"] for row in table["rows"]]
        if not all(found.is_safe for found in bounds_of(cells, totals, columns).values()):
            raise ValidationError(_("A small count could be worked out from these tables. They are not published."))


@transaction.atomic
def withdraw_figures(*, figures: PublishedFigures, by: Person, at: datetime) -> None:
    """Take published figures back because they are wrong. The year is not published again.

    Raises:
        PermissionDenied: `by` does not manage the body.
    """
    held = PublishedFigures.objects.select_for_update().get(pk=figures.pk)
    if not may_oversee_cases(rights_of(by), held.organisation_id):
        raise PermissionDenied
    held.tables = {}
    held.save(update_fields=["tables"])
    audit.record(
        deed="case.figures_withdrawn", by=by, organisation=held.organisation, at=at, details={"year": held.year}
    )
