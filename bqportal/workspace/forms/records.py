"""Looking for a record, and beginning one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import kind_named, kinds
from bqportal.editorial.listing import MINE, ORGANISATION, REVIEW, Wanted
from bqportal.editorial.models.work import STATES
from bqportal.editorial.shapes import put_at
from bqportal.organisations.models import Organisation
from bqportal.workspace.forms.synonyms import language_choices
from bqportal.workspace.forms.together import country_choices, line

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def kind_choices() -> list[tuple[str, Any]]:
    """All kinds of records."""
    return [(kind.slug, kind.label) for kind in kinds()]


class FilterForm(forms.Form):
    """What to look for in the list of records; what cannot be looked for narrows nothing."""

    use_required_attribute = False

    q = line(_("Words in the title"), 200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *STATES])
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("all")), (MINE, _("mine")), (ORGANISATION, _("of my organisation")), (REVIEW, _("to review")),
        ],
    )  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__({name: data.get(name, "") for name in ("q", "kind", "country", "state", "whose")})
        self.fields["kind"].choices = [("", _("all")), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("all")), *country_choices()[1:]]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """The filters that hold something known."""
        self.is_valid()
        found = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Wanted(found["q"], found["kind"], found["country"], found["state"], found["whose"])


class RecordForm(forms.Form):
    """The few things that a record begins with; everything else is written afterwards."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind"), error_messages={"required": _("Choose the kind")})
    country = forms.ChoiceField(label=_("Country"), error_messages={"required": _("Choose the country")})
    title = line(
        _("Original title"), 300, required=False,
        help_text=_("As on the certificate, in the original language and script. A country profile has none."),
    )  # fmt: skip
    lang = forms.ChoiceField(label=_("Language of the title"), required=False)
    sector = line(
        _("Field (ISCED-F 2013)"), 4, required=False,
        help_text=_("Four digits, such as 0714; needed where your organisation is competent for certain fields only."),
    )  # fmt: skip
    slug = forms.RegexField(
        SLUG, label=_("Address"), max_length=150,
        help_text=_(
            "Part of the web address, such as pl-technik-mechatronik, or 2017 for a version of a country profile. "
            "It stays for ever."
        ),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the address"), "invalid": _("Use small letters a to z, digits and hyphens only"),
        },
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("You write for"), required=False, empty_label=_("the central team"),
        error_messages={"required": _("Choose for whom you write")},
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Iterable[int], may_be_none: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("choose")), *country_choices()[1:]]  # type: ignore[attr-defined]
        self.fields["lang"].choices = [("", _("choose")), *language_choices()[1:]]  # type: ignore[attr-defined]
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=organisations, closed=False)
        if not may_be_none:
            choice.required, choice.empty_label = True, None

    def clean(self) -> dict[str, Any]:
        """A kind with a title needs it, in a language."""
        cleaned = super().clean() or {}
        if "kind" in cleaned and kind_named(cleaned["kind"]).shape.title == "title":
            if not cleaned.get("title") and "title" not in self.errors:
                self.add_error("title", _("Write the title"))
            if not cleaned.get("lang") and "lang" not in self.errors:
                self.add_error("lang", _("Choose the language of the title"))
        return cleaned

    @property
    def document(self) -> Document:
        """The record as it begins."""
        cleaned, kind = self.cleaned_data, kind_named(self.cleaned_data["kind"])
        document: Document = {"slug": cleaned["slug"], "country": cleaned["country"]}
        if kind.shape.title == "title":
            document |= {"title": cleaned["title"], "lang": cleaned["lang"]}
        if kind.shape.sector:
            put_at(document, kind.shape.sector, cleaned["sector"])
        return document


def countries_named(words: str) -> list[str]:
    """Codes of countries whose names, in the reader's language, hold the words."""
    if not words.strip():
        return []
    return [code for code, name in country_choices()[1:] if words.strip().casefold() in str(name).casefold()]
