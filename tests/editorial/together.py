"""Working versions to talk about, made without the actions that other tests are about."""

from datetime import UTC, datetime
from typing import Any

from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.editorial.workflow import State
from bqportal.organisations.models import Organisation, Person

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MARKER = "zqmarkerzq"  # stands in everything that other organisations must never see


def version_of(
    organisation: Organisation | None, title: str = f"{MARKER} technik", *, at: datetime = NOW, **values: Any
) -> WorkingVersion:
    """A working version of the organisation, without parts."""
    return WorkingVersion.objects.create(
        kind="qualification", title=title, country="PL", organisation=organisation, begun_at=at, changed_at=at,
        document={"title": title}, **values,
    )  # fmt: skip


def part_of(version: WorkingVersion, state: State, *, author: Person | None, part: str = "", **values: Any) -> Strand:
    """One part of it."""
    values = {"last_editor": author, **values}
    return Strand.objects.create(version=version, part=part, state=state, author=author, **values)
