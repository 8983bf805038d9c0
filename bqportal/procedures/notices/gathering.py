"""What a notice says, gathered from its case."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bqportal.comparison.models import Comparison
from bqportal.editorial.models import Publishable
from bqportal.editorial.queries import revisions_of
from bqportal.occupations.models import OccupationVersion
from bqportal.procedures.assessing import verdict_of
from bqportal.procedures.clock import office_of
from bqportal.procedures.documents import HERE, Paper, lacking
from bqportal.procedures.findings import limbs_of
from bqportal.procedures.models import Assessment, Case, CaseOffice, Experience, Notice, RemedyInstruction, Training
from bqportal.procedures.notices.facts import Facts, PositionFacts, TrainingFacts, WorkFacts
from bqportal.procedures.workflow import Step

IN_WORK = (Notice.State.DRAFT, Notice.State.APPROVED)


def lacks_of_decision(case: Case) -> Collection[str] | None:
    """Mandatory parts that the decision notice in work lacks; None while there is none."""
    from bqportal.procedures.notices.building import lacks_of_notice  # it builds from what is gathered here

    notice = decision_in_work(case)
    return None if notice is None else lacks_of_notice(notice)


def decision_in_work(case: Case) -> Notice | None:
    """The decision notice that is drafted or approved."""
    found: Notice | None = case.notices.filter(kind=Notice.Kind.DECISION, state__in=IN_WORK).first()
    return found


def remedy_of(case: Case, day: date) -> RemedyInstruction | None:
    """The instruction on remedies that is valid on a day: the one for this outcome before the one for all."""
    valid = [
        row
        for row in RemedyInstruction.objects.filter(organisation=case.organisation_id, valid_from__lte=day)
        if (row.valid_to is None or row.valid_to >= day) and row.outcome in ("", case.outcome)
    ]
    return next((row for row in valid if row.outcome), valid[0] if valid else None)


def facts_for(case: Case, day: date | None = None) -> Facts:
    """Everything that a notice of this case may quote, as it stands now.

    Args:
        day: on which the notice goes out; it decides which instruction on remedies is valid.
    """
    office, day = office_of(case), day or timezone.localdate()
    remedy = remedy_of(case, day)
    found = Assessment.objects.filter(case=case).select_related("comparison").first()
    return Facts(
        number=case.number, state=case.state, outcome=case.outcome, is_regulated=case.is_regulated,
        is_accelerated=case.is_accelerated, in_eea=case.in_eea, costs=office.fee_text.strip(),
        remedy=remedy.text.strip() if remedy else "", wanted_occupation=case.wanted_occupation,
        received_on=case.received_on, completed_on=case.completed_on, decide_by=case.decide_by,
        **_people(case, office), **_occupation(case), **_events(case), **_papers(case), **_assessment(case, found),
        quoted=tuple(quoted_of(case, found)),
    )  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _people(case: Case, office: CaseOffice) -> dict[str, Any]:
    """Who writes to whom."""
    person = case.applicant
    place = f"{person.postcode} {person.city}".strip()
    return {
        "person": str(person), "birth_date": person.birth_date, "country": person.country,
        "address": tuple(line for line in (person.street.strip(), place) if line),
        "representative": _lines(person.representative), "immigration_office": _lines(case.immigration_office),
        "employer": _lines(case.employer), "authority": case.organisation.name,
        "letterhead": _lines(office.letterhead), "contact": _lines(office.contact), "signatory": office.signatory,
    }  # fmt: skip


def _occupation(case: Case) -> dict[str, Any]:
    """The reference occupation with the regulation that defines it."""
    version = case.version
    if version is None:
        return {"specialisation": case.specialisation}
    rule = version.regulation
    names = dict.fromkeys(name for name in (version.name_m, version.name_f) if name)
    return {
        "occupation": " / ".join(names), "specialisation": case.specialisation,
        "has_specialisations": version.specialisations.exists(), "regulation": rule.title,
        "regulation_key": rule.key, "enacted": rule.enacted, "citation": rule.citation,
        "legal_basis": rule.legal_basis,
    }  # fmt: skip


def _events(case: Case) -> dict[str, Any]:
    """Suspensions, the extension, the warning, and why the decision was drafted as it was."""
    events = list(case.events.all())
    resumed = {event.kind: event.on for event in events if event.step == Step.RESUME}
    warnings = [event for event in events if event.step == Step.WARN and event.until]
    drafts = [event for event in events if event.step == Step.DRAFT]
    measures = [event.on for event in events if event.step == Step.FINISH_MEASURE]
    return {
        "suspended": tuple(
            (event.kind, event.on, event.until, resumed.get(event.kind))
            for event in events
            if event.step == Step.SUSPEND
        ),
        "extended": tuple((event.on, event.until, event.months) for event in events if event.step == Step.EXTEND),
        "warned": (warnings[-1].on, warnings[-1].until) if warnings else None,
        "draft_reason": drafts[-1].reason if drafts else "",
        "measure_done": measures[-1] if measures else None,
    }


def _papers(case: Case) -> dict[str, Any]:
    """Documents that are missing, have arrived, are doubted."""
    rows = list(case.documents.all())
    papers = [Paper(row.kind, row.state, row.translation, row.language) for row in rows]
    there = bool(case.route.get("regulated_there"))
    gaps = lacking(papers, is_regulated=case.is_regulated, is_regulated_there=there)
    return {
        "missing": tuple((lack.kind, lack.part, lack.norm) for lack in gaps),
        "arrived": tuple((row.kind, row.title, row.arrived_on) for row in rows if row.state in HERE),
        "doubted": tuple((row.kind, row.title, row.note) for row in rows if row.state == "doubted"),
    }


def _assessment(case: Case, found: Assessment | None) -> dict[str, Any]:
    """Trainings, experience and findings."""
    trainings = list(case.trainings.all())
    main = next((row for row in trainings if row.kind == Training.Kind.MAIN), None)
    positions, counted, made_up = _positions(found)
    values: dict[str, Any] = {
        "training": _training(main) if main else None,
        "further": tuple(_training(row) for row in trainings if row is not main),
        "work": tuple(_work(row, counted, made_up) for row in case.experiences.all()),
        "positions": positions,
        "needs_licence": case.is_regulated and bool(case.route.get("regulated_there")),
    }
    if found:
        values |= {name: (getattr(found, name), getattr(found, f"{name}_reason").strip()) for name in _QUESTIONS}
        values["measure"] = found.measure.strip()
    return values


_QUESTIONS = ("certificate", "activities", "licence")


def _training(row: Training) -> TrainingFacts:
    return TrainingFacts(
        row.title, row.language, row.transliteration, row.institution, row.country, row.began, row.ended,
        row.certified_on, row.months, row.practice_months,
    )  # fmt: skip


def _work(row: Experience, counted: dict[int, list[str]], made_up: dict[int, list[str]]) -> WorkFacts:
    return WorkFacts(
        row.employer, row.country, row.occupation, row.began, row.ended, row.share, row.evidence,
        tuple(counted.get(row.pk, ())), tuple(made_up.get(row.pk, ())),
    )  # fmt: skip


def _positions(
    found: Assessment | None,
) -> tuple[tuple[PositionFacts, ...], dict[int, list[str]], dict[int, list[str]]]:
    """The findings in the order of the regulation; for each experience the positions that it was looked at for."""
    counted: dict[int, list[str]] = {}
    made_up: dict[int, list[str]] = {}
    if found is None:
        return (), counted, made_up
    told = []
    rows = found.findings.select_related("position").prefetch_related("units", "trainings", "experiences", "documents")
    for row in rows:
        limbs = limbs_of(row)
        for work in row.experiences.all():
            counted.setdefault(work.pk, []).append(row.position.number)
            if verdict_of(limbs) == "covered" and row.compensated == "yes":
                made_up.setdefault(work.pk, []).append(row.position.number)
        told.append(
            PositionFacts(
                row.position.number, row.position.text, verdict_of(limbs),
                (row.differs, row.essential, row.compensated),
                (row.differs_reason.strip(), row.essential_reason.strip(), row.compensated_reason.strip()),
                tuple((unit.number, unit.title, unit.language) for unit in row.units.all()),
                tuple((one.title, one.language) for one in row.trainings.all()),
                tuple(one.employer for one in row.experiences.all()),
                tuple((one.kind, one.title) for one in row.documents.all()),
            )
        )  # fmt: skip
    return tuple(told), counted, made_up


def quoted_of(case: Case, found: Assessment | None) -> list[dict[str, Any]]:
    """The version of every public fact that a notice rests on, with the address under which it stays what it was."""
    told = []
    if case.qualification:
        told.append(_quoted("qualification", case.qualification, case.qualification.title))
    if case.version:
        told.append(_of_regulation(case.version))
        told.append(_quoted("occupation", case.version.occupation, case.version.name_m))
    if found and found.comparison:
        told.append(_quoted("comparison", found.comparison, found.comparison.slug))
    return [one for one in told if one]


def _of_regulation(version: OccupationVersion) -> dict[str, Any]:
    rule = version.regulation
    return {
        "what": "regulation", "key": rule.key, "title": rule.title, "citation": rule.citation, "url": rule.url,
        "day": rule.enacted.isoformat() if rule.enacted else "", "revision": None,
    }  # fmt: skip


def _quoted(what: str, record: Publishable, title: str) -> dict[str, Any]:
    """Revision, day and lasting address of a public record; empty for one that was never public."""
    newest = revisions_of(record).first()
    if newest is None:
        return {}
    slug = record.slug if isinstance(record, Comparison) else getattr(record, "slug", "")
    day = timezone.localtime(newest.at).date()
    address = reverse(f"catalogue:{what}-as-of", args=(slug, day))
    return {
        "what": what, "key": slug, "title": title, "revision": newest.number, "day": day.isoformat(),
        "url": settings.BQPORTAL_ADDRESS + address,
    }  # fmt: skip
