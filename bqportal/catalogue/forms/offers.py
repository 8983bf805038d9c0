"""Looking for a counselling centre: by place, language and topic. What cannot be looked for narrows nothing."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.languages.folding import fold
from bqportal.languages.names import language_name
from bqportal.offers.models import Topic
from bqportal.organisations.places import LANDS

NAMES = ("postcode", "land", "language", "topic")
NOT_A_POSTCODE = _("A postcode has five digits, such as 50667.")


class CentreForm(forms.Form):
    """The filters of the directory, read from the address of the page."""

    use_required_attribute = False
    is_draft = True  # nothing has to be filled in, so that nothing is "optional"
    postcode = forms.RegexField(
        r"^[0-9]{5}$", label=_("Postcode"), required=False, error_messages={"invalid": NOT_A_POSTCODE},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "maxlength": 5, "dir": "ltr", "autocomplete": "postal-code"}
        ),
    )  # fmt: skip
    land = forms.ChoiceField(label=_("Land"), required=False)
    language = forms.ChoiceField(label=_("Language of the counselling"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)

    def __init__(self, query: QueryDict, *, languages: list[str]) -> None:
        super().__init__({name: query.get(name, "").strip()[:40] for name in NAMES})
        reader = get_language() or "en"
        named = sorted(((code, language_name(code, reader)) for code in languages), key=lambda pair: fold(pair[1]))
        fields: dict[str, Any] = self.fields
        fields["land"].choices = [("", _("all")), *LANDS.items()]
        fields["language"].choices = [("", _("all")), *named]
        fields["topic"].choices = [("", _("all")), *Topic.choices]
        # Somebody comes with a language that no centre has entered yet: the list is still shown.
        if (code := self.data["language"]) and code not in languages and re.fullmatch(r"[a-z]{2,3}", code):
            fields["language"].choices.append((code, language_name(code, reader)))

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that hold something known."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in NAMES}

    @property
    def has_unknown(self) -> bool:
        """Whether the address asks for something that is not known here, apart from a mistyped postcode."""
        return bool(set(self.errors) - {"postcode"})
