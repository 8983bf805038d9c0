"""Bodies ask, the central team or an expert answers; nobody else hears of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.editorial.actions.discussions import edit_message, open_room, post_message, withdraw_message
from bqportal.editorial.actions.enquiries import answer_enquiry, ask_enquiry, close_enquiry, hand_over_enquiry
from bqportal.editorial.actions.watching import MOST, watch
from bqportal.editorial.models import Enquiry, Message, Notice, Watch
from bqportal.editorial.workflow import State
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.organisations.rights import may_enter_room, may_read_enquiry
from tests import cast
from tests.editorial.together import MARKER, NOW, part_of, version_of

pytestmark = pytest.mark.django_db


def asked(by: Person, **values: object) -> Enquiry:
    """An enquiry of the chamber."""
    given = {"subject": f"{MARKER} Frage", "question": f"{MARKER} Wie viele Stunden?", "organisation": cast.chamber()}
    return ask_enquiry(by=by, at=NOW, **(given | values))


def test_an_enquiry_is_told_to_the_team_answered_once_and_closed() -> None:
    contributor, editor, second, reader = cast.contributor(), cast.editor(), cast.second_editor(), cast.reader()
    enquiry = asked(contributor)
    assert {notice.person for notice in Notice.objects.all()} == {editor, second}
    answer_enquiry(enquiry=enquiry, by=editor, answer="1600\r\n", at=NOW)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.answer, enquiry.answered_by) == ("answered", "1600", editor)
    with pytest.raises(ValidationError, match="meanwhile"):
        answer_enquiry(enquiry=enquiry, by=second, answer="1700", at=NOW)
    enquiry.refresh_from_db()
    assert enquiry.answer == "1600"
    with pytest.raises(PermissionDenied):
        close_enquiry(enquiry=enquiry, by=reader, at=NOW)
    close_enquiry(enquiry=enquiry, by=contributor, at=NOW)
    close_enquiry(enquiry=enquiry, by=contributor, at=NOW)
    deeds = list(AuditEntry.objects.filter(deed__startswith="enquiry").order_by("pk").values_list("deed", flat=True))
    assert deeds == ["enquiry.asked", "enquiry.answered", "enquiry.closed"]
    assert MARKER not in str(list(AuditEntry.objects.values()))
    assert MARKER not in str(list(Notice.objects.values())), "notices keep no words"


def test_only_who_was_asked_answers() -> None:
    contributor, other, reviewer = cast.contributor(), cast.other_contributor(), cast.reviewer()
    enquiry = asked(contributor)
    for person in (contributor, other, reviewer):
        with pytest.raises(PermissionDenied):
            answer_enquiry(enquiry=enquiry, by=person, answer="x", at=NOW)
        with pytest.raises(PermissionDenied):
            hand_over_enquiry(enquiry=enquiry, by=person, expert=other, at=NOW)
    hand_over_enquiry(enquiry=enquiry, by=cast.editor(), expert=other, at=NOW)
    assert Notice.objects.filter(person=other, deed="enquiry.handed_over").count() == 1
    answer_enquiry(enquiry=enquiry, by=other, answer="x", at=NOW)
    assert Notice.objects.filter(person=contributor, deed="enquiry.answered").count() == 1


def test_an_expert_who_left_reads_and_answers_no_more() -> None:
    other = cast.other_contributor()
    enquiry = asked(cast.contributor(), expert=other)
    assert Enquiry.objects.all().visible_to(rights_of(other)).exists()
    other.memberships.all().delete()
    assert not Enquiry.objects.all().visible_to(rights_of(other)).exists()
    with pytest.raises(PermissionDenied):
        answer_enquiry(enquiry=enquiry, by=other, answer="x", at=NOW)


def test_the_filters_say_what_the_predicates_say() -> None:
    people = [cast.contributor(), cast.other_contributor(), cast.editor(), cast.administrator()]
    people.append(Person.objects.create_user("nobody", "n@example.org", "correct horse battery"))
    enquiries = [
        asked(people[0]), asked(people[0], expert=people[1]), asked(people[2], organisation=None),
        asked(people[1], organisation=cast.other_chamber(), expert=people[0]),
    ]  # fmt: skip
    rooms = [
        open_room(by=people[2], topic="t", description="", at=NOW, organisation=organisation)
        for organisation in (None, cast.chamber(), cast.other_chamber())
    ]
    for person in people:
        rights = rights_of(person)
        expected = {one.pk for one in enquiries if may_read_enquiry(rights, one.organisation_id, one.expert_id)}
        assert set(Enquiry.objects.all().visible_to(rights).values_list("pk", flat=True)) == expected
        expected = {room.pk for room in rooms if may_enter_room(rights, room.organisation_id)}
        assert set(type(rooms[0]).objects.all().visible_to(rights).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(
    "wrong",
    [{"subject": ""}, {"subject": "x" * 201}, {"question": "a\0"}, {"question": "\ud800"}, {"due": date(2026, 3, 1)}],
)
def test_a_faulty_enquiry_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        asked(cast.contributor(), **wrong)
    assert not Enquiry.objects.exists()


def test_nobody_asks_for_others_about_what_she_may_not_read_or_whom_does_not_work_here() -> None:
    contributor, other = cast.contributor(), cast.other_contributor()
    nobody = Person.objects.create_user("nobody", "n@example.org", "correct horse battery")
    for values in ({"organisation": cast.other_chamber()}, {"organisation": None}):
        with pytest.raises(PermissionDenied):
            asked(contributor, **values)
    with pytest.raises(PermissionDenied):
        asked(other, organisation=cast.other_chamber(), version=version_of(cast.chamber()))
    for expert in (nobody, contributor):
        with pytest.raises(ValidationError):
            asked(contributor, expert=expert)


def test_messages_follow_the_right_to_read_the_work() -> None:
    contributor, reviewer, other = cast.contributor(), cast.reviewer(), cast.other_contributor()
    version = version_of(cast.chamber())
    part_of(version, State.DRAFT, author=contributor)
    with pytest.raises(PermissionDenied):
        post_message(by=other, text="x", at=NOW, version=version)
    with pytest.raises(PermissionDenied):
        post_message(by=reviewer, text="x", at=NOW)
    post_message(by=reviewer, text=f"{MARKER} Bitte prüfen", at=NOW, version=version)
    assert [notice.person for notice in Notice.objects.all()] == [contributor]
    post_message(by=reviewer, text="Noch etwas", at=NOW, version=version)
    assert Notice.objects.count() == 1, "the unread notice is renewed"
    assert MARKER not in str(list(AuditEntry.objects.values()))


def test_own_words_can_be_mended_for_an_hour_and_leave_a_trace() -> None:
    contributor, reviewer = cast.contributor(), cast.reviewer()
    message = post_message(by=contributor, text="a", at=NOW, version=version_of(cast.chamber()))
    with pytest.raises(PermissionDenied):
        edit_message(message=message, by=reviewer, text="b", seen=None, at=NOW)
    edit_message(message=message, by=contributor, text="b", seen=None, at=NOW + timedelta(minutes=5))
    with pytest.raises(ValidationError, match="another window"):
        edit_message(message=message, by=contributor, text="c", seen=None, at=NOW + timedelta(minutes=6))
    with pytest.raises(PermissionDenied):
        withdraw_message(message=message, by=contributor, at=NOW + timedelta(minutes=61))
    withdraw_message(message=message, by=contributor, at=NOW + timedelta(minutes=60))
    message = Message.objects.get()
    assert (message.text, message.withdrawn_at) == ("", NOW + timedelta(minutes=60))
    with pytest.raises(PermissionDenied):
        edit_message(message=message, by=contributor, text="d", seen=message.edited_at, at=NOW)


def test_rooms_are_opened_by_editors_and_closed_to_other_organisations() -> None:
    contributor, other, editor = cast.contributor(), cast.other_contributor(), cast.editor()
    with pytest.raises(PermissionDenied):
        open_room(by=contributor, topic="x", description="", at=NOW)
    inside = open_room(by=editor, topic=f"{MARKER} intern", description="", at=NOW, organisation=cast.chamber())
    for_all = open_room(by=editor, topic="Schweißen", description="", at=NOW)
    post_message(by=contributor, text="x", at=NOW, room=inside)
    post_message(by=other, text="x", at=NOW, room=for_all)
    with pytest.raises(PermissionDenied):
        post_message(by=other, text="x", at=NOW, room=inside)


def test_watching_stays_within_rights_and_bounds() -> None:
    contributor, other = cast.contributor(), cast.other_contributor()
    version, enquiry = version_of(cast.chamber()), asked(contributor)
    for person, subject, key in ((other, "work", version.pk), (other, "enquiry", enquiry.pk), (contributor, "work", 0)):
        with pytest.raises(PermissionDenied):
            watch(by=person, subject=subject, key=str(key), at=NOW)
    for subject, key in (("planet", "PL"), ("country", "pl"), ("country", "PL\n"), ("language", "PL"), ("work", "x")):
        with pytest.raises(ValidationError):
            watch(by=contributor, subject=subject, key=key, at=NOW)
    watch(by=contributor, subject="work", key=str(version.pk), at=NOW)
    watch(by=contributor, subject="work", key=str(version.pk), at=NOW)
    assert Watch.objects.count() == 1
    rows = [Watch(person=contributor, subject="occupation", key=f"o{n}", since=NOW) for n in range(MOST)]
    Watch.objects.bulk_create(rows)
    with pytest.raises(ValidationError, match="500"):
        watch(by=contributor, subject="country", key="PL", at=NOW)
