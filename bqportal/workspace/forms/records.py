"""Looking for a record, and beginning one."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import kind_named, kinds
from bqportal.editorial.listing import MINE, ORGANISATION, REVIEW, Wanted
from bqportal.editorial.models.work import STATES
from bqportal.editorial.shapes import Shape, put_at
from bqportal.organisations.models import Organisation
from bqportal.workspace.forms.record import sentence
from bqportal.workspace.forms.synonyms import language_choices
from bqportal.workspace.forms.together import country_choices, line

OWN_NAMES = ("slug", "country", "lang")  # fields that stand under the same names in the form and in every document
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
    """The few things that a record begins with; everything else is written afterwards.

    Which they are depends on the kind: until that is known, the form asks for nothing else.
    """

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind"), error_messages={"required": _("Choose the kind")})

    def __init__(
        self, *args: Any, allowed: Collection[str], organisations: Iterable[int], may_be_none: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(slug, label) for slug, label in kind_choices() if slug in allowed]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        asked = self.data if self.is_bound else self.initial
        wanted = asked.get("kind")
        self.about = next((kind for kind in kinds() if kind.slug == wanted and wanted in allowed), None)
        if self.about is None:
            return
        self.fields["kind"].widget = forms.HiddenInput()
        self.fields |= beginning_of(self.about.shape)
        self.fields["organisation"] = forms.ModelChoiceField(
            Organisation.objects.filter(pk__in=organisations, closed=False), label=_("You write for"),
            required=not may_be_none, empty_label=_("the central team") if may_be_none else None,
            error_messages={"required": _("Choose for whom you write")},
        )  # fmt: skip

    @property
    def document(self) -> Document:
        """The record as it begins. Only where the kind is known and the form in order."""
        document: Document = {}
        for path in OWN_NAMES:
            put_at(document, path, self.cleaned_data.get(path))
        shape = kind_named(self.cleaned_data["kind"]).shape
        for name, path in (("title", shape.title), ("sector", shape.sector)):
            if name in self.cleaned_data:
                put_at(document, path, self.cleaned_data[name])
        return document


def beginning_of(shape: Shape) -> dict[str, forms.Field]:
    """What a record of this shape cannot begin without, in the words of the shape: what it is called stands first."""
    known = {field.path: field for field in shape.facts}
    fields: dict[str, forms.Field] = {}
    if shape.title != shape.identity:  # what lists call it by is no more than its address: a version of a country
        title = known[shape.title]
        missing = _("Write the title") if title.path == "title" else _("Write the name")
        fields["title"] = line(
            sentence(title.label), title.limit, help_text=title.help, error_messages={"required": missing}
        )
    if "lang" in known:
        fields["lang"] = forms.ChoiceField(
            label=_("Language of the title"), choices=[("", _("choose")), *language_choices()[1:]],
            error_messages={"required": _("Choose the language of the title")},
        )  # fmt: skip
    fields["country"] = forms.ChoiceField(
        label=_("Country"), choices=[("", _("choose")), *country_choices()[1:]], help_text=known["country"].help,
        error_messages={"required": _("Choose the country")},
    )  # fmt: skip
    if shape.sector:
        fields["sector"] = line(
            _("Field (ISCED-F 2013)"), 4, required=False,
            help_text=_(
                "Four digits, such as 0714; needed where your organisation is competent for certain fields only."
            ),
        )  # fmt: skip
    slug = known["slug"]
    fields["slug"] = forms.RegexField(
        SLUG, label=sentence(slug.label), max_length=slug.limit, help_text=slug.help,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Write the address"), "invalid": _("Use small letters a to z, digits and hyphens only"),
        },
    )  # fmt: skip
    return fields


def countries_named(words: str) -> list[str]:
    """Codes of countries whose names, in the reader's language, hold the words."""
    if not words.strip():
        return []
    return [code for code, name in country_choices()[1:] if words.strip().casefold() in str(name).casefold()]
