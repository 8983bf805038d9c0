"""What every change of a case has in common: who may, while it is open, values of a form onto a row, the entry."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_work_cases
from bqportal.procedures.models import Case, Notice
from bqportal.procedures.workflow import OPEN


def must_work(organisation: int, by: Person) -> None:
    """Stand before every change.

    Raises:
        PermissionDenied: `by` is no case worker of the body.
    """
    if not may_work_cases(rights_of(by), organisation):
        raise PermissionDenied


def must_be_open(case: Case) -> None:
    """What a decision rests on stays as it was when it was made.

    Raises:
        ValidationError: the case is decided or ended.
    """
    if case.state not in OPEN:
        raise ValidationError(
            _("The case is decided or has ended: what the decision rests on stays as it is. Write a file note."),
            code="closed",
        )


def is_frozen(case: Case) -> bool:
    """Whether a decision went out: then nothing that it rests on is removed."""
    return Notice.objects.filter(case=case, kind=Notice.Kind.DECISION, state=Notice.State.ISSUED).exists()


def values_of(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """What a form shows of a row, as plain values: for the digest of what somebody saw, and to fill the form."""
    found = {name: getattr(row, f"{name}_id" if row._meta.get_field(name).is_relation else name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def write_values(row: models.Model, names: Sequence[str], values: Mapping[str, Any], prefix: str = "") -> list[str]:
    """Put the values on the row and check them; answers which differ. Saves nothing.

    Args:
        prefix: of the names of the fields in the form, for the messages.

    Raises:
        ValidationError: a value is wrong, by field.
    """
    changed = []
    for name in names:
        if name not in values:
            continue
        value = values[name].strip() if isinstance(values[name], str) else values[name]
        if getattr(row, name) != value:
            changed.append(name)
            setattr(row, name, value)
    others = [field.name for field in row._meta.fields if field.name not in names]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        raise ValidationError({f"{prefix}{name}": texts for name, texts in error.message_dict.items()}) from error
    return changed


def note_deed(deed: str, case: Case, by: Person, at: datetime, **details: str | int | bool | None) -> None:
    """An entry in the audit log about the case; details name fields and kinds, never what stands in them."""
    audit.record(deed=deed, by=by, about=case, organisation=case.organisation, details=details, at=at)
