"""What counsellors fill in: looking for requests, noting contacts, referring, closing, erasing, settings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.design.dates import DateBoxesField
from bqportal.organisations.models import Organisation, Person
from bqportal.procedures.counselling.actions.keeping import Why
from bqportal.procedures.counselling.actions.noting import CONTACT_FIELDS, MOST_MINUTES
from bqportal.procedures.counselling.queries import TABS
from bqportal.procedures.counselling.rules import MOST_MONTHS
from bqportal.procedures.models import (
    CounsellingContact,
    CounsellingOffice,
    CounsellingReferral,
    CounsellingRequest,
)
from bqportal.workspace.forms.intake import language_choices
from bqportal.workspace.forms.together import line, long_text

NOTE_LENGTH = 10_000
EVERYBODY = _("everybody")


class RequestsForm(forms.Form):
    """Which requests a list shows."""

    use_required_attribute = False

    tab = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False)
    q = line(_("Name, occupation or code"), 100, required=False)
    handler = forms.ModelChoiceField(
        label=_("Counsellor"), queryset=Person.objects.none(), required=False, empty_label=EVERYBODY
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    goal = forms.ChoiceField(
        label=_("Goal"), required=False, choices=[("", _("any")), *CounsellingRequest.Goal.choices]
    )
    body = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("all")
    )

    def __init__(self, data: Any, *, people: QuerySet[Person], bodies: Iterable[Organisation]) -> None:
        super().__init__(data)
        listed = [body.pk for body in bodies]
        self.fields["handler"].queryset = people  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("any")), *language_choices(get_language() or "en")]  # type: ignore[attr-defined]
        if len(listed) > 1:
            self.fields["body"].queryset = Organisation.objects.filter(pk__in=listed)  # type: ignore[attr-defined]
        else:
            del self.fields["body"]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for; what makes no sense is left out."""
        self.is_valid()
        return self.cleaned_data


class ContactForm(forms.Form):
    """What was talked about, and what is next."""

    use_required_attribute = False

    on = DateBoxesField(label=_("On which day?"), error_messages={"required": _("Enter the day")})
    channel = forms.ChoiceField(
        label=_("How?"), choices=CounsellingRequest.Channel.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the channel.")},
    )  # fmt: skip
    partner = forms.ChoiceField(
        label=_("With whom?"), choices=CounsellingContact.Partner.choices,
        error_messages={"required": _("Choose with whom.")},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a number")},
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, choices=CounsellingContact.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    note = long_text(
        _("Note"), NOTE_LENGTH, 5, required=False,
        help_text=_("What counselling needs. Nothing about health, religion, ethnicity or asylum."),
    )  # fmt: skip
    waits = forms.BooleanField(label=_("Now somebody else has to act: the request waits"), required=False)
    next_on = DateBoxesField(
        label=_("Look at it again on"),
        required=False,
        help_text=_("Empty: it has no day, and stands last in the list."),
    )

    @property
    def values(self) -> dict[str, Any]:
        """The contact as the action takes it."""
        return {name: self.cleaned_data[name] for name in CONTACT_FIELDS}


class ReferForm(forms.Form):
    """To which centre, and that the person wants it; with it the last contact may be noted, which stays here."""

    use_required_attribute = False

    to = forms.ModelChoiceField(
        label=_("To which centre?"), queryset=Organisation.objects.none(), empty_label=_("Choose one"),
        error_messages={"required": _("Choose the centre.")},
    )  # fmt: skip
    consent = forms.ChoiceField(
        label=_("How did the person agree?"), choices=CounsellingReferral.Consent.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Without the person's consent nothing is handed on.")},
    )  # fmt: skip
    consented_on = DateBoxesField(label=_("On which day?"), error_messages={"required": _("Enter the day")})
    message = long_text(
        _("Message to the other centre"), NOTE_LENGTH, 3, required=False,
        help_text=_("It sees the person's answers and this message. Your own notes stay with you."),
    )  # fmt: skip
    note = long_text(
        _("Note"), NOTE_LENGTH, 5, required=False,
        help_text=_("What counselling needs. Nothing about health, religion, ethnicity or asylum."),
    )  # fmt: skip
    on = DateBoxesField(label=_("On which day was the contact?"), required=False)
    channel = forms.ChoiceField(
        label=_("How was the contact?"), choices=CounsellingRequest.Channel.choices, widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, bodies: QuerySet[Organisation], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["to"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A note needs its day and how the contact was."""
        cleaned = super().clean() or {}
        if cleaned.get("note"):
            for name, words in (("on", _("Enter the day")), ("channel", _("Choose the channel."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The referral as the action takes it; the note is one about a contact with the person."""
        given = self.cleaned_data
        contact: dict[str, Any] = {"partner": CounsellingContact.Partner.PERSON, "minutes": None, "topics": []}
        note = {**contact, **{name: given[name] for name in ("on", "channel", "note")}} if given["note"] else None
        return {**{name: given[name] for name in ("to", "consent", "consented_on", "message")}, "note": note}


class CloseForm(forms.Form):
    """How it ended."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=CounsellingRequest.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )  # fmt: skip
    outcome_note = long_text(_("Note"), NOTE_LENGTH, 3, required=False)


class EraseRequestForm(forms.Form):
    """Why."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("Why is it erased?"), widget=forms.RadioSelect, choices=Why.choices,
        error_messages={"required": _("Choose the reason.")},
    )  # fmt: skip


class CounsellingOfficeForm(forms.Form):
    """What a body sets for its counselling."""

    use_required_attribute = False

    kept_months = forms.IntegerField(
        label=capfirst(CounsellingOffice._meta.get_field("kept_months").verbose_name),
        help_text=CounsellingOffice._meta.get_field("kept_months").help_text, min_value=1, max_value=MOST_MONTHS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a number"), "required": _("Write a number")},
    )  # fmt: skip
    privacy_text = long_text(
        capfirst(CounsellingOffice._meta.get_field("privacy_text").verbose_name), NOTE_LENGTH, 6, required=False,
        help_text=CounsellingOffice._meta.get_field("privacy_text").help_text,
    )  # fmt: skip
