"""Changing the table of codes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.actions.keeping import refuse_stale
from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_manage_organisations
from bqportal.statistics.codes import table_shown
from bqportal.statistics.models import CodeMapping
from bqportal.statistics.records import CODED


@transaction.atomic
def map_code(*, field: str, ours: str, theirs: str, by: Person, at: datetime, seen: str = "") -> None:
    """Say how the office calls a value of ours; an empty `theirs` takes the line out of the table.

    Raises:
        PermissionDenied: `by` does not look after what belongs to all bodies; the table is one for all of them.
        ValidationError: there is no such attribute, or somebody changed the table meanwhile.
    """
    if not may_manage_organisations(rights_of(by)):
        raise PermissionDenied
    if field not in CODED or not ours.strip():
        raise ValidationError({"field" if field not in CODED else "ours": _("Choose an attribute and its code.")})
    list(CodeMapping.objects.select_for_update().values_list("pk", flat=True))
    refuse_stale(seen, table_shown())
    if theirs.strip():
        CodeMapping.objects.update_or_create(field=field, ours=ours.strip(), defaults={"theirs": theirs.strip()})
    else:
        CodeMapping.objects.filter(field=field, ours=ours.strip()).delete()
    audit.record(
        deed="case.statistics_code_mapped", by=by, at=at,
        details={"field": field, "ours": ours.strip(), "theirs": theirs.strip()},
    )  # fmt: skip
