"""Steps of a case, as people take them."""

from datetime import UTC, date, datetime

import pytest

from bqportal.procedures.actions.stepping import RefusedStepError, take_step
from bqportal.procedures.workflow import Move, Refusal, State, Step
from tests import cast
from tests.procedures.factories import CaseFactory, complete_documents

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)


def test_a_case_goes_from_entry_to_comparison():
    worker = cast.case_worker()
    case = CaseFactory(created_by=worker)
    take_step(case=case, move=Move(Step.RECEIVE, date(2026, 3, 2)), by=worker, at=AT)
    assert case.state == State.RECEIVED
    with pytest.raises(RefusedStepError) as refused:
        take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    assert refused.value.refusal is Refusal.DOCUMENTS_MISSING
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    take_step(case=case, move=Move(Step.ASSESS, date(2026, 3, 5)), by=worker, at=AT)
    assert (case.state, case.completed_on) == (State.ASSESSMENT, date(2026, 3, 2))
    assert case.next_due == case.decide_by
