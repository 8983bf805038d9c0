"""Sharing the result of a case, and saying why it departs from earlier ones."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.rules import digest_of
from bqportal.procedures.actions.sharing import REASON_LENGTH, Preview, reason_seen
from bqportal.procedures.models import Case
from bqportal.workspace.forms.together import long_text


class ShareForm(forms.Form):
    """The tick of the person who looked. `seen` says what she had before her."""

    use_required_attribute = False

    approves = forms.BooleanField(
        label=_("I looked at it: nothing in it is about the person"),
        error_messages={"required": _("Look at what is shared, and say that nothing in it is about the person.")},
    )

    def __init__(self, data: Any = None, *, preview: Preview) -> None:
        super().__init__(data)
        self.preview = preview

    @property
    def seen(self) -> str:
        """For a hidden field: digest of what the page shows."""
        return digest_of(self.preview.values)


class DepartureForm(forms.Form):
    """Why this case differs from earlier ones."""

    use_required_attribute = False

    reason = long_text(
        _("Why this case differs from earlier ones"), REASON_LENGTH, 4, required=False,
        help_text=_("For the file, and for who approves the decision. It is never shared."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, case: Case) -> None:
        self.stored = reason_seen(case)
        super().__init__(data, initial=self.stored)
