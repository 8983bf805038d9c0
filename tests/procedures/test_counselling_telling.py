"""Counsellors hear of a new request, and of nothing that is in it; a note and a referral do not lose each other."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.editorial import notices
from bqportal.editorial.digests import send_digests
from bqportal.editorial.models import Notice
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.procedures.counselling.actions.keeping import apply_retention, change_office, erase_request
from bqportal.procedures.counselling.actions.noting import note_contact_late
from bqportal.procedures.counselling.actions.sending import withdraw_request
from bqportal.procedures.counselling.actions.working import close_request, note_contact, refer_request, take_request
from bqportal.procedures.models import CounsellingContact, CounsellingRequest
from tests import cast
from tests.procedures.counselling_factories import ANSWERS, AT, EDUCATION, WORK, sent

DAY = date(2026, 11, 2)
NOTE = {"on": DAY, "channel": "phone", "partner": "person", "minutes": None, "topics": [], "note": "Eigene Notiz"}
OF_THE_PERSON = [
    str(value) for row in (ANSWERS, EDUCATION, WORK) for value in row.values() if isinstance(value, str) and value
]


@pytest.fixture
def counsellor(db):
    return cast.counsellor()


def heard(person: Person) -> list[tuple[str, str]]:
    """Words and title of everything that somebody reads."""
    return [(str(one.words), one.title) for one in notices.told(notices.notices_of(person), rights_of(person))]


def referred(request, by, **values):
    given = {"to": cast.other_chamber(), "consent": "spoken", "consented_on": DAY, "message": "", "at": AT}
    return refer_request(request=request, by=by, **(given | values))


NEWS = [("New counselling request", "Handwerkskammer Musterstadt")]


def test_only_who_counsels_in_the_centre_hears_of_a_request(counsellor):
    others = [
        getattr(cast, name)()
        for name in ("other_counsellor", "manager", "case_worker", "contributor", "editor", "administrator")
    ]
    one = sent()
    sent(at=AT + timedelta(minutes=1))  # the same form again is no news
    assert heard(counsellor) == NEWS
    assert [heard(person) for person in others] == [[]] * len(others)
    notice = Notice.objects.get()
    assert (notice.route, notice.arguments, notice.by) == ("workspace:counselling-show", [one.pk], None)


def test_the_mail_holds_the_link_and_nothing_of_the_person(counsellor):
    one = sent()
    assert send_digests(at=AT + timedelta(hours=1)) == (1, 0)
    [letter] = mail.outbox
    text = f"{letter.subject} {letter.body} {letter.extra_headers}"
    assert letter.to == [counsellor.email]
    assert f"/workspace/counselling/{one.pk}/" in text
    assert one.code not in text.replace("-", "")
    assert not [words for words in OF_THE_PERSON if len(words) > 5 and words in text]


def test_no_mail_calls_to_what_somebody_has_in_hand(counsellor):
    colleague = cast.member(Person.objects.create_user("c2", "c2@example.org"), cast.chamber(), "counsellor")
    for act in (
        lambda one: take_request(request=one, by=colleague, at=AT),
        lambda one: note_contact(request=one, values=NOTE, next_on=None, waits=False, by=colleague, at=AT),
        lambda one: close_request(request=one, outcome="other", note="", by=colleague, at=AT),
    ):
        act(sent(name=f"Person {Notice.objects.count()} {CounsellingRequest.objects.count()}"))
        assert heard(counsellor) == []
    send_digests(at=AT + timedelta(hours=1))
    assert not mail.outbox


def test_a_referral_is_news_there_and_none_here_any_more(counsellor):
    other, one = cast.other_counsellor(), sent()
    Notice.objects.update(read_at=AT)
    referred(one, counsellor)
    assert (heard(counsellor), heard(other)) == ([], [("New counselling request", "IHK Anderswo")])


def test_who_counsels_no_longer_reads_nothing_of_it(counsellor):
    sent()
    counsellor.memberships.all().delete()
    cast.member(counsellor, cast.chamber(), "reader")
    assert heard(counsellor) == [("New counselling request", "")]
    send_digests(at=AT + timedelta(hours=1))
    assert not mail.outbox


def test_what_is_erased_leaves_no_notice(counsellor):
    withdraw_request(code=sent().code, birth_year=1990, at=AT)
    erase_request(request=sent(), reason="mistake", by=counsellor, at=AT)
    one = sent()
    Notice.objects.update(read_at=AT)
    close_request(request=one, outcome="other", note="", by=counsellor, at=AT)
    assert Notice.objects.count() == 1, "what was read stays until then"
    change_office(organisation=cast.chamber(), facts={"kept_months": 1}, by=cast.manager(), at=AT)
    apply_retention(organisation=cast.chamber(), at=AT + timedelta(days=90))
    assert not Notice.objects.exists()


# ---- a note and a referral -------------------------------------------------------------


def test_the_last_contact_is_noted_with_the_referral_and_stays_here(counsellor):
    cast.other_counsellor()
    referred(sent(), counsellor, note=NOTE)
    note = CounsellingContact.objects.get()
    assert (note.organisation, note.note, note.by) == (cast.chamber(), "Eigene Notiz", counsellor)
    entry = AuditEntry.objects.get(deed="counselling.contact_noted")
    assert (entry.organisation, entry.details) == (cast.chamber(), {"channel": "phone", "partner": "person"})


def test_a_wrong_note_holds_the_referral_back(counsellor):
    cast.other_counsellor()
    one = sent()
    with pytest.raises(ValidationError):
        referred(one, counsellor, note=NOTE | {"on": DAY + timedelta(days=3)})
    one.refresh_from_db()
    assert (one.organisation, one.referrals.count(), one.contacts.count()) == (cast.chamber(), 0, 0)


def test_a_note_that_a_referral_overtook_is_kept_by_who_wrote_it(counsellor):
    other, one = cast.other_counsellor(), sent()
    referral = referred(one, counsellor)
    later = AT + timedelta(days=5)
    with pytest.raises(PermissionDenied):
        note_contact_late(referral=referral, values=NOTE, by=other, at=later)
    with pytest.raises(ValidationError) as refused:
        note_contact_late(referral=referral, values=NOTE | {"on": DAY + timedelta(days=1)}, by=counsellor, at=later)
    assert "on" in refused.value.message_dict
    note = note_contact_late(referral=referral, values=NOTE, by=counsellor, at=later)
    one.refresh_from_db()
    assert (note.organisation, one.organisation, one.state) == (cast.chamber(), cast.other_chamber(), "new")
    assert heard(other), "it is as new there as before"


def test_who_forbids_contact_with_the_state_of_origin_is_heard_afterwards_too(counsellor):
    cast.other_counsellor()
    referral = referred(sent(no_contact_with_origin=True), counsellor)
    with pytest.raises(ValidationError) as refused:
        note_contact_late(referral=referral, values=NOTE | {"partner": "institution"}, by=counsellor, at=AT)
    assert "partner" in refused.value.message_dict
