"""Records of cases: which year, what stands in them, what never does."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bqportal.procedures.models import Case, CaseOffice
from bqportal.procedures.workflow import Outcome, Step, Suspension
from bqportal.statistics.models import CodeMapping
from bqportal.statistics.records import ATTRIBUTES, delivery_of, missing_in, record_of
from bqportal.statistics.story import net_days
from tests import cast
from tests.procedures.factories import ApplicantFactory
from tests.statistics.telling import decided, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return cast.case_worker()


def years(case: Case) -> list[int]:
    return [year for year in range(2020, 2030) if record_of(case, year)]


def test_a_case_is_reported_while_it_is_open_and_when_it_is_decided(worker):
    assert years(told(worker, (Step.RECEIVE, "2023-11-01"), (Step.DECIDE, "2025-02-01"))) == [2023, 2024, 2025]
    assert years(told(worker)) == []
    assert years(told(worker, (Step.RECEIVE, "2024-01-01"), (Step.WITHDRAW, "2024-03-01"))) == [2024]


def test_it_is_reported_again_when_it_is_appealed_and_when_the_appeal_is_decided(worker):
    case = told(
        worker, (Step.RECEIVE, "2021-01-01"), (Step.DECIDE, "2021-12-20"), (Step.OBJECT, "2022-01-10"),
        (Step.DECIDE_OBJECTION, "2022-04-01", {"result": "refused"}), (Step.SUE, "2024-01-02"),
        (Step.DECIDE_COURT, "2025-06-01", {"result": "granted"}),
    )  # fmt: skip
    assert years(case) == [2021, 2022, 2024, 2025]


def test_a_measure_keeps_it_open_until_the_final_decision(worker):
    case = told(
        worker, (Step.RECEIVE, "2021-01-01"), (Step.DRAFT, "2021-03-01", {"outcome": Outcome.MEASURE}),
        (Step.DECIDE, "2021-03-02"), (Step.FINALISE, "2021-05-01"), (Step.BEGIN_MEASURE, "2022-06-01"),
        (Step.FINISH_MEASURE, "2023-06-01", {"result": "passed"}),
        (Step.DRAFT, "2023-07-01", {"outcome": Outcome.FULL_AFTER_MEASURE}), (Step.DECIDE, "2023-07-02"),
    )  # fmt: skip
    assert years(case) == [2021, 2022, 2023]
    record = record_of(case, 2023)
    assert (record["first_decision"], record["first_decided_on"]) == ("measure", "2021-03-02")
    assert (record["final_decision"], record["final_decided_on"]) == ("full_after_measure", "2023-07-02")
    assert record_of(case, 2022)["final_decision"] == "measure", "a record says what was so at the end of its year"


def test_what_was_passed_on_is_reported_by_the_other_body(worker):
    assert years(told(worker, (Step.RECEIVE, "2024-01-01"), (Step.FORWARD, "2024-01-03"))) == []


def test_a_record_says_what_the_law_asks_for_and_nothing_else(worker):
    case = decided(worker, Outcome.PARTIAL, is_accelerated=True)
    record = record_of(case, 2025)
    assert tuple(record) == ATTRIBUTES
    text = " ".join(record.values())
    for secret in (case.number, case.applicant.given_names, case.applicant.family_name, case.applicant.city):
        assert secret not in text
    forbidden = ("name", "birth", "religion", "ethnic", "asylum", "health", "number", "street", "mail", "phone")
    assert not [one for one in ATTRIBUTES for word in forbidden if word in one]
    assert record["acknowledged_on"] == "2025-01-15"
    assert record["completed_on"] == "2025-02-02"
    assert (record["first_decision"], record["first_decided_on"]) == ("partial", "2025-04-01")
    assert (record["is_accelerated"], record["is_extended"], record["subject"]) == ("1", "0", "not_regulated")


def test_particularities_and_remedies(worker):
    case = told(
        worker, (Step.RECEIVE, "2025-01-01"), (Step.COMPLETE, "2025-01-02"),
        (Step.SUSPEND, "2025-02-01", {"kind": Suspension.ANALYSIS}),
        (Step.RESUME, "2025-03-01", {"kind": Suspension.ANALYSIS}), (Step.EXTEND, "2025-03-02", {"months": 1}),
        (Step.DRAFT, "2025-04-01", {"outcome": Outcome.NONE}), (Step.DECIDE, "2025-04-02"),
        (Step.OBJECT, "2025-04-20"), (Step.DECIDE_OBJECTION, "2025-06-01", {"result": "granted"}),
        is_regulated=True,
    )  # fmt: skip
    record = record_of(case, 2025)
    assert (record["has_analysis"], record["is_extended"], record["subject"]) == ("1", "1", "regulated")
    assert (record["objected_on"], record["objection_decided_on"]) == ("2025-04-20", "2025-06-01")
    assert (record["objection_result"], record["sued_on"]) == ("granted", "")
    assert record["final_decision"] == "", "nobody entered what was decided instead"
    assert "final_decision" in missing_in(record)


def test_pending_and_without_decision(worker):
    pending = record_of(told(worker, (Step.RECEIVE, "2025-01-01")), 2025)
    assert (pending["first_decision"], pending["is_without_decision"]) == ("pending", "0")
    ended = record_of(told(worker, (Step.RECEIVE, "2025-01-01"), (Step.CLOSE, "2025-02-01")), 2025)
    assert (ended["first_decision"], ended["is_without_decision"]) == ("without_decision", "1")
    assert ended["final_decided_on"] == "2025-02-01"


def test_residence_is_the_municipality_or_the_state_abroad(worker):
    here = ApplicantFactory(municipality="09162000")
    abroad = ApplicantFactory(country="TR", municipality="")
    assert record_of(decided(worker, applicant=here), 2025)["residence"] == "09162000"
    assert record_of(decided(worker, applicant=abroad), 2025)["residence"] == "TR"


def test_the_number_is_stable_and_differs_by_year(worker):
    case = told(worker, (Step.RECEIVE, "2024-01-01"), (Step.DECIDE, "2025-02-01"))
    numbers = {record_of(Case.objects.get(pk=case.pk), year)["record_no"] for year in (2024, 2024, 2025)}
    assert len(numbers) == 2
    assert str(case.pk) not in numbers


def test_what_is_missing_is_said_with_the_case(worker):
    case = decided(worker, applicant=ApplicantFactory(citizenship="", municipality="09162000"))
    delivery = delivery_of(case.organisation, 2025)
    assert [(row.case, set(row.missing)) for row in delivery.incomplete] == [
        (case, {"citizenship", "reference_occupation"})
    ]
    assert delivery.complete == 0


def test_only_the_own_body_and_no_examples_beside_real_cases(worker):
    case = decided(worker)
    decided(worker, is_example=True)
    other = cast.other_case_worker()
    decided(other, applicant=ApplicantFactory(organisation=cast.other_chamber()))
    assert [row.case for row in delivery_of(case.organisation, 2025).rows] == [case]
    Case.objects.filter(pk=case.pk).update(is_example=True)
    delivery = delivery_of(case.organisation, 2025)
    assert (len(delivery.rows), delivery.is_example) == (2, True)


def test_a_year_takes_the_same_queries_for_two_cases_and_for_twenty(worker):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            delivery_of(cast.chamber(), 2025)
        return len(caught) - 2  # the chamber itself

    decided(worker)
    few = queries()
    for _n in range(19):
        decided(worker)
    assert queries() == few <= 8


def test_codes_without_one_of_the_office_are_listed(worker):
    case = decided(worker)
    CodeMapping.objects.create(field="citizenship", ours="PL", theirs="152")
    unmapped = delivery_of(case.organisation, 2025).unmapped
    assert "citizenship" not in unmapped
    assert unmapped["training_state"] == ["PL"]


def test_the_respondent_is_the_number_or_the_slug(worker):
    case = decided(worker)
    assert record_of(case, 2025)["respondent"] == "hwk-musterstadt"
    CaseOffice.objects.create(organisation=case.organisation, respondent="4711")
    assert record_of(Case.objects.get(pk=case.pk), 2025)["respondent"] == "4711"


def test_days_on_the_clock_leave_suspensions_out_once(worker):
    """§ 6 Abs. 4: 1 to 28 April inclusive are 28 days, two suspensions at once count once."""
    case = told(
        worker, (Step.RECEIVE, "2026-03-01"), (Step.COMPLETE, "2026-03-02"),
        (Step.SUSPEND, "2026-04-01", {"kind": Suspension.INFORMATION, "until": date(2026, 4, 28)}),
        (Step.SUSPEND, "2026-04-10", {"kind": Suspension.AUTHENTICITY, "until": date(2026, 4, 20)}),
        (Step.RESUME, "2026-05-15", {"kind": Suspension.AUTHENTICITY}),
        (Step.RESUME, "2026-05-15", {"kind": Suspension.INFORMATION}), (Step.DECIDE, "2026-06-30"),
    )  # fmt: skip
    events = list(case.events.all())
    assert net_days(events, date(2026, 3, 2), date(2026, 6, 30)) == 120 - 28
