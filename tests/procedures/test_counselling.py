"""Requests for counselling: sending, withdrawing, working on them, referring, keeping, counting."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.counselling.actions.keeping import (
    Applied,
    apply_retention,
    change_office,
    erase_request,
    export_request,
    notes_due,
    requests_due,
)
from bqportal.procedures.counselling.actions.sending import send_request, withdraw_request
from bqportal.procedures.counselling.actions.working import (
    close_request,
    note_contact,
    refer_request,
    reopen_request,
    standing_of,
    take_request,
)
from bqportal.procedures.counselling.receiving import Receiver, office_for, receiver
from bqportal.procedures.counselling.rules import code_of, written_code
from bqportal.procedures.models import (
    CounsellingContact,
    CounsellingEducation,
    CounsellingReferral,
    CounsellingRequest,
    CounsellingTally,
)
from bqportal.procedures.privacy.register import REGISTER, Datum, fields_of
from tests import cast
from tests.procedures.counselling_factories import AT, filled, sent

TABLES = [name for name in REGISTER if name.startswith("Counselling")]
CONTACT = {"on": date(2026, 11, 3), "channel": "phone", "partner": "person", "minutes": 30,
           "topics": ["recognition"], "note": "Notiz der ersten Stelle"}  # fmt: skip


@pytest.fixture
def counsellor(db):
    return cast.counsellor()


def noted(request, by, **values):
    more = {"next_on": date(2026, 11, 20), "waits": False, "at": AT + timedelta(days=2)}
    given = {name: values.pop(name) for name in list(values) if name in CONTACT}
    return note_contact(request=request, values=CONTACT | given, by=by, **(more | values))


# ---- sending and withdrawing -----------------------------------------------------------


def test_a_request_is_stored_with_its_rows_and_the_wording_of_the_consent(counsellor):
    one = sent()
    assert (one.state, one.consent_version, one.consented_at, one.centre) == ("new", "2026-11", AT, "hwk-musterstadt")
    assert [one.educations.get().country, one.works.get().from_year, one.languages.get().level] == ["SY", 2012, "B1"]
    assert len(one.code) == 12
    assert code_of(written_code(one.code).lower()) == one.code
    entry = AuditEntry.objects.get(deed="counselling.sent")
    assert (entry.actor, entry.details, entry.about_label, entry.about_id) == (None, {}, "", str(one.pk))


@pytest.mark.parametrize("consent", ["", "2025-01", "yes"])
def test_without_the_consent_nothing_is_stored(counsellor, consent):
    body = cast.chamber()
    with pytest.raises(ValidationError):
        send_request(receiver=Receiver("x", "x", body), filled=filled(), consent=consent, language="de", at=AT)
    assert not CounsellingRequest.objects.exists()
    assert not CounsellingTally.objects.exists()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("email", {"email": "", "phone": ""}),
        ("email", {"email": "nobody"}),
        ("birth_year", {"birth_year": 2020}),
        ("birth_year", {"birth_year": 1890}),
        ("since_year", {"since_year": 1980}),
        ("since_year", {"since_year": 2030}),
        ("postcode", {"postcode": "4413"}),
        ("stay", {"stay": "moon"}),
        ("goal", {"goal": ""}),
        ("name", {"name": ""}),
    ],
)
def test_what_is_wrong_is_named_by_its_field(counsellor, name, values):
    with pytest.raises(ValidationError) as refused:
        sent(**values)
    assert name in refused.value.message_dict
    assert not CounsellingRequest.objects.exists()


def test_the_same_form_sent_twice_is_one_request(counsellor):
    assert sent().pk == sent(at=AT + timedelta(minutes=5)).pk
    assert sent(name="Amal Beispiel-Muster").pk != sent().pk
    assert CounsellingRequest.objects.count() == 2
    assert sent(at=AT + timedelta(hours=2)).pk not in (None, sent().pk)


def test_the_person_takes_it_back_with_code_and_year(counsellor):
    one = sent()
    noted(one, counsellor)
    for code, year in ((one.code, 1991), ("ABCDEFGHJKMN", 1990), ("", 1990)):
        with pytest.raises(ValidationError):
            withdraw_request(code=code, birth_year=year, at=AT)
    withdraw_request(code=written_code(one.code).lower(), birth_year=1990, at=AT)
    for model in (CounsellingRequest, CounsellingEducation, CounsellingContact):
        assert not model.objects.exists()
    assert AuditEntry.objects.get(deed="counselling.withdrawn").about_id == str(one.pk)
    assert CounsellingTally.objects.get(subject="goal").count == 1, "the number stays and leads to nobody"


def test_who_receives(counsellor):
    assert receiver("hwk-musterstadt").organisation == cast.chamber()
    assert receiver(cast.other_chamber().slug) is None, "nobody counsels there"
    counsellor.is_active = False
    counsellor.save()
    assert receiver("hwk-musterstadt") is None


# ---- working ---------------------------------------------------------------------------


def test_the_way_of_a_request(counsellor):
    one = take_request(request=sent(), by=counsellor, at=AT)
    assert (one.state, one.handler) == ("counselling", counsellor)
    contact = noted(one, counsellor, waits=True)
    one.refresh_from_db()
    assert (one.state, one.next_on, contact.organisation) == ("waiting", date(2026, 11, 20), cast.chamber())
    one = close_request(request=one, outcome="application", note=" bei IHK FOSA ", by=counsellor, at=AT)
    assert (one.state, one.outcome_note, one.closed_on, one.next_on) == (
        "closed", "bei IHK FOSA", date(2026, 11, 2), None,
    )  # fmt: skip
    for again in (take_request, reopen_request):
        if again is reopen_request:
            assert again(request=one, by=counsellor, at=AT).state == "counselling"
        else:
            with pytest.raises(ValidationError):
                again(request=one, by=counsellor, at=AT)
    deeds = list(AuditEntry.objects.order_by("pk").values_list("deed", flat=True))
    assert deeds == [
        "counselling.sent", "counselling.taken", "counselling.contact_noted", "counselling.closed",
        "counselling.reopened",
    ]  # fmt: skip
    kept = str(list(AuditEntry.objects.values()))
    assert not [word for word in ("Amal", "amal@", "Notiz", "IHK FOSA", "Konditorin", one.code) if word in kept]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("on", {"on": date(2027, 1, 1)}), ("minutes", {"minutes": 0}), ("minutes", {"minutes": 9000}),
        ("topics", {"topics": ["religion"]}), ("channel", {"channel": "pigeon"}), ("partner", {"partner": "nobody"}),
    ],
)  # fmt: skip
def test_a_contact_that_cannot_be(counsellor, name, values):
    with pytest.raises(ValidationError) as refused:
        noted(sent(), counsellor, **values)
    assert name in refused.value.message_dict
    assert not CounsellingContact.objects.exists()


def test_nobody_in_the_state_of_origin_is_asked(counsellor):
    noted(sent(), counsellor, partner="institution")
    with pytest.raises(ValidationError) as refused:
        noted(sent(no_contact_with_origin=True), counsellor, partner="institution")
    assert "partner" in refused.value.message_dict


def test_nobody_overwrites_what_another_did(counsellor):
    one = sent()
    seen = digest_of(standing_of(one))
    second = cast.member(cast.contributor(), cast.chamber(), "counsellor")
    take_request(request=one, by=second, at=AT, seen=seen)
    doing = {"request": one, "by": counsellor, "at": AT, "seen": seen}
    for act in (
        lambda: take_request(**doing),
        lambda: note_contact(values=CONTACT, next_on=None, waits=False, **doing),
        lambda: close_request(outcome="other", note="", **doing),
        lambda: erase_request(reason="mistake", **doing),
    ):
        with pytest.raises(ValidationError) as stale:
            act()
        assert stale.value.code == "stale"
    one.refresh_from_db()
    assert one.handler == second


def test_only_who_counsels_there_works_and_only_who_oversees_erases(counsellor):
    one = sent()
    strangers = [
        cast.other_counsellor(), cast.case_worker(), cast.contributor(), cast.editor(), cast.administrator(),
    ]  # fmt: skip
    manager = cast.manager()
    for person in [*strangers, manager]:
        for act in (
            lambda by: take_request(request=one, by=by, at=AT),
            lambda by: noted(one, by),
            lambda by: close_request(request=one, outcome="other", note="", by=by, at=AT),
            lambda by: reopen_request(request=one, by=by, at=AT),
            lambda by: refer_request(request=one, to=cast.other_chamber(), consent="written",
                                     consented_on=date(2026, 11, 2), message="", by=by, at=AT),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(person)
    for person in strangers:
        with pytest.raises(PermissionDenied):
            erase_request(request=one, reason="request", by=person, at=AT)
        with pytest.raises(PermissionDenied):
            export_request(request=one, by=person, at=AT)
        with pytest.raises(PermissionDenied):
            change_office(organisation=cast.chamber(), facts={"kept_months": 3}, by=person, at=AT)
    with pytest.raises(PermissionDenied):
        change_office(organisation=cast.chamber(), facts={"kept_months": 3}, by=counsellor, at=AT)
    with pytest.raises(ValidationError):
        erase_request(request=one, reason="because", by=manager, at=AT)
    erase_request(request=one, reason="request", by=manager, at=AT)
    assert not CounsellingRequest.objects.exists()
    assert AuditEntry.objects.get(deed="counselling.erased").details == {"reason": "request"}


# ---- referring -------------------------------------------------------------------------


def referred(one, by, **values):
    given = {
        "to": cast.other_chamber(), "consent": "spoken", "consented_on": date(2026, 11, 3), "message": "Bitte beraten",
        "at": AT + timedelta(days=2),
    }  # fmt: skip
    return refer_request(request=one, by=by, **(given | values))


def test_a_request_is_referred_with_consent_only(counsellor):
    one, other = sent(), cast.other_counsellor()
    for name, values in (
        ("consent", {"consent": ""}), ("consented_on", {"consented_on": date(2026, 10, 1)}),
        ("consented_on", {"consented_on": date(2026, 12, 1)}), ("to", {"to": cast.chamber()}),
        ("to", {"to": cast.central_office()}),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            referred(one, counsellor, **values)
        assert name in refused.value.message_dict
    assert not CounsellingReferral.objects.exists()
    noted(one, counsellor)
    referral = referred(one, counsellor)
    one.refresh_from_db()
    assert (one.organisation, one.state, one.handler) == (cast.other_chamber(), "new", None)
    assert (referral.from_organisation, referral.consent) == (cast.chamber(), "spoken")
    with pytest.raises(PermissionDenied):
        take_request(request=one, by=counsellor, at=AT)
    take_request(request=one, by=other, at=AT)
    assert list(one.contacts.values_list("organisation", flat=True)) == [cast.chamber().pk]


# ---- keeping ---------------------------------------------------------------------------


def test_every_field_of_counselling_is_declared():
    assert len(TABLES) == 8
    for name in ("CounsellingRequest", "CounsellingContact"):
        assert fields_of(name, Datum.PERSONAL)
    assert not fields_of("CounsellingTally", Datum.PERSONAL)


def test_what_is_known_is_handed_over_whole_but_for_the_notes_of_others(counsellor):
    one, other = sent(), cast.other_counsellor()
    noted(one, counsellor)
    referred(one, counsellor)
    one.refresh_from_db()
    noted(one, other, note="Notiz der zweiten Stelle", on=date(2026, 11, 4))
    packed = zipfile.ZipFile(io.BytesIO(export_request(request=one, by=other, at=AT)))
    assert packed.namelist() == ["request.json", "request.txt"]
    text = packed.read("request.json").decode()
    for model in (CounsellingRequest, CounsellingEducation, CounsellingContact, CounsellingReferral):
        for field in fields_of(model.__name__, Datum.PERSONAL):
            assert str(model._meta.get_field(field).verbose_name) in text, f"{model.__name__}.{field}"
    for words in ("Amal Beispiel", "amal@example.org", "دبلوم", "Bäckerin", "Notiz der zweiten Stelle"):
        assert words in text
    assert "Notiz der ersten Stelle" not in text
    assert "other-counsellor" not in text
    assert json.loads(text)["contacts"][0]["entered"]
    assert AuditEntry.objects.get(deed="counselling.exported").details == {}


def test_closed_requests_go_after_the_time_that_the_body_has_set(counsellor, capsys):
    one, open_one = sent(), sent(name="Offen")
    close_request(request=one, outcome="course", note="", by=counsellor, at=AT)
    assert office_for(cast.chamber()).kept_months == 12
    assert not requests_due(cast.chamber(), date(2027, 11, 1)).exists()
    assert list(requests_due(cast.chamber(), date(2027, 11, 2))) == [one]
    change_office(organisation=cast.chamber(), facts={"kept_months": 3}, by=cast.manager(), at=AT)
    for months in (0, 61, None, "x"):
        with pytest.raises(ValidationError):
            change_office(
                organisation=cast.chamber(), facts={"kept_months": months},
                by=cast.member(cast.second_case_worker(), cast.chamber(), "manager") if months == 0 else
                cast.chamber().memberships.get(role="manager", person__username="manager").person, at=AT,
            )  # fmt: skip
    assert apply_retention(organisation=cast.chamber(), at=AT + timedelta(days=91)) == Applied()
    assert apply_retention(organisation=cast.chamber(), at=AT + timedelta(days=92)) == Applied(requests=1)
    assert CounsellingRequest.objects.get() == open_one
    call_command("retention", "due")
    assert "hwk-musterstadt: 0 requests for counselling due" in capsys.readouterr().out
    call_command("retention", "apply")
    assert "hwk-musterstadt: 0 requests for counselling erased" in capsys.readouterr().out


def test_notes_on_a_referred_request_go_too(counsellor):
    one, other = sent(), cast.other_counsellor()
    noted(one, counsellor)
    referral = referred(one, counsellor)
    one.refresh_from_db()
    noted(one, other)
    assert not notes_due(cast.chamber(), date(2027, 11, 3)).exists()
    assert list(notes_due(cast.chamber(), date(2027, 11, 4))) == [referral]
    done = apply_retention(organisation=cast.chamber(), at=AT + timedelta(days=400))
    assert (done.requests, done.notes) == (0, 2)
    assert CounsellingContact.objects.get().organisation == cast.other_chamber()
    assert CounsellingRequest.objects.exists(), "the other centre still counsels"
