"""Comparing in a case, as people do it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bqportal.comparison.models import Precedent
from bqportal.editorial.rules import digest_of
from bqportal.organisations.models import AuditEntry
from bqportal.procedures.actions.assessing import (
    answer_position,
    answer_questions,
    answer_several,
    asked_of,
    begin_assessment,
    said_of,
)
from bqportal.procedures.actions.stepping import take_step
from bqportal.procedures.assessing import result_of, verdict_of
from bqportal.procedures.findings import facts_of, limbs_of
from bqportal.procedures.models import Case, Document, Experience
from bqportal.procedures.proposing import hints_of, shared_differences, sources_of, told_by, translations_of
from bqportal.procedures.workflow import Move, Outcome, State, Step
from tests import cast
from tests.comparison.factories import ComparisonFactory
from tests.occupations.factories import OccupationVersionFactory, RegulationFactory
from tests.procedures.factories import CaseFactory, TrainingFactory, complete_documents
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)
YES = {"certificate": "yes", "certificate_reason": "Diplom", "activities": "yes", "activities_reason": "Gleich"}


@pytest.fixture
def worker():
    return cast.case_worker()


def case_in(state: State, worker, **more) -> Case:
    version = more.pop("version", None) or OccupationVersionFactory()
    qualification = more.pop("qualification", None) or QualificationFactory()
    return CaseFactory(created_by=worker, state=state, version=version, qualification=qualification, **more)


@pytest.fixture
def case(worker) -> Case:
    return case_in(State.ASSESSMENT, worker)


def begun(case: Case, worker):
    return begin_assessment(case=case, by=worker, at=AT)


def codes(error) -> list[str]:
    return [one.code for one in error.value.error_list]


def test_a_complete_case_is_taken_to_comparison_with_a_finding_for_each_position(worker):
    case = case_in(State.RECEIVED, worker)
    complete_documents(case)
    take_step(case=case, move=Move(Step.COMPLETE, date(2026, 3, 2)), by=worker, at=AT)
    assessment = begun(case, worker)
    assert case.state == State.ASSESSMENT
    assert [row.position.number for row in assessment.findings.all()] == ["1", "2", "3", "4"]
    assert {verdict_of(limbs_of(row)) for row in assessment.findings.all()} == {"open"}
    assert result_of(facts_of(case)) is None
    assert begun(case, worker).pk == assessment.pk
    assert assessment.findings.count() == 4
    entry = AuditEntry.objects.get(deed="case.assessment_begun", details__again=False)
    assert entry.details == {"version": case.version_id, "again": False, "kept": 0}


def test_a_published_comparison_proposes_and_answers_nothing(worker, case):
    comparison = ComparisonFactory(qualification=case.qualification, version=case.version)
    ComparisonFactory(qualification=case.qualification)  # of another occupation
    assessment = begun(case, worker)
    assert assessment.comparison == comparison
    assert {(row.differs, row.differs_reason) for row in assessment.findings.all()} == {("unknown", "")}
    told = told_by(comparison)
    assert [told[row.position_id].differs for row in assessment.findings.all()] == ["no", "yes", "yes", "unknown"]
    first = told[assessment.findings.first().position_id]
    assert first.quoted == "Nach dem veröffentlichten Vergleich: „Gleiche Inhalte.“"
    assert len(first.units) == 2
    assert told[assessment.findings.last().position_id].quoted == ""


@pytest.mark.parametrize("state", [State.RECEIVED, State.INCOMPLETE, State.DECISION_DRAFT, State.APPROVED, State.FINAL])
def test_nothing_is_answered_before_or_after_its_time(worker, state):
    case = case_in(State.ASSESSMENT, worker)
    assessment = begun(case, worker)
    Case.objects.update(state=state)
    finding, values = assessment.findings.first(), {"differs": "no", "differs_reason": "x"}
    deeds = (
        lambda: begun(case, worker),
        lambda: answer_position(finding=finding, values=values, by=worker, at=AT),
        lambda: answer_questions(assessment=assessment, values=YES, by=worker, at=AT),
        lambda: answer_several(
            assessment=assessment, values={finding.pk: {**values, "documents": [1]}}, seen={}, by=worker, at=AT
        ),
    )
    for deed in deeds:
        with pytest.raises(ValidationError) as refused:
            deed()
        drafted = state in (State.DECISION_DRAFT, State.APPROVED)
        assert codes(refused) == ["in_decision" if drafted else "not_open"]
        assert not drafted or "Send the draft back first" in refused.value.messages[0]
    finding.refresh_from_db()
    assert finding.differs == "unknown"


@pytest.mark.parametrize("who", ["manager", "other_case_worker", "editor", "administrator"])
def test_only_case_workers_of_the_body_answer(worker, case, who):
    assessment, stranger = begun(case, worker), getattr(cast, who)()
    finding = assessment.findings.first()
    for deed in (
        lambda: begin_assessment(case=case, by=stranger, at=AT),
        lambda: answer_position(finding=finding, values={"differs": "no"}, by=stranger, at=AT),
        lambda: answer_questions(assessment=assessment, values=YES, by=stranger, at=AT),
        lambda: answer_several(assessment=assessment, values={finding.pk: {}}, seen={}, by=stranger, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_regulation_in_force_is_asked_for_and_reasons_move_to_the_same_wording(worker):
    old = OccupationVersionFactory()
    case = case_in(State.ASSESSMENT, worker, version=old)
    assessment = begun(case, worker)
    first = assessment.findings.first()
    answer_position(
        finding=first, by=worker, at=AT,
        values={"differs": "no", "differs_reason": "Gelernt", "units": case.qualification.units.all()},
    )  # fmt: skip
    old.regulation.in_force_to = date(2026, 2, 28)
    old.regulation.save()
    new = OccupationVersionFactory(
        occupation=old.occupation, positions=2,
        regulation=RegulationFactory(enacted=date(2026, 1, 1), in_force_from=date(2026, 3, 1)),
    )  # fmt: skip
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(ValidationError) as refused:
        begun(case, worker)
    assert codes(refused) == ["outdated"]
    begin_assessment(case=case, version=new, by=worker, at=AT)
    findings = list(assessment.findings.all())
    assert case.version == new
    assert [row.position.version_id for row in findings] == [new.pk, new.pk]
    assert (findings[0].differs, findings[0].differs_reason, findings[0].units.count()) == ("unknown", "Gelernt", 2)
    assert verdict_of(limbs_of(findings[0])) == "open"
    with pytest.raises(ValidationError) as refused:
        begin_assessment(case=case, version=OccupationVersionFactory(), by=worker, at=AT)
    assert codes(refused) == ["other_occupation"]


def test_findings_of_another_regulation_do_not_count(worker, case):
    assessment = begun(case, worker)
    Case.objects.filter(pk=case.pk).update(version=OccupationVersionFactory())
    case.refresh_from_db()
    assert facts_of(case).positions == []
    with pytest.raises(ValidationError) as refused:
        answer_position(finding=assessment.findings.first(), values={}, by=worker, at=AT)
    assert codes(refused) == ["outdated"]


@pytest.mark.parametrize("missing", ["version", "positions"])
def test_without_occupation_or_positions_nothing_can_be_compared(worker, case, missing):
    if missing == "version":
        Case.objects.update(version=None)
    else:
        case.version.positions.all().delete()
    with pytest.raises(ValidationError) as refused:
        begun(case, worker)
    assert codes(refused) == [f"no_{missing}"]


def test_the_result_follows_from_the_answers(worker, case):
    assessment = begun(case, worker)
    answer_questions(assessment=assessment, values=YES, seen=digest_of(asked_of(assessment)), by=worker, at=AT)
    work = Experience.objects.create(case=case, employer="Betrieb", tasks="Montage", evidence="reference")
    first, *rest = assessment.findings.all()
    for finding in rest:
        answer_position(finding=finding, values={"differs": "no", "differs_reason": "Gelernt"}, by=worker, at=AT)
    assert result_of(facts_of(case)) is None
    values = {"differs": "yes", "differs_reason": "a", "essential": "yes", "essential_reason": "b", "compensated": "no"}
    answer_position(finding=first, values=values, seen=digest_of(said_of(first)), by=worker, at=AT)
    assert result_of(facts_of(case)) is None  # no reason
    answer_position(finding=first, values={"compensated_reason": "c"}, by=worker, at=AT)
    assert result_of(facts_of(case)) is Outcome.PARTIAL
    answer_position(finding=first, values={"compensated": "yes"}, by=worker, at=AT)
    assert result_of(facts_of(case)) is None  # no proof
    answer_position(finding=first, values={"experiences": [work]}, by=worker, at=AT)
    assert result_of(facts_of(case)) is Outcome.FULL
    Experience.objects.update(evidence="none")
    assert result_of(facts_of(case)) is None  # "nachgewiesene einschlägige Berufserfahrung"
    entries = AuditEntry.objects.filter(deed="case.position_answered")
    assert {tuple(entry.details) for entry in entries} == {("position",)}


def test_nobody_overwrites_what_another_answered(worker, case):
    assessment = begun(case, worker)
    finding = assessment.findings.first()
    seen, asked = digest_of(said_of(finding)), digest_of(asked_of(assessment))
    second = cast.second_case_worker()
    answer_position(finding=finding, values={"differs": "yes"}, by=second, at=AT)
    answer_questions(assessment=assessment, values={"activities": "no"}, by=second, at=AT)
    several = {finding.pk: {"differs_reason": "x", "units": case.qualification.units.all()}}
    for deed in (
        lambda: answer_position(finding=finding, values={"differs": "no"}, seen=seen, by=worker, at=AT),
        lambda: answer_questions(assessment=assessment, values=YES, seen=asked, by=worker, at=AT),
        lambda: answer_several(assessment=assessment, values=several, seen={finding.pk: seen}, by=worker, at=AT),
    ):
        with pytest.raises(ValidationError) as refused:
            deed()
        assert codes(refused) == ["stale"]
    finding.refresh_from_db()
    assert finding.differs == "yes"


def test_several_positions_each_need_reason_and_evidence(worker, case):
    assessment = begun(case, worker)
    first, second, *_rest = assessment.findings.all()
    unit = case.qualification.units.first()

    def say(values):
        return answer_several(assessment=assessment, values=values, seen={}, by=worker, at=AT)

    good = {"differs_reason": "Gelernt", "units": [unit.pk]}
    for values, code in (
        ({}, "nothing"),
        ({first.pk: good, second.pk: {"differs_reason": " ", "units": [unit.pk]}}, "no_reason"),
        ({first.pk: good, second.pk: {"differs_reason": "Gelernt"}}, "no_evidence"),
    ):
        with pytest.raises(ValidationError) as refused:
            say(values)
        assert codes(refused) == [code]
    assert not assessment.findings.exclude(differs="unknown").exists()
    assert say({first.pk: good, second.pk: {**good, "differs_reason": "Auch gelernt"}}) == 2
    assert [row.differs_reason for row in assessment.findings.filter(differs="no")] == ["Gelernt", "Auch gelernt"]
    assert AuditEntry.objects.get(deed="case.positions_answered").details == {"count": 2, "positions": "1, 2"}


def test_evidence_comes_from_the_case_itself(worker, case):
    finding = begun(case, worker).findings.first()
    other = case_in(State.ASSESSMENT, worker)
    foreign = {
        "units": other.qualification.units.first(), "trainings": TrainingFactory(case=other),
        "experiences": Experience.objects.create(case=other, employer="x"),
        "documents": Document.objects.create(case=other, kind="certificate"),
    }  # fmt: skip
    for name, row in foreign.items():
        with pytest.raises(ValidationError) as refused:
            answer_position(finding=finding, values={"differs": "no", name: [row]}, by=worker, at=AT)
        assert codes(refused) == ["not_here"]
    with pytest.raises(ValidationError):
        answer_position(finding=finding, values={"differs": "perhaps"}, by=worker, at=AT)
    finding.refresh_from_db()
    assert finding.differs == "unknown"


def test_measures_exist_for_regulated_occupations_only(worker, case):
    assessment = begun(case, worker)
    with pytest.raises(ValidationError):
        answer_questions(assessment=assessment, values={"measure": "Lehrgang"}, by=worker, at=AT)
    Case.objects.update(is_regulated=True)
    answer_questions(assessment=assessment, values={"measure": "Lehrgang"}, by=worker, at=AT)
    assert facts_of(Case.objects.get(pk=case.pk)).has_measure


def test_units_work_and_certificates_are_proposed_with_the_words(worker, case):
    position = case.version.positions.first()
    position.text = "Hydraulische Steuerungen prüfen und Störungen beheben"
    position.save()
    unit = case.qualification.units.first()
    unit.texts.update(title="Hydraulische Steuerungen")
    Experience.objects.create(
        case=case, employer="Beispielbetrieb", occupation="Monteur", began=date(2020, 1, 1), ended=date(2021, 12, 31),
        tasks="Reinigung der Halle; Prüfung hydraulischer Steuerungen; Lager", evidence="reference",
    )  # fmt: skip
    TrainingFactory(case=case, kind="further", title="Kurs", language="de", content="Störungen an Steuerungen beheben")
    Document.objects.create(case=case, kind="experience", state="arrived", title="Zeugnis: hydraulische Steuerungen")
    Document.objects.create(case=case, kind="experience", state="missing", title="Hydraulische Steuerungen")
    positions = list(case.version.positions.all())
    sources = sources_of(case, date(2026, 3, 5))
    hints = hints_of(case, positions, sources, translations_of(positions))
    found = {hint.source.field: hint for hint in hints[position.pk]}
    assert set(found) == {"units", "experiences", "trainings", "documents"}
    words = {pair[0] for hint in found.values() for reason in hint.reasons for pair in reason.words}
    assert {"Hydraulische", "Steuerungen"} <= words
    assert found["experiences"].source.months == 24
    assert all(not hints[row.pk] for row in positions[1:])
    assert hints_of(case, positions, [], {}) == {}


def test_only_released_results_of_others_are_told(worker, case):
    assert shared_differences(case) == (0, {})
    position = case.version.positions.first()
    for released in (None, date(2026, 1, 1)):
        row = Precedent.objects.create(
            qualification=case.qualification, version=case.version, outcome="partial", organisation=cast.chamber(),
            decided_on=date(2025, 12, 1), approved_by=worker, approved_at=AT, released=released,
        )  # fmt: skip
        row.positions.add(position)
    assert shared_differences(case) == (1, {position.pk: 1})
