"""How far each language is, what changed since, minor edits, machine text, and the work list."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.actions.translating import mark_machine, mark_minor
from bqportal.editorial.documents import part_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import MinorEdit, Strand, WorkingVersion
from bqportal.editorial.translating import (
    Text,
    TextState,
    changed_since,
    coverage,
    needs_reading_tick,
    source_digest,
    state_of,
    states_of,
)
from bqportal.editorial.worklist import state_counts, worklist
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.qualifications.models import Qualification, QualificationText
from tests import cast
from tests.editorial.test_checks_looked_up import begun, opened, public, write

SHAPE = kind_named("qualification").shape
DOCUMENT: dict[str, Any] = {
    "title": "Technik", "lang": "pl",
    "texts": {"de": {"title": "Techniker", "summary": "Drei Jahre."}, "en": {"title": "Technician"}},
    "units": [{"no": "1", "title": "Montaż", "de": "Montage", "en": "Assembly", "details": {"de": "Bauteile"}},
              {"no": "2", "title": "Test", "de": "Prüfung"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "has_words", "now", "state"),
    [
        (None, False, "", TextState.MISSING), (Text("en"), False, "", TextState.MISSING),
        (Text("en"), True, "", TextState.DRAFT), (Text("en", "in_review"), True, "", TextState.DRAFT),
        (Text("en", "approved"), True, "", TextState.REVIEWED),
        (Text("en", "published"), True, "", TextState.UNREVIEWED),
        (Text("en", "published", is_reviewed=True), True, "", TextState.REVIEWED),
        (Text("en", "published", "machine"), True, "", TextState.MACHINE),
        (Text("en", "draft", "machine"), True, "", TextState.MACHINE),
        (Text("en", "in_review", "machine"), True, "", TextState.MACHINE),
        (Text("en", "approved", "machine"), True, "", TextState.REVIEWED),
        (Text("en", "published", "human", True, "de", "a"), True, "b", TextState.OUTDATED),
        (Text("en", "published", "human", True, "de", "a", True), True, "a", TextState.REVIEWED),
        (Text("en", "published", "human", True, "de", "a", True), True, "", TextState.REVIEWED),
        (Text("en", "draft", "machine", False, "de", "a"), True, "b", TextState.OUTDATED),
    ],
)  # fmt: skip
def test_the_state_of_a_language(text: Text | None, has_words: bool, now: str, state: TextState):
    assert state_of(text, has_words=has_words, source_now=now) is state


def test_the_states_of_a_record():
    texts = [
        Text("en", "approved", "human", True, "de", source_digest(DOCUMENT, "de", SHAPE)),
        Text("fr", "draft"), Text("", "draft"),
    ]  # fmt: skip
    assert states_of(DOCUMENT, texts, SHAPE) == {
        "de": TextState.DRAFT, "en": TextState.REVIEWED, "fr": TextState.MISSING,
    }  # fmt: skip
    changed = {**DOCUMENT, "texts": {**DOCUMENT["texts"], "de": {"title": "Techniker", "summary": "Vier Jahre."}}}
    assert states_of(changed, texts, SHAPE)["en"] is TextState.OUTDATED
    moved = {**DOCUMENT, "duration_months": 36}
    assert states_of(moved, texts, SHAPE)["en"] is TextState.REVIEWED, "facts are no words"


def test_how_much_of_a_record_each_language_has():
    assert coverage(DOCUMENT, SHAPE) == {"de": 100, "en": 40}
    assert coverage({}, SHAPE) == {}


def test_what_changed_since_is_shown_with_marks_and_rows():
    then = part_of(DOCUMENT, "de", SHAPE)
    now = {
        **DOCUMENT, "texts": {"de": {"title": "Techniker", "summary": "Vier Jahre."}, "en": {"title": "X"}},
        "units": [{"no": "1", "title": "Montaż", "de": "Zusammenbau"}, DOCUMENT["units"][1], {"no": "3", "de": "Neu"}],
    }  # fmt: skip
    comparison = changed_since(then, now, "de", SHAPE)
    assert comparison.languages == ("de",)
    assert {(change.path, change.old, change.new) for change in comparison.changes if change.differs} == {
        ("texts.de.summary", "Drei Jahre.", "Vier Jahre."), ("units[1].de", "Montage", "Zusammenbau"),
        ("units[1].details.de", "Bauteile", None), ("units[3].de", None, "Neu"),
    }  # fmt: skip
    [summary] = comparison.texts[0].changes
    assert [segment.text for segment in summary.marks if segment.mark != "same"] == ["Drei", "Vier"]
    assert not changed_since(then, DOCUMENT, "de", SHAPE).differs
    assert changed_since({}, DOCUMENT, "de", SHAPE).differs


def test_machine_text_asks_for_the_tick():
    assert needs_reading_tick([Text("de"), Text("en", "in_review", "machine")])
    assert not needs_reading_tick([Text("de"), Strand(part="en")])


def translated(by: Person) -> WorkingVersion:
    """A profile whose English was made from its German."""
    version = opened(by, cast.chamber())
    version.strands.filter(part="en").update(
        source_language="de", source_digest=source_digest(version.document, "de", SHAPE),
        source_text=part_of(version.document, "de", SHAPE), is_reviewed=True,
    )  # fmt: skip
    return version


def state(version: WorkingVersion, language: str, person: Person) -> TextState:
    """The state in the work list."""
    [entry] = worklist(language, rights_of(person))
    assert entry.version == version.pk
    return entry.state


@pytest.mark.django_db
def test_a_minor_edit_keeps_translations_and_is_logged():
    person = cast.contributor()
    version = translated(person)
    since = source_digest(version.document, "de", SHAPE)
    assert state(version, "en", person) is TextState.REVIEWED
    version = write(version, person, "text-de", **{"texts.{language}.summary": "Fünf Jahre am Technikum!"})
    assert state(version, "en", person) is TextState.OUTDATED
    order = {
        "version": version, "language": "de", "since": since, "seen": source_digest(version.document, "de", SHAPE),
        "reason": "Ein Satzzeichen", "by": person, "at": timezone.now(),
    }  # fmt: skip
    for wrong in ({"reason": " "}, {"seen": "0" * 64}, {"since": "0" * 64}, {"since": ""}, {"language": "pl"}):
        with pytest.raises(ValidationError):
            mark_minor(**{**order, **wrong})
    for stranger in (cast.reader(), cast.other_contributor()):
        with pytest.raises(PermissionDenied):
            mark_minor(**{**order, "by": stranger})
    edit = mark_minor(**order)
    assert (edit.language, edit.translations, edit.reason, edit.by) == ("de", ["en"], "Ein Satzzeichen", person)
    assert state(version, "en", person) is TextState.REVIEWED
    assert AuditEntry.objects.filter(deed="text.minor_edit").count() == 1
    with pytest.raises(ValidationError):
        mark_minor(**order)
    assert MinorEdit.objects.count() == 1


@pytest.mark.django_db
def test_a_minor_edit_does_not_bless_a_translation_that_was_older_already():
    person = cast.contributor()
    version = translated(person)
    version = write(version, person, "text-de", **{"texts.{language}.summary": "Vier Jahre"})
    between = source_digest(version.document, "de", SHAPE)
    Strand.objects.create(version=version, part="fr", source_language="de", source_digest=between)
    version = write(version, person, "text-de", **{"texts.{language}.summary": "Vier Jahre."})
    now = source_digest(version.document, "de", SHAPE)
    mark_minor(
        version=version, language="de", since=between, seen=now, reason="Punkt", by=cast.reviewer(), at=timezone.now()
    )
    digests = dict(version.strands.values_list("part", "source_digest"))
    assert digests["fr"] == now
    assert digests["en"] not in (now, between)


@pytest.mark.django_db
def test_text_is_marked_as_machine_text_by_who_writes_it():
    person = cast.contributor()
    version = write(opened(person, cast.chamber()), person, "text-en", **{"texts.{language}.summary": "Machine"})
    order = {"version": version, "language": "en", "machine": True, "by": person, "at": timezone.now()}
    assert mark_machine(**order).origin == "machine"
    mark_machine(**order)
    assert AuditEntry.objects.filter(deed="text.origin").count() == 1
    assert state(version, "en", person) is TextState.MACHINE
    for wrong in ({"language": "fr"}, {"language": ""}):
        with pytest.raises(ValidationError):
            mark_machine(**{**order, **wrong})
    with pytest.raises(PermissionDenied):
        mark_machine(**{**order, "by": cast.reader()})
    version.strands.filter(part="en").update(state="approved")
    with pytest.raises(ValidationError):
        mark_machine(**{**order, "machine": False})
    version.strands.filter(part="en").update(state="draft")
    assert mark_machine(**{**order, "machine": False}).origin == "human"


@pytest.mark.django_db
def test_the_work_list_shows_work_to_who_may_read_it_and_what_is_public_to_all():
    mine, other = cast.contributor(), cast.other_contributor()
    draft = begun(mine, cast.chamber(), texts={"fr": {"title": "Brouillon"}})
    version = write(opened(mine, cast.chamber()), mine, "text-fr", **{"texts.{language}.title": "Technicien"})
    alone = public(title="Nur öffentlich")
    QualificationText.objects.create(owner=alone, language="fr", title="Machine", origin="machine")
    seen = {entry.title: (entry.state, entry.version) for entry in worklist("fr", rights_of(mine))}
    assert seen == {
        "X": (TextState.DRAFT, draft.pk), "Technik mechatronik": (TextState.DRAFT, version.pk),
        "Nur öffentlich": (TextState.MACHINE, 0),
    }  # fmt: skip
    theirs = {entry.title: (entry.state, entry.version) for entry in worklist("fr", rights_of(other))}
    assert theirs == {"Technik mechatronik": (TextState.MISSING, 0), "Nur öffentlich": (TextState.MACHINE, 0)}
    assert state_counts(worklist("fr", rights_of(other)))[TextState.MISSING] == 1
    assert worklist("fr", rights_of(mine), country="TR") == worklist("fr", rights_of(mine), kind="country") == []


@pytest.mark.django_db
def test_the_work_list_asks_as_often_for_ten_records_as_for_one():
    person = cast.contributor()
    rights = rights_of(person)
    counts = []
    translated(person)
    public()
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert worklist("en", rights)
        counts.append(len(queries))
        for _number in range(5):
            translated(person)
            public()
    assert Qualification.objects.count() == 22
    assert counts[0] == counts[1]
