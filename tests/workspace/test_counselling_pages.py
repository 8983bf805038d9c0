"""Counselling as people see it: the form without an account, taking it back, the work list, referral, figures."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bqportal.organisations.models import AuditEntry
from bqportal.procedures.models import CounsellingContact, CounsellingRequest, CounsellingTally
from tests import cast
from tests.procedures.counselling_factories import form, sent
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
FORM = "/en/counselling/hwk-musterstadt/"
AREA = "/en/workspace/counselling/"


@pytest.fixture
def counsellor():
    return cast.counsellor()


def text_of(response) -> str:
    return response.content.decode()


def seen_on(page: str) -> str:
    return re.search(r'name="seen" value="(\w*)"', page).group(1)


def day(name: str, when=None) -> dict[str, str]:
    when = when or timezone.localdate()
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


# ---- the form --------------------------------------------------------------------------


def test_the_form_is_one_page_that_nobody_keeps(counsellor, visitor):
    response = visitor.get(FORM)
    page = text_of(response)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert page.count('<form method="post"') == 1
    assert "workspace/intake.js" in page
    assert "It is erased 12 months after counselling has ended" in page
    for word in ("religion", "ethnic"):
        assert f'name="{word}' not in page
    assert len(response.content) < 120_000
    assert visitor.get("/ar/counselling/hwk-musterstadt/").status_code == 200


def test_it_is_there_only_where_somebody_counsels(counsellor, visitor):
    cast.other_chamber()
    assert visitor.get("/en/counselling/nowhere/").status_code == 404
    response = visitor.get("/en/counselling/ihk-anderswo/")
    assert response.status_code == 404
    assert "takes no requests through the portal" in text_of(response)
    assert visitor.put(FORM).status_code == 405


def test_sending_tells_the_code_on_the_page_and_in_no_address(counsellor, visitor, caplog):
    response = visitor.post(FORM, form())
    page = text_of(response)
    one = CounsellingRequest.objects.get()
    assert response.status_code == 200
    code = re.search(r'class="bq-code" dir="ltr">([\w-]+)<', page).group(1)
    assert code.replace("-", "") == one.code
    assert 'data-intake-sent="hwk-musterstadt"' in page
    assert "no-store" in response["Cache-Control"]
    assert "Amal Beispiel" in page
    assert one.code not in str(response.headers)
    assert (one.language, one.organisation, one.needs_interpreter) == ("en", cast.chamber(), True)
    assert one.educations.get().title == "دبلوم"
    assert not mail.outbox
    assert "Amal" not in caplog.text
    assert visitor.post(FORM, form()).status_code == 200
    assert CounsellingRequest.objects.count() == 1, "a reload sends no second one"


def test_what_is_missing_is_said_and_nothing_is_lost(counsellor, visitor):
    given = form(consent=None, birth_year="no", email="", education_1_title=None, work_2_tasks="Nähen")
    response = visitor.post(FORM, given)
    page = text_of(response)
    assert response.status_code == 422
    for words in (
        "Without your consent", "Write a year with four digits", "Give an e-mail address or a telephone number",
        "Write what the certificate is called", "Write what you worked as",
    ):  # fmt: skip
        assert words in page
    for value in ("Amal Beispiel", "Konditorin", "كيف أبدأ؟", "Bäckerin", "Nähen", "44135"):
        assert value in page
    assert page.count("<title>Error:") == 1
    assert 'data-bound="1"' in page
    assert '<details class="bq-details" open><summary>Work 2' in page
    assert not CounsellingRequest.objects.exists()


def test_what_the_action_refuses_stands_beside_its_field(counsellor, visitor):
    response = visitor.post(FORM, form(postcode="1234", since_year="1950"))
    assert response.status_code == 422
    assert "A German postcode has five digits." in text_of(response)
    assert "This year lies before your birth" in text_of(response)


def test_programs_are_thanked_and_forgotten(counsellor, visitor):
    assert visitor.post(FORM, form(website="x")).status_code == 302
    assert not CounsellingRequest.objects.exists()


def test_a_forged_form_is_refused(counsellor):
    client = Client(enforce_csrf_checks=True)
    assert client.post(FORM, form()).status_code == 403
    assert not CounsellingRequest.objects.exists()


def test_a_counsellor_fills_it_in_together_with_the_person(counsellor):
    page = text_of(client_of(counsellor).get(FORM))
    assert re.search(r'value="counsellor"[^>]* checked', page)
    client_of(counsellor).post(FORM, form(filled_by="counsellor"))
    assert CounsellingRequest.objects.get().filled_by == "counsellor"


def test_taking_it_back(counsellor, visitor):
    one = sent()
    address = "/en/counselling/withdraw/"
    assert visitor.post(address, {}).status_code == 422
    wrong = visitor.post(address, {"code": one.code, "birth_year": "1991"})
    assert wrong.status_code == 422
    assert "No request with this code" in text_of(wrong)
    done = visitor.post(address, {"code": one.code.lower(), "birth_year": "1990"}, follow=True)
    assert "Nothing of what you sent is stored any more" in text_of(done)
    assert not CounsellingRequest.objects.exists()


def test_nobody_guesses_a_code(counsellor, visitor):
    one = sent()
    for _try in range(5):
        visitor.post("/en/counselling/withdraw/", {"code": "ABCDEFGHJKMN", "birth_year": "1990"})
    assert visitor.post("/en/counselling/withdraw/", {"code": one.code, "birth_year": "1990"}).status_code == 429
    assert CounsellingRequest.objects.exists()


# ---- the work list ---------------------------------------------------------------------


def test_the_lists_with_their_numbers_and_filters(counsellor, django_assert_num_queries):
    client = client_of(counsellor)
    first, second = sent(), sent(name="Olena Muster", counselling_language="uk", goal="work")
    CounsellingRequest.objects.filter(pk=first.pk).update(next_on=timezone.localdate() + timedelta(days=3))
    page = text_of(client.get(AREA))
    assert page.index("Olena Muster") < page.index("Amal Beispiel"), "the nearest first"
    assert "New (2)" in page
    for query in ("q=olena", "language=uk", "goal=work", f"q={second.code[:6]}"):
        narrowed = text_of(client.get(f"{AREA}?{query}"))
        assert "Olena Muster" in narrowed
        assert "Amal Beispiel" not in narrowed
    assert "No request is like that" in text_of(client.get(f"{AREA}?q=nobody"))
    assert client.get(f"{AREA}?page=9").status_code == 404
    assert client.get(f"{AREA}?tab=nothing&handler=x").status_code == 200


def test_a_list_asks_as_often_for_many_as_for_few(counsellor, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(counsellor)
    numbers = []
    for many in (3, 20):
        for number in range(many):
            sent(name=f"Person {many} {number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(AREA)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_reading_is_written_into_the_log_once_an_hour(counsellor):
    one, client = sent(), client_of(counsellor)
    for _look in range(2):
        page = text_of(client.get(f"{AREA}{one.pk}/"))
    for words in ("Amal Beispiel", "amal@example.org", "دبلوم", "Konditorin", "B1", "Your plan", "wording 2026-11"):
        assert (words in page) is (words != "Your plan")
    assert "Only the counsellors of this centre" in page, "what she agreed to can be shown"
    entry = AuditEntry.objects.get(deed="counselling.read")
    assert (entry.about_id, entry.details, entry.organisation) == (str(one.pk), {}, cast.chamber())


def test_the_plan_is_linked_with_answers_that_name_nobody(counsellor):
    page = text_of(client_of(counsellor).get(f"{AREA}{sent().pk}/"))
    plan = re.search(r'href="(/en/[^"]*plan/[^"]*)"', page).group(1)
    assert "country=SY" in plan
    assert "place=44135" in plan
    assert "Amal" not in plan


def test_the_whole_way_on_the_pages(counsellor):
    one, client = sent(), client_of(counsellor)
    here = f"{AREA}{one.pk}/"
    assert client.post(f"{here}take/", {"seen": seen_on(text_of(client.get(here)))}).status_code == 302
    page = text_of(client.get(f"{here}contact/"))
    given = {
        **day("on"), "channel": "phone", "partner": "person", "minutes": "25", "topics": ["recognition", "money"],
        "note": "Zeugnis besprochen", "waits": "on", **day("next_on"), "seen": seen_on(page),
    }  # fmt: skip
    assert client.post(f"{here}contact/", {"seen": given["seen"]}).status_code == 422
    assert client.post(f"{here}contact/", given).status_code == 302
    stale = client.post(f"{here}contact/", given | {"note": "Zweiter Text"})
    assert stale.status_code == 409
    assert "Zweiter Text" in text_of(stale)
    assert CounsellingContact.objects.count() == 1
    page = text_of(client.get(here))
    for words in ("Zeugnis besprochen", "25 minutes", "recognition", "costs and funding", "waiting"):
        assert words in page
    page = text_of(client.get(f"{here}close/"))
    assert client.post(f"{here}close/", {"seen": seen_on(page)}).status_code == 422
    assert client.post(f"{here}close/", {"outcome": "course", "seen": seen_on(page)}).status_code == 302
    page = text_of(client.get(here))
    assert "course or training begun" in page
    assert "The portal erases it on" in page
    assert client.get(f"{here}contact/").status_code == 404
    assert client.post(f"{here}reopen/", {"seen": seen_on(page)}).status_code == 302
    packed = client.get(f"{here}export.zip")
    assert packed["Content-Type"] == "application/zip"
    page = text_of(client.get(f"{here}erase/"))
    assert client.post(f"{here}erase/", {"reason": "request", "seen": seen_on(page)}).status_code == 302
    assert not CounsellingRequest.objects.exists()
    assert client.get(here).status_code == 404


def test_referring_moves_the_answers_and_leaves_the_notes(counsellor):
    other = cast.other_counsellor()
    one, client, there = sent(), client_of(counsellor), client_of(other)
    here = f"{AREA}{one.pk}/"
    note = {**day("on"), "channel": "phone", "partner": "person", "note": "Eigene Notiz"}
    client.post(f"{here}contact/", note | {"seen": seen_on(text_of(client.get(f"{here}contact/")))})
    assert there.get(here).status_code == 404
    page = text_of(client.get(f"{here}refer/"))
    given = {"to": str(cast.other_chamber().pk), "message": "Bitte beraten", **day("consented_on"),
             "seen": seen_on(page)}  # fmt: skip
    refused = client.post(f"{here}refer/", given)
    assert refused.status_code == 422
    assert "Without the person&#x27;s consent nothing is handed on" in text_of(refused)
    assert client.post(f"{here}refer/", given | {"consent": "spoken"}).status_code == 302
    assert client.get(here).status_code == 404, "what the person wrote is with the other centre only"
    listed = text_of(client.get(f"{AREA}?tab=referred"))
    assert "IHK Anderswo" in listed
    assert "Amal" not in listed
    stub = text_of(client.get(f"{AREA}referred/{one.referrals.get().pk}/"))
    assert "Eigene Notiz" in stub
    assert not [word for word in ("Amal", "amal@", "Konditorin", "44135") if word in stub]
    arrived = text_of(there.get(here))
    assert "Amal Beispiel" in arrived
    assert "Bitte beraten" in arrived
    assert "Eigene Notiz" not in arrived
    assert there.get(f"{AREA}referred/{one.referrals.get().pk}/").status_code == 404


@pytest.mark.parametrize(
    "who", ["other_counsellor", "case_worker", "contributor", "reviewer", "reader", "editor", "administrator"]
)
def test_nobody_else_finds_anything(counsellor, who):
    one, client = sent(), client_of(getattr(cast, who)())
    for path in ("", "take/", "contact/", "refer/", "close/", "reopen/", "erase/", "export.zip"):
        for method in (client.get, client.post):
            assert method(f"{AREA}{one.pk}/{path}").status_code in (404, 405), path
    for path in ("office/hwk-musterstadt/", "office/hwk-musterstadt/figures/", "office/hwk-musterstadt/figures.csv"):
        assert client.get(f"{AREA}{path}").status_code == 404
    for path in (f"{AREA}?q=amal", "/en/search/?q=amal", "/en/workspace/records/?q=amal"):
        assert "Amal Beispiel" not in text_of(client.get(path))
    one.refresh_from_db()
    assert one.state == "new"


def test_a_manager_oversees_and_erases_but_does_not_counsel(counsellor):
    one, client = sent(), client_of(cast.manager())
    assert "Amal Beispiel" in text_of(client.get(f"{AREA}{one.pk}/"))
    for path in ("take/", "contact/", "refer/", "close/", "reopen/"):
        assert client.post(f"{AREA}{one.pk}/{path}", {"x": "x"}).status_code == 404
    page = text_of(client.get(f"{AREA}office/hwk-musterstadt/"))
    saved = client.post(
        f"{AREA}office/hwk-musterstadt/",
        {"kept_months": "6", "privacy_text": "Verantwortlich: die Kammer", "seen": seen_on(page)},
    )
    assert saved.status_code == 302
    stale = client.post(f"{AREA}office/hwk-musterstadt/", {"kept_months": "9", "seen": seen_on(page)})
    assert stale.status_code == 409
    form_page = text_of(Client().get(FORM))
    assert "6 months after counselling has ended" in form_page
    assert "Verantwortlich: die Kammer" in form_page
    assert client_of(counsellor).post(f"{AREA}office/hwk-musterstadt/", {"kept_months": "1"}).status_code == 404
    page = text_of(client.get(f"{AREA}{one.pk}/erase/"))
    assert client.post(f"{AREA}{one.pk}/erase/", {"reason": "mistake", "seen": seen_on(page)}).status_code == 302


# ---- figures ---------------------------------------------------------------------------


def test_figures_of_a_centre_and_over_all(counsellor):
    editor = client_of(cast.editor())
    for number in range(7):
        sent(name=f"Person {number}", counselling_language="ar" if number < 5 else "uk", at=timezone.now())
    client = client_of(counsellor)
    page = text_of(client.get(f"{AREA}office/hwk-musterstadt/figures/"))
    assert "Syria" in page
    assert "Arabic" not in page, "7 less 5 would tell the 2"
    lines = text_of(client.get(f"{AREA}office/hwk-musterstadt/figures.csv")).splitlines()
    assert lines[0] == "quarter,subject,value,count"
    assert any(line.endswith(",country,SY,7") for line in lines)
    assert any(line.endswith(",outcome,total,fewer than 5") for line in lines)
    assert client.get(f"{AREA}office/hwk-musterstadt/figures/?quarter=1999-1").status_code == 404
    assert client.get(f"{AREA}figures/").status_code == 404
    assert "No quarter with requests is over yet" in text_of(editor.get(f"{AREA}figures/"))
    assert editor.get(f"{AREA}figures.csv").status_code == 200
    CounsellingTally.objects.update(quarter="2026-1")
    assert "Syria" in text_of(editor.get(f"{AREA}figures/"))
    assert ",country,SY,7" in text_of(editor.get(f"{AREA}figures.csv?quarter=2026-1"))
