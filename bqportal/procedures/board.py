"""The comparison of a case as a page shows it: every position with its answers, its verdict, and what was proposed."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from bqportal.occupations.models import OccupationVersion
from bqportal.occupations.queries import version_in_force
from bqportal.procedures.assessing import OPEN, Tally, result_of, tally_of, uncounted, verdict_of
from bqportal.procedures.findings import EVIDENCE, assessment_of, counts, facts_in, limbs_of
from bqportal.procedures.models import Assessment, Case, PositionFinding
from bqportal.procedures.proposing import (
    Hint,
    Source,
    Told,
    hints_of,
    published_comparison,
    shared_differences,
    sources_of,
    told_by,
    translations_of,
)
from bqportal.procedures.workflow import Outcome


@dataclass
class Row:
    """A position with what is answered, and what was proposed."""

    finding: PositionFinding
    translations: dict[str, str]
    told: Told | None = None
    differed: int = 0
    hints: tuple[Hint, ...] = ()

    def __post_init__(self) -> None:
        limbs = limbs_of(self.finding)
        self.position = self.finding.position
        self.verdict, self.uncounted = verdict_of(limbs), uncounted(limbs)
        self.evidence = sum(len(getattr(self.finding, name).all()) for name in EVIDENCE)
        self.is_begun = {limbs.differs, limbs.essential, limbs.compensated} != {"unknown"}

    @property
    def is_open(self) -> bool:
        """No verdict yet."""
        return self.verdict == OPEN


@dataclass
class Board:
    """The whole comparison of a case.

    Attributes:
        shared: number of shared results about the same profile and regulation.
    """

    case: Case
    assessment: Assessment
    rows: list[Row]
    shared: int = 0
    tally: Tally = field(default_factory=Tally)
    result: Outcome | None = None
    sources: list[Source] = field(default_factory=list)

    @property
    def open_rows(self) -> list[Row]:
        """Positions without a verdict."""
        return [row for row in self.rows if row.is_open]

    def row_of(self, position: int) -> Row | None:
        """The row of a position."""
        return next((row for row in self.rows if row.position.pk == position), None)

    def next_open(self, after: Row | None = None) -> Row | None:
        """The next open position behind one, or from the beginning again; not the same one."""
        at = self.rows.index(after) + 1 if after else 0
        around = self.rows[at:] + self.rows[: max(at - 1, 0)]
        return next((row for row in around if row.is_open), None)

    def propose(self, today: date) -> None:
        """Fetch what the answers may rest on, and set beside each position what could cover it."""
        positions = [row.position for row in self.rows]
        translations = {row.position.text: row.translations for row in self.rows}
        self.sources = sources_of(self.case, today)
        hints = hints_of(self.case, positions, self.sources, translations)
        for row in self.rows:
            row.hints = hints.get(row.position.pk, ())


def board_of(case: Case) -> Board | None:
    """The comparison with the regulation of the case; None while nobody began it, or with another regulation.

    The same number of queries for any number of positions.
    """
    assessment = assessment_of(case)
    findings = [row for row in assessment.findings.all() if counts(row, case)] if assessment else []
    if assessment is None or not findings:
        return None
    translations = translations_of([row.position for row in findings])
    told = told_by(published_comparison(case))
    shared, differed = shared_differences(case)
    rows = [
        Row(
            row, translations.get(row.position.text, {}), told.get(row.position_id), differed.get(row.position_id, 0)
        )
        for row in findings
    ]  # fmt: skip
    facts = facts_in(case, assessment)
    return Board(case, assessment, rows, shared, tally_of(facts.positions), result_of(facts))


def current_version(case: Case, today: date) -> OccupationVersion | None:
    """The version of the case's occupation that is in force today; None without an occupation."""
    if case.version is None:
        return None
    occupation: Any = case.version.occupation
    prefetch_related_objects(
        [occupation], Prefetch("versions", OccupationVersion.objects.select_related("regulation"))
    )  # fmt: skip
    return version_in_force(occupation, today)
