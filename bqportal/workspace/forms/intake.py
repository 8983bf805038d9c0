"""The form that a person sends to a counselling centre, and the one with which she takes it back."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pycountry
from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.countries.former import FORMER_STATES
from bqportal.countries.queries import country_name
from bqportal.languages.folding import fold
from bqportal.languages.names import language_name
from bqportal.procedures.counselling.actions.sending import ANSWERS, Filled
from bqportal.procedures.counselling.consent import CURRENT
from bqportal.procedures.counselling.rules import OLDEST_BIRTH_YEAR
from bqportal.procedures.models import (
    CounsellingEducation,
    CounsellingLanguage,
    CounsellingRequest,
    CounsellingWork,
)
from bqportal.workspace.forms.together import line, long_text

ROWS = {"education": 3, "work": 3, "language": 4}
QUESTION_LENGTH = 3_000
NOTHING = ("", _("nothing chosen"))
# Languages that people who seek counselling in Germany speak; the list is long enough for most and short on a phone.
CODES = (
    "am ar az be bg bn bs ckb cs da de dv el en es et fa ff fi fr gu ha he hi hr hu hy id ig it ja ka kk km ko ku ky "
    "ln lt lv mk ml mn ms my ne nl no om pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th ti tk tl tr uk ur uz "
    "vi wo yo zh"
)
LANGUAGES = tuple(CODES.split())


@cache
def country_choices(reader: str) -> list[tuple[str, str]]:
    """All countries, and states that exist no more: many certificates are from one."""
    codes = [country.alpha_2 for country in pycountry.countries] + list(FORMER_STATES)
    named = [(code, country_name(code, reader)) for code in codes]
    return sorted(named, key=lambda choice: fold(choice[1]))


@cache
def language_choices(reader: str) -> list[tuple[str, str]]:
    """Languages by the reader's names for them."""
    named = [(code, language_name(code, reader)) for code in LANGUAGES]
    return sorted(named, key=lambda choice: fold(choice[1]))


def _year(label: Any, **options: Any) -> forms.IntegerField:
    """A year, or nothing."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4", "autocomplete": "off", "dir": "ltr"})
    options = {"required": False, "min_value": OLDEST_BIRTH_YEAR, "max_value": date.max.year, **options}
    wrong = _("Write a year with four digits.")
    options["error_messages"] = {
        **dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        **options.get("error_messages", {}),
    }
    return forms.IntegerField(label=label, widget=widget, localize=False, **options)


def _choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    """One of a few, or nothing."""
    return forms.ChoiceField(label=label, choices=[NOTHING, *choices], required=False, **options)


class IntakeForm(forms.Form):
    """Everything on one page, so that it works without JavaScript; few fields must be filled in.

    It asks for nothing that counselling does not need: no religion, no ethnicity, nothing about asylum.
    """

    use_required_attribute = False

    filled_by = forms.ChoiceField(
        label=_("Who fills this in?"), choices=CounsellingRequest.FilledBy.choices, widget=forms.RadioSelect,
        initial=CounsellingRequest.FilledBy.PERSON, required=False,
    )  # fmt: skip
    name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("As you want to be called."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": _("Write your name")},
    )  # fmt: skip
    birth_year = _year(
        _("Your year of birth"), required=True, help_text=_("Four digits. With it you can take your request back."),
        error_messages={"required": _("Write your year of birth")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, max_length=254,
        help_text=_("E-mail or telephone: one of the two is enough."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Your telephone number"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    channel = _choice(_("How can the centre reach you best?"), CounsellingRequest.Channel.choices)
    sex = _choice(_("Sex"), CounsellingRequest.Sex.choices)
    nationality = _choice(_("Nationality"), ())
    no_contact_with_origin = forms.BooleanField(
        label=_("Nobody in my country of origin may hear about me"), required=False,
        help_text=_("Then the centre asks no authority, no school and no embassy there. You need not say why."),
    )  # fmt: skip

    stay = forms.ChoiceField(
        label=_("Where do you live?"), choices=CounsellingRequest.Stay.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say where you live")},
    )  # fmt: skip
    since_year = _year(_("In Germany since which year?"))
    postcode = forms.CharField(
        label=_("Postcode in Germany"), required=False, max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "dir": "ltr"}),
    )  # fmt: skip
    residence = _choice(
        _("Your residence in Germany"), CounsellingRequest.Residence.choices,
        help_text=_("Only roughly, and only if you like. Write nothing about asylum anywhere in this form."),
    )  # fmt: skip

    goal = forms.ChoiceField(
        label=_("What do you want to reach?"), choices=CounsellingRequest.Goal.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to reach")},
    )  # fmt: skip
    occupation = line(_("In which occupation do you want to work?"), 300, required=False)
    counselling_language = forms.ChoiceField(
        label=_("In which language do you want to talk?"),
        error_messages={"required": _("Choose a language")},
    )  # fmt: skip
    needs_interpreter = forms.BooleanField(label=_("I need an interpreter"), required=False)
    question = long_text(
        _("What do you want to ask?"), QUESTION_LENGTH, 5, required=False,
        help_text=_("In any language. Write nothing about your health, your religion or asylum."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we may not store anything.")}
    )
    # A trap for programs that fill in everything; people never see it.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        reader = get_language() or "en"
        countries, languages = country_choices(reader), language_choices(reader)
        self._choose("nationality", [NOTHING, *((code, name) for code, name in countries if len(code) == 2)])
        self._choose("counselling_language", [NOTHING, *languages])
        if not self.is_bound:
            self.initial.setdefault("counselling_language", reader if reader in LANGUAGES else "")
        for number in range(1, ROWS["education"] + 1):
            self._add("education", number, _education(countries))
        for number in range(1, ROWS["work"] + 1):
            self._add("work", number, _work())
        for number in range(1, ROWS["language"] + 1):
            self._add("language", number, _language(languages))
        self.initial.setdefault("language_1_language", "de")

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _add(self, kind: str, number: int, fields: dict[str, forms.Field]) -> None:
        for part, field in fields.items():
            self.fields[f"{kind}_{number}_{part}"] = field

    def _rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """The rows of a kind as a template shows them."""
        for number in range(1, ROWS[kind] + 1):
            start = f"{kind}_{number}_"
            fields: list[BoundField] = [self[name] for name in self.fields if name.startswith(start)]
            filled = any(field.value() for field in fields) or any(field.errors for field in fields)
            yield {"number": number, "fields": fields, "is_open": bool(filled)}

    @property
    def educations(self) -> list[dict[str, Any]]:
        """Rows for schools and trainings."""
        return list(self._rows("education"))

    @property
    def works(self) -> list[dict[str, Any]]:
        """Rows for work experience."""
        return list(self._rows("work"))

    @property
    def languages(self) -> list[dict[str, Any]]:
        """Rows for languages."""
        return list(self._rows("language"))

    @property
    def is_from_a_program(self) -> bool:
        """True when the trap was filled in."""
        return bool(self.cleaned_data.get("website"))

    def clean(self) -> dict[str, Any]:
        """What hangs together: a way to reach her, and rows that say what they are about."""
        cleaned = super().clean() or {}
        if not cleaned.get("email") and not cleaned.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error(
                "email", _("Give an e-mail address or a telephone number, so that the centre can reach you.")
            )
        for kind, needed, words in (
            ("education", "title", _("Write what the certificate is called.")),
            ("work", "occupation", _("Write what you worked as.")),
        ):
            for number, values in self._given(kind):
                name = f"{kind}_{number}_{needed}"
                if any(values.values()) and not values.get(needed) and name not in self.errors:
                    self.add_error(name, ValidationError(words))
        return cleaned

    def _given(self, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Number and values of each row of a kind."""
        for number in range(1, ROWS[kind] + 1):
            start = f"{kind}_{number}_"
            yield (
                number,
                {
                    name.removeprefix(start): value
                    for name, value in self.cleaned_data.items()
                    if name.startswith(start)
                },
            )

    @property
    def filled(self) -> Filled:
        """The form as the action takes it; a language without a level is the preset row that nobody touched."""
        answers = {name: self.cleaned_data[name] for name in ANSWERS}
        answers["filled_by"] = answers["filled_by"] or CounsellingRequest.FilledBy.PERSON
        return Filled(
            answers=answers,
            educations=[values for _n, values in self._given("education") if values["title"]],
            works=[values for _n, values in self._given("work") if values["occupation"]],
            languages=[values for _n, values in self._given("language") if values["language"] and values["level"]],
        )

    @property
    def consent_version(self) -> str:
        """The wording that was on the page when she agreed."""
        return CURRENT if self.cleaned_data.get("consent") else ""

    def take_refusal(self, error: ValidationError) -> None:
        """What the action refused, beside its field."""
        for name, texts in error.message_dict.items():
            self.add_error(name if name in self.fields else None, texts)


def _label(model: Any, name: str) -> Any:
    return capfirst(model._meta.get_field(name).verbose_name)


def _education(countries: list[Any]) -> dict[str, forms.Field]:
    """The fields of one school or training."""
    model = CounsellingEducation
    return {
        "kind": _choice(_label(model, "kind"), model.Kind.choices),
        "title": line(
            _label(model, "title"), 300, required=False, help_text=_("As it stands on it, also in another script.")
        ),
        "country": _choice(_label(model, "country"), countries),
        "year": _year(_label(model, "year")),
        "length": line(_label(model, "length"), 60, required=False),
        "papers": _choice(_label(model, "papers"), model.Papers.choices),
        "is_translated": forms.BooleanField(label=_label(model, "is_translated"), required=False),
        "recognition": _choice(_label(model, "recognition"), model.Recognition.choices),
    }


def _work() -> dict[str, forms.Field]:
    """The fields of one time of work."""
    model = CounsellingWork
    return {
        "occupation": line(_label(model, "occupation"), 300, required=False),
        "country": line(_label(model, "country"), 100, required=False),
        "from_year": _year(_label(model, "from_year")),
        "to_year": _year(_label(model, "to_year")),
        "tasks": line(_label(model, "tasks"), 500, required=False),
    }


def _language(languages: list[Any]) -> dict[str, forms.Field]:
    """The fields of one language."""
    model = CounsellingLanguage
    return {
        "language": _choice(_label(model, "language"), languages),
        "level": _choice(_label(model, "level"), model.Level.choices),
        "has_certificate": forms.BooleanField(label=_label(model, "has_certificate"), required=False),
    }


class WithdrawForm(forms.Form):
    """What only the person knows: the code of her request, and her year of birth."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Your reference code"), max_length=40,
        help_text=_("Twelve letters and digits, such as K7QM-2HFX-9TNA."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the code of your request")},
    )  # fmt: skip
    birth_year = _year(
        _("Your year of birth"), required=True, error_messages={"required": _("Write your year of birth")}
    )
