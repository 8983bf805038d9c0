"""The forms of one section of a record: made from what is stored or from what was sent, and read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.translation import gettext as _

from bqportal.editorial.documents import Document, named_rows
from bqportal.editorial.faults import Code, Fault, faults_of
from bqportal.editorial.importing.wording import words_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.sections import TEXT, Values, section_values, text_values
from bqportal.editorial.shapes import Field, Rows, Shape
from bqportal.workspace.forms.record import (
    SOURCE_FIELDS,
    SPARE_ROWS,
    RowForm,
    SectionForm,
    SourceForm,
    facts_of,
    hints_for,
    name_of,
    sentence,
    shown,
    texts_of,
)

MOST_ROWS = 1000


@dataclass
class TextRow:
    """The words of one row in one language, beside its original title and the words in the source language."""

    rows: Rows
    identity: str
    original: str
    original_language: str
    source: Values
    form: SectionForm


@dataclass
class SectionPage:
    """All forms of a section."""

    shape: Shape
    section: str
    forms: list[SectionForm] = field(default_factory=list)
    main: SectionForm | None = None
    rows: list[RowForm] = field(default_factory=list)
    texts: list[TextRow] = field(default_factory=list)
    source: Values = field(default_factory=dict)
    general: list[str] = field(default_factory=list)
    hints: list[tuple[str, Any]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)  # words sent for rows that are gone
    is_bound: bool = False

    @property
    def unusable(self) -> ValidationError | None:
        """What cannot be kept at all: too long, or with characters that no database takes. None if all can."""
        if self.orphans:
            return ValidationError(
                _("Rows that you wrote words for were renamed or removed meanwhile. They stand below.")
            )
        return ValidationError([]) if any(not form.is_valid() for form in self.forms) else None

    @property
    def ordered(self) -> list[RowForm]:
        """Rows that stay, in the order that was asked for."""
        return sorted((form for form in self.rows if form.row()), key=lambda form: form.place)

    @property
    def kept(self) -> list[str]:
        """The prefixes of the rows that stay, in that order."""
        return [str(form.prefix) for form in self.ordered]

    @property
    def values(self) -> Values:
        """What was written, as the section takes it."""
        if self.section.startswith(TEXT):
            rows: dict[str, Values] = {}
            for text in self.texts:
                if words := text.form.values():
                    rows.setdefault(text.rows.key, {})[text.identity] = words
            return {"fields": self.main.values() if self.main else {}, "rows": rows}
        if self.main is not None:
            return {"fields": self.main.values()}
        return {"rows": [form.row() for form in self.ordered]}

    def note(self, error: ValidationError) -> None:
        """Say what is wrong: at the field that is named, or on top."""
        named = error.error_dict if hasattr(error, "error_dict") else {}
        for path, errors in named.items():
            if self.main is not None and path in {one.path for one in self.main.shape}:
                self.main.note(path, " ".join(message for one in errors for message in one.messages))
            else:
                self.general += [message for one in errors for message in one.messages]
        if not named:
            self.general += error.messages

    def visible_fields(self) -> Iterator[BoundField]:
        """All controls, for the summary of errors."""
        for form in self.forms:
            yield from form.visible_fields()

    def non_field_errors(self) -> list[str]:
        """What concerns the section as a whole."""
        return self.general

    @property
    def errors(self) -> bool:
        """True when something is wrong; the layout then says so in the title."""
        return bool(self.general) or any(form.errors for form in self.forms if form.is_bound)

    def show_faults(self, document: Document) -> None:
        """Say beside each field what is wrong with it. What is only missing yet is no fault of a draft."""
        for fault in faults_of(document, self.shape):
            form = self.form_of(fault)
            if form is not None and fault.code is not Code.MISSING:
                for one in form.shape:
                    if one.at(self.section.removeprefix(TEXT)) == fault.path:
                        form.errors.setdefault(name_of(one), ErrorList()).append(words_of(fault))

    def form_of(self, fault: Fault) -> SectionForm | None:
        """The form in which one mends a fault; None when it lies in another section."""
        if not fault.rows:
            return self.main
        if fault.rows == self.section and 0 < fault.row <= len(self.rows):
            return self.rows[fault.row - 1]
        listed = [text.form for text in self.texts if text.rows.key == fault.rows]
        return listed[fault.row - 1] if 0 < fault.row <= len(listed) else None

    def differences(self, theirs: Values) -> list[dict[str, Any]]:
        """Where what was sent and what is stored say different things: label, both texts, path."""
        labels = {one.path: sentence(one.label) for form in self.forms for one in form.shape}
        mine, stored = flattened(self.values), flattened(theirs)
        return [
            {
                "label": " · ".join([*key[:-1], labels.get(key[-1], key[-1])]),
                "mine": mine.get(key, ""),
                "theirs": stored.get(key, ""),
                "path": key[-1] if len(key) == 1 else "",
            }
            for key in dict.fromkeys([*mine, *stored])
            if mine.get(key, "") != stored.get(key, "")
        ]


def flattened(values: Values) -> dict[tuple[str, ...], str]:
    """Every value of a section by its place."""
    found: dict[tuple[str, ...], str] = {(path,): as_text(value) for path, value in values.get("fields", {}).items()}
    rows = values.get("rows", {})
    if isinstance(rows, list):
        for number, row in enumerate(rows, start=1):
            name = str(row.get("no") or row.get("key") or row.get("name") or number)
            found |= {(name, path): as_text(value) for path, value in row.items() if path != "was"}
        return found
    for listed in rows.values():
        for identity, words in listed.items():
            found |= {(identity, path): as_text(value) for path, value in words.items()}
    return found


def as_text(value: Any) -> str:
    """A value as people read it."""
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def page_for(
    version: WorkingVersion, section: str, *, data: QueryDict | None = None, source: str = "", spare: int = 0
) -> SectionPage:
    """The forms of a section; with `data`, what was sent, else what is stored."""
    shape = kind_named(version.kind).shape
    page = SectionPage(shape, section, is_bound=data is not None)
    values = section_values(version.document, section, shape)
    if data is not None and data.getlist("take"):
        data = with_taken(data, values)
    if section.startswith(TEXT):
        fill_text(page, version, values, data, source)
    elif section == "facts":
        page.main = SectionForm(shape.facts, data, initial=shown(values["fields"], shape.facts))
        page.forms = [page.main]
    else:
        fill_rows(page, version, values, data, spare)
    return page


def with_taken(data: QueryDict, stored: Values) -> QueryDict:
    """What was sent, with those fields as they are stored that somebody chose to take over from the other text."""
    mixed = data.copy()
    for path in data.getlist("take"):
        mixed[path.replace("{language}", "text")] = as_text(stored.get("fields", {}).get(path, ""))
    return mixed


def fill_text(page: SectionPage, version: WorkingVersion, values: Values, data: QueryDict | None, source: str) -> None:
    """The words of one language: of the record, then of each row."""
    language = page.section.removeprefix(TEXT)
    page.main = SectionForm(
        page.shape.texts, data, initial=shown(values["fields"], page.shape.texts), language=language
    )
    page.forms = [page.main]
    page.source = text_values(version.document, source, page.shape) if source else {"fields": {}, "rows": {}}
    for rows in page.shape.rows:
        texts = texts_of(rows)
        if not texts:
            continue
        for identity, row in named_rows(version.document, rows):
            words = values["rows"].get(rows.key, {}).get(identity, {})
            prefix = f"{rows.key}-{identity}"
            form = SectionForm(texts, data, initial=shown(words, texts), prefix=prefix, language=language)
            original, original_language = original_of(row, version.document)
            beside = page.source["rows"].get(rows.key, {}).get(identity, {})
            page.texts.append(TextRow(rows, identity, original, original_language, beside, form))
            page.forms.append(form)
    if data is not None:
        names = {bound.html_name for form in page.forms for bound in form}
        lists = tuple(f"{rows.key}-" for rows in page.shape.rows)
        page.orphans = [
            str(text) for name, text in data.items() if name.startswith(lists) and name not in names and text
        ]


def original_of(row: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, str]:
    """The original name of a row and its language."""
    title = row.get("title") or row.get("name") or ""
    if isinstance(title, Mapping):
        return str(title.get("original", "")), str(title.get("lang", ""))
    return str(title), str(row.get("lang") or document.get("lang") or "")


def fill_rows(page: SectionPage, version: WorkingVersion, values: Values, data: QueryDict | None, spare: int) -> None:
    """The rows of a list, or the sources, with some empty ones at the end."""
    stored = values["rows"]
    number = min(counted(data), MOST_ROWS) if data is not None else len(stored) + SPARE_ROWS
    fields = () if page.section == "sources" else facts_of(page.shape.rows_at(page.section))
    statements = statements_of(version, page.shape) if page.section == "sources" else []
    for index in range(number + spare):
        initial = stored[index] if data is None and index < len(stored) else {}
        given = data if data is not None and index < number else None
        page.rows.append(row_form(fields, statements, initial, given, index))
    page.forms = [*page.rows]
    page.hints = hints_for(fields or SOURCE_FIELDS)


def counted(data: QueryDict) -> int:
    """How many rows were sent."""
    text = data.get("rows", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def row_form(
    fields: tuple[Field, ...], statements: list[tuple[str, str]], initial: Values, data: QueryDict | None, index: int
) -> RowForm:
    """The form of one row."""
    prefix, options = f"r{index}", {"position": index + 1}
    if not fields:
        values = shown(initial, SOURCE_FIELDS) | {
            "was": initial.get("was", ""),
            "supports": initial.get("supports", []),
        }
        return SourceForm(statements, data, initial=values, prefix=prefix, **options)
    return RowForm(
        fields, data, initial=shown(initial, fields) | {"was": initial.get("was", "")}, prefix=prefix, **options
    )


def statements_of(version: WorkingVersion, shape: Shape) -> list[tuple[str, str]]:
    """What a source can support: every field and list of the record, and what is cited already."""
    labels: dict[str, str] = {}
    for one in shape.fields:
        key = one.path.split(".")[-1] if one.is_text and one.path.startswith("texts.") else one.path.split(".")[0]
        labels.setdefault(key, sentence(one.label))
    labels |= {rows.key: sentence(rows.label) for rows in shape.rows}
    for statement in version.document.get("cites") or {}:
        labels.setdefault(str(statement), str(statement))
    return list(labels.items())
