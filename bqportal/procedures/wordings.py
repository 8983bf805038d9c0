"""What the portal calls states, steps, outcomes and refusals of cases."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    Step.ASSESS: (
        _("Begin to compare"),
        _("Position by position, against the regulation in force; after a successful objection or action once more."),
    ),
    Step.SUSPEND: (_("Suspend the period"), _("Only by a request or the order of a qualification analysis.")),
    Step.RESUME: (pgettext_lazy("period", "Go on"), _("What was asked for has arrived, or the time for it is over.")),
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
    "withdrawn": _("taken back by the applicant, or settled"),
    "passed": _("passed"), "failed": _("not passed"),
    "arrived": _("what was asked for has arrived"), "lapsed": _("the time for it is over and nothing arrived"),
}  # fmt: skip
REFUSALS: dict[str, Words] = {
    Refusal.NOT_FROM_HERE: _("This step does not follow from where the case stands; somebody may have taken it already. Look at the overview of the case."),  # noqa: E501
    Refusal.NO_RIGHT: _("Only case workers of this body take steps. Ask a manager of the body."),
    Refusal.NO_REASON: _("Give the reason; the law asks for it."),
    Refusal.IN_FUTURE: _("This day lies in the future. Enter the step on the day itself."),
    Refusal.BEFORE_LAST: _("This day lies before the last step of the case. Enter that day or a later one; the history shows it."),  # noqa: E501
    Refusal.BEFORE_RECEIPT: _("This day lies before the application was received. Enter that day or a later one."),
    Refusal.BEFORE_ARRIVAL: _("A required document arrived later than this day. Enter the day the last one arrived, or correct its day under documents."),  # noqa: E501
    Refusal.BEFORE_SUSPENSION: _("This day lies before the period was suspended. Enter the day of the request or a later one."),  # noqa: E501
    Refusal.DOCUMENTS_MISSING: _("Required documents have not arrived, so the period cannot begin. Enter what arrived under documents, or ask for what is missing."),  # noqa: E501
    Refusal.NOTHING_MISSING: _("Nothing is missing: say that the documents are complete."),
    Refusal.ALREADY_ACKNOWLEDGED: _("Receipt was acknowledged already. A further certificate is under notices."),
    Refusal.NO_KIND: _("Say which suspension it is about."),
    Refusal.NO_END: _("Set a day by which it ends."),
    Refusal.TWO_ENDS: _("Give either a number of months or a day, not both."),
    Refusal.END_TOO_EARLY: _("The period would end before it can be used. Set a later day."),
    Refusal.RUNS_ON: _("For documents from the EU or EEA a request for certified copies does not suspend the period (§ 12 (3)). Ask by a message."),  # noqa: E501
    Refusal.NOT_SUSPENDED: _("The period is not suspended for this. Choose a suspension that stands open."),
    Refusal.ALREADY_EXTENDED: _("The period was extended already; the law allows it once. Decide, or suspend it where the law allows that."),  # noqa: E501
    Refusal.EXTENDED_TOO_LATE: _("The period is over or has not begun; it can be extended only while it runs. Decide as soon as you can: nothing is approved by the delay."),  # noqa: E501
    Refusal.EXTENDED_TOO_LONG: _("For a training from the EU, EEA or Switzerland the extension is one month at most (§ 13 (3)). Write 1 month."),  # noqa: E501
    Refusal.NOT_WARNED: _("Warn of the consequence first, and wait until the period set there is over (§ 15 (3)). A warning no longer counts once documents arrived or something else was asked for."),  # noqa: E501
    Refusal.NO_OUTCOME: _("Choose the outcome."),
    Refusal.NOT_COMPARED: _("This outcome follows from the comparison. Begin to compare first."),
    Refusal.STILL_SUSPENDED: _("The period is suspended and something is still open. Go on first, then draft the decision."),  # noqa: E501
    Refusal.OUTCOME_NOT_FOUND: _("This outcome does not follow from the findings. Look at the comparison."),
    Refusal.OUTCOME_NOT_HERE: _("This outcome does not exist for this occupation or at this point. Choose another one."),  # noqa: E501
    Refusal.FINDINGS_CHANGED: _("The findings changed after the decision was drafted. Send the draft back, then draft what follows now."),  # noqa: E501
    Refusal.OWN_DRAFT: _("You drafted this decision or handle the case. Somebody else must approve it."),
    Refusal.NOTICE_LACKS: _("The notice lacks a part that the law demands. Look at the notice."),
    Refusal.NO_NOTICE: _("This step is taken by issuing its notice. Draft the notice first."),
    Refusal.REMEDY_RUNS: _("The period for the remedy still runs. Wait until it is over, or enter that it was waived."),
    Refusal.NO_MEASURE: _("No compensation measure was ordered or finished in this case. Choose what follows from the comparison."),  # noqa: E501
    Refusal.AGAINST_MEASURE: _("This does not follow from the result of the compensation measure. Choose the other outcome."),  # noqa: E501
    Refusal.NO_RESULT: _("Choose the result."),
    Refusal.NOT_SUCCESSFUL: _("The case is taken up again only when the objection or the action succeeded, in full or in part."),  # noqa: E501
}  # fmt: skip

# What a case waits for (standing.waits_of).
WAITS: dict[str, Words] = {
    Suspension.INFORMATION: _("answer to the request for information"),
    Suspension.AUTHENTICITY: _("originals, certified copies or other documents"),
    Suspension.ANALYSIS: _("result of the qualification analysis"),
    "warning": _("answer to the warning (§ 15 (3))"),
    "remedy": _("end of the period for the remedy"),
}
# What a list of missing documents calls its lines (documents.Lack.part).
LACKING: dict[str, Words] = {"document": _("not here"), "translation": _("translation not here")}


def refusal_words(refusal: Refusal) -> Words:
    """Why a step is refused, and the way out."""
    return REFUSALS[refusal]
