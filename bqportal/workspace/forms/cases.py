"""Forms of a recognition case: intake, person, application, notes, tasks, messages, handing over, the lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pycountry
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import Country
from bqportal.countries.queries import country_name
from bqportal.design.dates import DateBoxesField
from bqportal.languages.folding import fold
from bqportal.occupations.models import ReferenceOccupation
from bqportal.occupations.routing_words import LEVELS
from bqportal.organisations.models import Organisation, Person
from bqportal.procedures.actions.intake import APPLICANT, TRAINING_AT_INTAKE, WANTED
from bqportal.procedures.documents import NEEDED
from bqportal.procedures.models import Applicant, Case, CaseMessage, Document, Training
from bqportal.procedures.queues import TABS
from bqportal.qualifications.models import Qualification
from bqportal.workspace.forms.case_settings import LANDS
from bqportal.workspace.forms.synonyms import OccupationChoice, language_choices
from bqportal.workspace.forms.together import line, long_text

TEXT_LENGTH = 10_000
STATES, FORMER, LANGUAGES, LAND = "states", "former", "languages", "land"
# Fields whose values come from a list that the model does not know.
LISTED = {
    "citizenship": STATES, "country": STATES, "training_state": FORMER, "language": LANGUAGES, "wanted_land": LAND,
}  # fmt: skip
AT_INTAKE = (*NEEDED, "experience", "licence", "intent", "authority")


def state_choices(*, former: bool) -> list[tuple[str, Any]]:
    """States by the reader's names for them; former ones only where a training may come from them."""
    reader = get_language() or "en"
    codes = {country.alpha_2 for country in pycountry.countries}
    codes |= {code for code in Country.objects.values_list("code", flat=True) if former or len(code) == 2}
    named = [(code, country_name(code, reader)) for code in codes]
    return [("", _("nothing chosen")), *sorted(named, key=lambda choice: fold(choice[1]))]


def choices_of(listed: str) -> list[tuple[str, Any]]:
    """The values of a field that comes from a list."""
    if listed == LANGUAGES:
        return [("", _("nothing chosen")), *language_choices()[1:]]
    if listed == LAND:
        return [("", _("nothing chosen")), *LANDS]
    return state_choices(former=listed == FORMER)


def fields_of(
    model: type[models.Model], names: Iterable[str], listed: Mapping[str, str] = LISTED
) -> dict[str, forms.Field]:
    """Form fields with the labels, hints and limits of the model: dates as boxes, long texts as areas."""
    found: dict[str, forms.Field] = {}
    for name in names:
        field: Any = model._meta.get_field(name)
        label = capfirst(field.verbose_name)
        about = {
            "label": label,
            "help_text": field.help_text,
            "required": not field.blank and not field.has_default(),
        }
        if name in listed:
            found[name] = forms.ChoiceField(
                choices=choices_of(listed[name]), **(about | {"help_text": ""})
            )  # hints are for codes
        elif isinstance(field, models.DateField):
            found[name] = DateBoxesField(**about)
        elif isinstance(field, models.TextField):
            found[name] = long_text(label, TEXT_LENGTH, 3, required=not field.blank, help_text=field.help_text)
        elif field.choices:
            blank = [("", _("nothing chosen"))] if field.blank else []
            initial = field.default if field.has_default() else None
            found[name] = forms.ChoiceField(choices=[*blank, *field.choices], initial=initial, **about)
        elif isinstance(field, models.BooleanField) and not field.null:
            found[name] = forms.BooleanField(label=label, help_text=field.help_text, required=False)
        elif isinstance(field, models.BooleanField):
            answers = [("", _("nothing said")), ("yes", _("yes")), ("no", _("no"))]
            found[name] = forms.TypedChoiceField(
                choices=answers, coerce={"yes": True, "no": False}.get, empty_value=None, **about
            )
        elif isinstance(field, models.PositiveSmallIntegerField):
            widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            found[name] = forms.IntegerField(widget=widget, min_value=0, max_value=32_000, **about)
        elif isinstance(field, models.EmailField):
            widget = forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "dir": "ltr"})
            found[name] = forms.EmailField(widget=widget, max_length=field.max_length, **about)
        else:
            found[name] = line(label, field.max_length, required=not field.blank, help_text=field.help_text)
    return found


class StoredForm(forms.Form):
    """A form over some fields of a stored row; it speaks of optional fields no word, since nearly all are."""

    use_required_attribute = False
    is_draft = True  # "optional" beside forty fields helps nobody
    names: tuple[str, ...] = ()
    model: type[models.Model]

    def __init__(self, data: Any = None, files: Any = None, *, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, files)
        self.fields.update(fields_of(self.model, self.names))
        self.initial = {name: self._shown(name, value) for name, value in (values or {}).items()}

    def _shown(self, name: str, value: Any) -> Any:
        """A stored value as its field shows it."""
        field = self.fields.get(name)
        if isinstance(field, DateBoxesField) and value:
            return date.fromisoformat(value)
        if isinstance(field, forms.TypedChoiceField):
            return {True: "yes", False: "no"}.get(value, "")
        return value


class ApplicantForm(StoredForm):
    """Who asks for recognition."""

    model, names = Applicant, APPLICANT


class IntakeForm(forms.Form):
    """An application as it comes in, on one page."""

    use_required_attribute = False
    is_draft = True

    organisation = forms.ModelChoiceField(label=_("Body"), queryset=Organisation.objects.none(), empty_label=None)
    received_on = DateBoxesField(
        label=_("The application arrived on"), required=False,
        help_text=_("The period for the acknowledgement begins with this day. Empty: it is only being entered."),
    )  # fmt: skip
    arrived = forms.MultipleChoiceField(
        label=_("Documents that have arrived"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(kind, capfirst(Document.Kind(kind).label)) for kind in AT_INTAKE],
        help_text=_("The others are listed as missing."),
    )  # fmt: skip
    arrived_on = DateBoxesField(label=_("They arrived on"), required=False, help_text=_("Empty: with the application."))

    PARTS = (("applicant", Applicant, APPLICANT), ("training", Training, TRAINING_AT_INTAKE), ("case", Case, WANTED))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, model, names in self.PARTS:
            listed = LISTED | ({"country": FORMER} if part == "training" else {})
            for name, field in fields_of(model, names, listed).items():
                self.fields[f"{part}_{name}"] = field
        self.fields["training_title"].required = False
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if organisations.count() == 1:
            del self.fields["organisation"]

    def part(self, part: str) -> list[Any]:
        """The fields of one fieldset, for the template."""
        return [self[name] for name in self.fields if name.startswith(f"{part}_")]

    @property
    def person(self) -> list[Any]:
        """The fields about the person."""
        return self.part("applicant")

    @property
    def training(self) -> list[Any]:
        """The fields about the training."""
        return self.part("training")

    @property
    def wanted(self) -> list[Any]:
        """The fields about the work that she wants."""
        return self.part("case")

    def values(self) -> dict[str, Any]:
        """As `begin_case` takes them."""
        parts = {
            part: {name: self.cleaned_data[f"{part}_{name}"] for name in names} for part, _model, names in self.PARTS
        }
        return parts | {name: self.cleaned_data[name] for name in ("received_on", "arrived", "arrived_on")}


class ApplicationForm(StoredForm):
    """What she wants, what it is compared with, and which rules apply. The proposals stand beside the fields."""

    model, names = Case, (*WANTED, "is_regulated", "training_state", "in_eea", "specialisation")

    level = forms.ChoiceField(
        label=_("Kind of German qualification"), required=False,
        choices=[
            (level, words) for level, words in LEVELS.items()
        ],
    )  # fmt: skip
    self_employed = forms.BooleanField(label=_("Wants to run a craft business of her own"), required=False)
    regulated_there = forms.BooleanField(
        label=_("The occupation is regulated in the state of training too"), required=False,
        help_text=_("Then the right to practise there belongs to the documents (§ 12 (1) No. 5)."),
    )  # fmt: skip
    profile = forms.ChoiceField(label=_("Profile of the qualification"), required=False, widget=forms.RadioSelect)
    other_profile = line(
        _("Another profile"), 300, required=False, help_text=_("The address of its page, or the last part of it.")
    )
    occupation = forms.ChoiceField(label=_("German reference occupation"), required=False, widget=forms.RadioSelect)
    other_occupation = OccupationChoice(
        queryset=ReferenceOccupation.objects.none(), label=_("Another occupation"), required=False,
        empty_label=_("nothing chosen"), widget=forms.Select(attrs={"lang": "de"}),
    )  # fmt: skip
    predecessor = forms.ChoiceField(label=_("Earlier case of the same person"), required=False)

    def __init__(
        self,
        *args: Any,
        profiles: list[tuple[str, Any]],
        occupations: list[tuple[str, Any]],
        earlier: list[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = [("", _("none of these")), *profiles]  # type: ignore[attr-defined]
        self.fields["occupation"].choices = [("", _("none of these")), *occupations]  # type: ignore[attr-defined]
        self.fields["other_occupation"].queryset = ReferenceOccupation.objects.published()  # type: ignore[attr-defined]
        self.fields["predecessor"].choices = [("", _("no earlier case")), *earlier]  # type: ignore[attr-defined]

    def clean_other_profile(self) -> Qualification | None:
        """The public profile at an address."""
        slug = str(self.cleaned_data["other_profile"]).strip().rstrip("/").rpartition("/")[2]
        found = Qualification.objects.published().filter(slug=slug).first() if slug else None
        if slug and found is None:
            raise forms.ValidationError(_("There is no public profile at this address."))
        return found


class NoteForm(forms.Form):
    """A note for the file."""

    use_required_attribute = False

    text = long_text(_("Note"), TEXT_LENGTH, 5, help_text=_("It stays in the file as it is written."))


class PeopleForm(forms.Form):
    """A form that names people who work on cases of the body."""

    use_required_attribute = False
    people: tuple[str, ...] = ()

    def __init__(self, *args: Any, workers: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.people:
            self.fields[name].queryset = workers  # type: ignore[attr-defined]


class TaskForm(PeopleForm):
    """Something to do by a day."""

    people = ("person",)

    text = line(_("What"), 300)
    due = DateBoxesField(label=_("Due"))
    person = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none(), empty_label=None)


class HandOverForm(PeopleForm):
    """Who handles the case from now on."""

    people = ("to",)

    to = forms.ModelChoiceField(label=_("New case worker"), queryset=Person.objects.none(), empty_label=_("Choose one"))
    reason = long_text(_("Reason"), 1_000, 2, error_messages={"required": _("Say why.")})


class AbsenceForm(PeopleForm):
    """Days on which somebody is away."""

    people = ("person", "deputy")

    person = forms.ModelChoiceField(label=_("Who is away"), queryset=Person.objects.none(), empty_label=_("Choose one"))
    first_day = DateBoxesField(label=_("First day"))
    last_day = DateBoxesField(label=_("Last day"))
    deputy = forms.ModelChoiceField(
        label=_("Who stands in"), queryset=Person.objects.none(), empty_label=_("Choose one")
    )


class CorrespondenceForm(forms.Form):
    """A message in or out, for the file."""

    use_required_attribute = False

    direction = forms.ChoiceField(label=_("Direction"), choices=CaseMessage.Direction.choices, widget=forms.RadioSelect)
    partner = forms.ChoiceField(label=_("With"), choices=CaseMessage.Partner.choices)
    channel = forms.ChoiceField(label=_("By"), choices=CaseMessage.Channel.choices)
    on = DateBoxesField(label=_("Day"))
    subject = line(_("Subject"), 300)
    text = long_text(_("Text"), TEXT_LENGTH, 6, required=False)


class QueueForm(forms.Form):
    """How the list of cases is narrowed; whatever cannot be read is left out."""

    use_required_attribute = False
    is_draft = True

    q = line(_("File number or name"), 100, required=False)
    handler = forms.ModelChoiceField(
        label=_("Case worker"), queryset=Person.objects.none(), required=False, empty_label=_("all")
    )
    body = forms.ModelChoiceField(
        label=_("Body"), queryset=Organisation.objects.none(), required=False, empty_label=_("all")
    )
    tab = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workers: QuerySet[Person], bodies: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = workers  # type: ignore[attr-defined]
        if len(bodies) > 1:
            pks = [one.pk for one in bodies]
            self.fields["body"].queryset = Organisation.objects.filter(pk__in=pks)  # type: ignore[attr-defined]
        else:
            del self.fields["body"]
