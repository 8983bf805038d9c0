"""Two bodies with full cases, a mark of its body and a canary in every text; and everybody who might look.

`address` says where the page of a route is about something that belongs to one of the two.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import override

from bqportal.comparison.models import Precedent
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.procedures.models import Absence, Case, CaseOffice, RemedyInstruction
from bqportal.procedures.workflow import State
from bqportal.workspace.urls_cases import urlpatterns
from tests import cast
from tests.occupations.factories import OccupationVersionFactory
from tests.procedures.filled import AT, DAY, filled_case, texts
from tests.qualifications.factories import QualificationFactory

MARKS = {"one": "zqbodyone", "two": "zqbodytwo"}
NUMBERS = {"one": "Zqfileone", "two": "Zqfiletwo"}  # file numbers may stand in a mail to the own people, texts in none
CANARY = '"><script>canary()</script>'
# Who reads the cases of which body. Everybody else reads none, whatever the role: no central one opens a case.
READERS = {
    "worker": "one", "manager": "one", "o_worker": "two", "o_manager": "two", "both": "two",
    "contributor": "", "reviewer": "", "reader": "", "editor": "", "administrator": "", "nobody": "", "visitor": "",
}  # fmt: skip
STEPS = ("withdraw", "object")
KINDS = ("missing", "decision")


@dataclass
class Body:
    """One body with what belongs to it."""

    organisation: Organisation
    cases: list[Case] = field(default_factory=list)
    remedy: RemedyInstruction | None = None
    absence: Absence | None = None


@dataclass
class World:
    """Both bodies, and everybody by name."""

    bodies: dict[str, Body]
    people: dict[str, Person | None]
    position: int


def build() -> World:
    """Everything in place. Rows are made without actions: this is about who reads, not about how they came here."""
    people: dict[str, Person | None] = {
        "worker": cast.case_worker(), "manager": cast.manager(), "o_worker": cast.other_case_worker(),
        "o_manager": _person("o-manager", (cast.other_chamber(), Membership.Role.MANAGER)),
        "both": _person(
            "both", (cast.chamber(), Membership.Role.CONTRIBUTOR), (cast.other_chamber(), Membership.Role.CASE_WORKER)
        ),
        "contributor": cast.contributor(), "reviewer": cast.reviewer(), "reader": cast.reader(),
        "editor": cast.editor(), "administrator": cast.administrator(), "nobody": _person("nobody"), "visitor": None,
    }  # fmt: skip
    version = OccupationVersionFactory()
    position = version.positions.first()
    bodies = {}
    for name, organisation, worker in (
        ("one", cast.chamber(), people["worker"]), ("two", cast.other_chamber(), people["o_worker"]),
    ):  # fmt: skip
        assert worker is not None
        bodies[name] = _body(name, organisation, worker, version, position)
    return World(bodies, people, position.pk)


def _person(name: str, *roles: tuple[Organisation, str]) -> Person:
    person = Person.objects.create_user(name, f"{name}@example.org", "correct horse battery")
    for organisation, role in roles:
        cast.member(person, organisation, role)
    return person


def _body(name: str, organisation: Organisation, worker: Person, version: Any, position: Any) -> Body:
    """Settings, an instruction, an absence, and cases in several states, one with a shared result."""
    mark = f"{MARKS[name]} {CANARY}"
    body = Body(organisation)
    CaseOffice.objects.create(
        organisation=organisation, file_months=1, more_holidays=[],
        **{key: text for key, text in texts(CaseOffice, mark).items() if key != "land"},
    )  # fmt: skip
    body.remedy = RemedyInstruction.objects.create(
        organisation=organisation, remedy="action", valid_from=date(2020, 1, 1), **texts(RemedyInstruction, mark)
    )
    body.absence = Absence.objects.create(
        organisation=organisation, person=worker, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8), deputy=worker
    )
    qualification = QualificationFactory()
    precedent = Precedent.objects.create(
        qualification=qualification, version=version, outcome="full", organisation=organisation,
        decided_on=DAY, approved_by=worker, approved_at=AT,
    )  # fmt: skip
    today = timezone.localdate()
    wanted: list[dict[str, Any]] = [
        {"state": State.ASSESSMENT, "decide_by": today, "next_due": today, "qualification": qualification},
        {"state": State.DECISION_DRAFT, "outcome": "full", "next_due": today - timedelta(days=3)},
        {"state": State.WITHDRAWN, "ended_on": date(2026, 3, 9), "precedent": precedent},
        {"state": State.DRAFT},
    ]
    body.cases = [
        filled_case(
            organisation, worker, mark, number=f"{NUMBERS[name]}-{n}", position=position, version=version, **values
        )
        for n, values in enumerate(wanted, start=1)
    ]
    return body


def case_routes() -> list[URLPattern]:
    """The pages of cases, as the portal has them: a page that comes tomorrow is in the proof tomorrow."""
    return [pattern for pattern in urlpatterns if pattern.name]


def parts_of(pattern: URLPattern) -> set[str]:
    """What the address of a page names."""
    return set(pattern.pattern.converters)


def belongs(pattern: URLPattern) -> bool:
    """Whether the page is about something of one body."""
    return bool(parts_of(pattern) & {"pk", "slug"})


def addresses(world: World, pattern: URLPattern, owner: str, case: Case | None = None, parts: Case | None = None,
              slug: str = "") -> list[str]:  # fmt: skip
    """Where the page is about something of the body; several where a step or a kind is named.

    Args:
        case: the case in the address; the first one of the body, if not given.
        parts: whose document, notice, training … the address names; of the same case, if not given.
        slug: of another body.
    """
    body = world.bodies[owner]
    case = case or body.cases[0]
    parts = parts or case
    assert body.remedy is not None
    assert body.absence is not None
    own = {"case-remedy": body.remedy.pk, "case-absence-remove": body.absence.pk}
    values: dict[str, Any] = {
        "pk": own.get(pattern.name or "", case.pk), "slug": slug or body.organisation.slug, "position": world.position,
        "language": "ar",
    }  # fmt: skip
    for name, rows in (
        ("training", parts.trainings), ("experience", parts.experiences), ("document", parts.documents),
        ("notice", parts.notices), ("task", parts.tasks),
    ):  # fmt: skip
        values[name] = rows.order_by("pk").first().pk
    names = parts_of(pattern)
    unknown = names - set(values) - {"step", "kind"}
    assert not unknown, f"{pattern.name}: say in cases_world.py what {unknown} may be"
    choices = [("step", step) for step in STEPS] if "step" in names else []
    choices = [("kind", kind) for kind in KINDS] if "kind" in names else choices
    with override("en"):
        return [
            reverse(f"workspace:{pattern.name}", kwargs={k: v for k, v in (values | dict(some)).items() if k in names})
            for some in ([[one] for one in choices] or [[]])
        ]
