"""Dismissing findings, marking edits as minor, filters of work lists, dates of review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.editorial.freshness import QUEUES, Bucket
from bqportal.editorial.translating import TextState
from bqportal.editorial.worklist import ORDER
from bqportal.workspace.forms.records import kind_choices
from bqportal.workspace.forms.synonyms import language_choices
from bqportal.workspace.forms.together import country_choices, line

REASON_LENGTH = 500
DIGEST = 64  # characters of a SHA-256 in hexadecimal
STATES = {
    TextState.MISSING: _("missing"), TextState.OUTDATED: _("outdated"), TextState.MACHINE: _("machine text"),
    TextState.DRAFT: _("draft"), TextState.UNREVIEWED: _("public, not reviewed"), TextState.REVIEWED: _("reviewed"),
}  # fmt: skip
STATE_BADGES = {
    TextState.MISSING: "danger", TextState.OUTDATED: "warning", TextState.MACHINE: "warning", TextState.DRAFT: "info",
    TextState.UNREVIEWED: "warning", TextState.REVIEWED: "success",
}  # fmt: skip
QUEUE_NAMES = {
    Bucket.OVERDUE: _("overdue"), Bucket.IN_30: _("within 30 days"), Bucket.IN_60: _("within 60 days"),
    Bucket.IN_90: _("within 90 days"), Bucket.NEVER: _("no date yet"),
}  # fmt: skip
OWN = "own"


def hidden(limit: int) -> forms.CharField:
    """A value that the page carries along."""
    return forms.CharField(max_length=limit, widget=forms.HiddenInput)


class DismissForm(forms.Form):
    """Why a finding does not matter."""

    use_required_attribute = False

    digest = hidden(DIGEST)
    check = hidden(60)
    reason = line(
        _("Why it does not matter"), REASON_LENGTH, help_text=_("Others read it; it is kept with your name."),
        error_messages={"required": _("Say why, so that the others understand.")},
    )  # fmt: skip


class MinorForm(forms.Form):
    """Why a change left the meaning as it was."""

    use_required_attribute = False

    language = hidden(8)
    since = hidden(DIGEST)
    seen = hidden(DIGEST)
    reason = line(
        _("Why the meaning is the same"), REASON_LENGTH, help_text=_("For example: a typing error was mended."),
        error_messages={"required": _("Say why, so that the others understand.")},
    )  # fmt: skip


class FilteredForm(forms.Form):
    """A form of filters: what cannot be looked for narrows nothing."""

    use_required_attribute = False

    def __init__(self, data: Any) -> None:
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        self.fields["kind"].choices = [("", _("all")), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("all")), *country_choices()[1:]]  # type: ignore[attr-defined]

    def asked(self, name: str) -> str:
        """The value of a filter; empty where it holds nothing known."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class TranslationsForm(FilteredForm):
    """Which translations somebody looks for."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *((one.value, STATES[one]) for one in ORDER)]
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["language"].choices = language_choices()[1:]  # type: ignore[attr-defined]


class QueueForm(FilteredForm):
    """Which records somebody looks after."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    whose = forms.ChoiceField(
        label=_("Whose"), required=False, choices=[("", _("all")), (OWN, _("of my organisation"))]
    )
    queue = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(one.value, QUEUE_NAMES[one]) for one in QUEUES]
    )


class ConfirmForm(forms.Form):
    """A record is still right."""

    use_required_attribute = False

    note = line(_("Note"), REASON_LENGTH, required=False, help_text=_("What you looked at; kept in the log."))


class ReviewDayForm(forms.Form):
    """By when to look again."""

    use_required_attribute = False

    day = DateBoxesField(label=_("To be checked again by"))
    reason = line(
        _("Reason"), REASON_LENGTH, help_text=_("For example: the law changes on that day."),
        error_messages={"required": _("Say why, so that the others understand.")},
    )  # fmt: skip
