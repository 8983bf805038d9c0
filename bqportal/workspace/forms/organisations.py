"""Organisations: looking, adding, changing, competences, roles of members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bqportal.organisations.actions.bodies import FACTS
from bqportal.organisations.models import Membership, Organisation, Person
from bqportal.workspace.places import country_choices, kind_choices, sector_choices

WORDS_LENGTH = 200


class OrganisationSearch(forms.Form):
    """Words and kind."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Words in name, city or code"), max_length=WORDS_LENGTH, required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Organisation.Kind.choices], required=False)


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an administrator knows of a body. The action saves it; the form only asks."""

    use_required_attribute = False
    url = forms.URLField(label=_("Web address"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = FACTS


class CompetenceForm(forms.Form):
    """A part of the catalogue for which an organisation may write."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    sector = forms.ChoiceField(
        label=_("Field"), help_text=_("Broad field of education and training (ISCED-F 2013)."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, first, choices in (
            ("kind", _("all kinds"), kind_choices()),
            ("country", _("all countries"), country_choices()),
            ("sector", _("all fields"), sector_choices()),
        ):
            self.fields[name].choices = [("", first), *choices]  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """Who is to become a member."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Sign-in name or e-mail address"), max_length=254,
        error_messages={"required": _("Write a sign-in name or an e-mail address")},
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class RolesForm(forms.Form):
    """The roles of one person in one organisation.

    `seen` carries the roles as they were read: what was not touched stays as others may have changed it meanwhile.
    """

    use_required_attribute = False

    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, data: Any = None, *, choices: Any = Membership.Role.choices, has: Any = ()) -> None:
        super().__init__(data, initial={"roles": list(has), "seen": ",".join(sorted(has))})
        self.fields["roles"].choices = choices  # type: ignore[attr-defined]

    def changes(self) -> dict[str, set[str]]:
        """Which roles to give and which to take, compared with what was read."""
        chosen, seen = set(self.cleaned_data["roles"]), set(self.cleaned_data["seen"].split(",")) - {""}
        known = {value for value, _label in self.fields["roles"].choices}  # type: ignore[attr-defined]
        return {"give": chosen - seen, "take": (seen - chosen) & known}


def roles_of(person: Person, organisation: Organisation) -> set[str]:
    """What the person is in the organisation."""
    return set(person.memberships.filter(organisation=organisation).values_list("role", flat=True))
