"""The question about a title."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.languages.names import autonym, direction_of

TITLE_LENGTH = 300  # characters that the field takes; an address may carry more


class LanguageSelect(forms.Select):
    """A choice of languages, each named in itself and marked as such."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One language with `lang` and `dir`."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"] |= {"lang": str(value), "dir": direction_of(str(value))}
        return option


class TitleForm(forms.Form):
    """A title and, if known, its language. It is never wrong: whatever somebody asks gets an answer."""

    use_required_attribute = False

    title = forms.CharField(
        label=_("Title as it stands on the certificate"),
        help_text=_("In any language and any script. No name and nothing else about you."),
        widget=forms.TextInput(
            attrs={
                "dir": "auto", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false",
                "maxlength": TITLE_LENGTH,
            }
        ),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the title"), widget=LanguageSelect, required=False)

    def __init__(self, languages: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [("", _("I do not know")), *((code, autonym(code)) for code in languages)]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
