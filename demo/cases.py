"""The invented cases of cases.yaml, played through the same actions that people use, each on its own day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from bqportal.comparison.sharing import SharedFacts, add_precedent
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.queries import version_in_force
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.procedures.actions.assessing import answer_position, answer_questions, begin_assessment
from bqportal.procedures.actions.evidence import add_experience, change_document, change_training, training_values
from bqportal.procedures.actions.intake import begin_case, change_application
from bqportal.procedures.actions.notices import approve_notice, draft_notice, issue_notice
from bqportal.procedures.actions.stepping import take_step
from bqportal.procedures.models import Case, CaseOffice, Notice, RemedyInstruction
from bqportal.procedures.workflow import Move, Outcome, Step, Suspension
from bqportal.qualifications.models import Qualification

FILE = Path(__file__).parent / "cases.yaml"
REASON = "Der Lehrplan des Profils weist diese Inhalte aus; das Zeugnis bestätigt die bestandene Prüfung."
DIFFERENT = (
    "Inhalte fehlen im Lehrplan.",
    "Kern der Tätigkeit in diesem Beruf.",
    "Weder Zeugnisse noch Arbeitgeber belegen sie.",
)
MEASURE = "Anpassungslehrgang von drei Monaten oder Eignungsprüfung, beschränkt auf die genannten Inhalte."
IMMIGRATION_OFFICE = "Ausländerbehörde Musterstadt (erfunden)\nAmtsplatz 1\n00000 Musterstadt"
EMPLOYER = "Beispielbetrieb GmbH\nWerkstraße 1\n00000 Musterstadt"
ON_RECORD = (
    "Die volle Gleichwertigkeit wird nicht festgestellt; die in den Gründen genannten Qualifikationen sind vorhanden."
)
HINTS = "Die fehlenden Inhalte können in einer Anpassungsqualifizierung in einem Ausbildungsbetrieb erworben werden."


@dataclass
class Play:
    """One case while its story is told: who works on it, and on which day the story is."""

    case: Case
    worker: Person
    second: Person
    today: date
    day: date

    @property
    def at(self) -> datetime:
        """The moment of the step."""
        return timezone.make_aware(datetime.combine(self.day, time(10)))

    def ago(self, days: int) -> date:
        """That many days before the day of loading."""
        return self.today - timedelta(days=days)

    def issue(self, kind: str, order: Mapping[str, Any], **texts: str) -> None:
        """Draft a letter and send it."""
        notice = draft_notice(case=self.case, kind=kind, order=order, texts=texts, by=self.worker, at=self.at)
        issue_notice(notice=notice, on=self.day, by=self.worker, at=self.at)

    def step(self, step: Step, **values: Any) -> None:
        """Take a step that needs no letter."""
        take_step(case=self.case, move=Move(step, self.day, **values), by=self.worker, at=self.at)


@transaction.atomic
def example_cases(workers: Mapping[str, tuple[Person, Person]], today: date) -> int:
    """Make the invented cases of every body that has none yet; returns how many were made.

    Args:
        workers: body of cases.yaml → its two case workers.
    """
    told = yaml.safe_load(FILE.read_text())
    bodies = {key: body_of(entry) for key, entry in told["bodies"].items()}
    empty = {key for key, body in bodies.items() if not Case.objects.filter(organisation=body).exists()}
    stories = [entry for entry in told["cases"] if entry["body"] in empty]
    for entry in stories:
        tell(entry, bodies[entry["body"]], workers[entry["body"]], today)
    if "trade" in empty:
        for entry in told["shared"]:
            share(entry, bodies[entry["body"]], workers[entry["body"]][0], today)
    return len(stories)


def share(entry: Mapping[str, Any], body: Organisation, by: Person, today: date) -> None:
    """Results of cases that are not in here, as another body would have shared them."""
    version = version_in_force(ReferenceOccupation.objects.get(slug=entry["occupation"]), today)
    profile = Qualification.objects.get(slug=entry["qualification"])
    if version is None:
        return
    positions = list(version.positions.values_list("pk", flat=True)[: entry["differing"]])
    facts = SharedFacts(profile.pk, 1, version.pk, 2005, entry["outcome"], False, False, today - timedelta(days=200))
    for _number in range(entry["count"]):
        add_precedent(facts=facts, positions=positions, organisation=body, by=by, at=timezone.now())


def body_of(entry: Mapping[str, Any]) -> Organisation:
    """An invented body with letterhead and instruction on remedies."""
    values = {name: entry[name] for name in ("kind", "name", "city", "land")}
    body, _new = Organisation.objects.update_or_create(slug=entry["slug"], defaults=values)
    CaseOffice.objects.get_or_create(organisation=body, defaults={
        "letterhead": f"Anerkennungsstelle (erfunden)\nBeispielstraße 1\n00000 {body.city}",
        "signatory": "Im Auftrag", "contact": "anerkennung@example.org", "land": body.land,
        "fee_text": "Diese Entscheidung ist gebührenpflichtig. Das Beispiel ist erfunden; es wird nichts erhoben.",
        "file_months": 120, "record_months": 60, "reading_months": 24,
    })  # fmt: skip
    RemedyInstruction.objects.get_or_create(organisation=body, valid_from=date(2020, 1, 1), defaults={
        "remedy": "action", "body": f"Verwaltungsgericht {body.city} (erfunden)",
        "seat": f"Gerichtsplatz 1, 00000 {body.city}",
        "text": "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage bei dem Verwaltungsgericht "
        f"{body.city}, Gerichtsplatz 1, 00000 {body.city}, erhoben werden.", "source": "erfunden",
    })  # fmt: skip
    return body


def tell(entry: Mapping[str, Any], body: Organisation, workers: tuple[Person, Person], today: date) -> Case:
    """Begin the case on the first day of its story, and go through it."""
    first = today - timedelta(days=entry["story"][0][0])
    at = timezone.make_aware(datetime.combine(first, time(9)))
    case = begin_case(organisation=body, values=intake_of(entry, first), by=workers[0], at=at)
    play = Play(case, workers[0], workers[1], today, first)
    apply_for(entry, play)
    for days, step, *needed in entry["story"][1:]:
        play.day = play.ago(days)
        STORY.get(step, plain_step(step))(play, *needed)
    return case


def intake_of(entry: Mapping[str, Any], received: date) -> dict[str, Any]:
    """What the case worker enters on the first day."""
    person, training = dict(entry["person"]), entry["training"]
    no_contact = person.pop("no_contact", False)
    profile = Qualification.objects.filter(slug=entry.get("qualification", "")).first()
    address = {"street": "Beispielweg 1", "postcode": "00000", "city": "Beispielstadt", "birth_date": date(1990, 1, 1)}
    accelerated = entry.get("accelerated", False)
    return {
        "applicant": {**person, **address, "no_contact_with_origin": no_contact},
        "case": {
            "first_application": True, "is_accelerated": accelerated, "wanted_land": body_land(entry),
            "immigration_office": IMMIGRATION_OFFICE if accelerated else "",
            "employer": EMPLOYER if accelerated else "",
        },
        "training": {
            "title": profile.title if profile else training["title"],
            "language": profile.language if profile else training["lang"],
            "institution": training["institution"],
            "country": profile.country.code if profile else training["country"],
            "certified_on": training["certified"],
        },
        "arrived": ["cv", "identity", "certificate"], "received_on": received, "is_example": True,
    }  # fmt: skip


def body_land(entry: Mapping[str, Any]) -> str:
    """The Land in which the person wants to work: that of the body."""
    return {"craft": "BY", "trade": "NW"}[entry["body"]]


def apply_for(entry: Mapping[str, Any], play: Play) -> None:
    """Profile, reference occupation, procedure; and what the person worked."""
    version = version_in_force(ReferenceOccupation.objects.get(slug=entry["occupation"]), play.today)
    specialisation = version.specialisations.first() if version else None
    values = {
        "qualification": Qualification.objects.filter(slug=entry.get("qualification", "")).first(),
        "version": version,
        "specialisation": specialisation.name if specialisation else "",
        "is_regulated": entry.get("regulated", False),
    }
    change_application(case=play.case, values=values, by=play.worker, at=play.at)
    main, months = play.case.trainings.get(), entry["training"]["months"]
    ended: date = entry["training"]["certified"]
    values = training_values(main) | {
        "months": months, "began": ended - timedelta(days=round(months * 30.44)), "ended": ended,
        "prior_schooling": "Pflichtschule",
    }  # fmt: skip
    change_training(training=main, values=values, by=play.worker, at=play.at)
    if work := entry.get("experience"):
        add_experience(case=play.case, by=play.worker, at=play.at, values={
            "employer": work["employer"], "country": work["country"], "began": work["from"], "ended": work["to"],
            "tasks": work["tasks"], "evidence": "reference", "share": 100,
        })  # fmt: skip


def plain_step(name: str) -> Callable[..., None]:
    """A step that needs nothing but a reason, a result or the kind of a suspension."""

    def taken(play: Play, needed: str = "") -> None:
        step = Step(name)
        if step is Step.RESUME:
            play.step(step, kind=Suspension(needed))
        elif step is Step.FINISH_MEASURE:
            play.step(step, result=needed)
        else:
            play.step(step, reason=needed)

    return taken


def complete(play: Play) -> None:
    """The rest arrives, with translations; the decision period begins."""
    for document in play.case.documents.all():
        values = {"state": "accepted", "translation": "arrived", "arrived_on": document.arrived_on or play.day}
        change_document(document=document, values=values, by=play.worker, at=play.at)
    play.step(Step.COMPLETE)


def assess(play: Play) -> None:
    """Begin to compare."""
    begin_assessment(case=play.case, by=play.worker, at=play.at)


def findings(play: Play, order: str | Mapping[str, Any]) -> None:
    """Answer every position so that the result follows; `missing` names the wordings that differ, else the first."""
    result, named = (order, ()) if isinstance(order, str) else (order["result"], order["missing"])
    assessment = play.case.assessment
    answer_questions(assessment=assessment, by=play.worker, at=play.at, values={
        "certificate": "yes", "certificate_reason": "Prüfungszeugnis einer staatlich geregelten Ausbildung.",
        "activities": "yes", "activities_reason": "Die Tätigkeiten sind vergleichbar.",
        **({"measure": MEASURE}
           if result == "measure" else {}),
    })  # fmt: skip
    rows = list(assessment.findings.select_related("position"))
    first = {"full": 0, "partial": 2, "measure": 2, "none": len(rows)}[result]
    missing = [row for row in rows if row.position.text in named] or rows[:first]
    made_up_for = next((row for row in rows if row not in missing), None)
    evidence = {"trainings": list(play.case.trainings.all())}
    experiences = list(play.case.experiences.all())
    for row in rows:
        values: dict[str, Any] = {"differs": "no", "differs_reason": REASON, **evidence}
        if row in missing:
            values = dict(zip(("differs", "essential", "compensated"), ("yes", "yes", "no"), strict=True))
            values |= dict(zip(("differs_reason", "essential_reason", "compensated_reason"), DIFFERENT, strict=True))
        elif row == made_up_for and experiences:
            values = {
                "differs": "yes", "differs_reason": "Im Lehrplan nicht enthalten.",
                "essential": "yes", "essential_reason": DIFFERENT[1], "compensated": "yes",
                "compensated_reason": "Das Arbeitszeugnis belegt diese Aufgaben.", "experiences": experiences,
            }  # fmt: skip
        answer_position(finding=row, values=values, by=play.worker, at=play.at)


def request(play: Play, order: Mapping[str, Any]) -> None:
    """Ask for information; the period stands still."""
    until = play.ago(order["until"]).isoformat()
    told = {"kind": "information", "until": until, "reason": "Ohne diese Angaben bleiben Berufsbildpositionen offen."}
    play.issue(Notice.Kind.REQUEST, told, wanted=order["reason"])


def analyse(play: Play, reason: str) -> None:
    """Order a qualification analysis; the period stands still until it is over."""
    play.issue(Notice.Kind.ANALYSIS, {"reason": reason}, method="Fachgespräch und Arbeitsprobe von zusammen einem Tag.")


def warn(play: Play, order: Mapping[str, Any]) -> None:
    """Warn of the consequence."""
    play.issue(
        Notice.Kind.WARNING,
        {
            "until": play.ago(order["until"]).isoformat(),
            "reason": "Ohne sie kann der Sachverhalt nicht geklärt werden.",
        },
        wanted=order["reason"],
    )


def draft(play: Play, needed: str | Mapping[str, Any]) -> None:
    """Draft the decision with its notice."""
    told = {"outcome": needed, "reason": ""} if isinstance(needed, str) else needed
    play.step(Step.DRAFT, outcome=Outcome(told["outcome"]), reason=told["reason"])
    texts = {"hints": HINTS} | ({"operative": ON_RECORD} if told["outcome"] == Outcome.ON_RECORD else {})
    draft_notice(case=play.case, kind=Notice.Kind.DECISION, order={}, texts=texts, by=play.worker, at=play.at)


def approve(play: Play) -> None:
    """The second person."""
    notice = play.case.notices.get(kind=Notice.Kind.DECISION, state=Notice.State.DRAFT)
    approve_notice(notice=notice, on=play.day, by=play.second, at=play.at)


def decide(play: Play) -> None:
    """Issue what was approved."""
    notice = play.case.notices.get(kind=Notice.Kind.DECISION, state=Notice.State.APPROVED)
    issue_notice(notice=notice, on=play.day, by=play.worker, at=play.at)
    play.case.refresh_from_db()


STORY: dict[str, Callable[..., None]] = {
    "acknowledge": lambda play: play.issue(Notice.Kind.ACKNOWLEDGEMENT, {}),
    "complete": complete, "assess": assess, "findings": findings, "request": request, "warn": warn,
    "analysis": analyse,
    "extend": lambda play, order: play.issue(Notice.Kind.EXTENSION, order),
    "draft": draft, "approve": approve, "decide": decide,
}  # fmt: skip


def case_workers() -> dict[str, tuple[Person, Person]]:
    """Two case workers for each invented body; who is new has no password yet."""
    told = yaml.safe_load(FILE.read_text())["bodies"]
    found = {}
    for key, entry in told.items():
        body = body_of(entry)
        pair = []
        for number in ("", "2"):
            name = f"example-{key}{number}"
            person, _new = Person.objects.get_or_create(
                username=name, defaults={"email": f"{name}@example.org", "first_name": "Beispiel", "last_name": name}
            )
            Membership.objects.get_or_create(person=person, organisation=body, role=Membership.Role.CASE_WORKER)
            pair.append(person)
        found[key] = (pair[0], pair[1])
    return found
