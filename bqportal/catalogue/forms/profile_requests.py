"""Asking for a profile that the portal does not have."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import Country
from bqportal.countries.queries import country_name
from bqportal.editorial.models.together import QUERY_LENGTH
from bqportal.languages.folding import fold


class ProfileRequestForm(forms.Form):
    """What somebody looked for. Asks for nothing about the reader."""

    use_required_attribute = False

    query = forms.CharField(
        label=_("Title of the qualification"),
        help_text=_("In any language and any script. No name, no address, nothing about you or other people."),
        max_length=QUERY_LENGTH,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the title that you look for.")},
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    # A trap for programs that fill in everything; people never see it.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = get_language() or "en"
        codes = Country.objects.values_list("code", flat=True)
        named = sorted(((code, country_name(code, reader)) for code in codes), key=lambda choice: fold(choice[1]))
        self.fields["country"].choices = [("", _("any, or unknown")), *named]  # type: ignore[attr-defined]

    @property
    def is_from_a_program(self) -> bool:
        """True when the trap was filled in."""
        return bool(self.cleaned_data.get("website"))
