"""Bringing the records of a file into working versions: all of them or none. Nothing becomes public."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bqportal.editorial.actions.writing import begin_record, open_record, replace_document
from bqportal.editorial.importing.entries import LARGEST_FILE, Reading, Trouble
from bqportal.editorial.importing.planning import Plan, Planned, Verdict, plan_of
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import PendingImport, Snapshot, WorkingVersion
from bqportal.organisations import audit
from bqportal.organisations.models import Organisation, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import is_editor

KEPT = timedelta(hours=24)  # how long a file waits for its owner's word


class BlockedImportError(ValidationError):
    """Nothing was written; the plan says what stands in the way."""

    def __init__(self, message: str, plan: Plan) -> None:
        super().__init__(message, code="blocked")
        self.plan = plan


@transaction.atomic
def import_records(
    *,
    reading: Reading,
    kind: Kind,
    organisation: Organisation | None,
    overwrite: bool = False,
    seen: str = "",
    by: Person,
    at: datetime,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Plan, list[WorkingVersion]]:
    """Write every new and changed record of the file as a draft.

    Args:
        organisation: for which records are begun or taken up; editors may leave it out.
        overwrite: also change records of which the file does not say what it was made from.
        seen: digest of the plan that the person agreed to; empty where nobody looked.

    Raises:
        PermissionDenied: `by` may not write for this organisation.
        BlockedImportError: something stands in the way, or changed since the person looked.
        ValidationError: somebody wrote at this very moment.
    """
    rights = rights_of(by)
    if not is_editor(rights) and (organisation is None or organisation.pk not in rights.organisations):
        raise PermissionDenied
    plan = plan_of(reading, kind=kind, rights=rights, organisation=organisation, overwrite=overwrite, prove=False)
    if not plan.is_clear:
        raise BlockedImportError(_("Nothing was imported. Mend the file and import it again."), plan)
    if seen and seen != plan.digest:
        raise BlockedImportError(_("Something changed since you looked. Look at it again."), plan)
    versions = []
    for planned in plan.planned:
        if planned.verdict in (Verdict.NEW, Verdict.CHANGED):
            try:
                versions.append(write(planned, kind, organisation, by=by, at=at))
            except ValidationError as error:  # of hundreds of records, say which
                place = planned.entry.place
                raise ValidationError([str(Trouble(place, words)) for words in error.messages]) from error
            progress()
    if versions:
        audit.record(
            deed="records.imported", by=by, organisation=organisation, at=at,
            details={"kind": kind.slug, "new": plan.counted(Verdict.NEW), "changed": plan.counted(Verdict.CHANGED)},
        )  # fmt: skip
    return plan, versions


def write(
    planned: Planned, kind: Kind, organisation: Organisation | None, *, by: Person, at: datetime
) -> WorkingVersion:
    """Write one record. Raises ValidationError when somebody wrote in it since the plan was made."""
    present = planned.present
    if not present.is_there:
        return begin_record(kind=kind, document=planned.document, organisation=organisation, by=by, at=at)
    if present.record is not None:
        version = open_record(kind=kind, record=present.record, organisation=organisation, by=by, at=at)
    elif present.version is not None:
        version = present.version
    if version.document != present.document:
        raise ValidationError(_("Somebody wrote in this record meanwhile. Look at it again."), code="stale")
    return replace_document(
        version=version, document=planned.document, occasion=Snapshot.Occasion.IMPORTED,
        by=by, at=at, edition=version.edition,
    )  # fmt: skip


def keep_file(
    *,
    name: str,
    content: bytes,
    kind: Kind,
    organisation: Organisation | None,
    overwrite: bool,
    by: Person,
    at: datetime,
) -> PendingImport:
    """Keep an uploaded file until its owner has seen what it would do. Files that nobody came back for go.

    Raises ValidationError when it is larger than an import may be.
    """
    if len(content) > LARGEST_FILE:
        raise ValidationError({"file": _("The file is larger than 5 MB. Split it.")})
    PendingImport.objects.filter(at__lt=at - KEPT).delete()
    return PendingImport.objects.create(
        person=by, name=name[-100:], content=content, kind=kind.slug, organisation=organisation,
        overwrite=overwrite, at=at,
    )  # fmt: skip
