"""Counselling from end to end: sent in Arabic, told, worked on, referred; a note and a referral keep each other."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext

from bqportal.organisations.models import Person
from bqportal.procedures.models import CounsellingContact, CounsellingReferral, CounsellingRequest
from tests import cast
from tests.procedures.counselling_factories import form, sent
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
AREA = "/en/workspace/counselling/"
NOTICES = "/en/workspace/notices/"


@pytest.fixture
def counsellor() -> Person:
    return cast.counsellor()


@pytest.fixture
def other() -> Person:
    return cast.other_counsellor()


def text_of(response: Any) -> str:
    page: str = response.content.decode()
    return page


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="(\w*)"', page)
    assert found
    return found.group(1)


def today(name: str) -> dict[str, str]:
    day = timezone.localdate()
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def note(**values: str) -> dict[str, str]:
    return {**today("on"), "channel": "phone", "partner": "person", "note": "Eigene Notiz", **values}


def referral(**values: str) -> dict[str, str]:
    return {"to": str(cast.other_chamber().pk), "consent": "spoken", **today("consented_on"), **values}


def send(client: Client, address: str, given: dict[str, str]) -> HttpResponse:
    """Fill in the form of a page as it was shown, and send it."""
    return client.post(address, {"seen": seen_on(text_of(client.get(address))), **given})


def test_from_a_form_in_arabic_to_the_outcome_and_back(counsellor: Person, visitor: Client) -> None:
    client, written = client_of(counsellor), form()
    page = text_of(visitor.post("/ar/counselling/hwk-musterstadt/", written))
    assert 'dir="rtl"' in page
    with translation.override("ar"):
        assert gettext("Your request is sent") in page
    one = CounsellingRequest.objects.get()
    assert (one.language, one.question) == ("ar", written["question"])
    told = text_of(client.get(NOTICES))
    assert f'New counselling request: <a href="{AREA}{one.pk}/" dir="auto">Handwerkskammer Musterstadt</a>' in told
    assert "Amal" not in told
    assert one.code[:4] not in told
    assert "(1<span" in told.split('class="work-bar"')[1]
    here = f"{AREA}{one.pk}/"
    client.post(f"{here}take/", {"seen": seen_on(text_of(client.get(here)))})
    assert "There are no notices." in text_of(client.get(NOTICES))
    assert send(client, f"{here}contact/", note()).status_code == 302
    assert send(client, f"{here}close/", {"outcome": "application"}).status_code == 302
    closed = text_of(client.get(f"{AREA}?tab=closed"))
    assert '<th scope="col">Outcome</th>' in closed
    assert "application for recognition made" in closed
    gone = visitor.post("/ar/counselling/withdraw/", {"code": one.code, "birth_year": "١٩٩٠"}, follow=True)
    with translation.override("ar"):
        assert gettext("Your request is erased") in text_of(gone)
    assert not CounsellingRequest.objects.exists()


def test_who_fills_it_in_with_the_person_goes_on_from_there_and_is_not_told(
    counsellor: Person, visitor: Client
) -> None:
    colleague = cast.member(Person.objects.create_user("c2", "c2@example.org"), cast.chamber(), "counsellor")
    page = text_of(client_of(counsellor).post("/en/counselling/hwk-musterstadt/", form(filled_by="counsellor")))
    one = CounsellingRequest.objects.get()
    assert f'href="{AREA}{one.pk}/"' in page
    assert "a counsellor together with the person" in page
    assert "There are no notices." in text_of(client_of(counsellor).get(NOTICES))
    assert "New counselling request" in text_of(client_of(colleague).get(NOTICES))
    assert f"{AREA}" not in text_of(visitor.post("/en/counselling/hwk-musterstadt/", form(name="Andere")))


def test_a_note_is_kept_before_the_way_leads_to_the_referral(counsellor: Person, other: Person) -> None:
    one, client = sent(), client_of(counsellor)
    response = send(client, f"{AREA}{one.pk}/contact/", note(refer="1"))
    assert response["Location"] == f"{AREA}{one.pk}/refer/"
    assert CounsellingContact.objects.get().note == "Eigene Notiz"
    response = send(client, f"{AREA}{one.pk}/contact/", note(refer="1", channel=""))
    assert response.status_code == 422, "what is wrong is said first"
    assert "Eigene Notiz" in text_of(response)


def test_the_page_of_the_referral_takes_the_last_note_with_it(counsellor: Person, other: Person) -> None:
    one, client = sent(), client_of(counsellor)
    address = f"{AREA}{one.pk}/refer/"
    refused = send(client, address, referral(note="Eigene Notiz", message="Bitte beraten", to=""))
    assert refused.status_code == 422
    for words in ("Eigene Notiz", "Bitte beraten", "Choose the channel.", "Enter the day", "Choose the centre."):
        assert words in text_of(refused)
    assert not CounsellingReferral.objects.exists()
    given = referral(note="Eigene Notiz", message="Bitte beraten", channel="phone", **today("on"))
    assert send(client, address, given).status_code == 302
    stub = text_of(client.get(f"{AREA}referred/{one.referrals.get().pk}/"))
    assert "Eigene Notiz" in stub
    assert "Bitte beraten" in stub
    arrived = text_of(client_of(other).get(f"{AREA}{one.pk}/"))
    assert "Bitte beraten" in arrived
    assert "Eigene Notiz" not in arrived
    assert "I agree that Handwerkskammer Musterstadt" in arrived, "she agreed with the first one"


def test_without_a_note_none_is_made(counsellor: Person, other: Person) -> None:
    one = sent()
    assert send(client_of(counsellor), f"{AREA}{one.pk}/refer/", referral(**today("on"))).status_code == 302
    assert not CounsellingContact.objects.exists()


def test_a_note_that_a_referral_overtook_is_kept_and_shows_nothing_of_the_person(
    counsellor: Person, other: Person
) -> None:
    one, client = sent(), client_of(counsellor)
    address = f"{AREA}{one.pk}/contact/"
    begun = note(seen=seen_on(text_of(client.get(address))))
    send(client, f"{AREA}{one.pk}/refer/", referral())
    refused = client.post(address, begun | {"channel": ""})
    assert refused.status_code == 422
    assert "Eigene Notiz" in text_of(refused)
    assert not [words for words in ("Amal", "amal@", "Konditorin", "44135") if words in text_of(refused)]
    kept = client.post(address, begun, follow=True)
    assert "Your note is kept with your own notes." in text_of(kept)
    assert "Eigene Notiz" in text_of(kept)
    assert CounsellingContact.objects.get().organisation == cast.chamber()
    assert "Eigene Notiz" not in text_of(client_of(other).get(f"{AREA}{one.pk}/"))
    assert client.get(address).status_code == 404, "only what was begun is taken"
    assert client_of(cast.manager()).post(address, begun).status_code == 404


@pytest.mark.parametrize(
    ("page", "given"), [("refer/", {"note": "Eigene Notiz"}), ("close/", {"outcome_note": "Eigene Notiz"})]
)
def test_words_for_a_referral_or_an_end_that_another_overtook_can_be_noted(
    counsellor: Person, other: Person, page: str, given: dict[str, str]
) -> None:
    one, client = sent(), client_of(counsellor)
    address = f"{AREA}{one.pk}/{page}"
    begun = given | {"seen": seen_on(text_of(client.get(address)))}
    send(client, f"{AREA}{one.pk}/refer/", referral())
    told = client.post(address, begun)
    assert told.status_code == 422
    assert "Eigene Notiz" in text_of(told)
    assert client.post(address, note()).status_code == 302
    assert CounsellingContact.objects.get().note == "Eigene Notiz"


def test_a_referral_that_a_note_overtook_keeps_its_words(counsellor: Person, other: Person) -> None:
    one, client = sent(), client_of(counsellor)
    address = f"{AREA}{one.pk}/refer/"
    begun = referral(message="Bitte beraten", seen=seen_on(text_of(client.get(address))))
    send(client, f"{AREA}{one.pk}/contact/", note())
    told = client.post(address, begun)
    assert told.status_code == 409
    assert "Bitte beraten" in text_of(told)
    assert client.post(address, begun | {"seen": seen_on(text_of(told))}).status_code == 302
    assert (CounsellingContact.objects.count(), CounsellingReferral.objects.get().message) == (1, "Bitte beraten")


def test_the_first_page_says_what_waits(counsellor: Person, other: Person) -> None:
    def waits(person: Person) -> str:
        return text_of(client_of(person).get("/en/workspace/"))

    assert "No request waits for you." in waits(counsellor)
    first, second = sent(), sent(name="Zweite Person")
    assert "2 requests that nobody has taken yet" in waits(counsellor)
    assert "No request waits for you." in waits(other)
    CounsellingRequest.objects.filter(pk=first.pk).update(
        state="waiting", handler=counsellor, next_on=timezone.localdate()
    )
    CounsellingRequest.objects.filter(pk=second.pk).update(
        state="counselling", handler=counsellor, next_on=timezone.localdate()
    )
    page = waits(counsellor)
    assert f'href="/en/workspace/counselling/?tab=waiting&amp;handler={counsellor.pk}"' in page
    assert "1 request at which you should act today" in page
    assert "Counselling" not in waits(cast.contributor()).split("<h1>")[1].split("Where you can go")[0]
