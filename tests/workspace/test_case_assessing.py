"""The pages of the comparison in a case."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.occupations.models import PositionTranslation
from bqportal.organisations.models import Person
from bqportal.procedures.actions.assessing import answer_position, answer_questions, begin_assessment
from bqportal.procedures.models import Case, Document, Experience
from bqportal.procedures.workflow import State
from tests import cast
from tests.comparison.factories import ComparisonFactory
from tests.occupations.factories import OccupationVersionFactory, RegulationFactory
from tests.procedures.factories import CaseFactory, TrainingFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
YES = {"certificate": "yes", "certificate_reason": "Diplom", "activities": "yes", "activities_reason": "Gleich"}


def case_of(worker: Person, number: int = 4, **more: object) -> Case:
    """A case that is being compared, with something of every kind to rest on."""
    values = {
        "created_by": worker, "state": State.ASSESSMENT, "version": OccupationVersionFactory(positions=number),
        "qualification": QualificationFactory(content=number),
    }  # fmt: skip
    case = CaseFactory(**(values | more))
    TrainingFactory(case=case)
    TrainingFactory(case=case, kind="further", title="Kurs Kennzeichnen", language="de", content="Anreißen, Prüfen")
    Experience.objects.create(
        case=case, employer="Beispielbetrieb", occupation="Monteur", tasks="Prüfen, Anreißen und Kennzeichnen",
        began=date(2020, 1, 1), ended=date(2021, 12, 31), evidence="reference",
    )  # fmt: skip
    Document.objects.create(case=case, kind="certificate", state="arrived", title="Diplom", language="pl")
    return case


def begun(worker: Person, number: int = 4, **more: object) -> Case:
    case = case_of(worker, number, **more)
    begin_assessment(case=case, by=worker, at=timezone.now())
    return case


def board(case: Case, tail: str = "") -> str:
    return f"/en/workspace/cases/{case.pk}/comparison/{tail}"


def first_finding(case: Case):
    return case.assessment.findings.first()


def page_of(case: Case, finding=None) -> str:
    return board(case, f"{(finding or first_finding(case)).position_id}/")


def seen_in(html: str, name: str = "seen") -> str:
    found = re.search(rf'name="{name}" value="(\w+)"', html)
    assert found
    return found[1]


def all_answered(case: Case, worker: Person) -> None:
    """Everything but the first position covered, the first different."""
    first, *rest = case.assessment.findings.all()
    answer_questions(assessment=case.assessment, values=YES, by=worker, at=timezone.now())
    for row in rest:
        answer_position(finding=row, values={"differs": "no", "differs_reason": "x"}, by=worker, at=timezone.now())
    answer_position(
        finding=first, by=worker, at=timezone.now(),
        values={"differs": "yes", "differs_reason": "a", "essential": "yes", "essential_reason": "b",
                "compensated": "no", "compensated_reason": "c"},
    )  # fmt: skip


def test_a_comparison_begins_with_a_button(worker: Person, browser: Client) -> None:
    case = case_of(worker)
    ComparisonFactory(qualification=case.qualification, version=case.version)
    html = browser.get(board(case)).content.decode()
    assert "Begin to compare" in html
    assert "there is one; it proposes, you answer" in html
    assert browser.get(board(case, "begin/")).status_code == 200
    assert browser.post(board(case, "begin/"), {"version": case.version_id}).status_code == 302
    html = browser.get(board(case)).content.decode()
    assert "0 of 4 positions answered" in html
    assert "§ 35a VwVfG" in html
    assert "Next open position: 1" in html
    assert html.count("bq-verdict--") == 4  # what people published, as a proposal


def test_an_outdated_regulation_is_named_and_the_one_in_force_offered(worker: Person, browser: Client) -> None:
    case = begun(worker)
    case.version.regulation.in_force_to = date(2020, 1, 1)
    case.version.regulation.save()
    new = OccupationVersionFactory(
        occupation=case.version.occupation, positions=3,
        regulation=RegulationFactory(enacted=date(2020, 1, 1), in_force_from=date(2020, 1, 2)),
    )  # fmt: skip
    assert "Another regulation is in force now." in browser.get(board(case)).content.decode()
    html = browser.get(board(case, "begin/")).content.decode()
    assert "not in force any more" in html
    assert "Compare with the one in force" in html
    assert browser.post(board(case, "begin/"), {"version": case.version_id}).status_code == 422
    assert browser.post(board(case, "begin/")).status_code == 422
    assert browser.post(board(case, "begin/"), {"version": "x"}).status_code == 404
    assert browser.post(board(case, "begin/"), {"version": OccupationVersionFactory().pk}).status_code == 404
    assert browser.post(board(case, "begin/"), {"version": new.pk}).status_code == 302
    assert "of 3 positions answered" in browser.get(board(case)).content.decode()


def test_without_occupation_the_page_says_where_to_choose_it(worker: Person, browser: Client) -> None:
    case = case_of(worker, version=None)
    html = browser.get(board(case)).content.decode()
    assert f"/en/workspace/cases/{case.pk}/application/" in html
    assert "Begin to compare" not in html
    assert browser.post(board(case, "begin/")).status_code == 422
    assert browser.get(board(case, "questions/")).status_code == 200
    assert browser.get(board(case, "1/")).status_code == 404


def test_a_position_shows_what_could_cover_it_with_the_words(worker: Person, browser: Client) -> None:
    case = begun(worker)
    position = first_finding(case).position
    position.text = "Hydraulische Steuerungen kennzeichnen"
    position.save()
    case.experiences.update(tasks="Kennzeichnung hydraulischer Steuerungen")
    PositionTranslation.objects.create(german=position.text, language="en", text="Testing and marking out")
    html = browser.get(page_of(case)).content.decode()
    assert f'<span lang="de" dir="ltr">{position.text}</span>' in html
    assert "Testing and marking out" in html
    assert "Kurs Kennzeichnen" in html
    assert re.search(r'<mark><span lang="de" dir="ltr">Steuerungen', html)
    assert "24 months of full time (information, not a verdict)" in html
    assert html.count('type="radio"') == 9
    for name in ("units", "trainings", "experiences", "documents"):
        assert f'type="checkbox" name="{name}"' in html
    assert f"/notices/new/request/?positions={position.pk}" in html
    assert f"/notices/new/analysis/?positions={position.pk}" in html
    german = browser.get(page_of(case).replace("/en/", "/de/")).content.decode()
    assert "Testing and marking out" not in german


def test_answers_are_saved_and_the_next_open_position_follows(worker: Person, browser: Client) -> None:
    case = begun(worker)
    first, second, *_rest = case.assessment.findings.all()
    unit = case.qualification.units.first()
    answer = {
        "seen": seen_in(browser.get(page_of(case)).content.decode()), "differs": "no", "differs_reason": "Gelernt",
        "units": [unit.pk],
    }  # fmt: skip
    assert browser.post(page_of(case), answer)["Location"] == page_of(case, second)
    first.refresh_from_db()
    assert (first.differs, first.differs_reason, list(first.units.all()), first.by) == ("no", "Gelernt", [unit], worker)
    html = browser.get(board(case)).content.decode()
    assert "1 of 4 positions answered" in html
    assert f'id="position-{first.position.order}"' not in browser.get(f"{board(case)}?show=open").content.decode()
    last = list(case.assessment.findings.all())[-1]
    assert browser.post(page_of(case, last), {"differs": "no"})["Location"] == page_of(case, second)
    assert browser.post(page_of(case, last), {"differs": "no", "stay": "1"})["Location"] == page_of(case, last)


def test_an_answer_without_reason_or_proof_is_shown_as_not_counting(worker: Person, browser: Client) -> None:
    case = begun(worker)
    browser.post(page_of(case), {"differs": "no"})
    assert "The answer does not count: its reason is missing." in browser.get(page_of(case)).content.decode()
    html = browser.get(board(case)).content.decode()
    assert "0 of 4 positions answered" in html
    assert "its reason is missing" in html
    browser.post(page_of(case), {"differs": "yes", "compensated": "yes", "compensated_reason": "Arbeit"})
    assert "tick what proves it" in browser.get(page_of(case)).content.decode()


def test_a_clash_shows_both_and_saves_nothing(worker: Person, browser: Client) -> None:
    case = begun(worker)
    finding = first_finding(case)
    seen = seen_in(browser.get(page_of(case)).content.decode())
    asked = seen_in(browser.get(board(case, "questions/")).content.decode())
    second = cast.second_case_worker()
    answer_position(finding=finding, values={"differs_reason": "Zuerst"}, by=second, at=timezone.now())
    answer_questions(assessment=case.assessment, values={"activities": "no"}, by=second, at=timezone.now())
    response = browser.post(page_of(case), {"seen": seen, "differs": "no", "differs_reason": "Danach"})
    assert response.status_code == 409
    html = response.content.decode()
    assert html.index("Zuerst") < html.index("Danach")
    assert browser.post(board(case, "questions/"), {"seen": asked, **YES}).status_code == 409
    finding.refresh_from_db()
    assert finding.differs_reason == "Zuerst"
    again = {"seen": seen_in(html), "differs": "no", "differs_reason": "Danach"}
    assert browser.post(page_of(case), again).status_code == 302


def test_a_published_finding_is_taken_over_only_by_saving(worker: Person, browser: Client) -> None:
    case = begun(worker)
    ComparisonFactory(qualification=case.qualification, version=case.version)
    assert "?take=published" in browser.get(page_of(case)).content.decode()
    html = browser.get(f"{page_of(case)}?take=published").content.decode()
    assert "Nach dem veröffentlichten Vergleich: „Gleiche Inhalte.“" in html
    assert re.search(r'name="differs" value="no"[^>]* checked', html)
    assert "It counts when you have looked at it and saved it." in html
    assert first_finding(case).differs == "unknown"


def test_several_positions_are_answered_with_one_reason(worker: Person, browser: Client) -> None:
    case = begun(worker)
    ComparisonFactory(qualification=case.qualification, version=case.version)
    first, second, third, _last = case.assessment.findings.all()
    units = [unit.pk for unit in case.qualification.units.all()]
    html = browser.get(f"{board(case)}?show=several").content.decode()
    assert not re.search(r'name="finding"[^>]* checked', html)
    assert re.search(rf'name="units-{first.pk}" value="{units[0]}"[^>]* checked', html)
    assert not re.search(rf'name="units-{third.pk}"[^>]* checked', html)
    ticks = {f"seen-{row.pk}": seen_in(html, f"seen-{row.pk}") for row in (first, second)}
    ticks |= {"finding": [first.pk, second.pk], f"units-{first.pk}": units[:1], f"units-{second.pk}": units[1:2]}
    response = browser.post(board(case), {**ticks, f"units-{second.pk}": []})
    assert response.status_code == 422
    assert re.search(rf'name="finding" value="{first.pk}"[^>]* checked', response.content.decode())
    for wrong in ({}, {**ticks, f"units-{first.pk}": ["x"]}, {**ticks, f"units-{first.pk}": [10**9]}):
        assert browser.post(board(case), {"reason": "x", **wrong}).status_code == 422
    assert browser.post(board(case), {**ticks, f"seen-{first.pk}": "0", "reason": "x"}).status_code == 409
    assert not case.assessment.findings.exclude(differs="unknown").exists()
    assert browser.post(board(case), {**ticks, "reason": "Gelernt", "quote": "on"}).status_code == 302
    first.refresh_from_db()
    assert first.differs_reason == "Gelernt\nNach dem veröffentlichten Vergleich: „Gleiche Inhalte.“"
    assert "2 of 4 positions answered" in browser.get(board(case)).content.decode()


def test_the_result_is_shown_and_cannot_be_typed(worker: Person, browser: Client) -> None:
    case = begun(worker)
    all_answered(case, worker)
    html = browser.get(board(case)).content.decode()
    assert "<strong>partial equivalence</strong>" in html
    assert "Draft the decision" in html
    assert 'name="outcome"' not in html
    assert "substantial difference" in html
    assert "No position is open." in browser.get(f"{board(case)}?show=open").content.decode()
    assert "No position is open." in browser.get(f"{board(case)}?show=several").content.decode()


def test_without_certificate_the_way_leads_to_validation(worker: Person, browser: Client) -> None:
    case = begun(worker)
    page = board(case, "questions/")
    values = {"certificate": "no", "certificate_reason": "Nur Zeugnis der Schule"}
    assert browser.post(page, values).status_code == 302
    html = browser.get(board(case)).content.decode()
    assert "§ 50b BBiG" in html
    assert "/notices/new/decision/" in html
    assert 'name="licence"' not in browser.get(page).content.decode()


def test_regulated_occupations_ask_for_licence_and_measures(worker: Person, browser: Client) -> None:
    case = begun(worker, is_regulated=True, route={"regulated_there": True})
    all_answered(case, worker)
    values = {**YES, "licence": "yes", "licence_reason": "Bescheinigung"}
    page = board(case, "questions/")
    html = browser.get(page).content.decode()
    assert "§ 9 (1) No. 2" in html
    assert first_finding(case).position.text in html  # measures are limited to the differences
    assert browser.post(page, values).status_code == 302
    html = browser.get(board(case)).content.decode()
    assert "<strong>compensation measure</strong>" in html
    assert "Name the measures" in html
    assert browser.post(page, {**values, "measure": "Lehrgang"}).status_code == 302
    assert "Name the measures" not in browser.get(board(case)).content.decode()
    assert "§ 9 (2) No. 2" in browser.get(page_of(case)).content.decode()


@pytest.mark.parametrize("state", [State.DECISION_DRAFT, State.APPROVED, State.FINAL])
def test_nothing_changes_once_a_decision_is_drafted(worker: Person, browser: Client, state: str) -> None:
    case = begun(worker)
    Case.objects.update(state=state)
    for page in (board(case), page_of(case), board(case, "questions/"), f"{board(case)}?show=several"):
        html = browser.get(page).content.decode()
        assert 'type="radio"' not in html
        assert ("Send the draft back first" in html) == (state != State.FINAL)
    for page in (board(case), page_of(case), board(case, "questions/"), board(case, "begin/")):
        assert browser.post(page, {"finding": first_finding(case).pk, "reason": "x"}).status_code == 422
    assert first_finding(case).differs == "unknown"


def test_managers_read_and_nobody_else_sees_anything(worker: Person) -> None:
    case = begun(worker)
    pages = [board(case), page_of(case), board(case, "questions/"), board(case, "begin/")]
    manager = client_of(cast.manager())
    for page in pages:
        html = manager.get(page).content.decode()
        assert 'type="radio"' not in html
        assert manager.post(page, {"finding": first_finding(case).pk}).status_code == 404
    for stranger in (cast.other_case_worker(), cast.editor(), cast.administrator(), cast.contributor()):
        client = client_of(stranger)
        assert {client.get(page).status_code for page in pages} == {404}
        assert {client.post(page).status_code for page in pages} == {404}
    assert {client_of(None).get(page).status_code for page in pages} == {302}
    other = begun(worker)
    assert manager.get(board(case, f"{first_finding(other).position_id}/")).status_code == 404


@pytest.mark.parametrize("query", ["?show=%00", "?show=x", "?take=x", "?take=published"])
def test_strange_addresses_do_no_harm(worker: Person, browser: Client, query: str) -> None:
    case = begun(worker)
    assert browser.get(board(case) + query).status_code == 200
    assert browser.get(page_of(case) + query).status_code == 200


def queries(browser: Client, page: str) -> int:
    browser.get(page)  # the reading is logged once an hour
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_positions(worker: Person, browser: Client) -> None:
    few, many = begun(worker, 5), begun(worker, 40)
    for case in (few, many):
        ComparisonFactory(qualification=case.qualification, version=case.version)
        all_answered(case, worker)
        for finding in case.assessment.findings.all():
            finding.units.set(case.qualification.units.all()[:2])
            finding.documents.set(case.documents.all())
        answer_position(
            finding=first_finding(case), values={"compensated": "unknown"}, by=worker, at=timezone.now()
        )  # fmt: skip
    for page in (board, page_of, lambda case: f"{board(case)}?show=several", lambda case: board(case, "questions/")):
        counts = queries(browser, page(few)), queries(browser, page(many))
        assert counts[0] == counts[1] <= 45, (page, counts)
