"""Forms about the notices of a case."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.procedures.actions.notices import LONGEST_TEXT
from bqportal.procedures.models import CaseMessage, Notice
from bqportal.procedures.notices.wordings import TEXTS
from bqportal.procedures.workflow import Suspension
from bqportal.workspace.forms.together import long_text

Kind = Notice.Kind
REASON_LENGTH = 4_000
MOST_MONTHS = 12
# What a notice of a kind orders; the other kinds order nothing.
ORDERS: dict[str, tuple[str, ...]] = {
    Kind.REQUEST: ("kind", "reason", "until"), Kind.ANALYSIS: ("reason", "promise", "until"),
    Kind.WARNING: ("reason", "until"), Kind.EXTENSION: ("months", "until", "reason"), Kind.DECISION: ("asks_level",),
}  # fmt: skip
REASONS = {
    Kind.REQUEST: _("Why it is necessary; for doubts: what founds them"),
    Kind.ANALYSIS: _("Why documents cannot be handed in, as shown credibly"),
    Kind.WARNING: _("Why the facts are hard to clarify without it"),
    Kind.EXTENSION: _("Which particularities justify the extension"),
}


def _order_field(kind: str, name: str) -> forms.Field:
    """The field of one thing that a notice orders."""
    if name == "kind":
        choices = [
            (Suspension.INFORMATION.value, _("information on content and duration (§ 5 (4), § 12 (4))")),
            (Suspension.AUTHENTICITY.value, _("originals or certified copies, for founded doubts (§ 5 (5), § 12 (5))")),
        ]
        return forms.ChoiceField(label=_("What you ask for"), choices=choices, widget=forms.RadioSelect)
    if name == "reason":
        return long_text(REASONS[Kind(kind)], REASON_LENGTH, 4, help_text=_("In German; it stands in the letter."))
    if name == "months":
        return forms.IntegerField(
            label=_("Extended by months"), min_value=1, max_value=MOST_MONTHS, required=False,
            help_text=_("Or set a day below. Within EU, EEA and Switzerland one month at most (§ 13 (3))."),
        )  # fmt: skip
    if name == "promise":
        label = _("Promise the qualification analysis, for the residence title (§ 16d (6) AufenthG)")
        return forms.BooleanField(label=label, required=False)
    if name == "asks_level":
        label = _("The law of the occupation asks for the level of qualification (Art. 11 Directive 2005/36/EC)")
        return forms.BooleanField(label=label, required=False)
    is_free = kind in (Kind.ANALYSIS, Kind.EXTENSION)
    return DateBoxesField(label=_("Until"), required=not is_free)


class NoticeForm(forms.Form):
    """What a notice orders, and the texts that a person writes, in German."""

    use_required_attribute = False

    def __init__(self, *args: Any, kind: str, texts: tuple[str, ...], is_regulated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.texts = kind, texts
        self.orders = tuple(name for name in ORDERS.get(kind, ()) if name != "asks_level" or is_regulated)
        first = "wanted" if "wanted" in texts else ""
        for name in [*([first] if first else []), *self.orders, *(text for text in texts if text != first)]:
            if name in self.orders:
                self.fields[name] = _order_field(kind, name)
            else:
                label, hint = TEXTS[name]
                field = long_text(label, LONGEST_TEXT, 4, required=name in ("wanted", "method"), help_text=hint)
                field.widget.attrs["lang"] = "de"
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """An extension needs its length or its end, and only one of both."""
        kept = self.cleaned_data
        if self.kind == Kind.EXTENSION and not self.errors and bool(kept.get("months")) == bool(kept.get("until")):
            raise ValidationError(_("Say by how many months, or until which day: one of both."))
        return kept

    @property
    def order(self) -> dict[str, Any]:
        """What it orders, as plain values."""
        found = {name: self.cleaned_data.get(name) for name in self.orders}
        return {name: one.isoformat() if isinstance(one, date) else one for name, one in found.items()}

    @property
    def written(self) -> dict[str, str]:
        """The own texts."""
        return {name: self.cleaned_data.get(name, "") for name in self.texts}

    @staticmethod
    def initial_of(notice: Notice) -> dict[str, Any]:
        """The stored values as the form shows them."""
        until = notice.order.get("until")
        return {**notice.order, **notice.texts, "until": date.fromisoformat(until) if until else None}


class IssueForm(forms.Form):
    """When and how a notice goes out."""

    use_required_attribute = False

    on = DateBoxesField(label=_("Day on which it goes out"))
    channel = forms.ChoiceField(
        label=_("Sent by"), initial=CaseMessage.Channel.POST,
        choices=[choice for choice in CaseMessage.Channel.choices if choice[0] != CaseMessage.Channel.PHONE],
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why a draft goes back."""

    use_required_attribute = False

    reason = long_text(_("Reason for sending it back"), REASON_LENGTH, 3)
