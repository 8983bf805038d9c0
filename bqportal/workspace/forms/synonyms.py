"""Adding a synonym, and looking for one."""

from typing import Any

import pycountry
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.languages.folding import fold
from bqportal.languages.names import language_name
from bqportal.occupations.models import ReferenceOccupation

WORDS_LENGTH = 300


class OccupationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A German occupation by both its names, which are protected and not translated."""

    def label_from_instance(self, obj: Any) -> str:
        """Male and female form, once where they are the same."""
        return " / ".join(dict.fromkeys(name for name in (obj.name_m, obj.name_f) if name))


class SynonymForm(forms.Form):
    """What an editor knows about a title. The action judges it; the form only asks."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Title as it stands on the certificate"),
        help_text=_("In the original language and script."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the title")},
    )
    language = forms.ChoiceField(
        label=_("Language of the title"),
        help_text=_("Leave it open when the title is written so in several languages."),
        required=False,
    )
    occupation = OccupationChoice(
        queryset=ReferenceOccupation.objects.none(),
        label=_("German reference occupation"),
        help_text=_("Choose one, or give an address below."),
        empty_label=_("none"),
        required=False,
        widget=forms.Select(attrs={"lang": "de"}),
    )
    uri = forms.CharField(
        label=_("ESCO occupation or ISCO-08 group"),
        help_text=_("Its address, such as http://data.europa.eu/esco/occupation/…, or the four digits of the group."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Where it stands that the title means this: a law, a list, a decision."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["occupation"].queryset = ReferenceOccupation.objects.published()  # type: ignore[attr-defined]


def language_choices() -> list[tuple[str, Any]]:
    """Languages with an ISO 639-1 code, by the reader's names for them."""
    reader = get_language() or "en"
    codes = [language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")]
    named = [(code, language_name(code, reader)) for code in codes]
    return [("", _("any, or unknown")), *sorted(named, key=lambda choice: fold(choice[1]))]


class WordsForm(forms.Form):
    """Words to look for in the list."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words in title, meaning or source"),
        required=True,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": WORDS_LENGTH}),
    )


class TryForm(forms.Form):
    """A title to try."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("A title, to see at once what it means now"),
        required=True,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "maxlength": WORDS_LENGTH}),
    )
