"""Recognition cases of both chambers, the same of each, for the proofs of secrecy (world.py).

`case` is compared just now, `drafted` waits for a second approval, `ended` is final and can be shared or followed,
`gone` was withdrawn and may be erased, `theirs` is handled by a colleague; the others are settings.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from bqportal.occupations.models import OccupationVersion
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.procedures.models import Absence, Case, CaseOffice, Notice, RemedyInstruction
from bqportal.procedures.workflow import State
from bqportal.statistics.models import PublishedFigures
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.filled import AT, filled_case, texts

TABLES = {
    "total": 30, "outcomes": [{"key": "full", "count": 30}], "tables": [], "omitted": ["subject"], "is_example": False,
}  # fmt: skip


def add_cases(people: dict[str, Person | None], things: dict[str, Any], marks: dict[str, str]) -> None:
    """Cases and settings of both chambers, the marks in every text, and a colleague of each case worker.

    Args:
        marks: before the names of things and roles of a chamber → its mark with a canary.
    """
    version = OccupationVersionFactory()
    for prefix, mark in marks.items():
        chamber = cast.other_chamber() if prefix else cast.chamber()
        worker = people[f"{prefix}case_worker"]
        colleague = Person.objects.create_user(f"{prefix}colleague", f"{prefix}colleague@example.org", "correct horse")
        cast.member(colleague, chamber, Membership.Role.CASE_WORKER)
        assert worker is not None
        made = _cases(chamber, worker, colleague, mark, version, things["public"])
        made |= _settings(chamber, worker, colleague, mark, made["case"].pk)
        things.update({f"{prefix}{name}": thing for name, thing in made.items()})


def _cases(
    chamber: Organisation, worker: Person, colleague: Person, mark: str, version: OccupationVersion, profile: Any
) -> dict[str, SimpleNamespace]:
    """One case for each thing that can be done with one."""
    wanted: dict[str, dict[str, Any]] = {
        "case": {"state": State.ASSESSMENT},
        "drafted": {"state": State.DECISION_DRAFT, "outcome": "partial", "handler": colleague},
        "ended": {
            "state": State.FINAL, "outcome": "partial", "received_on": date(2025, 2, 3),
            "decided_on": date(2025, 5, 5), "ended_on": date(2025, 7, 7),
        },
        "gone": {"state": State.WITHDRAWN, "ended_on": date(2026, 3, 9)},
        "theirs": {"state": State.ASSESSMENT, "handler": colleague, "next_due": date(2026, 4, 1)},
    }  # fmt: skip
    made = {}
    for number, (name, values) in enumerate(wanted.items(), start=1):
        writer = colleague if name == "drafted" else worker
        case = filled_case(
            chamber, writer, mark, number=f"AZ-{chamber.pk}-{number}", position=version.positions.first(),
            version=version, qualification=profile, **values,
        )  # fmt: skip
        made[name] = _thing(case, worker, worker if name == "theirs" else colleague)
    return made


def _thing(case: Case, worker: Person, to: Person) -> SimpleNamespace:
    """The case with one of everything that an address may name."""
    letter, draft = case.notices.order_by("pk")
    finding = case.assessment.findings.get()
    certificate = (
        Notice.objects.create(case=case, kind="state", drafted_by=worker, drafted_at=AT)
        if case.state == State.ASSESSMENT and case.handler == worker
        else None
    )
    assert case.version is not None
    return SimpleNamespace(
        pk=case.pk, number=case.number, worker=worker.pk, to=to.pk, occupation=case.version.occupation.slug,
        training=case.trainings.get().pk, experience=case.experiences.get().pk, document=case.documents.get().pk,
        task=case.tasks.get().pk, letter=letter.pk, notice=draft.pk, certificate=certificate and certificate.pk,
        finding=finding.pk, position=finding.position_id,
    )  # fmt: skip


def _settings(
    chamber: Organisation, worker: Person, colleague: Person, mark: str, case: int
) -> dict[str, SimpleNamespace]:
    """What the body has set, who is away, what it published and took back."""
    CaseOffice.objects.create(
        organisation=chamber, file_months=6, more_holidays=[],
        **{name: text for name, text in texts(CaseOffice, mark).items() if name != "land"},
    )  # fmt: skip
    remedy = RemedyInstruction.objects.create(
        organisation=chamber, remedy="action", valid_from=date(2020, 1, 1), **texts(RemedyInstruction, mark)
    )
    away = [
        Absence.objects.create(
            organisation=chamber, person=one, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8), deputy=other
        )
        for one, other in ((worker, colleague), (colleague, worker))
    ]
    for year, tables in ((2025, TABLES), (2024, {})):
        PublishedFigures.objects.create(
            organisation=chamber, year=year, tables=tables, published_by=worker,
            published_at=datetime(2026, 2, 1, tzinfo=UTC),
        )  # fmt: skip
    own = {"slug": chamber.slug, "worker": worker.pk, "to": colleague.pk, "case": case}
    return {
        "case_body": SimpleNamespace(**own), "remedy": SimpleNamespace(**own, pk=remedy.pk),
        "absence": SimpleNamespace(**own, pk=away[0].pk), "their_absence": SimpleNamespace(**own, pk=away[1].pk),
        "figures": SimpleNamespace(**own, year=2025), "withdrawn_figures": SimpleNamespace(**own, year=2024),
    }  # fmt: skip
