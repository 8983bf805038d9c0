"""Pages about the notices of a case."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from bqportal.procedures.models import Notice
from bqportal.procedures.workflow import State
from tests import cast
from tests.procedures.factories import CaseFactory
from tests.procedures.notice_cases import AT, Bench

pytestmark = pytest.mark.django_db
CANARY = '<script>alert("canary")</script>'


@pytest.fixture(autouse=True)
def _stopped_clock(monkeypatch):
    """The pages take today's date; the cases of these tests begin in March 2026."""
    monkeypatch.setattr(timezone, "now", lambda: AT)


def url(name, case, *more, **options):
    return reverse(f"workspace:{name}", args=[case.pk, *more], **options)


def signed(client, person):
    client.force_login(person)
    return client


def today():
    return {"issue-on_day": 9, "issue-on_month": 3, "issue-on_year": 2026, "issue-channel": "post"}


def test_one_click_drafts_an_acknowledgement_and_one_more_issues_it(client):
    bench = Bench().receive()
    signed(client, bench.worker)
    page = client.get(url("case-notices", bench.case)).content.decode()
    assert url("case-notice-new", bench.case, "acknowledgement") in page
    made = client.post(url("case-notice-new", bench.case, "acknowledgement"))
    notice = Notice.objects.get()
    assert made.url == url("case-notice", bench.case, notice.pk)
    shown = client.get(made.url)
    assert "§ 6 Abs. 2 Satz 1 und 2 BQFG" in shown.content.decode()
    done = client.post(url("case-notice-issue", bench.case, notice.pk), today())
    assert done.status_code == 302
    notice.refresh_from_db()
    assert notice.is_issued
    assert notice.sha256 in client.get(made.url).content.decode()


@pytest.mark.parametrize("kind", ["request", "analysis", "warning", "extension"])
def test_letters_that_order_something_have_a_form(client, kind):
    bench = Bench().assess()
    signed(client, bench.worker)
    address = url("case-notice-new", bench.case, kind)
    assert client.get(address).status_code == 200
    refused = client.post(address, {})
    assert refused.status_code == 422
    values = {
        "wanted": "Stundentafel", "method": "Fachgespräch", "reason": "Unklar", "kind": "information",
        "until_day": "30", "until_month": "9", "until_year": "2026",
    }  # fmt: skip
    made = client.post(address, values)
    assert made.status_code == 302, made.content.decode()
    assert client.get(made.url).status_code == 200


def test_a_request_is_proposed_for_open_positions(client):
    bench = Bench().assess()
    first = bench.version.positions.first()
    signed(client, bench.worker)
    page = client.get(f"{url('case-notice-new', bench.case, 'request')}?positions={first.pk},x,999999999999999")
    assert first.text in page.content.decode()


def test_the_decision_says_what_it_lacks_and_where_to_fill_it_in(client):
    bench = Bench().assess().find(2).decide("partial")
    bench.office.fee_text = ""
    bench.office.save()
    bench.training.months = None
    bench.training.save()
    signed(client, bench.worker)
    page = client.post(url("case-notice-new", bench.case, "decision"), follow=True).content.decode()
    assert reverse("workspace:case-office", args=[bench.case.organisation.slug]) in page
    assert url("case-training", bench.case, bench.training.pk) in page
    assert url("case-notice-approve", bench.case, Notice.objects.get().pk) not in page


def test_a_decision_goes_through_two_people(client):
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    signed(client, bench.worker)
    refused = client.post(url("case-notice-approve", bench.case, notice.pk))
    assert refused.status_code == 422
    assert client.post(url("case-notice-issue", bench.case, notice.pk), today()).status_code == 422
    signed(client, bench.second)
    assert client.post(url("case-notice-approve", bench.case, notice.pk), {"digest": "other"}).status_code == 422
    assert client.post(url("case-notice-approve", bench.case, notice.pk)).status_code == 302
    assert client.get(url("case-notice", bench.case, notice.pk)).status_code == 200
    signed(client, bench.worker)
    assert client.post(url("case-notice-issue", bench.case, notice.pk), today()).status_code == 302
    bench.case.refresh_from_db()
    assert bench.case.state == State.DECIDED


def test_sending_back_and_dropping(client):
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    signed(client, bench.second)
    assert client.post(url("case-notice-return", bench.case, notice.pk), {}).status_code == 422
    assert client.post(url("case-notice-return", bench.case, notice.pk), {"back-reason": "Prüfen"}).status_code == 302
    bench.case.refresh_from_db()
    assert bench.case.state == State.ASSESSMENT
    assert client.get(url("case-notice", bench.case, notice.pk)).status_code == 200
    assert client.post(url("case-notice-drop", bench.case, notice.pk)).status_code == 302
    assert client.get(url("case-notice", bench.case, notice.pk)).status_code == 200
    notice.refresh_from_db()
    assert notice.state == Notice.State.DROPPED


def test_own_texts_are_saved_and_never_overwritten(client):
    bench = Bench().receive()
    notice = bench.draft("acknowledgement")
    signed(client, bench.worker)
    address = url("case-notice", bench.case, notice.pk)
    seen = client.get(address).context["seen"]
    assert client.post(address, {"remarks": "Eins", "seen": seen}).status_code == 302
    stale = client.post(address, {"remarks": "Zwei", "seen": seen})
    assert stale.status_code == 409
    assert "Eins" in stale.content.decode()
    assert "Zwei" in stale.content.decode()


def test_files_have_neutral_names_and_are_not_kept(client):
    bench = Bench().receive()
    notice = bench.draft("state")
    signed(client, bench.worker)
    for name, kind, more in (
        ("case-notice-pdf", "pdf", ()), ("case-notice-docx", "docx", ()), ("case-notice-translation", "pdf", ("ar",)),
    ):  # fmt: skip
        response = client.get(url(name, bench.case, notice.pk, *more))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 200
        assert body
        assert response["Content-Disposition"].startswith(f'attachment; filename="state-{notice.pk}')
        assert response["Content-Disposition"].endswith(f'.{kind}"')
        assert "no-store" in response["Cache-Control"]
    bench.issue(notice)
    response = client.get(url("case-notice-pdf", bench.case, notice.pk))
    text = PdfReader(BytesIO(b"".join(response.streaming_content))).pages[0].extract_text()
    assert bench.case.number in text
    assert client.get(url("case-notice-translation", bench.case, notice.pk, "en")).status_code == 200
    assert client.get(url("case-notice-docx", bench.case, notice.pk)).status_code == 404
    for code in ("de", "xx"):
        assert client.get(url("case-notice-translation", bench.case, notice.pk, code)).status_code == 404


def test_other_bodies_find_nothing_and_managers_only_read(client):
    bench = Bench().receive()
    notice = bench.draft("acknowledgement")
    gets = [
        url("case-notices", bench.case), url("case-notice", bench.case, notice.pk),
        url("case-notice-new", bench.case, "state"), url("case-notice-pdf", bench.case, notice.pk),
        url("case-notice-docx", bench.case, notice.pk), url("case-notice-translation", bench.case, notice.pk, "en"),
    ]  # fmt: skip
    posts = [
        url(name, bench.case, notice.pk)
        for name in (
            "case-notice",
            "case-notice-issue",
            "case-notice-approve",
            "case-notice-return",
            "case-notice-drop",
        )
    ]
    for person in (cast.other_case_worker(), cast.editor()):
        signed(client, person)
        assert [client.get(address).status_code for address in gets] == [404] * len(gets)
        assert [client.post(address).status_code for address in posts] == [404] * len(posts)
    signed(client, cast.manager())
    assert client.get(gets[0]).status_code == 200
    assert client.get(gets[1]).status_code == 200
    assert client.get(gets[2]).status_code == 404
    assert [client.post(address).status_code for address in posts] == [404] * len(posts)


def test_a_notice_of_another_case_is_not_found(client):
    bench = Bench().receive()
    notice = bench.draft("state")
    another = CaseFactory(created_by=bench.worker)
    signed(client, bench.worker)
    assert client.get(url("case-notice", another, notice.pk)).status_code == 404
    assert client.get(url("case-notice-new", another, "nonsense")).status_code == 404


def test_hostile_words_stay_words(client):
    bench = Bench().assess().find(2)
    row = bench.case.assessment.findings.last()
    row.differs_reason = CANARY
    row.save()
    bench.case.applicant.family_name = CANARY
    bench.case.applicant.save()
    notice = bench.decide("partial").draft("decision", {"facts": CANARY})
    signed(client, bench.worker)
    page = client.get(url("case-notice", bench.case, notice.pk)).content.decode()
    assert CANARY not in page
    assert "&lt;script&gt;" in page


def test_the_list_asks_the_same_number_of_queries(client, django_assert_max_num_queries):
    bench = Bench().receive()
    signed(client, bench.worker)
    for kind in ("acknowledgement", "missing", "state"):
        bench.issue(bench.draft(kind)) if kind == "state" else bench.draft(kind)
    client.get(url("case-notices", bench.case))
    with django_assert_max_num_queries(24):
        client.get(url("case-notices", bench.case))
