"""Erasing a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.rules import digest_of
from bqportal.procedures.actions.privacy import Why, goes_with
from bqportal.procedures.models import Case
from bqportal.workspace.forms.together import line


class EraseForm(forms.Form):
    """Why, and the file number typed again: what is erased does not come back."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Why is it erased?"), widget=forms.RadioSelect, choices=Why.choices,
        error_messages={"required": _("Choose the reason.")},
    )  # fmt: skip
    number = line(
        _("File number"), 40, help_text=_("Type it again, so that the right file goes."),
        error_messages={"required": _("Type the file number.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data)
        self.case = case
        self.seen = (data or {}).get("seen", "") or digest_of(goes_with(case.applicant))

    def clean_number(self) -> str:
        """The number of this very file."""
        number = str(self.cleaned_data["number"]).strip()
        if number != self.case.number:
            raise ValidationError(_("This is not the number of this file."))
        return number
