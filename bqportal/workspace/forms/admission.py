"""Inviting, accepting, registering, deciding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.models import Membership, Organisation, Registration
from bqportal.workspace.forms.account import LONGEST_NAME, LONGEST_PASSWORD, PASSWORD_RULES
from bqportal.workspace.mail import LANGUAGES

REASON_LENGTH = 2000
LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
ROLES_HELP = _(
    "Readers see what is in work. Contributors write, reviewers check, case workers decide on applications, "
    "managers look after the people of the organisation."
)


def address_field(label: Any, **options: Any) -> forms.EmailField:
    """An e-mail address."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"})
    return forms.EmailField(
        label=label, max_length=LONGEST_NAME, widget=widget,
        error_messages={"required": _("Enter an e-mail address")}, **options,
    )  # fmt: skip


def name_field(label: Any, autocomplete: str, missing: Any) -> forms.CharField:
    """A part of a name."""
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, "dir": "auto"})
    return forms.CharField(label=label, max_length=150, widget=widget, error_messages={"required": missing})


def reason_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A reason in some sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), error_messages={"required": _("Give a reason")},
    )  # fmt: skip


def roles_field(*, required: bool = True) -> forms.MultipleChoiceField:
    """Roles in one organisation."""
    return forms.MultipleChoiceField(
        label=_("Roles"), help_text=ROLES_HELP, choices=Membership.Role.choices, required=required,
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one role")},
    )  # fmt: skip


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    use_required_attribute = False

    email = address_field(_("E-mail address"))
    roles = roles_field()
    language = forms.ChoiceField(
        label=_("Language of the message"), choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )


class AcceptanceForm(forms.Form):
    """The new account of somebody who was invited."""

    use_required_attribute = False

    first_name = name_field(_("First name"), "given-name", _("Enter your first name"))
    last_name = name_field(_("Last name"), "family-name", _("Enter your last name"))
    password = forms.CharField(
        label=_("Password"), help_text=PASSWORD_RULES, strip=False, max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a new password")},
    )  # fmt: skip
    again = forms.CharField(
        label=_("Password again"), strip=False, max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the new password again")},
    )  # fmt: skip

    def clean_again(self) -> str:
        """The same twice."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("The two passwords are not the same"))
        return again


class RegistrationForm(forms.Form):
    """Who asks to be let in, and why."""

    use_required_attribute = False

    first_name = name_field(_("First name"), "given-name", _("Enter your first name"))
    last_name = name_field(_("Last name"), "family-name", _("Enter your last name"))
    email = address_field(
        _("Official e-mail address"), help_text=_("The address that your organisation gave you. We send a link to it.")
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Organisation"), required=False,
        empty_label=_("not in this list"), widget=forms.Select(attrs={"lang": "de"}),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Your organisation, if it is not in the list"), max_length=300, required=False,
        help_text=_("Its name, its place, and what it does."), widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    reason = reason_field(_("What you want to do here"), _("One or two sentences about your work."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(closed=False)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Let somebody in or not."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, error_messages={"required": _("Choose a decision")},
        choices=[(Registration.Decision.ADMITTED, _("let in")), (Registration.Decision.REFUSED, _("do not let in"))],
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Organisation"), required=False,
        empty_label=_("none"), widget=forms.Select(attrs={"lang": "de"}),
    )  # fmt: skip
    roles = roles_field(required=False)
    reason = reason_field(
        _("Reason"), _("Needed when you refuse, and when the address or the body is not a public one."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(closed=False)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who is let in belongs somewhere and has a role."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == Registration.Decision.ADMITTED:
            if not cleaned.get("organisation"):
                self.add_error("organisation", _("Choose the organisation"))
            if not cleaned.get("roles"):
                self.add_error("roles", _("Choose at least one role"))
        return cleaned
