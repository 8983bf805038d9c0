"""One change in many records: what was shown is what is written, and it can be taken back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from bqportal.editorial.actions.bulk import change_in_bulk, preview_of, undo_bulk_change
from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.writing import open_record, replace_document
from bqportal.editorial.bulk_rules import Change, Operation, changed, fields_for
from bqportal.editorial.documents import FACTS
from bqportal.editorial.importing.selection import Selection
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import BulkChange, Snapshot, WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import AuditEntry, Person
from tests import cast
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db


def asked(path: str, operation: Operation, value: Any = None, **more: Any) -> dict[str, Any]:
    one = next(one for one in fields_for(kind_named("qualification").shape) if one.path == path)
    return {
        "selection": Selection(kind_named("qualification")), "words": "",
        "change": Change(one, operation, value, **more),
    }  # fmt: skip


def apply(given: dict[str, Any], by: Person) -> BulkChange:
    return change_in_bulk(**given, seen=preview_of(**given).digest, by=by, at=timezone.now())


def documents() -> dict[str, Any]:
    return {version.slug: version.document for version in WorkingVersion.objects.all()}


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        (asked("duration_months", Operation.SET, 36), {"duration_months": 60}, {"duration_months": 36}),
        (asked("level.eqf", Operation.SET, None), {"level": {"eqf": 4}}, {}),
        (asked("legal_basis.url", Operation.REPLACE, "https:", find="http:"),
         {"legal_basis": {"url": "http://a"}}, {"legal_basis": {"url": "https://a"}}),
        (asked("also_known_as", Operation.ADD_LINE, "b"), {"also_known_as": ["a"]}, {"also_known_as": ["a", "b"]}),
        (asked("also_known_as", Operation.REMOVE_LINE, "a"), {"also_known_as": ["a"]}, {}),
        (asked("esco", Operation.REPLACE, "", find="x"), {"esco": ["x", "xy"]}, {"esco": ["y"]}),
        (asked("form", Operation.ADD_SOURCE, source={"title": "T", "url": ""}),
         {}, {"sources": {"s1": {"title": "T"}}, "cites": {"form": ["s1"]}}),
    ],
)  # fmt: skip
def test_what_becomes_of_a_document(given: dict[str, Any], before: Any, after: Any) -> None:
    assert changed(before, given["change"]) == after
    assert changed(after, given["change"]) == after or given["change"].operation is Operation.REPLACE, "twice is once"


def test_public_records_become_drafts_and_are_put_back() -> None:
    person = cast.editor()
    records = QualificationFactory.create_batch(3)
    untouched = QualificationFactory(form="dual")
    given = asked("form", Operation.SET, "dual")
    preview = preview_of(**given)
    assert [(row.old, row.new) for row in preview.rows] == [(["school"], ["dual"])] * 3
    assert (preview.looked_at, WorkingVersion.objects.count()) == (4, 0)
    bulk = apply(given, person)
    assert {slug: document["form"] for slug, document in documents().items()} == {one.slug: "dual" for one in records}
    for record in [*records, untouched]:
        before = record.form
        record.refresh_from_db()
        assert record.form == before, "the public sees what it saw"
    version = WorkingVersion.objects.first()
    assert version.strands.get(part=FACTS).state == "draft"
    assert version.snapshots.first().occasion == Snapshot.Occasion.CHANGED_IN_BULK
    assert AuditEntry.objects.get(deed="records.changed_in_bulk").details["records"] == 3
    assert undo_bulk_change(bulk=bulk, by=person, at=timezone.now()) == []
    assert {document["form"] for document in documents().values()} == {"school"}
    with pytest.raises(ValidationError):
        undo_bulk_change(bulk=bulk, by=person, at=timezone.now())


def test_undo_leaves_alone_what_somebody_wrote_since() -> None:
    person = cast.editor()
    QualificationFactory.create_batch(2)
    bulk = apply(asked("form", Operation.SET, "dual"), person)
    version = WorkingVersion.objects.first()
    replace_document(
        version=version, document={**version.document, "duration_months": 48}, occasion=Snapshot.Occasion.SAVED,
        by=person, at=timezone.now(), edition=version.edition,
    )  # fmt: skip
    kept = undo_bulk_change(bulk=bulk, by=person, at=timezone.now())
    assert [(one.pk, reason) for one, reason in kept] == [(version.pk, "somebody wrote in it since")]
    assert sorted(document["form"] for document in documents().values()) == ["dual", "school"]


def test_what_is_in_review_or_would_become_wrong_is_left_out_with_the_reason() -> None:
    person = cast.editor()
    kind = kind_named("qualification")
    reviewed, _other = QualificationFactory.create_batch(2)
    version = open_record(kind=kind, record=reviewed, organisation=None, by=person, at=timezone.now())
    version = replace_document(
        version=version, document={**version.document, "duration_months": 48}, occasion=Snapshot.Occasion.SAVED,
        by=person, at=timezone.now(), edition=version.edition,
    )  # fmt: skip
    take_step(version=version, step=Step.SUBMIT, parts=[FACTS], by=person, at=timezone.now())
    preview = preview_of(**asked("form", Operation.SET, "dual"))
    assert [row.obstacle for row in preview.left_out] == ["the facts are in review"]
    assert len(preview.rows) == 1
    wrong = preview_of(**asked("level.eqf", Operation.SET, 99))
    assert (len(wrong.rows), len(wrong.left_out)) == (0, 2)
    assert "from 1 to 8" in wrong.left_out[0].obstacle
    required = preview_of(**asked("lang", Operation.SET, None))
    assert {row.obstacle for row in required.left_out} == {"is missing"}


def test_all_or_nothing_and_only_what_was_shown() -> None:
    person = cast.editor()
    first, _second = QualificationFactory.create_batch(2)
    given = asked("form", Operation.SET, "dual")
    seen = preview_of(**given).digest
    first.duration_months = 12
    first.save()
    with pytest.raises(ValidationError) as caught:
        change_in_bulk(**given, seen=seen, by=person, at=timezone.now())
    assert caught.value.code == "stale"
    assert (WorkingVersion.objects.count(), BulkChange.objects.count()) == (0, 0)


def test_only_editors_and_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    QualificationFactory.create_batch(3)
    given = asked("form", Operation.SET, "dual")
    seen = preview_of(**given).digest
    for person in (cast.contributor(), cast.reviewer(), cast.manager()):
        with pytest.raises(PermissionDenied):
            change_in_bulk(**given, seen=seen, by=person, at=timezone.now())
    bulk = apply(given, cast.editor())
    with pytest.raises(PermissionDenied):
        undo_bulk_change(bulk=bulk, by=cast.other_contributor(), at=timezone.now())
    monkeypatch.setattr("bqportal.editorial.actions.bulk.MOST_CHANGED", 2)
    with pytest.raises(ValidationError, match="at most 2"):
        preview_of(**asked("form", Operation.SET, "workplace"))
