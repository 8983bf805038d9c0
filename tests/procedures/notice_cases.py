"""Cases as notices find them, for tests. Every name is invented."""

from datetime import UTC, date, datetime

from bqportal.procedures.actions.notices import approve_notice, draft_notice, issue_notice
from bqportal.procedures.actions.stepping import take_step
from bqportal.procedures.models import Assessment, Case, Document, Experience, Notice, PositionFinding
from bqportal.procedures.workflow import Move, Outcome, State, Step
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.factories import CaseFactory, TrainingFactory, complete_documents, office
from tests.qualifications.factories import QualificationFactory

AT = datetime(2026, 3, 9, 9, tzinfo=UTC)
ON = date(2026, 3, 9)
RECEIVED = date(2026, 3, 2)
WORKERS = (("case-worker", "Erika", "Sachbearbeiter"), ("second-case-worker", "Zora", "Zweitprüfer"))


class Bench:
    """A chamber with two case workers and one case in which everything that a notice quotes is filled in."""

    def __init__(self, **options):
        self.worker, self.second = cast.case_worker(), cast.second_case_worker()
        for person, (_name, given, family) in zip((self.worker, self.second), WORKERS, strict=True):
            person.first_name, person.last_name = given, family
            person.save()
        self.office = office()
        self.version = OccupationVersionFactory()
        self.case = CaseFactory(
            created_by=self.worker, version=self.version, specialisation="Antriebstechnik",
            wanted_occupation="Mechatroniker", **options,
        )  # fmt: skip
        self.training = TrainingFactory(case=self.case, transliteration="")
        Experience.objects.create(
            case=self.case, employer="Fabryka Przykład", country="PL", occupation="mechatronik",
            began=date(2014, 9, 1), ended=date(2019, 8, 31), evidence="reference", tasks="Wartung",
        )  # fmt: skip

    def receive(self):
        take_step(case=self.case, move=Move(Step.RECEIVE, RECEIVED), by=self.worker, at=AT)
        return self

    def complete(self):
        self.receive()
        complete_documents(self.case)
        take_step(case=self.case, move=Move(Step.COMPLETE, RECEIVED), by=self.worker, at=AT)
        return self

    def assess(self):
        self.complete()
        take_step(case=self.case, move=Move(Step.ASSESS, date(2026, 3, 5)), by=self.worker, at=AT)
        return self

    def find(self, covered=2, activities="yes", measure="Anpassungslehrgang von sechs Monaten in einem Betrieb"):
        """Findings: the first `covered` positions are covered, the others differ."""
        positions = list(self.version.positions.all())
        found = Assessment.objects.create(
            case=self.case, certificate="yes", certificate_reason="Staatliches Zeugnis liegt vor",
            activities=activities, activities_reason="Gleiche Tätigkeiten in der Werkstatt", licence="yes",
            licence_reason="Bescheinigung liegt vor", measure=measure,
        )  # fmt: skip
        for place, position in enumerate(positions):
            row = PositionFinding.objects.create(
                assessment=found, position=position, differs="yes", differs_reason=f"Inhalt fehlt {place}",
                essential="yes", essential_reason=f"Kernaufgabe {place}",
                compensated="yes" if place < covered else "no",
                compensated_reason=f"{'Fünf Jahre im Beruf' if place < covered else 'Keine Tätigkeit dazu'} {place}",
            )  # fmt: skip
            row.experiences.set(self.case.experiences.all() if place < covered else [])
        return self

    def decide(self, outcome, reason=""):
        """Draft the decision."""
        move = Move(Step.DRAFT, date(2026, 3, 6), outcome=Outcome(outcome), reason=reason)
        take_step(case=self.case, move=move, by=self.worker, at=AT)
        return self

    def at(self, state, outcome=""):
        """Put the case into a state without the way to it."""
        Case.objects.filter(pk=self.case.pk).update(state=state, outcome=outcome)
        self.case.refresh_from_db()
        return self

    def draft(self, letter, texts=None, **order):
        return draft_notice(case=self.case, kind=letter, order=order, texts=texts, by=self.worker, at=AT)

    def issue(self, notice, by=None):
        return issue_notice(notice=notice, on=ON, by=by or self.worker, at=AT)

    def approve(self, notice, by=None):
        return approve_notice(notice=notice, on=ON, by=by or self.second, at=AT)


def with_profile(bench):
    """The case quotes a published profile."""
    from bqportal.qualifications.actions import publish_qualification  # needs the registered kinds

    bench.case.qualification = QualificationFactory()
    bench.case.save()
    publish_qualification(qualification=bench.case.qualification, at=datetime(2026, 1, 5, 9, tzinfo=UTC))
    return bench


__all__ = ["AT", "ON", "Bench", "Document", "Notice", "State", "with_profile"]
