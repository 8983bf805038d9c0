"""States, steps, outcomes and refusals of a recognition case, and the one table of what leads where. Pure.

Source: BQFG §§ 4–16. Regulated occupations go the same way (§§ 9–16), except where a guard in `workflow` says so.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands (Verfahrensstand)."""

    DRAFT = "draft"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    INCOMPLETE = "incomplete"
    ACKNOWLEDGED = "acknowledged"
    COMPLETE = "complete"
    ASSESSMENT = "assessment"
    SUSPENDED_INFORMATION = "suspended_information"
    SUSPENDED_AUTHENTICITY = "suspended_authenticity"
    SUSPENDED_ANALYSIS = "suspended_analysis"
    DECISION_DRAFT = "decision_draft"
    APPROVED = "approved"
    DECIDED = "decided"
    NOTIFIED = "notified"
    OBJECTION = "objection"
    OBJECTION_DECIDED = "objection_decided"
    COURT = "court"
    COURT_DECIDED = "court_decided"
    MEASURE_PENDING = "measure_pending"
    MEASURE_DONE = "measure_done"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """What a person does with a case. Those of `BY_NOTICE` are taken by issuing the notice that says so."""

    RECEIVE = "receive"
    FORWARD = "forward"
    ACKNOWLEDGE = "acknowledge"
    LIST_MISSING = "list_missing"
    COMPLETE = "complete"
    ASSESS = "assess"
    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    WARN = "warn"
    DRAFT = "draft"
    RETURN = "return"
    APPROVE = "approve"
    DECIDE = "decide"
    NOTIFY = "notify"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    SUE = "sue"
    DECIDE_COURT = "decide_court"
    BEGIN_MEASURE = "begin_measure"
    FINISH_MEASURE = "finish_measure"
    FINALISE = "finalise"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Outcome(StrEnum):
    """What was decided (Art der Entscheidung)."""

    FULL = "full"
    PARTIAL = "partial"  # formally a rejection that states the existing qualifications, § 7 Abs. 2
    NONE = "none"
    MEASURE = "measure"  # regulated occupations, § 10
    FULL_AFTER_MEASURE = "full_after_measure"
    PARTIAL_ACCESS = "partial_access"  # only where the occupation's own law knows it
    ALREADY_ESTABLISHED = "already_established"  # § 6 Abs. 5, § 14a Abs. 6
    NOT_ENTITLED = "not_entitled"  # no foreign certificate, § 3 Abs. 2, § 6 Abs. 1
    NOT_COOPERATED = "not_cooperated"  # § 15 Abs. 3
    ON_RECORD = "on_record"  # decided without further investigation, § 15 Abs. 2


class Suspension(StrEnum):
    """Why the clock stands still (Hemmung, § 6 Abs. 4, § 13 Abs. 4, § 14a Abs. 4)."""

    INFORMATION = "information"  # § 5 Abs. 4, § 12 Abs. 4
    AUTHENTICITY = "authenticity"  # § 5 Abs. 5, § 12 Abs. 5
    ANALYSIS = "qualification_analysis"  # § 14


class Refusal(StrEnum):
    """Why a step is refused."""

    NOT_FROM_HERE = "not_from_here"
    NO_RIGHT = "no_right"
    NO_REASON = "no_reason"
    IN_FUTURE = "in_future"
    BEFORE_LAST = "before_last"
    BEFORE_RECEIPT = "before_receipt"
    BEFORE_ARRIVAL = "before_arrival"
    BEFORE_SUSPENSION = "before_suspension"
    DOCUMENTS_MISSING = "documents_missing"
    NOTHING_MISSING = "nothing_missing"
    ALREADY_ACKNOWLEDGED = "already_acknowledged"
    NO_KIND = "no_kind"
    NO_END = "no_end"
    TWO_ENDS = "two_ends"
    END_TOO_EARLY = "end_too_early"
    RUNS_ON = "runs_on"  # § 12 Abs. 3 Satz 3: asking for certified copies does not suspend
    NOT_SUSPENDED = "not_suspended"
    ALREADY_EXTENDED = "already_extended"
    EXTENDED_TOO_LATE = "extended_too_late"
    EXTENDED_TOO_LONG = "extended_too_long"
    NOT_WARNED = "not_warned"
    NO_OUTCOME = "no_outcome"
    NOT_COMPARED = "not_compared"
    STILL_SUSPENDED = "still_suspended"
    OUTCOME_NOT_FOUND = "outcome_not_found"
    OUTCOME_NOT_HERE = "outcome_not_here"
    FINDINGS_CHANGED = "findings_changed"
    OWN_DRAFT = "own_draft"
    NOTICE_LACKS = "notice_lacks"
    NO_NOTICE = "no_notice"
    REMEDY_RUNS = "remedy_runs"
    NO_MEASURE = "no_measure"
    AGAINST_MEASURE = "against_measure"
    NO_RESULT = "no_result"
    NOT_SUCCESSFUL = "not_successful"


SUSPENDED = {
    Suspension.INFORMATION: State.SUSPENDED_INFORMATION,
    Suspension.AUTHENTICITY: State.SUSPENDED_AUTHENTICITY,
    Suspension.ANALYSIS: State.SUSPENDED_ANALYSIS,
}
AT_INTAKE = (State.RECEIVED, State.INCOMPLETE, State.ACKNOWLEDGED)
IN_SUSPENSION = tuple(SUSPENDED.values())
RUNNING = (State.COMPLETE, State.ASSESSMENT, *IN_SUSPENSION)
IN_DECISION = (State.DECISION_DRAFT, State.APPROVED)
OPEN = (State.DRAFT, *AT_INTAKE, *RUNNING, *IN_DECISION, State.MEASURE_PENDING, State.MEASURE_DONE)
ENDED = (State.FORWARDED, State.FINAL, State.WITHDRAWN, State.CLOSED)
DECIDED = (
    State.DECIDED, State.NOTIFIED, State.OBJECTION, State.OBJECTION_DECIDED, State.COURT, State.COURT_DECIDED,
)  # fmt: skip
SAME = None  # the step is taken, and the case stands where it stood

# Step → from where → to where.
TABLE: dict[Step, dict[State, State | None]] = {
    Step.RECEIVE: {State.DRAFT: State.RECEIVED},
    Step.FORWARD: dict.fromkeys((*AT_INTAKE, State.COMPLETE), State.FORWARDED),
    Step.ACKNOWLEDGE: {State.RECEIVED: State.ACKNOWLEDGED} | dict.fromkeys((State.INCOMPLETE, *RUNNING), SAME),
    Step.LIST_MISSING: dict.fromkeys(AT_INTAKE, State.INCOMPLETE),
    Step.COMPLETE: dict.fromkeys(AT_INTAKE, State.COMPLETE),
    # Taken up again after an objection or an action that succeeded (§§ 72, 113 VwGO): a new decision follows.
    Step.ASSESS: dict.fromkeys((State.COMPLETE, State.OBJECTION_DECIDED, State.COURT_DECIDED), State.ASSESSMENT),
    Step.SUSPEND: dict.fromkeys((State.ASSESSMENT, *IN_SUSPENSION), SAME),  # to SUSPENDED[kind]
    Step.RESUME: dict.fromkeys(IN_SUSPENSION, State.ASSESSMENT),  # or to what else still suspends
    Step.EXTEND: dict.fromkeys((*RUNNING, *IN_DECISION), SAME),
    Step.WARN: dict.fromkeys((State.INCOMPLETE, State.ASSESSMENT, *IN_SUSPENSION), SAME),
    Step.DRAFT: dict.fromkeys((*AT_INTAKE, *RUNNING, State.MEASURE_DONE), State.DECISION_DRAFT),
    Step.RETURN: dict.fromkeys(IN_DECISION, State.ASSESSMENT),  # to where it was drafted
    Step.APPROVE: {State.DECISION_DRAFT: State.APPROVED},
    Step.DECIDE: {State.APPROVED: State.DECIDED},
    Step.NOTIFY: {State.DECIDED: State.NOTIFIED},
    Step.OBJECT: {State.NOTIFIED: State.OBJECTION},
    Step.DECIDE_OBJECTION: {State.OBJECTION: State.OBJECTION_DECIDED},
    Step.SUE: {State.NOTIFIED: State.COURT, State.OBJECTION_DECIDED: State.COURT},
    Step.DECIDE_COURT: {State.COURT: State.COURT_DECIDED},
    Step.BEGIN_MEASURE: {State.NOTIFIED: State.MEASURE_PENDING, State.FINAL: State.MEASURE_PENDING},
    Step.FINISH_MEASURE: {State.MEASURE_PENDING: State.MEASURE_DONE},
    Step.FINALISE: dict.fromkeys((State.NOTIFIED, State.OBJECTION_DECIDED, State.COURT_DECIDED), State.FINAL),
    Step.WITHDRAW: dict.fromkeys(OPEN, State.WITHDRAWN),
    Step.CLOSE: dict.fromkeys(OPEN, State.CLOSED),
}
BY_NOTICE = frozenset({Step.ACKNOWLEDGE, Step.LIST_MISSING, Step.SUSPEND, Step.EXTEND, Step.WARN, Step.DECIDE})
REASONED = frozenset({Step.FORWARD, Step.SUSPEND, Step.EXTEND, Step.WARN, Step.RETURN, Step.CLOSE})
FOUND = frozenset({Outcome.FULL, Outcome.PARTIAL, Outcome.NONE, Outcome.MEASURE})  # follow from the findings
AT_ANY_TIME = frozenset({Outcome.ALREADY_ESTABLISHED, Outcome.NOT_ENTITLED})
ONLY_REGULATED = frozenset({Outcome.MEASURE, Outcome.FULL_AFTER_MEASURE, Outcome.PARTIAL_ACCESS})
ONLY_GENERAL = frozenset({Outcome.PARTIAL, Outcome.ALREADY_ESTABLISHED})  # § 7 Abs. 2; § 6 Abs. 5, § 14a Abs. 6
ESTABLISHED = frozenset({Outcome.FULL, Outcome.FULL_AFTER_MEASURE, Outcome.ALREADY_ESTABLISHED})
# What an objection, an action or a measure may come to.
SUCCESSFUL = ("granted", "partly")
REMEDY_RESULTS = (*SUCCESSFUL, "refused", "withdrawn")
MEASURE_RESULTS = ("passed", "failed")
ARRIVED, LAPSED = "arrived", "lapsed"  # why the clock goes on: what was asked for came, or the time for it is over
RESUME_RESULTS = (ARRIVED, LAPSED)
