"""The flat record of a case for one year (§ 17 Abs. 2 und 3 BQFG), and what is missing in it.

The official record layout is not public: the names are ours, `CodeMapping` says how the office calls the values.
A record has no name, date of birth, file number or address, and nothing of Art. 9 GDPR: § 17 does not ask for it.
Messages on the freedom to provide services (§ 17 Abs. 2 Nr. 4) are no procedures under the BQFG; none is kept here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from django.db.models import Prefetch, Q, QuerySet

from bqportal.organisations.models import Organisation
from bqportal.procedures.models import Case, CaseEvent, CaseOffice
from bqportal.procedures.workflow import Outcome, Step, Suspension
from bqportal.statistics.codes import PENDING, WITHOUT, mapping
from bqportal.statistics.models import StatisticsRecord
from bqportal.statistics.story import decisions_of, first_day, last_of, years_of

Record = dict[str, str]
# Everything that a record says, in the order of the file. Nothing else may ever stand in one (§ 17 Abs. 6 Nr. 2).
ATTRIBUTES = (
    "record_no", "respondent", "year",  # § 17 Abs. 3
    "citizenship", "sex", "residence", "acknowledged_on", "completed_on",  # Abs. 2 Nr. 1
    "training_state", "reference_occupation", "kldb",  # Nr. 2
    "subject", "first_decided_on", "first_decision", "final_decided_on", "final_decision",  # Nr. 3
    "is_accelerated", "has_analysis", "is_extended", "is_partial_access", "is_without_decision",  # Nr. 3
    "objected_on", "objection_decided_on", "objection_result", "sued_on", "court_decided_on", "court_result",  # Nr. 5
)  # fmt: skip
CODED = (
    "citizenship", "sex", "residence", "training_state", "reference_occupation", "subject", "first_decision",
    "final_decision", "objection_result", "court_result", "is_accelerated", "has_analysis", "is_extended",
    "is_partial_access", "is_without_decision",
)  # fmt: skip


@dataclass(frozen=True)
class Reported:
    """A record with its case, as long as there is one, and the attributes that it lacks."""

    record: Record
    case: Case | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """All records of a body for one year.

    Attributes:
        is_example: the body has invented examples and nothing else; beside real cases examples do not count.
        unmapped: codes for which the table has none of the office's, per attribute.
    """

    year: int
    rows: list[Reported] = field(default_factory=list)
    is_example: bool = False
    unmapped: dict[str, list[str]] = field(default_factory=dict)

    @property
    def incomplete(self) -> list[Reported]:
        """Records that lack something."""
        return [row for row in self.rows if row.missing]

    @property
    def complete(self) -> int:
        """How many records lack nothing."""
        return len(self.rows) - len(self.incomplete)


def record_number(case: Case, year: int) -> str:
    """The same for a case and year every time; nobody can tell from it the case, or the record of another year.

    It follows from a random key that is kept in the file and erased with it.
    """
    text = f"{case.pk}:{year}".encode()
    return blake2b(text, key=case.statistics_key.encode(), digest_size=10).hexdigest().upper()


def record_of(case: Case, year: int) -> Record | None:
    """The record as of 31 December; None when the case is not reported for that year. Reads the events."""
    end = date(year, 12, 31)
    events = [event for event in case.events.all() if event.on <= end]
    if year not in years_of(events, end):
        return None
    record = dict.fromkeys(ATTRIBUTES, "")
    office = getattr(case.organisation, "case_office", None)
    record |= {"record_no": record_number(case, year), "year": str(year)}
    record |= {"respondent": (office.respondent if office else "") or case.organisation.slug}
    return record | _person(case) | _application(case, events) | _decided(events) | _remedies(events)


def _person(case: Case) -> Record:
    """Citizenship, sex and residence: the municipality in Germany, the state abroad."""
    who = case.applicant
    residence = who.municipality if who.country == "DE" else who.country
    return {"citizenship": who.citizenship, "sex": who.sex, "residence": residence}


def _application(case: Case, events: list[CaseEvent]) -> Record:
    """What is applied for, when it was acknowledged and complete, and what is particular about the procedure."""
    occupation = case.version.occupation if case.version else None
    analysis = any(event.step == Step.SUSPEND and event.kind == Suspension.ANALYSIS for event in events)
    return {
        "acknowledged_on": _day(first_day(events, Step.ACKNOWLEDGE)),
        "completed_on": _day(first_day(events, Step.COMPLETE)),
        "training_state": case.training_state,
        "reference_occupation": occupation.slug if occupation else "",
        "kldb": occupation.kldb if occupation else "",
        "subject": "regulated" if case.is_regulated else "not_regulated",
        "is_accelerated": _flag(case.is_accelerated),
        "has_analysis": _flag(analysis),
        "is_extended": _flag(any(event.step == Step.EXTEND for event in events)),
    }


def _decided(events: list[CaseEvent]) -> Record:
    """The first decision that can be appealed against, and the one that stands; or that there is none."""
    own = decisions_of(events)
    ended = last_of(events, Step.WITHDRAW) or last_of(events, Step.CLOSE)
    if not own:
        kind = WITHOUT if ended else PENDING
        return {
            "first_decision": kind, "final_decision": kind, "final_decided_on": _day(ended.on if ended else None),
            "is_partial_access": _flag(False), "is_without_decision": _flag(bool(ended)),
        }  # fmt: skip
    last, day = own[-1].outcome, own[-1].on
    for step in (Step.DECIDE_OBJECTION, Step.DECIDE_COURT):
        event = last_of(events, step)
        if event is not None and event.on >= day:
            # A remedy that was refused leaves the decision; after one that was granted the new outcome is needed.
            day, last = event.on, event.outcome or (last if event.result in ("refused", "withdrawn") else "")
    partial = Outcome.PARTIAL_ACCESS in (last, *(one.outcome for one in own))
    return {
        "first_decided_on": _day(own[0].on), "first_decision": own[0].outcome,
        "final_decided_on": _day(day), "final_decision": last,
        "is_partial_access": _flag(partial), "is_without_decision": _flag(False),
    }  # fmt: skip


def _remedies(events: list[CaseEvent]) -> Record:
    """Objection and action: when, decided when, with what result."""
    objection, court = last_of(events, Step.DECIDE_OBJECTION), last_of(events, Step.DECIDE_COURT)
    return {
        "objected_on": _day(first_day(events, Step.OBJECT)),
        "objection_decided_on": _day(objection.on if objection else None),
        "objection_result": objection.result if objection else "",
        "sued_on": _day(first_day(events, Step.SUE)),
        "court_decided_on": _day(court.on if court else None),
        "court_result": court.result if court else "",
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _flag(value: bool) -> str:
    return "1" if value else "0"


def missing_in(record: Mapping[str, str]) -> tuple[str, ...]:
    """Attributes that the law asks for and the record lacks, given how far the case is."""
    needed = ["citizenship", "sex", "residence", "acknowledged_on", "training_state"]
    if record["first_decision"] != WITHOUT:
        needed += ["reference_occupation"]
    if record["first_decision"] not in (WITHOUT, PENDING):
        needed += ["first_decided_on", "first_decision", "final_decided_on", "final_decision"]
    needed += ["objection_result"] if record["objection_decided_on"] else []
    needed += ["court_result"] if record["court_decided_on"] else []
    return tuple(name for name in needed if not record[name])


def cases_reported(organisation: Organisation, year: int) -> QuerySet[Case]:
    """Cases that may have to be reported, with everything a record says: three queries."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (
        Case.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first), organisation=organisation)
        .filter(received_on__lte=last)
        .select_related("organisation__case_office", "applicant", "version__occupation")
        .prefetch_related(Prefetch("events", CaseEvent.objects.order_by("on", "pk")))
        .order_by("received_on", "pk")
    )


def counts_examples(organisation: Organisation) -> bool:
    """Invented examples count only where there is nothing else: in a demonstration."""
    cases = Case.objects.filter(organisation=organisation)
    return cases.filter(is_example=True).exists() and not cases.filter(is_example=False).exists()


def delivery_of(organisation: Organisation, year: int) -> Delivery:
    """The records of a body for a year: of its cases, and of those whose files are erased already."""
    example = counts_examples(organisation)
    found = []
    for case in cases_reported(organisation, year).filter(is_example=example):
        record = record_of(case, year)
        if record is not None:
            found.append(Reported(record, case, missing_in(record)))
    present = {row.record["record_no"] for row in found}
    kept = StatisticsRecord.objects.filter(organisation=organisation, year=year).exclude(number__in=present)
    # What is kept of a case that is there, and not reported any more, was corrected since: the case counts.
    own = {record_number(case, year) for case in Case.objects.filter(organisation=organisation).only("statistics_key")}
    gone = [dict.fromkeys(ATTRIBUTES, "") | row.data for row in kept if row.number not in own]
    rows = [*found, *(Reported(record, None, missing_in(record)) for record in gone)]
    return Delivery(year, rows, example, unmapped_in([row.record for row in rows]))


def unmapped_in(records: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Codes of these records that the table does not translate yet."""
    known = mapping()
    found: dict[str, set[str]] = {}
    for record in records:
        for name in CODED:
            if record[name] and (name, record[name]) not in known:
                found.setdefault(name, set()).add(record[name])
    return {name: sorted(found[name]) for name in CODED if name in found}


def years_with_records(organisation: Organisation, today: date) -> list[int]:
    """Years that the page offers, the newest first: since the first application or record, up to this one."""
    first = Case.objects.filter(organisation=organisation, received_on__isnull=False).order_by("received_on").first()
    oldest = StatisticsRecord.objects.filter(organisation=organisation).order_by("year").first()
    starts = [first.received_on.year] if first else []
    starts += [oldest.year] if oldest else []
    return list(range(today.year, min(starts, default=today.year - 1) - 1, -1))


def office_facts(organisation: Organisation) -> CaseOffice:
    """Respondent and contact, which go beside the records (Hilfsmerkmale, § 17 Abs. 3 Nr. 1 und 2)."""
    found = CaseOffice.objects.filter(organisation=organisation).first()
    return found or CaseOffice(organisation=organisation)


def open_years(case: Case, today: date) -> list[int]:
    """Every year for which the case has been reported or will be, up to this one."""
    return years_of(list(case.events.all()), today)
