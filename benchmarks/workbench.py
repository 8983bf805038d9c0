"""Server time of the comparison workbench of a case: 30 positions, 60 foreign units, 12 jobs, 10 further certificates.

    python benchmarks/workbench.py [--rounds 50] [--positions 30]

Makes one invented case, in words of real regulations, in a folder of its own, then asks for each page as a case
worker's browser does, through all of Django. Prints median and p95 by the clock, the same of the processor's time (what
a busy machine does not blur), queries, and the size of each page. Budget: p95 ≤ 500 ms for each page.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

os.environ["BQPORTAL_HOME"] = tempfile.mkdtemp(prefix="bqportal-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django
import yaml

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.countries.models import Country
from bqportal.occupations.models import (
    OccupationVersion,
    PositionTranslation,
    ReferenceOccupation,
    Regulation,
    TrainingPosition,
)
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.procedures.actions.assessing import answer_position, begin_assessment
from bqportal.procedures.models import Applicant, Case, Document, Experience, Training
from bqportal.procedures.workflow import State
from bqportal.qualifications.models import Qualification, TrainingUnit, TrainingUnitText

BUDGET = 500  # milliseconds
UNITS, JOBS, COURSES, LAW = 60, 12, 10, 6_000
GOLD = Path(__file__).parents[1] / "tests" / "occupations" / "regulations_gold.yaml"
chance = random.Random(4711)  # the same texts in every run


def wordings() -> list[str]:
    """Positions of real regulations, each once."""
    laws = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    return sorted({text.partition(" ")[2] for law in laws for text in law.get("positions", [])})


def words(number: int) -> str:
    """What somebody learned or did, in the words of the law."""
    return "; ".join(chance.sample(POOL, number))


POOL = wordings()


def law(positions: int) -> OccupationVersion:
    """One occupation to compare with, and the positions of many others that words are learned from."""
    regulation = Regulation.objects.create(key="benchmark", title="Verordnung", in_force_from=date(2020, 1, 1))
    occupation = ReferenceOccupation.objects.create(slug="benchmark", name_m="Monteur", name_f="Monteurin")
    version = OccupationVersion.objects.create(occupation=occupation, regulation=regulation)
    rows = [(version, order) for order in range(1, positions + 1)]
    other = Regulation.objects.create(key="others", title="Andere Verordnungen")
    others = OccupationVersion.objects.create(
        occupation=ReferenceOccupation.objects.create(slug="others", name_m="Andere", name_f="Andere"), regulation=other
    )
    rows += [(others, order) for order in range(1, LAW + 1)]
    made = [TrainingPosition(version=one, order=at, number=str(at), text=words(1)) for one, at in rows]
    TrainingPosition.objects.bulk_create(made)
    PositionTranslation.objects.bulk_create(
        PositionTranslation(german=text, language="en", text=f"work {text}") for text in {row.text for row in made}
    )
    return version


def profile() -> Qualification:
    """A foreign qualification."""
    country, _new = Country.objects.get_or_create(code="PL", defaults={"alpha2": "PL", "languages": ["pl"]})
    found = Qualification.objects.create(
        slug="benchmark", country=country, title="Monter", language="pl", kind=Qualification.Kind.INITIAL
    )
    for order in range(1, UNITS + 1):
        unit = TrainingUnit.objects.create(
            qualification=found, order=order, number=str(order), title=words(1), language="pl"
        )
        for language in ("de", "en"):
            TrainingUnitText.objects.create(owner=unit, language=language, title=words(1), details=words(2))
    return found


def case_of(worker: Person, body: Organisation, positions: int) -> Case:
    """An invented case that is being compared, half answered."""
    applicant = Applicant.objects.create(organisation=body, given_names="Ania", family_name="Beispielska")
    case = Case.objects.create(
        organisation=body, number="2026-1", applicant=applicant, created_by=worker, created_at=timezone.now(),
        handler=worker, state=State.ASSESSMENT, version=law(positions), qualification=profile(),
    )  # fmt: skip
    for at in range(JOBS):
        began = date(2010, 1, 1) + timedelta(days=300 * at)
        Experience.objects.create(
            case=case, employer=f"Betrieb {at}", occupation="Monteur", tasks=words(6), evidence="reference",
            began=began, ended=began + timedelta(days=290),
        )  # fmt: skip
    for at in range(COURSES):
        Training.objects.create(case=case, kind="further", title=f"Kurs {at}", language="de", content=words(4))
        Document.objects.create(case=case, kind="experience", state="arrived", title=words(1))
    assessment = begin_assessment(case=case, by=worker, at=timezone.now())
    for finding in list(assessment.findings.all())[: positions // 2]:
        units = list(TrainingUnit.objects.filter(qualification=case.qualification_id)[:3])
        values = {"differs": "no", "differs_reason": "Gelernt.", "units": units}
        answer_position(finding=finding, values=values, by=worker, at=timezone.now())
    return case


def figures(client: Client, address: str, rounds: int) -> tuple[Any, ...]:
    """Median and p95 by the clock, then of the processor, queries, kilobytes."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    queries = len(asked)  # before the next request empties the log
    assert response.status_code == 200, (address, response.status_code)
    clock, cpu = [], []
    for _round in range(rounds):
        start, start_cpu = time.perf_counter(), time.process_time()
        client.get(address)
        clock.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - start_cpu) * 1000)
    last = min(rounds - 1, int(rounds * 0.95))
    return (
        statistics.median(clock), sorted(clock)[last], statistics.median(cpu), sorted(cpu)[last], queries,
        len(response.content) / 1000,
    )  # fmt: skip


def main() -> None:
    """Ask for every page of the workbench."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50, help="requests of each page")
    parser.add_argument("--positions", type=int, default=30)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    body = Organisation.objects.create(slug="body", name="Kammer", kind=Organisation.Kind.CRAFTS_CHAMBER, land="BY")
    worker = Person.objects.create_user("worker", "worker@example.org", "correct horse battery")
    Membership.objects.create(person=worker, organisation=body, role=Membership.Role.CASE_WORKER)
    case = case_of(worker, body, options.positions)
    client = Client(headers={"host": "localhost"})
    client.force_login(worker)
    base = f"/en/workspace/cases/{case.pk}/comparison/"
    finding = case.assessment.findings.last()
    assert finding is not None
    pages = {
        "overview": base, "only open": f"{base}?show=open", "several": f"{base}?show=several",
        "position": f"{base}{finding.position_id}/", "questions": f"{base}questions/",
    }  # fmt: skip
    start = time.perf_counter()
    client.get(pages["position"])
    print(f"{options.positions} positions, {UNITS} units, {JOBS} jobs, {COURSES} courses, {LAW:,} positions of law")
    print(f"first proposal, words learned: {(time.perf_counter() - start) * 1000:.0f} ms ({connection.vendor})")
    print(f"{'page':12} {'median':>8} {'p95':>8} {'cpu':>8} {'cpu p95':>8} {'queries':>8} {'kB':>6}")
    worst = 0.0
    for name, address in pages.items():
        found = figures(client, address, options.rounds)
        worst = max(worst, found[1])
        print(f"{name:12} {' '.join(f'{figure:8.0f}' for figure in found[:5])} {found[5]:6.0f}")
    print(f"worst p95 {worst:.0f} ms: {'within' if worst <= BUDGET else 'OVER'} {BUDGET} ms")


if __name__ == "__main__":
    main()
