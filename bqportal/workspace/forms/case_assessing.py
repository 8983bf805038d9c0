"""Comparing in a case: the questions of the law, with reason and evidence."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bqportal.procedures.assessing import QUESTIONS
from bqportal.procedures.board import Row
from bqportal.procedures.findings import EVIDENCE
from bqportal.procedures.models.assessing import Answer
from bqportal.procedures.proposing import Source
from bqportal.workspace.forms.together import long_text

REASON_LENGTH = 4_000
# Question → its words for an occupation that is not regulated, and for one that is (§ 4 Abs. 2, § 9 Abs. 2).
LIMBS = {
    "differs": (
        _("1. Does the training differ substantially here, by content or duration? (§ 4 (2) No. 1)"),
        _("1. Does the training differ substantially here, by content or duration? (§ 9 (2) No. 1)"),
    ),
    "essential": (
        _("2. Is what differs essential for the occupation? (§ 4 (2) No. 2)"),
        _("2. Is what differs a decisive condition for practising the occupation? (§ 9 (2) No. 2)"),
    ),
    "compensated": (
        _("3. Did experience or other proven qualifications make up for it? (§ 4 (2) No. 3)"),
        _("3. Did experience or other proven qualifications make up for it? (§ 9 (2) No. 3)"),
    ),
}
ASKED_FIRST = {
    "certificate": (
        _("Is there a certificate of a completed training that law or administration of the state regulates? "
          "(§ 3 (2), (3))"),
    ) * 2,
    "activities": (
        _("Does it show the ability for comparable activities as the German one? (§ 4 (1) No. 1)"),
        _("Does it show the ability for comparable activities as the German one? (§ 9 (1) No. 1)"),
    ),
    "licence": (
        _("May the person practise the occupation in the state of training? (§ 9 (1) No. 2)"),
    ) * 2,
}  # fmt: skip
REASONS = {
    "differs": _("Reason for answer 1"), "essential": _("Reason for answer 2"), "compensated": _("Reason for answer 3"),
    "certificate": _("Reason: certificate"), "activities": _("Reason: activities"),
    "licence": _("Reason: right to practise"),
}  # fmt: skip


def answer_field(label: Any) -> forms.ChoiceField:
    """Yes, no, or not known yet."""
    return forms.ChoiceField(label=label, choices=Answer.choices, widget=forms.RadioSelect, required=False)


class AnswersForm(forms.Form):
    """Questions with an answer and a reason each; an answer may wait for its reason, and does not count till then."""

    use_required_attribute = False
    is_draft = True  # nothing in it is "optional"
    is_stale = False  # somebody else changed it meanwhile

    def ask(self, questions: dict[str, Any], names: Iterable[str], *, is_regulated: bool) -> None:
        """Add these questions, in the words of the law for the occupation."""
        for name in names:
            self.fields[name] = answer_field(questions[name][is_regulated])
            self.fields[f"{name}_reason"] = long_text(REASONS[name], REASON_LENGTH, 3, required=False)


class PositionForm(AnswersForm):
    """The three questions for one position, and what the answers rest on."""

    def __init__(self, data: Any = None, *, sources: Sequence[Source], is_regulated: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.ask(LIMBS, QUESTIONS, is_regulated=is_regulated)
        for name in EVIDENCE:
            choices = [(str(source.pk), source.title) for source in sources if source.field == name]
            self.fields[name] = evidence_field(choices)

    def ticked(self, source: Source) -> bool:
        """Whether a source stands ticked in the form."""
        if self.is_bound:
            return str(source.pk) in listed(self.data, source.field)
        return source.pk in self.initial.get(source.field, ())


class QuestionsForm(AnswersForm):
    """What stands before the positions; for regulated occupations the right to practise and the measures besides."""

    def __init__(self, data: Any = None, *, is_regulated: bool, needs_licence: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = ["certificate", "activities", *(["licence"] if needs_licence else [])]
        self.ask(ASKED_FIRST, names, is_regulated=is_regulated)
        if needs_licence:
            self.fields["licence"].help_text = _(
                "Yes also where it was refused for a reason that does not count in Germany."
            )
        if is_regulated:
            self.fields["measure"] = long_text(
                _("Measures that would make up for the differences (§ 10 (2), § 11)"), REASON_LENGTH, 4, required=False,
                help_text=_("Adaptation period (three years at most) or aptitude test, limited to the differences "
                            "named above. The applicant may choose, unless the law of the occupation says otherwise."),
            )  # fmt: skip


class SeveralForm(forms.Form):
    """One reason for several positions that do not differ. Which positions, and what shows it, stands in the rows."""

    use_required_attribute = False
    is_draft = True
    is_stale = False

    reason = long_text(
        _("Reason"), REASON_LENGTH, 3, required=False, help_text=_("It is kept with each position that you tick.")
    )
    quote = forms.BooleanField(label=_("Add what the published comparison says about each position"), required=False)

    def __init__(self, data: Any = None, *, rows: Sequence[Row]) -> None:
        super().__init__(data)
        self.rows = rows
        if not any(row.told and row.told.quoted for row in rows):
            del self.fields["quote"]

    def is_ticked(self, row: Row) -> bool:
        """Whether the position is among those that this is about."""
        return self.is_bound and str(row.finding.pk) in listed(self.data, "finding")

    def shows(self, row: Row, source: Source) -> bool:
        """Whether a source stands ticked for a position; what people published is ticked at first."""
        if self.is_bound:
            return str(source.pk) in listed(self.data, f"{source.field}-{row.finding.pk}")
        return source.field == "units" and row.told is not None and source.pk in row.told.units

    def orders(self) -> tuple[dict[int, dict[str, Any]], dict[int, str]]:
        """What the action wants: values and digests by finding.

        Raises:
            ValidationError: something is ticked that is no row.
        """
        values, seen = {}, {}
        for row in self.rows:
            key = row.finding.pk
            if not self.is_ticked(row):
                continue
            try:
                evidence = {name: [int(one) for one in listed(self.data, f"{name}-{key}")] for name in EVIDENCE}
            except ValueError as error:
                raise ValidationError(_("Something that you ticked does not belong to this case any more.")) from error
            quoted = row.told.quoted if row.told and self.cleaned_data.get("quote") else ""
            reason = "\n".join(text for text in (self.cleaned_data["reason"].strip(), quoted) if text)
            values[key] = {"differs_reason": reason, **evidence}
            seen[key] = self.data.get(f"seen-{key}", "")
        return values, seen


def listed(data: Any, name: str) -> list[str]:
    """All that was ticked under a name."""
    return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))


def evidence_field(choices: list[tuple[str, str]]) -> forms.TypedMultipleChoiceField:
    """Rows of the case that may be ticked."""
    return forms.TypedMultipleChoiceField(label=_("Evidence"), choices=choices, coerce=int, required=False)
