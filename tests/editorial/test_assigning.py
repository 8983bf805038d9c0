"""Who reviews: whoever is asked may read and review this record and no other; guests advise and never approve."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.editorial.actions.assigning import assign_parts
from bqportal.editorial.actions.deciding import approve_and_publish
from bqportal.editorial.actions.guests import answer_as_guest, guest_with, invite_guest, revoke_guest
from bqportal.editorial.actions.stepping import RefusedStepError, take_step
from bqportal.editorial.credits import contributions, contributors_of
from bqportal.editorial.models import GuestPass, Strand, WorkingVersion
from bqportal.editorial.reviewers import reviewer_known_as, reviewers_at_hand
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.models import AuditEntry, Membership, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_read_work, may_review
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.editorial.test_working_versions import write


@pytest.fixture
def draft(version: WorkingVersion, writer: Person, now: datetime) -> WorkingVersion:
    """The German text is a draft of the contributor."""
    return write(version, "text-de", writer, now, **{"texts.{language}.summary": "Neu."})


@pytest.fixture
def helper(db: None) -> Person:
    """A reviewer of another chamber."""
    person = Person.objects.create_user("helper", "helper@example.org", "correct horse battery")
    return cast.member(person, cast.other_chamber(), Membership.Role.REVIEWER)


def assign(version: WorkingVersion, by: Person, at: datetime, **values: object) -> list[Strand]:
    """Assign the German text."""
    wanted = {"parts": ["de"], "assignee": None, "due": None, "priority": 2} | values
    return assign_parts(version=version, by=by, at=at, **wanted)


def test_who_is_asked_may_read_and_review_this_record(draft: WorkingVersion, helper: Person, now: datetime) -> None:
    assert not may_read_work(rights_of(helper), draft.work)
    reviewer = cast.reviewer()
    assign(draft, reviewer, now, assignee=helper, due=date(2026, 12, 1), priority=3)
    version = WorkingVersion.objects.get(pk=draft.pk)
    assert may_read_work(rights_of(helper), version.work)
    assert may_review(rights_of(helper), version.work)
    entry = AuditEntry.objects.get(deed="part.assigned")
    assert (entry.details["parts"], entry.details["due"], entry.details["priority"]) == ("de", "2026-12-01", 3)
    assert "helper" not in str(entry.details)
    assign(draft, reviewer, now)
    assert not may_read_work(rights_of(helper), WorkingVersion.objects.get(pk=draft.pk).work)


@pytest.mark.parametrize("who", ["writer", "reader", "nobody"])
def test_only_who_can_review_is_asked(draft: WorkingVersion, writer: Person, now: datetime, who: str) -> None:
    people = {
        "writer": lambda: writer, "reader": cast.reader,
        "nobody": lambda: Person.objects.create_user("nobody", "n@example.org", "correct horse battery"),
    }  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        assign(draft, cast.manager(), now, assignee=people[who]())
    assert set(refused.value.message_dict) == {"assignee"}
    assert not Strand.objects.exclude(assignee=None).exists()


def test_nobody_is_asked_to_review_her_own_text(draft: WorkingVersion, editor: Person, now: datetime) -> None:
    version = write(draft, "text-de", editor, now, **{"texts.{language}.summary": "Noch neuer."})
    with pytest.raises(ValidationError, match="wrote one of the parts"):
        assign(version, cast.reviewer(), now, assignee=editor)


@pytest.mark.parametrize(
    ("values", "name"), [({"due": date(2026, 11, 26)}, "due"), ({"priority": 7}, "priority"), ({"parts": ["xx"]}, "")]
)
def test_a_wrong_order_is_refused(draft: WorkingVersion, now: datetime, values: dict[str, object], name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        assign(draft, cast.reviewer(), now, **values)
    assert (name in getattr(refused.value, "error_dict", {})) is bool(name)


def test_contributors_do_not_assign(draft: WorkingVersion, writer: Person, now: datetime) -> None:
    for person in (writer, cast.other_contributor(), cast.reader()):
        with pytest.raises(PermissionDenied):
            assign(draft, person, now)


def test_own_reviewers_are_listed_and_others_known_by_their_address(
    draft: WorkingVersion, helper: Person, editor: Person, writer: Person
) -> None:
    reviewer = cast.reviewer()
    assert set(reviewers_at_hand(draft)) == {reviewer, editor}
    assert reviewer_known_as("HELPER@example.org") == helper
    assert reviewer_known_as("contributor") is None
    assert reviewer_known_as("") is None


def test_approving_and_publishing_is_one_deed(
    draft: WorkingVersion, writer: Person, editor: Person, now: datetime, qualification: Qualification
) -> None:
    take_step(version=draft, step=Step.SUBMIT, parts=["de"], by=writer, at=now)
    with pytest.raises(PermissionDenied):
        approve_and_publish(version=draft, parts=["de"], by=cast.reviewer(), at=now)
    assert Strand.objects.get(version=draft, part="de").state == State.IN_REVIEW, "the approval went back, too"
    approve_and_publish(version=draft, parts=["de"], by=editor, at=now)
    assert Strand.objects.get(version=draft, part="de").state == State.PUBLISHED
    assert qualification.texts.get(language="de").summary == "Neu."
    assert [(row["name"], row["records"], row["texts"]) for row in contributions()] == [
        ("Handwerkskammer Musterstadt", 1, 1)
    ]
    assert [(row["name"], row["parts"]) for row in contributors_of(qualification)] == [
        ("Handwerkskammer Musterstadt", 1)
    ]


def test_a_guest_has_a_secret_of_which_only_the_hash_is_kept(draft: WorkingVersion, now: datetime) -> None:
    reviewer = cast.reviewer()
    secret = invite_guest(version=draft, name=" Frau Prof. Nowak ", days=3, by=reviewer, at=now)
    assert len(secret) == 43
    guest = GuestPass.objects.get()
    assert (guest.name, guest.expires_at) == ("Frau Prof. Nowak", now + timedelta(days=3))
    assert secret not in str(GuestPass.objects.values().get())
    assert secret not in str(list(AuditEntry.objects.values()))
    assert guest_with(secret, now) == guest
    for wrong, at in (("", now), (secret[:-1], now), (guest.digest, now), (secret, now + timedelta(days=3))):
        with pytest.raises(GuestPass.DoesNotExist):
            guest_with(wrong, at)


@pytest.mark.parametrize(
    ("values", "name"),
    [({"days": 0}, "days"), ({"days": 31}, "days"), ({"name": " "}, "name"), ({"name": "a\0"}, "name")],
)
def test_an_invitation_has_a_name_and_an_end(
    draft: WorkingVersion, now: datetime, values: dict[str, object], name: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        invite_guest(**{"version": draft, "name": "A", "days": 3, "by": cast.reviewer(), "at": now} | values)
    assert set(refused.value.message_dict) == {name}


def test_only_who_assigns_invites_and_revokes(draft: WorkingVersion, writer: Person, now: datetime) -> None:
    reviewer = cast.reviewer()
    secret = invite_guest(version=draft, name="A", days=3, by=reviewer, at=now)
    for person in (writer, cast.other_contributor()):
        with pytest.raises(PermissionDenied):
            invite_guest(version=draft, name="A", days=3, by=person, at=now)
        with pytest.raises(PermissionDenied):
            revoke_guest(guest=GuestPass.objects.get(), by=person, at=now)
    revoke_guest(guest=GuestPass.objects.get(), by=reviewer, at=now)
    with pytest.raises(GuestPass.DoesNotExist):
        answer_as_guest(secret=secret, verdict="agree", comment="", at=now)


def test_a_guests_answer_changes_no_state(draft: WorkingVersion, writer: Person, now: datetime) -> None:
    secret = invite_guest(version=draft, name="A", days=3, by=cast.reviewer(), at=now)
    take_step(version=draft, step=Step.SUBMIT, parts=["de"], by=writer, at=now)
    answer_as_guest(secret=secret, verdict="agree", comment="", at=now)
    assert Strand.objects.get(version=draft, part="de").state == State.IN_REVIEW
    answer_as_guest(secret=secret, verdict="changes", comment="Die Dauer stimmt nicht.", at=now)
    guest = GuestPass.objects.get()
    assert (guest.verdict, guest.comment, guest.answered_at) == ("changes", "Die Dauer stimmt nicht.", now)
    for verdict, comment in (("changes", " "), ("approve", "x"), ("agree", "x" * 10_001), ("agree", "a\0")):
        with pytest.raises(ValidationError):
            answer_as_guest(secret=secret, verdict=verdict, comment=comment, at=now)
    assert GuestPass.objects.get().comment == "Die Dauer stimmt nicht."
    assert AuditEntry.objects.filter(deed="guest.answered", actor=None).count() == 2
    assert "Dauer" not in str(list(AuditEntry.objects.values()))
    with pytest.raises(RefusedStepError):
        take_step(version=draft, step=Step.APPROVE, parts=["de"], by=writer_who_reviews(writer), at=now)


def writer_who_reviews(writer: Person) -> Person:
    """The writer made a reviewer: a guest's approval does not make her own text approvable by herself."""
    return cast.member(writer, cast.chamber(), Membership.Role.REVIEWER)
