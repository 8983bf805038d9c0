"""Writing a working version: nothing is lost, nothing becomes public, and who may not write does not."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from bqportal.editorial.actions.stepping import RefusedStepError, take_step
from bqportal.editorial.actions.writing import (
    StaleSaveError,
    begin_record,
    drop_version,
    open_record,
    restore_snapshot,
    save_section,
    section_digest,
)
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Snapshot, WorkingVersion
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import Refusal, State, Step
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_read_work
from bqportal.qualifications.models import Qualification
from tests import cast

KIND = "qualification"


def write(version: WorkingVersion, section: str, by: Person, at: datetime, **fields: object) -> WorkingVersion:
    """Save a section with some fields changed."""
    values = section_values(version.document, section, kind_named(KIND).shape)
    values["fields"] |= {name.replace("__", "."): value for name, value in fields.items()}
    return save_section(
        version=version, section=section, values=values, base=section_digest(version, section), by=by, at=at
    )


def states(version: WorkingVersion) -> dict[str, str]:
    """State of each part."""
    return dict(version.strands.values_list("part", "state"))


def test_opening_a_public_record_changes_nothing(version: WorkingVersion, qualification: Qualification) -> None:
    assert states(version) == {"": "published", "de": "published", "en": "published"}
    assert version.document == kind_named(KIND).document_of(qualification)
    assert version.snapshots.count() == 1


def test_only_the_part_that_changes_becomes_a_draft(
    version: WorkingVersion, writer: Person, now: datetime, qualification: Qualification
) -> None:
    version = write(version, "text-de", writer, now, **{"texts.{language}.summary": "Neu."})
    assert states(version) == {"": "published", "de": "draft", "en": "published"}
    assert version.document["texts"]["de"]["summary"] == "Neu."
    assert qualification.texts.get(language="de").summary == "Fünf Jahre am *Technikum*."
    version = write(version, "facts", writer, now, duration_months=48)
    assert states(version)[""] == "draft"
    qualification.refresh_from_db()
    assert qualification.duration_months == 60


def test_saving_the_same_again_writes_nothing(version: WorkingVersion, writer: Person, now: datetime) -> None:
    again = write(version, "facts", writer, now)
    assert (again.edition, states(again)[""]) == (version.edition, "published")
    assert not AuditEntry.objects.filter(deed="version.saved").exists()


def test_a_stale_save_is_refused_with_both_texts(version: WorkingVersion, writer: Person, now: datetime) -> None:
    shape = kind_named(KIND).shape
    base = section_digest(version, "text-de")
    write(version, "text-de", writer, now, **{"texts.{language}.summary": "Die erste."})
    mine = section_values(version.document, "text-de", shape)
    mine["fields"]["texts.{language}.summary"] = "Die zweite."
    with pytest.raises(StaleSaveError) as stale:
        save_section(version=version, section="text-de", values=mine, base=base, by=cast.editor(), at=now)
    assert stale.value.mine["fields"]["texts.{language}.summary"] == "Die zweite."
    assert stale.value.theirs["fields"]["texts.{language}.summary"] == "Die erste."
    version.refresh_from_db()
    assert version.document["texts"]["de"]["summary"] == "Die erste."


def test_two_people_in_different_sections_do_not_disturb_each_other(
    version: WorkingVersion, writer: Person, editor: Person, now: datetime
) -> None:
    base = section_digest(version, "text-de")
    german = section_values(version.document, "text-de", kind_named(KIND).shape)
    german["fields"]["texts.{language}.summary"] = "Neu."
    write(version, "facts", writer, now, duration_months=48)
    version = save_section(version=version, section="text-de", values=german, base=base, by=editor, at=now)
    assert version.document["duration_months"] == 48
    assert version.document["texts"]["de"]["summary"] == "Neu."
    assert [(snapshot.by, snapshot.occasion) for snapshot in version.snapshots.all()] == [
        (editor, "saved"), (writer, "saved"), (None, "imported"),
    ]  # fmt: skip


def test_units_keep_their_words_when_they_move(version: WorkingVersion, writer: Person, now: datetime) -> None:
    rows = section_values(version.document, "units", kind_named(KIND).shape)["rows"]
    rows.reverse()
    rows[0]["no"] = "NEU.2"
    rows.append({"was": "", "no": "ELM.3", "title": "Trzecia"})
    version = save_section(
        version=version,
        section="units",
        values={"rows": rows},
        base=section_digest(version, "units"),
        by=writer,
        at=now,
    )
    assert [(unit["no"], unit.get("de")) for unit in version.document["units"]] == [
        ("NEU.2", "Montage 2"), ("ELM.1", "Montage 1"), ("ELM.3", None),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["reader", "other_contributor", "manager", "administrator"])
def test_who_may_not_write_does_not(version: WorkingVersion, now: datetime, who: str) -> None:
    person = getattr(cast, who)()
    if who == "administrator":
        person.is_superuser = False
        person.save()
        person.central_roles.create(role="administrator")
    with pytest.raises(PermissionDenied):
        write(version, "facts", person, now, duration_months=1)
    with pytest.raises(PermissionDenied):
        take_step(version=version, step=Step.SUBMIT, parts=[""], by=person, at=now)


def test_the_way_to_the_public(
    version: WorkingVersion, writer: Person, editor: Person, now: datetime, qualification: Qualification
) -> None:
    version = write(version, "text-de", writer, now, **{"texts.{language}.summary": "Neu."})
    take_step(version=version, step=Step.SUBMIT, parts=["de"], by=writer, at=now)
    with pytest.raises(ValidationError, match="in review"):
        write(version, "text-de", writer, now, **{"texts.{language}.summary": "Noch neuer."})
    with pytest.raises(RefusedStepError):
        take_step(version=version, step=Step.REQUEST_CHANGES, parts=["de"], by=editor, at=now)
    take_step(version=version, step=Step.REQUEST_CHANGES, parts=["de"], by=editor, at=now, reason="Quelle?")
    version = write(version, "text-de", writer, now, **{"texts.{language}.summary": "Besser."})
    take_step(version=version, step=Step.SUBMIT, parts=["de"], by=writer, at=now)
    take_step(version=version, step=Step.APPROVE, parts=["de"], by=editor, at=now)
    take_step(version=version, step=Step.PUBLISH, parts=["de"], by=editor, at=now + timedelta(days=1))
    assert states(version) == {"": "published", "de": "published", "en": "published"}
    assert qualification.texts.get(language="de").summary == "Besser."
    qualification.refresh_from_db()
    assert qualification.responsible == cast.chamber()
    assert qualification.reviewed_on is None, "nobody looked at the facts and the English text"
    assert list(version.strands.filter(is_reviewed=True).values_list("part", flat=True)) == ["de"]
    for section, change in (("facts", {"duration_months": 48}), ("text-en", {"texts.{language}.summary": "New."})):
        version = write(version, section, writer, now, **change)
    for step, by in ((Step.SUBMIT, writer), (Step.APPROVE, editor), (Step.PUBLISH, editor)):
        take_step(version=version, step=step, parts=["", "en"], by=by, at=now)
    qualification.refresh_from_db()
    assert (qualification.reviewed_on, qualification.last_checked) == (now.date(), now.date())
    assert list(version.strands.get(part="de").transitions.values_list("step", flat=True))[::-1] == [
        "begin", "submit", "request_changes", "submit", "approve", "publish",
    ]  # fmt: skip


def test_nobody_approves_an_own_text(version: WorkingVersion, editor: Person, now: datetime) -> None:
    version = write(version, "text-de", editor, now, **{"texts.{language}.summary": "Neu."})
    take_step(version=version, step=Step.SUBMIT, parts=["de"], by=editor, at=now)
    with pytest.raises(RefusedStepError) as refused:
        take_step(version=version, step=Step.APPROVE, parts=["de"], by=editor, at=now)
    assert refused.value.refusal is Refusal.OWN_TEXT


def test_a_text_is_published_while_the_facts_are_still_a_draft(
    version: WorkingVersion, writer: Person, editor: Person, now: datetime, qualification: Qualification
) -> None:
    version = write(version, "facts", writer, now, duration_months=48)
    version = write(version, "text-fr", writer, now, **{"texts.{language}.title": "Technicien"})
    for step, by in ((Step.SUBMIT, writer), (Step.APPROVE, editor), (Step.PUBLISH, editor)):
        take_step(version=version, step=step, parts=["fr"], by=by, at=now)
    qualification.refresh_from_db()
    assert qualification.duration_months == 60
    assert qualification.texts.get(language="fr").title == "Technicien"
    version.refresh_from_db()
    assert version.document["duration_months"] == 48


def test_a_new_record_becomes_public_with_its_texts(
    writer: Person, editor: Person, now: datetime, qualification: Qualification
) -> None:
    document = {
        "slug": "pl-kucharz", "country": "PL", "title": "Kucharz", "lang": "pl", "kind": "initial",
        "texts": {"de": {"title": "Koch"}},
    }  # fmt: skip
    kind = kind_named(KIND)
    version = begin_record(kind=kind, document=document, organisation=cast.chamber(), by=writer, at=now)
    with pytest.raises(ValidationError, match="taken"):
        begin_record(kind=kind, document=document, organisation=cast.chamber(), by=writer, at=now)
    for step, by in ((Step.SUBMIT, writer), (Step.APPROVE, editor)):
        take_step(version=version, step=step, parts=["", "de"], by=by, at=now)
    with pytest.raises(RefusedStepError):
        take_step(version=version, step=Step.PUBLISH, parts=["de"], by=editor, at=now)
    take_step(version=version, step=Step.PUBLISH, parts=["", "de"], by=editor, at=now)
    record = Qualification.objects.get(slug="pl-kucharz")
    assert (record.state, record.texts.get().title) == ("published", "Koch")
    version.refresh_from_db()
    assert version.record == record


def test_faults_stop_a_text_before_the_review(version: WorkingVersion, writer: Person, now: datetime) -> None:
    version = write(version, "facts", writer, now, duration_months="drei Jahre", compares_with=["Nichtberuf"])
    for place, mended in (("duration in months", {"duration_months": 36}), ("compares_with", {"compares_with": []})):
        with override("en"), pytest.raises(ValidationError) as faults:
            take_step(version=version, step=Step.SUBMIT, parts=[""], by=writer, at=now)
        assert [message.split(":")[0] for message in faults.value.messages] == [place]
        version = write(version, "facts", writer, now, **mended)
    assert states(version)[""] == State.DRAFT


def test_withdrawing_takes_everything_out_and_a_text_only_itself(
    version: WorkingVersion, editor: Person, now: datetime, qualification: Qualification
) -> None:
    take_step(version=version, step=Step.WITHDRAW, parts=["en"], by=editor, at=now, reason="Falsch.")
    assert not qualification.texts.filter(language="en").exists()
    take_step(version=version, step=Step.WITHDRAW, parts=[""], by=editor, at=now, reason="Überholt.")
    qualification.refresh_from_db()
    assert qualification.state == "withdrawn"
    assert set(states(version).values()) == {"withdrawn"}
    assert not version.strands.filter(is_public=True).exists()


def test_discarding_goes_back_to_what_is_public(version: WorkingVersion, writer: Person, now: datetime) -> None:
    before = version.document
    version = write(version, "facts", writer, now, duration_months=48)
    take_step(version=version, step=Step.DISCARD, parts=[""], by=writer, at=now, reason="Doch nicht.")
    version.refresh_from_db()
    assert version.document == before
    assert states(version)[""] == "published"


def test_an_old_snapshot_comes_back_as_a_draft(version: WorkingVersion, writer: Person, now: datetime) -> None:
    before = version.document
    version = write(version, "facts", writer, now, duration_months=48)
    restored = restore_snapshot(version=version, number=1, edition=version.edition, by=writer, at=now)
    assert restored.document == before
    assert states(restored)[""] == "draft"
    assert restored.snapshots.first().occasion == Snapshot.Occasion.RESTORED


def test_a_record_that_was_never_public_can_be_dropped(
    writer: Person, now: datetime, qualification: Qualification
) -> None:
    document = {"slug": "pl-x", "country": "PL", "title": "X", "lang": "pl", "kind": "initial"}
    version = begin_record(kind=kind_named(KIND), document=document, organisation=cast.chamber(), by=writer, at=now)
    with pytest.raises(ValidationError):
        drop_version(version=version, reason=" ", by=writer, at=now)
    drop_version(version=version, reason="Doppelt.", by=writer, at=now)
    assert not WorkingVersion.objects.exists()
    assert AuditEntry.objects.filter(deed="version.dropped").count() == 1


def test_another_chamber_is_told_nothing(
    version: WorkingVersion, writer: Person, now: datetime, qualification: Qualification
) -> None:
    write(version, "facts", writer, now, duration_months=48)
    stranger = cast.other_contributor()
    with pytest.raises(PermissionDenied):
        open_record(kind=kind_named(KIND), record=qualification, organisation=cast.other_chamber(), by=stranger, at=now)


def test_what_one_chamber_wrote_stays_with_it_when_another_takes_the_record_over(
    version: WorkingVersion, writer: Person, editor: Person, now: datetime, qualification: Qualification
) -> None:
    version = write(version, "text-de", writer, now, **{"texts.{language}.summary": "Nie veröffentlicht."})
    version = write(version, "text-de", writer, now, **{"texts.{language}.summary": "Neu."})
    for step, by in ((Step.SUBMIT, writer), (Step.APPROVE, editor), (Step.PUBLISH, editor)):
        take_step(version=version, step=step, parts=["de"], by=by, at=now)
    again = open_record(kind=kind_named(KIND), record=qualification, organisation=None, by=editor, at=now)
    assert (again.pk, again.organisation) == (version.pk, cast.chamber()), "an editor takes it from nobody"
    stranger = cast.other_contributor()
    fresh = open_record(
        kind=kind_named(KIND), record=qualification, organisation=cast.other_chamber(), by=stranger, at=now
    )
    assert fresh.pk != version.pk
    assert fresh.snapshots.count() == 1
    assert "Nie veröffentlicht." not in str(list(fresh.snapshots.values_list("document")))
    assert fresh.strands.get(part="de").is_reviewed
    assert not fresh.strands.filter(transitions__isnull=False).exists()
    version.refresh_from_db()
    assert not may_read_work(rights_of(stranger), version.work)
    assert may_read_work(rights_of(writer), version.work)
    assert not may_read_work(rights_of(writer), fresh.work)
    with pytest.raises(PermissionDenied):
        write(version, "facts", writer, now, duration_months=48)
    assert list(WorkingVersion.objects.all().visible_to(rights_of(writer))) == []
    assert list(WorkingVersion.objects.all().visible_to(rights_of(editor))) == [fresh]
