"""What a reader may tell us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ErrorReportForm(forms.Form):
    """A hint that something on a page is wrong. Asks for nothing about the reader."""

    page = forms.CharField(
        label=_("Which page is it about?"),
        help_text=_("The address of the page. We have filled it in for you if you came from there."),
        max_length=500,
        required=False,
    )
    message = forms.CharField(
        label=_("What is wrong, and how should it read?"),
        help_text=_("If you can, name a source. Write nothing about yourself or other people: we cannot answer."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=4000,
        error_messages={"required": _("Write what is wrong on the page")},
    )
    # A trap for programs that fill in everything; people never see it.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].widget.attrs.update({"autocomplete": "off", "spellcheck": "false", "dir": "ltr"})

    @property
    def is_from_a_program(self) -> bool:
        """True when the trap was filled in."""
        return bool(self.cleaned_data.get("website"))
