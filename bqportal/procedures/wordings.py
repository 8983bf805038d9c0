"""What the portal calls states, steps, outcomes and refusals of cases."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bqportal.procedures.workflow import Outcome, Refusal, State, Step, Suspension

Words = Promise | str
# State → its words and its kind of badge (design.BADGE_KINDS).
STATES: dict[str, tuple[Words, str]] = {
    State.DRAFT: (_("being entered"), "info"),
    State.RECEIVED: (_("received"), "info"),
    State.FORWARDED: (_("passed on to another body"), "info"),
    State.INCOMPLETE: (_("documents missing"), "warning"),
    State.ACKNOWLEDGED: (_("receipt acknowledged"), "info"),
    State.COMPLETE: (_("complete"), "info"),
    State.ASSESSMENT: (_("being compared"), "info"),
    State.SUSPENDED_INFORMATION: (_("suspended: information wanted"), "warning"),
    State.SUSPENDED_AUTHENTICITY: (_("suspended: doubts about documents"), "warning"),
    State.SUSPENDED_ANALYSIS: (_("suspended: qualification analysis"), "warning"),
    State.DECISION_DRAFT: (_("decision drafted"), "warning"),
    State.APPROVED: (_("decision approved"), "success"),
    State.DECIDED: (_("decided"), "success"),
    State.NOTIFIED: (_("notified"), "success"),
    State.OBJECTION: (_("objection filed"), "warning"),
    State.OBJECTION_DECIDED: (_("objection decided"), "info"),
    State.COURT: (_("before the court"), "warning"),
    State.COURT_DECIDED: (_("decided by the court"), "info"),
    State.MEASURE_PENDING: (_("compensation measure running"), "info"),
    State.MEASURE_DONE: (_("compensation measure finished"), "warning"),
    State.FINAL: (_("final"), "success"),
    State.WITHDRAWN: (_("withdrawn by the applicant"), "info"),
    State.CLOSED: (_("closed without a decision"), "info"),
}
# Step → what the button says, and what it means.
STEPS: dict[str, tuple[Words, Words]] = {
    Step.RECEIVE: (_("Take in"), _("The application has arrived. The period for the acknowledgement begins.")),
    Step.FORWARD: (_("Pass on to another body"), _("This body is not competent; the other one is told the day.")),
    Step.ACKNOWLEDGE: (_("Acknowledge receipt"), _("Says when it arrived and what starts the period.")),
    Step.LIST_MISSING: (_("Ask for missing documents"), _("Lists what is missing; the period has not begun.")),
    Step.COMPLETE: (_("Documents are complete"), _("The decision period begins on the day the last one arrived.")),
    Step.ASSESS: (_("Begin to compare"), _("Position by position, against the regulation in force.")),
    Step.SUSPEND: (_("Suspend the period"), _("Only by a request or the order of a qualification analysis.")),
    Step.RESUME: (_("Go on"), _("What was asked for has arrived, or the time for it is over.")),
    Step.EXTEND: (_("Extend the period"), _("Once, with a reason, told before the period ends.")),
    Step.WARN: (_("Warn of the consequence"), _("Needed before an application may be rejected for not cooperating.")),
    Step.DRAFT: (_("Draft the decision"), _("What follows from the findings; somebody else approves it.")),
    Step.RETURN: (_("Send back"), _("The draft goes back with your reason.")),
    Step.APPROVE: (_("Approve the decision"), _("You read it and found it right.")),
    Step.DECIDE: (_("Issue the decision"), _("It is frozen and sent. The decision period is met with this day.")),
    Step.NOTIFY: (_("Enter the day of notification"), _("The period for the remedy begins.")),
    Step.OBJECT: (_("Objection filed"), _("The decision is looked at again.")),
    Step.DECIDE_OBJECTION: (_("Objection decided"), _("The period for the action begins.")),
    Step.SUE: (_("Action filed"), _("The administrative court has the case.")),
    Step.DECIDE_COURT: (_("Court has decided"), _("The decision of the court is entered.")),
    Step.BEGIN_MEASURE: (_("Measure begun"), _("Adaptation period or aptitude test (§ 11).")),
    Step.FINISH_MEASURE: (_("Measure finished"), _("With its result; the final decision follows.")),
    Step.FINALISE: (_("Decision is final"), _("The period for the remedy is over, or it was waived.")),
    Step.WITHDRAW: (_("Withdrawn by the applicant"), _("The case ends without a decision.")),
    Step.CLOSE: (_("Close without a decision"), _("With a reason; counted as ended without a decision.")),
}
OUTCOMES: dict[str, Words] = {
    Outcome.FULL: _("full equivalence"),
    Outcome.PARTIAL: _("partial equivalence"),
    Outcome.NONE: _("no equivalence"),
    Outcome.MEASURE: _("compensation measure"),
    Outcome.FULL_AFTER_MEASURE: _("full equivalence after a compensation measure"),
    Outcome.PARTIAL_ACCESS: _("partial access to the occupation"),
    Outcome.ALREADY_ESTABLISHED: _("rejected: equivalence is established already"),
    Outcome.NOT_ENTITLED: _("rejected: no foreign certificate of a regulated training"),
    Outcome.NOT_COOPERATED: _("rejected: no cooperation after a warning"),
    Outcome.ON_RECORD: _("decided on the record"),
}
SUSPENSIONS: dict[str, Words] = {
    Suspension.INFORMATION: _("information on content and duration (§ 5 (4), § 12 (4))"),
    Suspension.AUTHENTICITY: _("doubts about authenticity or content (§ 5 (5), § 12 (5))"),
    Suspension.ANALYSIS: _("qualification analysis (§ 14)"),
}
RESULTS: dict[str, Words] = {
    "granted": _("granted"), "partly": _("granted in part"), "refused": _("refused"),
    "passed": _("passed"), "failed": _("not passed"),
}  # fmt: skip
REFUSALS: dict[str, Words] = {
    Refusal.NOT_FROM_HERE: _("Somebody has taken this step already, or another one. Look at the case again."),
    Refusal.NO_RIGHT: _("You may not take this step here."),
    Refusal.NO_REASON: _("Give the reason; the law asks for it."),
    Refusal.IN_FUTURE: _("This day lies in the future."),
    Refusal.BEFORE_LAST: _("This day lies before the last step of the case."),
    Refusal.DOCUMENTS_MISSING: _("Required documents have not arrived. The period cannot begin yet."),
    Refusal.NOTHING_MISSING: _("Nothing is missing: say that the documents are complete."),
    Refusal.ALREADY_ACKNOWLEDGED: _("Receipt was acknowledged already."),
    Refusal.NO_KIND: _("Say which suspension it is about."),
    Refusal.NO_END: _("Set a day by which it ends."),
    Refusal.END_TOO_EARLY: _("The period would end before it can be used. Set a later day."),
    Refusal.RUNS_ON: _("For documents from the EU or EEA a request for certified copies does not suspend the period (§ 12 (3)). Ask by a message."),  # noqa: E501
    Refusal.NOT_SUSPENDED: _("The period is not suspended for this."),
    Refusal.ALREADY_EXTENDED: _("The period was extended already; the law allows it once."),
    Refusal.EXTENDED_TOO_LATE: _("The period is over or has not begun; it can be extended only while it runs."),
    Refusal.EXTENDED_TOO_LONG: _("For a training from the EU, EEA or Switzerland the extension is one month at most (§ 13 (3)). Write 1 month."),  # noqa: E501
    Refusal.NOT_WARNED: _("Warn of the consequence first, and wait until the period set there is over (§ 15 (3))."),
    Refusal.NO_OUTCOME: _("Choose the outcome."),
    Refusal.OUTCOME_NOT_FOUND: _("This outcome does not follow from the findings. Look at the comparison."),
    Refusal.OUTCOME_NOT_HERE: _("This outcome does not exist for this occupation or at this point."),
    Refusal.OWN_DRAFT: _("You drafted this decision or handle the case. Somebody else must approve it."),
    Refusal.NOTICE_LACKS: _("The notice lacks a part that the law demands. Look at the notice."),
    Refusal.NO_NOTICE: _("This step is taken by issuing its notice. Draft the notice first."),
    Refusal.REMEDY_RUNS: _("The period for the remedy still runs."),
    Refusal.NO_MEASURE: _("No compensation measure was ordered or finished in this case."),
    Refusal.NO_RESULT: _("Choose the result."),
}  # fmt: skip


def refusal_words(refusal: Refusal) -> Words:
    """Why a step is refused, and the way out."""
    return REFUSALS[refusal]
