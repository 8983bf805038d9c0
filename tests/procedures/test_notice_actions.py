"""Drafting, approving and issuing notices: four eyes, refusals, frozen for good."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage

from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions import notices
from bqportal.procedures.actions.notices import change_notice, drop_notice, return_notice, said_of
from bqportal.procedures.actions.stepping import RefusedStepError
from bqportal.procedures.models import Case, CaseEvent, CaseMessage, Notice
from bqportal.procedures.models.notices import FrozenNoticeError
from bqportal.procedures.notices.gathering import lacks_of_decision
from bqportal.procedures.workflow import Refusal, State, Step
from tests import cast
from tests.procedures.notice_cases import AT, ON, Bench

pytestmark = pytest.mark.django_db


def test_issuing_freezes_keeps_the_file_takes_the_step_and_enters_it_as_sent():
    bench = Bench().receive()
    notice = bench.issue(bench.draft("acknowledgement"))
    assert notice.is_issued
    assert notice.issued_on == ON
    with default_storage.open(notice.stored_as) as file:
        assert hashlib.sha256(file.read()).hexdigest() == notice.sha256
    assert notice.stored_as.startswith("cases/")
    assert bench.case.number not in notice.stored_as
    steps = list(notice.events.values_list("step", flat=True))
    assert steps == [Step.ACKNOWLEDGE, Step.LIST_MISSING]  # one letter says both
    bench.case.refresh_from_db()
    assert bench.case.state == State.INCOMPLETE
    message = CaseMessage.objects.get(notice=notice)
    assert (message.direction, message.partner) == ("out", "applicant")


def test_what_is_issued_never_changes():
    bench = Bench().receive()
    notice = bench.issue(bench.draft("state"))
    notice.content = {}
    with pytest.raises(FrozenNoticeError):
        notice.save()
    with pytest.raises(FrozenNoticeError):
        Notice.objects.filter(pk=notice.pk).update(sha256="")
    for act in (
        lambda: change_notice(notice=notice, texts={}, order=None, seen="", by=bench.worker, at=AT),
        lambda: drop_notice(notice=notice, by=bench.worker, at=AT),
        lambda: bench.issue(notice),
    ):
        with pytest.raises(ValidationError):
            act()
    fresh = Notice.objects.get(pk=notice.pk)
    assert fresh.content["kind"] == "state"
    assert set(fresh.content["translations"]) >= {"en", "ar"}


def test_a_decision_needs_a_second_person():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    with pytest.raises(RefusedStepError) as refused:
        bench.approve(notice, by=bench.worker)
    assert refused.value.refusal is Refusal.OWN_DRAFT
    with pytest.raises(ValidationError):
        bench.issue(notice)  # not approved yet
    bench.approve(notice)
    bench.case.refresh_from_db()
    assert bench.case.state == State.APPROVED
    issued = bench.issue(notice)
    bench.case.refresh_from_db()
    assert (bench.case.state, bench.case.decided_on) == (State.DECIDED, ON)
    assert issued.content["signature"] == ["Im Auftrag", "Zora Zweitprüfer"]


def test_what_was_approved_is_what_is_issued():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    bench.approve(notice)
    bench.case.applicant.street = "Neuer Weg 9"
    bench.case.applicant.save()
    with pytest.raises(ValidationError) as refused:
        bench.issue(notice)
    assert refused.value.code == "not approved"
    with pytest.raises(RefusedStepError):
        bench.approve(notice, by=bench.worker)
    bench.approve(notice)  # the second person again
    assert bench.issue(notice).content["addressee"][1] == "Neuer Weg 9"


def test_a_change_voids_the_approval():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    bench.approve(notice)
    changed = change_notice(notice=notice, texts={"remarks": "Neu"}, order=None, seen="", by=bench.worker, at=AT)
    assert (changed.state, changed.approved_by, changed.approved_digest) == (Notice.State.DRAFT, None, "")
    with pytest.raises(ValidationError):
        bench.issue(notice)
    bench.approve(notice)
    assert "Neu" in str(bench.issue(notice).content)


def test_sending_back_keeps_the_texts():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision", {"reasons": "Erwägung"})
    with pytest.raises(RefusedStepError):
        return_notice(notice=notice, reason=" ", on=ON, by=bench.second, at=AT)
    back = return_notice(notice=notice, reason="Position 3 prüfen", on=ON, by=bench.second, at=AT)
    bench.case.refresh_from_db()
    assert (bench.case.state, back.state) == (State.ASSESSMENT, Notice.State.DRAFT)
    assert back.texts == {"reasons": "Erwägung"}


def test_nothing_is_issued_that_lacks_a_mandatory_part():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    bench.office.fee_text = ""
    bench.office.save()
    bench.office.organisation.remedy_instructions.all().delete()
    assert set(lacks_of_decision(bench.case)) == {"costs", "remedy"}
    with pytest.raises(ValidationError) as refused:
        bench.approve(notice)
    assert refused.value.params == {"lacks": ("costs", "remedy")}
    assert not CaseEvent.objects.filter(step=Step.APPROVE).exists()


def test_a_failure_leaves_neither_file_nor_step(monkeypatch):
    bench = Bench().receive()
    notice = bench.draft("acknowledgement")
    kept = []
    save = default_storage.save
    monkeypatch.setattr(default_storage, "save", lambda place, file: kept.append(save(place, file)) or kept[-1])

    def fail(*_args):
        raise OSError

    monkeypatch.setattr(notices, "_enter_as_sent", fail)
    with pytest.raises(OSError):  # noqa: PT011
        bench.issue(notice)
    assert kept
    assert not default_storage.exists(kept[0])
    assert Case.objects.get(pk=bench.case.pk).state == State.RECEIVED
    assert Notice.objects.get(pk=notice.pk).state == Notice.State.DRAFT


def test_drafting_is_refused_early_and_once():
    bench = Bench().receive()
    with pytest.raises(RefusedStepError) as refused:
        bench.draft("extension", reason="Weil", months=1)
    assert refused.value.refusal is Refusal.NOT_FROM_HERE
    with pytest.raises(ValidationError):
        bench.draft("decision")
    bench.draft("missing")
    with pytest.raises(ValidationError):
        bench.draft("missing")


def test_people_of_other_bodies_and_managers_may_not():
    bench = Bench().receive()
    notice = bench.draft("acknowledgement")
    for person in (cast.other_case_worker(), cast.manager(), cast.editor()):
        for act in (
            lambda by: notices.draft_notice(case=bench.case, kind="state", order={}, by=by, at=AT),
            lambda by: bench.issue(notice, by=by),
            lambda by: change_notice(notice=notice, texts={}, order=None, seen="", by=by, at=AT),
            lambda by: drop_notice(notice=notice, by=by, at=AT),
        ):
            with pytest.raises(PermissionDenied):
                act(person)


def test_nobody_overwrites_what_another_wrote():
    bench = Bench().receive()
    notice = bench.draft("acknowledgement")
    seen = digest_of(said_of(notice))
    change_notice(notice=notice, texts={"remarks": "Eins"}, order=None, seen=seen, by=bench.worker, at=AT)
    with pytest.raises(ValidationError) as refused:
        change_notice(notice=notice, texts={"remarks": "Zwei"}, order=None, seen=seen, by=bench.second, at=AT)
    assert refused.value.code == "stale"
    assert Notice.objects.get(pk=notice.pk).texts == {"remarks": "Eins"}


def test_the_log_names_nobody():
    bench = Bench().receive()
    bench.issue(bench.draft("acknowledgement"))
    entries = AuditEntry.objects.filter(deed__startswith="case.notice")
    assert {entry.deed for entry in entries} == {"case.notice_drafted", "case.notice_issued"}
    assert all(bench.case.applicant.family_name not in str(entry.details) for entry in entries)


def test_accelerated_letters_are_entered_with_the_immigration_office():
    bench = Bench(is_accelerated=True, immigration_office="Ausländerbehörde\nWeg 1").receive()
    notice = bench.issue(bench.draft("acknowledgement"))
    assert CaseMessage.objects.get(notice=notice).partner == "immigration_office"


def test_an_extension_says_when_the_period_ends_now():
    bench = Bench().assess()
    before = bench.case.decide_by
    notice = bench.draft("extension", reason="Gutachten", months=1)
    assert notice.order["new_end"] > before.isoformat()
    bench.issue(notice)
    bench.case.refresh_from_db()
    assert bench.case.decide_by.isoformat() == notice.order["new_end"]
