"""The form of one step of a recognition case: exactly the fields that this step needs."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.procedures.actions.stepping import RefusedStepError
from bqportal.procedures.wordings import OUTCOMES, RESULTS, SUSPENSIONS
from bqportal.procedures.workflow import (
    MEASURE_RESULTS,
    REASONED,
    REMEDY_RESULTS,
    RESUME_RESULTS,
    Move,
    Outcome,
    Refusal,
    Standing,
    Step,
    Suspension,
)
from bqportal.workspace.forms.together import long_text, take_errors

REASON_LENGTH = 4_000
FICTION_DAYS = 4  # § 41 Abs. 2 VwVfG, where the office has set nothing else
# What a step needs besides its day.
FIELDS: dict[Step, tuple[str, ...]] = {
    Step.FORWARD: ("reason",), Step.RESUME: ("kind", "result", "reason"), Step.DRAFT: ("outcome", "reason"),
    Step.RETURN: ("reason",), Step.NOTIFY: ("reason",), Step.DECIDE_OBJECTION: ("result", "reason"),
    Step.DECIDE_COURT: ("result", "reason"), Step.BEGIN_MEASURE: ("reason",), Step.FINISH_MEASURE: ("result", "reason"),
    Step.FINALISE: ("is_waived",), Step.WITHDRAW: ("reason",), Step.CLOSE: ("reason",),
}  # fmt: skip
RESULTS_OF = {
    Step.RESUME: RESUME_RESULTS, Step.DECIDE_OBJECTION: REMEDY_RESULTS, Step.DECIDE_COURT: REMEDY_RESULTS,
    Step.FINISH_MEASURE: MEASURE_RESULTS,
}  # fmt: skip
DAYS: dict[Step, Any] = {
    Step.RECEIVE: _(
        "The day the application arrived; through a single contact point the third day after it arrived there "
        "(§ 71b (2) VwVfG)."
    ),
    Step.COMPLETE: _("The day the last required document arrived. The decision period begins with it."),
    Step.RESUME: _("The day the answer arrived, or the day after the time for it ended."),
    Step.NOTIFY: _(
        "By post in Germany and electronically: the 4th day after sending (§ 41 (2) VwVfG), or what the body has set. "
        "Abroad: the day of service."
    ),
    Step.FINALISE: _("The day after the period for the remedy ended, or the day of the waiver."),
}
REASONS: dict[Step, Any] = {
    Step.FORWARD: _("To which body, and when it was told the day of receipt"),
    Step.BEGIN_MEASURE: _("Which measure, where"),
    Step.NOTIFY: _("How it was notified"),
}
# Which field of the form a refusal belongs to; the others stand above the form.
BESIDE = {
    Refusal.NO_REASON: "reason", Refusal.NO_RESULT: "result", Refusal.NO_KIND: "kind", Refusal.NOT_SUSPENDED: "kind",
    Refusal.IN_FUTURE: "on", Refusal.BEFORE_LAST: "on", Refusal.BEFORE_RECEIPT: "on", Refusal.BEFORE_ARRIVAL: "on",
    Refusal.BEFORE_SUSPENSION: "on", Refusal.REMEDY_RUNS: "on", Refusal.NO_OUTCOME: "outcome",
    Refusal.NOT_WARNED: "outcome", Refusal.OUTCOME_NOT_FOUND: "outcome", Refusal.OUTCOME_NOT_HERE: "outcome",
}  # fmt: skip


class StepForm(forms.Form):
    """One step. Fields that it does not need are not there."""

    use_required_attribute = False

    on = DateBoxesField(label=_("On which day?"), error_messages={"required": _("Enter the day")})
    kind = forms.ChoiceField(
        label=_("Which suspension ends?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say which suspension it is about.")},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=_("Outcome"), widget=forms.RadioSelect, error_messages={"required": _("Choose the outcome.")}
    )
    result = forms.ChoiceField(
        label=_("Result"), widget=forms.RadioSelect, error_messages={"required": _("Choose the result.")}
    )
    is_waived = forms.BooleanField(label=_("The applicant waived the remedy"), required=False)
    reason = long_text(_("Reason"), REASON_LENGTH, 4, required=False)

    def __init__(
        self, data: Any = None, *, step: Step, standing: Standing, today: date, fiction_days: int | None = None,
        outcomes: Sequence[Outcome] = (), proposed: Outcome | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)
        self.step, self.standing = step, standing
        for name in [name for name in self.fields if name not in ("on", *FIELDS.get(step, ()))]:
            del self.fields[name]
        self.initial["on"] = _usual_day(step, standing, today, fiction_days)
        self.fields["on"].help_text = DAYS.get(step, "")
        self._choices("result", [(value, RESULTS[value]) for value in RESULTS_OF.get(step, ())])
        kinds = sorted(standing.suspensions)
        self._choices("kind", [(kind.value, SUSPENSIONS[kind]) for kind in kinds], kinds[0] if kinds else None)
        self._choices("outcome", [(one.value, OUTCOMES[one]) for one in outcomes], proposed)
        self._reason(step)

    def _choices(self, name: str, choices: list[tuple[str, Any]], chosen: Any = None) -> None:
        """Choices of a field; the only one is chosen already."""
        if name not in self.fields:
            return
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if chosen is not None or len(choices) == 1:
            self.initial[name] = str(chosen) if chosen is not None else choices[0][0]

    def _reason(self, step: Step) -> None:
        field = self.fields.get("reason")
        if field is None:
            return
        field.label = REASONS.get(step, field.label)
        if step in REASONED:
            field.required = True
            field.error_messages["required"] = _("Give the reason; the law asks for it.")
        elif step is Step.DRAFT:
            field.help_text = _("Needed for every outcome that does not follow from the findings.")

    def move(self) -> Move:
        """The step as it was filled in."""
        given = self.cleaned_data
        kind, outcome = given.get("kind"), given.get("outcome")
        return Move(
            self.step, given["on"], reason=given.get("reason", ""), kind=Suspension(kind) if kind else None,
            outcome=Outcome(outcome) if outcome else None, result=given.get("result", ""),
            is_waived=bool(given.get("is_waived")),
        )  # fmt: skip

    def take_refusal(self, error: ValidationError) -> None:
        """Put what the workflow refused beside the field that it is about."""
        name = BESIDE.get(error.refusal, "") if isinstance(error, RefusedStepError) else ""
        if name in self.fields:
            self.add_error(name, error.messages)
        else:
            take_errors(self, error)


class SuspendForm(forms.Form):
    """What the period is to be suspended for; the letter about it is written on the next page."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("Why should the period be suspended?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say which suspension it is about.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kinds: Sequence[Suspension]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(kind.value, SUSPENSIONS[kind]) for kind in kinds]  # type: ignore[attr-defined]


def _usual_day(step: Step, standing: Standing, today: date, fiction_days: int | None) -> date:
    """The day that is most often right: today, or what the law reckons from; never one that lies ahead."""
    usual = today
    if step is Step.COMPLETE:
        usual = max((day for day in (standing.received_on, standing.arrived_by) if day), default=today)
    elif step is Step.NOTIFY and standing.last_on is not None:
        usual = standing.last_on + timedelta(FICTION_DAYS if fiction_days is None else fiction_days)
    return min(usual, today)
