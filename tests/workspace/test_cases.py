"""The pages of cases: lists, intake, overview, person, application, work."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.organisations.models import AuditEntry, Membership
from bqportal.procedures.models import Case, CaseMessage, CaseTask, FileNote
from bqportal.procedures.workflow import State
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.factories import ApplicantFactory, CaseFactory, TrainingFactory, complete_documents
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
CASES = "/en/workspace/cases/"


@pytest.fixture
def worker():
    return cast.case_worker()


@pytest.fixture
def clerk(worker) -> Client:
    return client_of(worker)


@pytest.fixture
def case(worker) -> Case:
    return CaseFactory(created_by=worker, applicant=ApplicantFactory(family_name="Beispielska"), state=State.RECEIVED)


def form_of(response) -> dict[str, str]:
    """What a browser would send back of the form of a page, unchanged."""
    form, sent = response.context["form"], {"seen": response.context.get("seen", "")}
    for field in form:
        value = field.value()
        if isinstance(value, date):
            sent |= day(field.html_name, value)
        elif value not in (None, False) and not isinstance(value, list):
            sent[field.html_name] = "on" if value is True else value
    return sent


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_clerk_takes_an_application_in_and_looks_at_it(clerk):
    assert clerk.get(f"{CASES}new/").status_code == 200
    today = timezone.localdate()
    sent = {"applicant_given_names": "Ania", "applicant_family_name": "Beispielska", "training_title": "Kucharz"}
    sent |= {"training_country": "PL", "arrived": ["cv"], "case_first_application": "yes", **day("received_on", today)}
    response = clerk.post(f"{CASES}new/", sent)
    case = Case.objects.get()
    assert response.status_code == 302
    assert response["Location"].endswith(f"/{case.pk}/application/")
    assert (case.state, case.received_on, case.first_application) == (State.RECEIVED, today, True)
    html = clerk.get(f"{CASES}{case.pk}/").content.decode()
    for words in ("Beispielska", case.number, "Acknowledge receipt", "What is lacking", "Kucharz", "proof of identity"):
        assert words in html
    assert html.index("What comes next") < html.index("What is lacking") < html.index("Date of birth")


def test_what_is_wrong_stands_above_the_form_and_is_kept(clerk):
    response = clerk.post(f"{CASES}new/", {"applicant_given_names": "Ania", "arrived": ["cv"]})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="Ania"' in html
    assert not Case.objects.exists()
    response = clerk.post(
        f"{CASES}new/",
        {"applicant_given_names": "A", "applicant_family_name": "B", **day("received_on", date(2999, 1, 1))},
    )
    assert response.status_code == 422
    assert "lies in the future" in response.content.decode()


def test_who_works_in_two_bodies_says_for_which(worker, clerk):
    cast.member(worker, cast.other_chamber(), Membership.Role.CASE_WORKER)
    assert "IHK Anderswo" in clerk.get(f"{CASES}new/").content.decode()
    sent = {"applicant_given_names": "A", "applicant_family_name": "B", "organisation": cast.other_chamber().pk}
    clerk.post(f"{CASES}new/", sent)
    assert Case.objects.get().organisation == cast.other_chamber()
    html = clerk.get(f"{CASES}?body={cast.chamber().pk}").content.decode()
    assert 'id="id_body"' in html
    assert "Nothing is like that" not in html


PAGES = ("", "applicant/", "application/", "hand-over/", "notes/", "tasks/", "messages/")


@pytest.mark.parametrize(
    "who", [cast.contributor, cast.other_case_worker, cast.editor, cast.administrator, cast.reviewer]
)
def test_nobody_else_finds_a_case(case, who):
    other = client_of(who())
    for page in PAGES:
        for response in (other.get(f"{CASES}{case.pk}/{page}"), other.post(f"{CASES}{case.pk}/{page}", {})):
            assert response.status_code in (404, 405), page
            assert "Beispielska" not in response.content.decode(), page
    answer = other.get(f"{CASES}?tab=open&q=Beispielska")
    assert answer.status_code in (200, 404)
    assert case.number not in answer.content.decode()


def test_a_manager_reads_and_hands_over_but_changes_nothing(case):
    manager = client_of(cast.manager())
    for page in ("", "notes/", "tasks/", "messages/"):
        html = manager.get(f"{CASES}{case.pk}/{page}")
        assert html.status_code == 200, page
        assert '<form method="post" novalidate' not in html.content.decode(), page
        if page:
            assert manager.post(f"{CASES}{case.pk}/{page}", {"text": "X"}).status_code == 404
    assert manager.get(f"{CASES}{case.pk}/applicant/").status_code == 404
    assert manager.get(f"{CASES}{case.pk}/application/").status_code == 404
    assert manager.get(f"{CASES}new/").status_code == 404
    assert manager.get(f"{CASES}{case.pk}/hand-over/").status_code == 200
    assert not FileNote.objects.exists()


def test_lists_narrow_and_count(clerk, worker, case):
    other = ApplicantFactory(family_name="Muster")
    CaseFactory(created_by=worker, applicant=other, number="2026-99999", state=State.INCOMPLETE)
    html = clerk.get(CASES).content.decode()
    assert case.number in html
    assert "2026-99999" in html
    assert "My cases (2)" in html
    assert "Waiting for documents (1)" in html
    html = clerk.get(f"{CASES}?tab=open&q=beispielska").content.decode()
    assert case.number in html
    assert "2026-99999" not in html
    assert "q=beispielska" in html
    assert clerk.get(f"{CASES}?tab=odd&handler=x&q=%00").status_code == 200
    assert clerk.get(f"{CASES}?page=99").status_code == 404


def test_ten_cases_need_as_many_queries_as_a_hundred(clerk, worker):
    found = []
    for many in (10, 90):
        for _n in range(many):
            CaseFactory(created_by=worker, state=State.COMPLETE, next_due=date(2026, 3, 2))
        clerk.get(CASES)
        with CaptureQueriesContext(connection) as queries:
            clerk.get(CASES)
        found.append(len(queries))
    assert found[1] <= found[0] + 1, found  # the second page is counted


def test_the_person_is_changed_and_a_second_one_loses_nothing(clerk, case):
    address = f"{CASES}{case.pk}/applicant/"
    sent = form_of(clerk.get(address))
    case.applicant.city = "Beispielhausen"
    case.applicant.save()
    response = clerk.post(address, sent | {"city": "Ulm"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Beispielhausen" in html
    assert 'value="Ulm"' in html
    assert clerk.post(address, form_of(response) | {"city": "Ulm"}).status_code == 302
    case.applicant.refresh_from_db()
    assert case.applicant.city == "Ulm"


def test_proposals_have_reasons_and_a_person_chooses(clerk, case):
    version = OccupationVersionFactory(regulation__legal_basis="HwO", occupation__competent_body="hwk")
    version.occupation.state = "published"
    version.occupation.save()
    profile = QualificationFactory(title="Technik mechatronik", country__code="PL", state="published")
    profile.comparable_occupations.add(version.occupation)
    TrainingFactory(case=case, title="technik  MECHATRONIK")
    address = f"{CASES}{case.pk}/application/"
    page = clerk.get(address)
    html = page.content.decode()
    assert "the same title" in html
    assert "§ 35a VwVfG" in html
    assert Case.objects.get().qualification is None
    response = clerk.post(address, form_of(page) | {"profile": profile.slug, "stay": "1"})
    assert response["Location"].endswith("/application/")
    page = clerk.get(address)
    assert "the profile names it as comparable" in page.content.decode()
    clerk.post(
        address, form_of(page) | {"occupation": version.occupation.slug, "is_regulated": "on", "regulated_there": "on"}
    )
    case = Case.objects.get()
    assert (case.qualification, case.version, case.is_regulated) == (profile, version, True)
    assert case.route["regulated_there"] is True
    assert case.route["confirmed_by"]
    assert case.route["reasons"]
    assert case.documents.filter(kind="licence").exists()


def test_the_application_saved_without_a_change_changes_nothing(clerk, case):
    version = OccupationVersionFactory()
    Case.objects.filter(pk=case.pk).update(
        version=version, qualification=QualificationFactory(), first_application=False
    )
    before = Case.objects.filter(pk=case.pk).values().get()
    address = f"{CASES}{case.pk}/application/"
    assert clerk.post(address, form_of(clerk.get(address))).status_code == 302
    after = Case.objects.filter(pk=case.pk).values().get()
    assert {name for name in after if after[name] != before[name]} <= {"route", "next_due", "acknowledge_by"}


def test_another_body_is_offered_where_this_one_is_not_competent(clerk, case):
    cast.other_chamber()
    version = OccupationVersionFactory(regulation__legal_basis="BBiG", occupation__competent_body="ihk")
    Case.objects.filter(pk=case.pk).update(version=version, wanted_land="NW")
    html = clerk.get(f"{CASES}{case.pk}/application/").content.decode()
    assert "is not among them" in html
    assert f"/{case.pk}/step/forward/" in html


def test_notes_tasks_and_messages(clerk, worker, case):
    base = f"{CASES}{case.pk}/"
    assert clerk.post(f"{base}notes/", {"text": "Anruf <b>"}).status_code == 302
    assert "Anruf &lt;b&gt;" in clerk.get(f"{base}notes/").content.decode()
    assert clerk.post(f"{base}notes/", {"text": ""}).status_code == 422
    clerk.post(f"{base}tasks/", {"text": "Nachfassen", "person": worker.pk, **day("due", date(2026, 3, 2))})
    task = CaseTask.objects.get()
    assert "Nachfassen" in clerk.get(CASES).content.decode()
    assert "Nachfassen" in clerk.get("/en/workspace/").content.decode()
    clerk.post(f"{base}tasks/{task.pk}/done/")
    task.refresh_from_db()
    assert task.done_at
    assert "Nachfassen" not in clerk.get(CASES).content.decode()
    sent = {
        "direction": "out",
        "partner": "institution",
        "channel": "post",
        "subject": "Echtheit",
        **day("on", date(2026, 3, 2)),
    }
    assert clerk.post(f"{base}messages/", sent).status_code == 302
    case.applicant.no_contact_with_origin = True
    case.applicant.save()
    response = clerk.post(f"{base}messages/", sent)
    assert response.status_code == 422
    assert CaseMessage.objects.count() == 1
    assert "No contact with the state of origin" in clerk.get(base).content.decode()


def test_a_task_of_another_case_is_not_there(clerk, worker, case):
    other = CaseFactory(created_by=cast.other_case_worker(), applicant__organisation=cast.other_chamber())
    task = CaseTask.objects.create(case=other, text="X", due=date(2026, 3, 2), person=other.created_by)
    assert clerk.post(f"{CASES}{case.pk}/tasks/{task.pk}/done/").status_code == 404
    assert clerk.get(f"{CASES}{case.pk}/tasks/{task.pk}/done/").status_code in (404, 405)


def test_a_case_is_handed_over(clerk, case):
    second = cast.second_case_worker()
    address = f"{CASES}{case.pk}/hand-over/"
    assert clerk.post(address, {"to": second.pk}).status_code == 422
    assert clerk.post(address, {"to": cast.other_case_worker().pk, "reason": "X"}).status_code == 422
    assert clerk.post(address, {"to": second.pk, "reason": "Urlaub"}).status_code == 302
    assert clerk.get(address).status_code == 404
    assert Case.objects.get(pk=case.pk).handler == second


def test_the_start_page_shows_what_is_due_and_reading_is_logged(clerk, case):
    Case.objects.filter(pk=case.pk).update(next_due=date(2026, 1, 2))
    html = clerk.get("/en/workspace/").content.decode()
    assert case.number in html
    assert "overdue by" in html
    clerk.get(f"{CASES}{case.pk}/")
    assert AuditEntry.objects.filter(deed="case.read", about_id=case.pk).count() == 1
    assert "Your cases" not in client_of(cast.contributor()).get("/en/workspace/").content.decode()


def test_pages_of_a_case_are_kept_by_nobody_and_speak_every_language(clerk, case):
    complete_documents(case)
    for language in ("en", "de", "ar"):
        for page in PAGES:
            response = clerk.get(f"/{language}/workspace/cases/{case.pk}/{page}")
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]
