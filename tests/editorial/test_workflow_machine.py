"""Random people do random things with a record: whatever they do, the promises of the workflow hold.

Runs as often as BQPORTAL_RUNS says: here 60, always the same ones, so that it says the same about the same tree;
`make machine` 2,000, other ones each time.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bqportal.editorial.actions.stepping import actor_of, publish_due, schedule_parts, standing_of, take_step
from bqportal.editorial.actions.writing import StaleSaveError, begin_record, restore_snapshot, save_section
from bqportal.editorial.documents import part_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Publishable, Revision, Transition, WorkingVersion
from bqportal.editorial.rules import digest_of
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import TABLE, State, Step, open_steps
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.queries import rights_of
from bqportal.qualifications.models import Qualification
from bqportal.search.builders import documents
from bqportal.search.current import portal_index
from bqportal.search.index import SearchIndex
from bqportal.search.upkeep import apply_changes, rebuild_index
from tests import cast
from tests.countries.factories import CountryFactory

RUNS = int(os.environ.get("BQPORTAL_RUNS", "60"))
MANY = 500
START = datetime(2026, 11, 27, 8, tzinfo=UTC)
PEOPLE = ("contributor", "reviewer", "reader", "manager", "other_contributor", "editor", "second_editor")
PARTS = st.lists(st.sampled_from(["", "de", "fr"]), min_size=1, max_size=3, unique=True)
numbers = count(1)


class Workflow(RuleBasedStateMachine):
    """One record, seven people, three parts. `people`, `index` and `kind` are set by the test."""

    people: dict[str, Person]
    index: SearchIndex

    def __init__(self) -> None:
        super().__init__()
        self.kind = kind_named("qualification")
        self.clock = START
        self.steps = 0
        self.approvals: dict[str, str] = {}

    @initialize(
        by=st.sampled_from(["contributor", "reviewer", "editor"]), start=st.sampled_from(["new", "public", "reopened"])
    )
    def begin(self, by: str, start: str) -> None:
        slug = f"pl-{next(numbers)}"
        document = {
            "slug": slug, "country": "PL", "title": f"Tytuł {slug}", "lang": "pl", "kind": "initial",
            "texts": {"de": {"title": "Titel"}},
        }  # fmt: skip
        self.version = begin_record(
            kind=self.kind, document=document, organisation=cast.chamber(), by=self.people[by], at=self.clock
        )
        if start != "new":
            for step, person in ((Step.SUBMIT, by), (Step.APPROVE, "second_editor"), (Step.PUBLISH, "editor")):
                self.step(person, step, ["", "de"], "")
        if start == "reopened":
            self.write("contributor", "facts", 1, False)

    def tick(self) -> datetime:
        """A minute later."""
        self.clock += timedelta(minutes=1)
        return self.clock

    @rule(
        by=st.sampled_from(PEOPLE),
        section=st.sampled_from(["facts", "text-de", "text-fr"]),
        number=st.integers(1, 99),
        is_stale=st.booleans(),
    )
    def write(self, by: str, section: str, number: int, is_stale: bool) -> None:
        before = WorkingVersion.objects.get(pk=self.version.pk)
        values = section_values(before.document, section, self.kind.shape)
        base = "stale" if is_stale else digest_of(values)
        path = "duration_months" if section == "facts" else "texts.{language}.summary"
        values["fields"] = {**values["fields"], path: number if section == "facts" else f"Text {number}"}
        if section == "text-fr":
            values["fields"]["texts.{language}.title"] = "Titre"
        try:
            save_section(version=before, section=section, values=values, base=base, by=self.people[by], at=self.tick())
        except (PermissionDenied, ValidationError, StaleSaveError):
            after = WorkingVersion.objects.get(pk=self.version.pk)
            assert (after.document, after.edition) == (before.document, before.edition)

    @rule(by=st.sampled_from(["contributor", "editor", "second_editor"]), choice=st.integers(0, 99))
    def possible_step(self, by: str, choice: int) -> None:
        """A step that somebody may really take, so that runs get far."""
        version = WorkingVersion.objects.get(pk=self.version.pk)
        actor = actor_of(version, rights_of(self.people[by]))
        strands = list(version.strands.all())
        public = any(strand.part == "" and strand.is_public for strand in strands)
        steps = [
            (step, strand.part)
            for strand in strands
            for step in open_steps(standing_of(strand, facts_are_public=public), actor)
        ]
        if steps:
            step, part = steps[choice % len(steps)]
            self.step(by, step, [part], "R")

    @rule(by=st.sampled_from(PEOPLE), step=st.sampled_from(list(Step)), parts=PARTS, reason=st.sampled_from(["", "R"]))
    def any_step(self, by: str, step: Step, parts: list[str], reason: str) -> None:
        self.step(by, step, parts, reason)

    def step(self, by: str, step: Step, parts: list[str], reason: str) -> None:
        if step is Step.BEGIN:  # taken by writing only
            return
        before = dict(self.version.strands.values_list("part", "state"))
        try:
            taken = take_step(
                version=self.version, step=step, parts=parts, by=self.people[by], at=self.tick(), reason=reason
            )
        except (PermissionDenied, ValidationError):
            assert dict(self.version.strands.values_list("part", "state")) == before
            return
        for transition in taken:
            assert TABLE[step][State(transition.from_state)] == transition.to_state
            if step is Step.APPROVE:
                self.approvals[transition.strand.part] = self.working_digest(transition.strand.part)

    @rule(by=st.sampled_from(PEOPLE), parts=PARTS, minutes=st.integers(1, 9))
    def schedule(self, by: str, parts: list[str], minutes: int) -> None:
        at = self.tick()
        with suppress(PermissionDenied, ValidationError):
            schedule_parts(
                version=self.version, parts=parts, publish_at=at + timedelta(minutes=minutes), by=self.people[by], at=at
            )

    @rule()
    def wait(self) -> None:
        self.clock += timedelta(minutes=5)
        publish_due(at=self.clock)

    @rule(by=st.sampled_from(PEOPLE), number=st.integers(1, 4))
    def restore(self, by: str, number: int) -> None:
        version = WorkingVersion.objects.get(pk=self.version.pk)
        if version.snapshots.filter(number=number).exists():
            with suppress(PermissionDenied, ValidationError):
                restore_snapshot(
                    version=version, number=number, edition=version.edition, by=self.people[by], at=self.tick()
                )

    def working_digest(self, part: str) -> str:
        """What the working version says in a part."""
        document = WorkingVersion.objects.get(pk=self.version.pk).document
        return digest_of(part_of(document, part, self.kind.shape))

    def public(self) -> Qualification | None:
        """The record as the public has it."""
        return Qualification.objects.filter(slug=self.version.slug, state=Publishable.State.PUBLISHED).first()

    @invariant()
    def one_public_version_at_most(self) -> None:
        records = Qualification.objects.filter(slug=self.version.slug)
        assert records.count() <= 1
        public = self.public()
        facts = self.version.strands.get(part="")
        assert facts.is_public == (public is not None)
        if public is not None:
            newest = Revision.objects.filter(object_id=public.pk).first()
            assert newest is not None
            assert newest.digest == digest_of(self.kind.sheet_of(public)), "the newest revision is what is public"
            texts = set(public.texts.values_list("language", flat=True))
            assert texts == set(
                self.version.strands.filter(is_public=True).exclude(part="").values_list("part", flat=True)
            )

    @invariant()
    def what_rests_is_what_is_public(self) -> None:
        public = self.public()
        if public is None:
            return
        document = self.kind.document_of(public)
        for part in self.version.strands.filter(state=State.PUBLISHED).values_list("part", flat=True):
            assert digest_of(part_of(document, part, self.kind.shape)) == self.working_digest(part)

    @invariant()
    def nobody_approved_an_own_text(self) -> None:
        for transition in Transition.objects.filter(strand__version=self.version, step=Step.APPROVE):
            earlier = Transition.objects.filter(
                strand=transition.strand, step=Step.SUBMIT, pk__lt=transition.pk
            ).first()
            assert earlier is not None
        for strand in self.version.strands.filter(state=State.APPROVED):
            approval = strand.transitions.filter(step=Step.APPROVE).first()
            assert approval is not None
            assert approval.by_id not in (strand.author_id, strand.last_editor_id)
            assert self.approvals[strand.part] == self.working_digest(strand.part), "what is approved stays as it was"

    @invariant()
    def every_change_is_logged(self) -> None:
        taken = Transition.objects.filter(strand__version=self.version).exclude(step=Step.BEGIN).count()
        version = WorkingVersion.objects.get(pk=self.version.pk)
        steps = AuditEntry.objects.filter(
            about_id=str(version.pk), about_kind="editorial.workingversion", deed__startswith="part."
        ).exclude(deed__in=("part.scheduled", "part.unscheduled"))  # fmt: skip
        assert steps.count() == taken
        for strand in version.strands.all():
            last = strand.transitions.first()
            assert strand.state == (last.to_state if last else State.DRAFT)

    def teardown(self) -> None:
        """The search says what the public has."""
        apply_changes(self.index)
        found = dict(self.index.contents()).get(f"qualification:{self.version.slug}")
        expected = next(iter(documents({f"qualification:{self.version.slug}"})), None)
        assert (found is None) == (expected is None) == (self.public() is None)
        if expected is not None:
            assert found == expected.digest


@pytest.mark.django_db
def test_the_promises_of_the_workflow_hold_whatever_people_do(home: Path) -> None:
    CountryFactory(code="PL", alpha2="PL")
    rebuild_index()
    Workflow.people = {name: getattr(cast, name)() for name in PEOPLE}
    Workflow.index = portal_index()
    run_state_machine_as_test(
        Workflow,
        settings=settings(
            max_examples=RUNS, stateful_step_count=12, deadline=None, database=None,
            derandomize=RUNS < MANY, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    taken = set(Transition.objects.values_list("step", flat=True))
    expected = set(Step) if RUNS >= MANY else {Step.BEGIN, Step.SUBMIT, Step.APPROVE, Step.PUBLISH}
    assert taken >= {step.value for step in expected}, "these steps were really taken"
