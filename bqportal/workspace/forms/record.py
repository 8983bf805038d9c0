"""The forms of a record's sections, made from its shape. They take whatever people write: a draft may be unfinished,
and what is wrong is said beside the field instead of being lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.sections import Values
from bqportal.editorial.shapes import Field, Rows, Type

LONGEST = 20_000  # characters of one field
SPARE_ROWS = 3  # empty rows that wait at the end of a table


class SectionForm(forms.Form):
    """The fields of one section, or of one row of it; nothing is required, for a draft may be unfinished."""

    use_required_attribute = False
    is_draft = True

    def __init__(self, shape: Iterable[Field], *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = tuple(shape)
        for field in self.shape:
            self.fields[name_of(field)] = control(field, language)

    def bound(self) -> list[tuple[Field, forms.BoundField]]:
        """Each field of the shape with its control."""
        return [(field, self[name_of(field)]) for field in self.shape]

    def values(self) -> Values:
        """What was written, by path; empty fields are left out. Only for a form with data."""
        self.is_valid()
        found = {field.path: read(self.cleaned_data.get(name_of(field)), field) for field in self.shape}
        return {path: value for path, value in found.items() if value or (value == 0 and value is not False)}

    def note(self, path: str, message: str) -> None:
        """Say beside a field what is wrong with it."""
        name = path.replace("{language}", "text")
        self.add_error(name if name in self.fields else None, message)


def name_of(field: Field) -> str:
    """The name of a field's control."""
    return field.path.replace("{language}", "text")


def control(field: Field, language: str) -> forms.Field:
    """The control of a field; `language` is that of the words in a text section."""
    options: dict[str, Any] = {"label": sentence(field.label), "help_text": field.help, "required": False}
    if field.type is Type.FLAG:
        return forms.BooleanField(**options)
    attributes = {"autocomplete": "off", "dir": "auto"}
    if field.is_text:
        attributes |= {"lang": language, "spellcheck": "true"}
    if field.type is Type.CHOICE:
        return Lenient(**options, choices=[("", _("no information")), *field.choices])
    if field.type is Type.COUNTRY:
        return Lenient(**options, choices=[("", _("no information")), *country_choices()])
    if field.type in (Type.TEXT, Type.LINES):
        rows = 6 if field.type is Type.TEXT else 3
        return forms.CharField(**options, max_length=LONGEST, widget=forms.Textarea(attrs={**attributes, "rows": rows}))
    if field.type in (Type.NUMBER, Type.DECIMAL):
        attributes |= {"inputmode": "decimal" if field.type is Type.DECIMAL else "numeric", "dir": "ltr"}
    if field.type in (Type.URL, Type.DATE, Type.LANGUAGE):
        attributes |= {"dir": "ltr", "spellcheck": "false"}
    if field.type is Type.LANGUAGE:
        options["help_text"] = field.help or _("Code, such as pl.")
    return forms.CharField(**options, max_length=LONGEST, widget=forms.TextInput(attrs=attributes))


class Lenient(forms.ChoiceField):
    """A choice that keeps a value which is none of its choices, so that nothing of an imported draft is lost."""

    def valid_value(self, value: str) -> bool:
        """Everything; what is wrong with it is said by the faults."""
        return True


def sentence(words: Any) -> str:
    """With a capital first letter, as labels have it."""
    text = str(words)
    return text[:1].upper() + text[1:]


def country_choices() -> list[tuple[str, str]]:
    """Countries that the portal knows, by the reader's names."""
    from bqportal.countries.models import Country
    from bqportal.countries.queries import country_name

    reader = get_language() or "en"
    named = [(code, country_name(code, reader)) for code in Country.objects.values_list("code", flat=True)]
    return sorted(named, key=lambda choice: choice[1])


def read(value: Any, field: Field) -> Any:
    """What somebody typed, as the document holds it; what is no number stays text, and the faults say so."""
    if isinstance(value, bool):
        return value or None
    text = str(value or "").replace("\r\n", "\n").strip()
    if field.type is Type.LINES:
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field.type in (Type.NUMBER, Type.DECIMAL):
        return number(text, decimal=field.type is Type.DECIMAL)
    return text


def number(text: str, *, decimal: bool) -> int | float | str:
    """The number that a text writes, in any digits; the text itself if it is none.

    >>> number("١٢", decimal=False), number("2,5", decimal=True), number("many", decimal=False)
    (12, 2.5, 'many')
    """
    if text.isdecimal() and len(text) <= 9:
        return int(text)
    if decimal:
        try:
            return float(text.replace(",", ".")[:12])
        except ValueError:
            return text
    return text


def shown(values: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """Values as controls show them: lists with one entry a line."""
    found = {}
    for field in fields:
        value = values.get(field.path)
        found[name_of(field)] = "\n".join(map(str, value)) if isinstance(value, list) else value
    return found


class RowForm(SectionForm):
    """One row of a list: where it stands, what it was, its fields, and whether it goes.

    Hints stand once above all rows (`hints_for`), not in each of them.
    """

    def __init__(self, shape: Iterable[Field], *args: Any, position: int = 0, **kwargs: Any) -> None:
        super().__init__(shape, *args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
        self.fields["was"] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST)
        self.fields["position"] = forms.CharField(
            required=False, label=_("Place"), initial=position, max_length=6,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
        )  # fmt: skip
        self.fields["gone"] = forms.BooleanField(required=False, label=_("Remove"))

    def row(self) -> Values | None:
        """The row as the section takes it; None for an empty or removed one."""
        values = self.values()
        if self.cleaned_data.get("gone") or not values:
            return None
        return {"was": self.cleaned_data.get("was", ""), **values}

    @property
    def place(self) -> float:
        """Where somebody wants it to stand; past the end if that is no number."""
        try:
            return float(self.cleaned_data.get("position") or 1e6)
        except ValueError:
            return 1e6


def hints_for(fields: Iterable[Field]) -> list[tuple[str, Any]]:
    """The hints of a row's fields, each once: labels and hint."""
    found: dict[Any, list[str]] = {}
    for field in fields:
        if help_text := control(field, "").help_text:
            found.setdefault(str(help_text), []).append(sentence(field.label))
    return [(", ".join(labels), words) for words, labels in found.items()]


def facts_of(rows: Rows) -> tuple[Field, ...]:
    """The fields of a row that stand once, whatever the language."""
    return tuple(field for field in rows.fields if not field.is_text)


def texts_of(rows: Rows) -> tuple[Field, ...]:
    """The fields of a row of which every language has its own."""
    return tuple(field for field in rows.fields if field.is_text)


SOURCE_FIELDS = (
    Field("key", _("key"), limit=40, help=_("A short name, such as law.")),
    Field("title", _("title"), required=True, limit=500),
    Field("url", _("web address"), Type.URL, limit=1000),
    Field("publisher", _("publisher"), limit=300),
    Field("lang", _("language"), Type.LANGUAGE),
    Field("accessed", _("read on"), Type.DATE),
    Field("weak", _("weak"), Type.FLAG),
)


class SourceForm(RowForm):
    """A source, and the statements that rest on it."""

    def __init__(self, statements: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(SOURCE_FIELDS, *args, **kwargs)
        self.fields["supports"] = LenientMany(
            required=False, label=_("Supports"), choices=statements, widget=forms.CheckboxSelectMultiple
        )

    def row(self) -> Values | None:
        """The source with its statements."""
        row = super().row()
        return {**row, "supports": self.cleaned_data.get("supports") or []} if row else None


class LenientMany(forms.MultipleChoiceField):
    """Choices that keep a value which is none of them."""

    def valid_value(self, value: str) -> bool:
        """Everything, as `Lenient` does."""
        return True
