"""Files of records in and out, and one change in many records."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.bulk_rules import Change, Operation, fields_for, fits
from bqportal.editorial.faults import Fault, fault_of
from bqportal.editorial.importing.entries import LARGEST_FILE
from bqportal.editorial.importing.selection import IN_WORK, PUBLISHED, XLSX, YAML, Selection
from bqportal.editorial.importing.values import value_of
from bqportal.editorial.importing.wording import words_of
from bqportal.editorial.kinds import kind_named, kinds
from bqportal.editorial.models.bulk import OPERATIONS
from bqportal.editorial.shapes import Field
from bqportal.organisations.models import Organisation
from bqportal.workspace.forms.records import kind_choices
from bqportal.workspace.forms.together import country_choices, line


class ImportForm(forms.Form):
    """A file, and for whom its records are written."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"), help_text=_("An Excel workbook (.xlsx) or YAML (.yaml), at most 5 MB and 500 records."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.yaml,.yml"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of records"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("You write for"), required=False, empty_label=_("the central team"),
        error_messages={"required": _("Choose for whom you write")},
    )  # fmt: skip
    overwrite = forms.BooleanField(
        label=_("Also change records of which the file does not say which state it was made from"), required=False,
        help_text=_("Files that the portal exported say so by themselves. Others may undo what somebody wrote."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Iterable[int], may_be_none: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=organisations, closed=False)
        if not may_be_none:
            choice.required, choice.empty_label = True, None

    def clean_file(self) -> Any:
        """Not larger than an import may be."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(gettext("The file is larger than 5 MB. Split it."))
        return file


class SelectionForm(forms.Form):
    """Which records."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind of records"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("all"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("all")), *country_choices()[1:]]  # type: ignore[attr-defined]
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(competences__isnull=False).distinct().order_by("name")


class ExportForm(SelectionForm):
    """Which records, in which format."""

    which = forms.ChoiceField(
        label=_("State"), choices=[(PUBLISHED, _("public")), (IN_WORK, _("in work, as far as you may read it"))],
    )  # fmt: skip
    file_format = forms.ChoiceField(
        label=_("Format"), choices=[(XLSX, _("Excel workbook (.xlsx)")), (YAML, _("YAML (.yaml)"))],
    )  # fmt: skip

    @property
    def selection(self) -> Selection:
        """What is asked for."""
        asked = self.cleaned_data
        return Selection(kind_named(asked["kind"]), asked["which"], asked["country"], asked["organisation"])


class BulkForm(SelectionForm):
    """Which records, which of their fields, and what becomes of it."""

    kind = None  # type: ignore[assignment]  # the field says it
    q = line(_("Words in title or address"), 200, required=False)
    field = forms.ChoiceField(
        label=pgettext_lazy("of a form", "Field"), error_messages={"required": _("Choose the field")}
    )
    operation = forms.ChoiceField(label=_("What to do"), choices=OPERATIONS)
    find = line(_("Text to replace"), 1000, required=False, strip=False)
    value = line(
        _("New value, new text or line"), 1000, required=False, help_text=_("Empty: the field says nothing any more.")
    )
    source_title = line(_("Title of the source"), 500, required=False)
    source_url = line(_("Web address of the source"), 1000, required=False)

    field_order = ("field", "operation", "find", "value", "source_title", "source_url", "q", "country", "organisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, tuple[str, Field]] = {
            f"{kind.slug}:{one.path}": (kind.slug, one) for kind in kinds() for one in fields_for(kind.shape)
        }
        groups = [
            (kind.label, [(f"{kind.slug}:{one.path}", one.label) for one in fields_for(kind.shape)]) for kind in kinds()
        ]
        self.fields["field"].choices = [("", _("choose")), *groups]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is done must fit the field, and have what it needs."""
        asked = super().clean() or {}
        if "field" not in asked or "operation" not in asked:
            return asked
        _kind, one = self.known[asked["field"]]
        operation = Operation(asked["operation"])
        if not fits(operation, one):
            self.add_error("operation", gettext("This cannot be done with this field."))
        if operation is Operation.REPLACE and not asked.get("find"):
            self.add_error("find", gettext("Write the text to replace"))
        if operation in (Operation.ADD_LINE, Operation.REMOVE_LINE) and not asked.get("value"):
            self.add_error("value", gettext("Write the line"))
        if operation is Operation.ADD_SOURCE and not asked.get("source_title"):
            self.add_error("source_title", gettext("Write the title of the source"))
        if operation is Operation.SET and (fault := fault_of(value_of(asked.get("value"), one), one)):
            self.add_error("value", words_of(Fault(fault[0], one.path, params=fault[1])))
        return asked

    @property
    def change(self) -> Change:
        """What is to be done."""
        asked = self.cleaned_data
        _kind, one = self.known[asked["field"]]
        operation = Operation(asked["operation"])
        value = value_of(asked["value"], one) if operation is Operation.SET else asked["value"].strip()
        source = {"title": asked["source_title"], "url": asked["source_url"]}
        is_source = operation is Operation.ADD_SOURCE
        return Change(one, operation, None if is_source else value, asked["find"], source if is_source else {})

    @property
    def selection(self) -> Selection:
        """Which records."""
        asked = self.cleaned_data
        kind, _one = self.known[asked["field"]]
        return Selection(kind_named(kind), country=asked["country"], organisation=asked["organisation"])
