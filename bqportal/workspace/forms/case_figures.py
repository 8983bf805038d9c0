"""Statistics: the table of codes, publishing figures and taking them back."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bqportal.statistics.records import CODED
from bqportal.statistics.wordings import attribute_name
from bqportal.workspace.forms.together import line


class CodeForm(forms.Form):
    """How the statistical office calls a value of ours."""

    use_required_attribute = False

    field = forms.ChoiceField(label=_("Attribute"))
    ours = line(_("Our code"), 60)
    theirs = forms.CharField(
        label=_("Their code"), max_length=60, required=False, help_text=_("Empty: the line leaves the table.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [(name, capfirst(attribute_name(name))) for name in CODED]  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Somebody looked at the tables and publishes them."""

    use_required_attribute = False

    looked = forms.BooleanField(
        label=_("I looked at these tables. I know that the figures of a year are published once."),
        error_messages={"required": _("Confirm that you looked at the tables.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Published figures are wrong."""

    use_required_attribute = False

    wrong = forms.BooleanField(
        label=_("These figures are wrong. I know that this year is not published again."),
        error_messages={"required": _("Confirm that the figures are to be taken back.")},
    )
