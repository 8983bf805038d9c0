"""What a body sets for its cases, and its instructions on remedies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.procedures.actions.offices import MOST_FICTION_DAYS, MOST_MONTHS, office_facts
from bqportal.procedures.models import CaseOffice, RemedyInstruction
from bqportal.procedures.wordings import OUTCOMES
from bqportal.workspace.forms.together import line, long_text

TEXT_LENGTH = 10_000
# Names of the Länder, as they are called in every language of the portal.
LANDS = (
    ("BW", "Baden-Württemberg"), ("BY", "Bayern"), ("BE", "Berlin"), ("BB", "Brandenburg"), ("HB", "Bremen"),
    ("HH", "Hamburg"), ("HE", "Hessen"), ("MV", "Mecklenburg-Vorpommern"), ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"), ("RP", "Rheinland-Pfalz"), ("SL", "Saarland"), ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"), ("SH", "Schleswig-Holstein"), ("TH", "Thüringen"),
)  # fmt: skip


def _about(model: Any, name: str, help_text: Any = None) -> dict[str, Any]:
    """Label and hint of a field as the table has them."""
    field = model._meta.get_field(name)
    return {"label": capfirst(field.verbose_name), "help_text": field.help_text if help_text is None else help_text}


def _text(name: str, rows: int = 3, model: Any = CaseOffice) -> forms.CharField:
    return long_text(limit=TEXT_LENGTH, rows=rows, required=False, **_about(model, name))


def _line(name: str, model: Any = CaseOffice, *, required: bool = False) -> forms.CharField:
    return line(limit=model._meta.get_field(name).max_length, required=required, **_about(model, name))


def _tick(name: str) -> forms.BooleanField:
    return forms.BooleanField(required=False, **_about(CaseOffice, name))


def _whole(name: str, most: int, help_text: Any = None) -> forms.IntegerField:
    """A number, or nothing."""
    return forms.IntegerField(
        required=False, min_value=1, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a number")}, **_about(CaseOffice, name, help_text),
    )  # fmt: skip


class OfficeForm(forms.Form):
    """What the body sets."""

    use_required_attribute = False
    is_draft = True  # "optional" beside every field helps nobody

    letterhead = _text("letterhead")
    signatory = _line("signatory")
    contact = _text("contact")
    fee_text = _text("fee_text")
    privacy_text = _text("privacy_text", 6)
    number_prefix = _line("number_prefix")
    land = forms.ChoiceField(
        required=False, choices=[("", _("as in the entry of the organisation")), *LANDS],
        **_about(CaseOffice, "land", _("Its holidays count for the deadlines.")),
    )  # fmt: skip
    has_assumption_day = _tick("has_assumption_day")
    more_holidays = long_text(
        capfirst(_("further holidays")), 2_000, 3, required=False,
        help_text=_("One a line: month and day, such as 08-08 in Augsburg."),
    )  # fmt: skip
    reads_literally = _tick("reads_literally")
    fiction_days = _whole("fiction_days", MOST_FICTION_DAYS)
    names_itself = _tick("names_itself")
    file_months = _whole("file_months", MOST_MONTHS, _("Empty: no file is erased by itself."))
    record_months = _whole("record_months", MOST_MONTHS, _("Empty: they are kept."))
    reading_months = _whole("reading_months", MOST_MONTHS, _("Empty: all of it is shown."))
    respondent = _line("respondent")
    statistics_contact = _text("statistics_contact")

    PARTS = (
        (_("Letters"), ("letterhead", "signatory", "contact", "fee_text", "privacy_text", "number_prefix")),
        (_("Seat and deadlines"), ("land", "has_assumption_day", "more_holidays", "reads_literally", "fiction_days")),
        (_("Retention"), ("file_months", "record_months", "reading_months")),
        (_("Statistics and shared results"), ("names_itself", "respondent", "statistics_contact")),
    )

    def __init__(self, data: Any = None, *, office: CaseOffice) -> None:
        facts = office_facts(office)
        super().__init__(data, initial={**facts, "more_holidays": "\n".join(facts["more_holidays"])})

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(heading, [self[name] for name in names]) for heading, names in self.PARTS]

    def clean_more_holidays(self) -> list[str]:
        """The lines; the action looks whether each is a day."""
        return [day.strip() for day in self.cleaned_data["more_holidays"].splitlines() if day.strip()]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        return dict(self.cleaned_data)


class RemedyForm(forms.Form):
    """An instruction on remedies, in force from a day to a day."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        required=False, **_about(RemedyInstruction, "outcome", _("Usually the same instruction stands under all."))
    )
    remedy = forms.ChoiceField(
        widget=forms.RadioSelect, choices=RemedyInstruction.Remedy.choices, **_about(RemedyInstruction, "remedy"),
        error_messages={"required": _("Choose the remedy.")},
    )  # fmt: skip
    body = _line("body", RemedyInstruction, required=True)
    seat = _line("seat", RemedyInstruction, required=True)
    text = long_text(
        capfirst(_("wording in German")), TEXT_LENGTH, 6,
        help_text=_("It names the remedy, where it is lodged, the seat and the period (§ 58 (1) VwGO)."),
    )  # fmt: skip
    valid_from = DateBoxesField(**_about(RemedyInstruction, "valid_from"))
    valid_to = DateBoxesField(required=False, **_about(RemedyInstruction, "valid_to", _("Empty: until further notice")))
    source = _line("source", RemedyInstruction)

    def __init__(self, data: Any = None, *, instruction: RemedyInstruction | None = None) -> None:
        names = list(type(self).base_fields)
        values = {name: getattr(instruction, name) for name in names} if instruction else {}
        super().__init__(data, initial=values)
        self.fields["outcome"].choices = [("", _("all outcomes")), *OUTCOMES.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The wording names where it is lodged: what lacks that gives a year instead of a month (§ 58 Abs. 2 VwGO)."""
        cleaned = super().clean() or {}
        body, text = cleaned.get("body", ""), cleaned.get("text", "")
        if body and text and "".join(body.split()).casefold() not in "".join(text.split()).casefold():
            self.add_error(
                "text", ValidationError(_("The wording does not name where the remedy is lodged, as written above."))
            )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """What the action wants."""
        return dict(self.cleaned_data)
