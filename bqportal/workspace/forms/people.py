"""Looking for people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonSearch(forms.Form):
    """Words to look for."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words in name, address or organisation"), required=True, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
