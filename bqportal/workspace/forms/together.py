"""Enquiries, discussions, watch list, notices, demand."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import Country
from bqportal.countries.queries import country_name
from bqportal.design.dates import DateBoxesField
from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import NoticePreference, WorkingVersion
from bqportal.editorial.models.together import MESSAGE_LENGTH, QUESTION_LENGTH, SUBJECT_LENGTH
from bqportal.languages.folding import fold
from bqportal.languages.names import autonym
from bqportal.occupations.models import ReferenceOccupation
from bqportal.organisations.models import Organisation, Person
from bqportal.qualifications.models import Qualification
from bqportal.workspace.forms.synonyms import OccupationChoice, language_choices


def take_errors(form: forms.Form, error: ValidationError) -> None:
    """Put what an action refused beside the field that it names, or above the form."""
    named = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for name, texts in named.items():
        form.add_error(name if name in form.fields else None, texts)


def long_text(label: Any, limit: int, rows: int, **options: Any) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **options)


def line(label: Any, limit: int, **options: Any) -> forms.CharField:
    """A field of one line."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=limit, widget=widget, **options)


def country_choices() -> list[tuple[str, Any]]:
    """Countries by the reader's names for them."""
    reader = get_language() or "en"
    named = [(code, country_name(code, reader)) for code in Country.objects.values_list("code", flat=True)]
    return [("", _("nothing chosen")), *sorted(named, key=lambda choice: fold(choice[1]))]


class PersonField(forms.CharField):
    """Somebody who works here, by user name or e-mail address."""

    def clean(self, value: Any) -> Person | None:
        """The person, or None for an empty field."""
        name = super().clean(value)
        if not name:
            return None
        found = list(Person.objects.filter(Q(username=name) | Q(email__iexact=name), is_active=True)[:2])
        if len(found) != 1:
            raise ValidationError(_("Nobody is known by this user name or e-mail address."))
        return found[0]


def expert_field() -> PersonField:
    """The expert to ask."""
    return PersonField(
        label=_("Expert"), help_text=_("User name or e-mail address. Leave it empty to ask the central team."),
        max_length=254, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class EnquiryForm(forms.Form):
    """A question to the central team or an expert."""

    use_required_attribute = False

    subject = line(_("Subject"), SUBJECT_LENGTH)
    question = long_text(_("Question"), QUESTION_LENGTH, 8, help_text=_("No names or data of applicants."))
    organisation = forms.ModelChoiceField(
        label=_("For"), queryset=Organisation.objects.none(), required=False, empty_label=_("the central office")
    )
    expert = expert_field()
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    due = DateBoxesField(label=_("Answer wanted by"), required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], is_central: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset, field.required = organisations, not is_central
        if not is_central:
            field.empty_label = None
        self.fields["kind"].choices = [("", _("any")), *((kind.slug, kind.label) for kind in kinds())]  # type: ignore[attr-defined]
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer to an enquiry."""

    use_required_attribute = False

    answer = long_text(_("Answer"), QUESTION_LENGTH, 8)


class HandOverForm(forms.Form):
    """Who answers instead."""

    use_required_attribute = False

    expert = expert_field()


class MessageForm(forms.Form):
    """Something to say."""

    use_required_attribute = False

    text = long_text(_("Message"), MESSAGE_LENGTH, 4)


class EditMessageForm(MessageForm):
    """Mending what was said; `seen` tells which wording the writer had before her."""

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


class RoomForm(forms.Form):
    """A new room."""

    use_required_attribute = False

    topic = line(_("Topic"), SUBJECT_LENGTH)
    description = long_text(_("What belongs here"), 2_000, 3, required=False)
    organisation = forms.ModelChoiceField(
        label=_("For"), queryset=Organisation.objects.filter(closed=False), required=False,
        empty_label=_("all who work here"),
    )  # fmt: skip


class WatchForm(forms.Form):
    """What to be told about; each field that is filled in is added."""

    use_required_attribute = False

    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    occupation = OccupationChoice(
        queryset=ReferenceOccupation.objects.none(), label=_("German occupation"), required=False,
        empty_label=_("nothing chosen"), to_field_name="slug", widget=forms.Select(attrs={"lang": "de"}),
    )  # fmt: skip
    qualification = forms.CharField(
        label=_("Qualification"), help_text=_("The address of its page, or the last part of it."), required=False,
        max_length=300, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("nothing chosen")), *language_choices()[1:]]  # type: ignore[attr-defined]
        self.fields["occupation"].queryset = ReferenceOccupation.objects.published()  # type: ignore[attr-defined]

    def clean_qualification(self) -> str:
        """The address part of a public profile."""
        slug = str(self.cleaned_data["qualification"]).strip().rstrip("/").rpartition("/")[2]
        if slug and not Qualification.objects.published().filter(slug=slug).exists():
            raise ValidationError(_("There is no public profile at this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        """At least one thing."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Choose what to watch."))
        return self.cleaned_data

    def chosen(self) -> list[tuple[str, str]]:
        """What was chosen, as subject and key."""
        keys = {name: getattr(value, "slug", value) for name, value in self.cleaned_data.items()}
        return [(name, key) for name, key in keys.items() if key]


class PaceForm(forms.Form):
    """How often mail comes."""

    pace = forms.ChoiceField(
        label=_("How often do you want mail about your notices?"), choices=NoticePreference.Pace.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, autonym(code)) for code, _name in settings.LANGUAGES]  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """The working version that will be the missing profile."""

    use_required_attribute = False

    version = forms.ModelChoiceField(
        label=_("Working version"), queryset=WorkingVersion.objects.none(), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, versions: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
