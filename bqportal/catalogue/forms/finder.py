"""One form per question of the finder. Each gives what it adds to the answers."""

from collections.abc import Callable
from typing import Any

import pycountry
from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bqportal.catalogue.finder.meanings import Meanings
from bqportal.catalogue.finder.questions import ABROAD, LAND, UNKNOWN, Answers, Question
from bqportal.catalogue.finder.subjects import Candidate, towns_of
from bqportal.countries.former import FORMER_STATES
from bqportal.countries.queries import country_name
from bqportal.languages.folding import fold
from bqportal.organisations.places import LANDS, has_places

CHOOSE = _("Choose one of the answers.")
Words = Promise | str


class QuestionForm(forms.Form):
    """A question with one answer."""

    use_required_attribute = False
    question: Question
    words: Words
    help: Words = ""

    def answer(self) -> dict[str, str]:
        """What this adds to the answers."""
        return {self.question.value: self.cleaned_data[self.question.value]}


class TitleForm(QuestionForm):
    """What stands on the certificate, or which occupation it is about."""

    question = Question.TITLE
    words = _("What is written on your certificate?")
    help = _("Write the title of your certificate, or your occupation. Use your own language and letters.")
    title = forms.CharField(
        label=_("Certificate or occupation"), help_text=_("No name, and nothing else about you."), max_length=300,
        widget=forms.TextInput(
            attrs={"dir": "auto", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the certificate or the occupation.")},
    )  # fmt: skip


class MeaningForm(QuestionForm):
    """Which of the candidates it is."""

    question = Question.MEANING
    words = _("Which of these is it?")
    meaning = forms.ChoiceField(
        label=_("Certificate or occupation"), widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )

    def __init__(self, *args: Any, meanings: Meanings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meanings = meanings
        self.fields["meaning"].choices = [(value, value) for value in meanings.values]  # type: ignore[attr-defined]


class OccupationForm(QuestionForm):
    """Which German occupation, where the profile names several."""

    question = Question.OCCUPATION
    words = _("Which German occupation is closest to yours?")
    help = _("Your certificate fits more than one German occupation. Choose the one that you know best.")
    occupation = forms.ChoiceField(
        label=_("German occupation"), widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )

    def __init__(self, *args: Any, candidates: tuple[Candidate, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.fields["occupation"].choices = [(one.slug, one.slug) for one in candidates]  # type: ignore[attr-defined]


class CountryForm(QuestionForm):
    """Where the training was."""

    question = Question.COUNTRY
    words = _("In which country did you learn your occupation?")
    country = forms.ChoiceField(label=_("Country of the training"), error_messages={"required": CHOOSE})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = get_language() or "en"
        codes = {each.alpha_2 for each in pycountry.countries} | set(FORMER_STATES) | {"XK"}
        named = sorted(((code, country_name(code, reader)) for code in codes), key=lambda choice: fold(choice[1]))
        choices = [("", _("Please choose")), (UNKNOWN, _("not in this list, or unknown")), *named]
        self.fields["country"].choices = choices  # type: ignore[attr-defined]


class BusinessForm(QuestionForm):
    """Employed, or a craft business of one's own (§§ 1, 7, 50c HwO)."""

    question = Question.BUSINESS
    words = _("Do you want to run your own business in this craft?")
    help = _(
        "Your own business in this craft needs the entry in the register of crafts, as a rule with the master's certificate or its equal. Work for an employer does not."  # noqa: E501
    )
    business = forms.ChoiceField(
        label=_("How you want to work"), widget=forms.RadioSelect, error_messages={"required": CHOOSE},
        choices=[("no", _("No, I want to work for an employer")), ("yes", _("Yes, I want my own business"))],
    )  # fmt: skip


class PlaceForm(QuestionForm):
    """Where somebody lives or wants to work: a postcode, a town, or a Land."""

    question = Question.PLACE
    words = _("Where do you live in Germany, or where do you want to work?")
    help = _("The place decides which body is in charge.")
    is_draft = True  # one of the two fields is enough, so that neither is "optional"
    place = forms.CharField(
        label=_("Postcode or town"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "dir": "auto"}),
    )  # fmt: skip
    federal_land = forms.ChoiceField(label=_("or choose the Land"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["federal_land"].choices = [("", _("Please choose")), *LANDS.items()]  # type: ignore[attr-defined]
        if not has_places():
            del self.fields["place"]
            self.fields["federal_land"].label = _("Land")

    def clean(self) -> dict[str, Any]:
        """A place that is known, or a Land."""
        cleaned = super().clean() or {}
        typed = cleaned["place"] = ABROAD if self.data.get("place") == ABROAD else cleaned.get("place", "")
        if not typed and not cleaned.get("federal_land"):
            self.add_error(next(iter(self.fields)), _("Say where: a postcode, a town, or the Land."))
        elif typed and typed != ABROAD and not towns_of(typed):
            cleaned["place"] = ""
            if not cleaned.get("federal_land"):
                self.add_error(
                    "place", _("This place is not known here. Look at the spelling, or choose the Land below.")
                )
        return cleaned

    def answer(self) -> dict[str, str]:
        """The place, or else the Land."""
        return {"place": self.cleaned_data["place"] or f"{LAND}{self.cleaned_data['federal_land']}"}


class TownForm(QuestionForm):
    """Which municipality, where the place leaves several."""

    question = Question.TOWN
    words = _("Which place do you mean?")
    town = forms.ChoiceField(label=_("Your place"), widget=forms.RadioSelect, error_messages={"required": CHOOSE})

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [  # type: ignore[attr-defined]
            (town.ags, ", ".join(filter(None, (f"{town.postcode} {town.name}", town.district, LANDS.get(town.land)))))
            for town in towns_of(place)
        ]


class LandForm(QuestionForm):
    """Where somebody who is still abroad wants to work."""

    question = Question.LAND
    words = _("Where in Germany do you want to work?")
    help = _("If you do not know yet, you can still go on.")
    land = forms.ChoiceField(label=_("Land"), error_messages={"required": CHOOSE})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Please choose")), (UNKNOWN, _("I do not know yet")), *LANDS.items()]
        self.fields["land"].choices = choices  # type: ignore[attr-defined]


class EmployerForm(QuestionForm):
    """Whether the accelerated procedure was agreed (§ 81a AufenthG)."""

    question = Question.EMPLOYER
    words = _("Has an employer in Germany begun the accelerated procedure for you?")
    help = _("The employer agrees it with the immigration office in Germany. If you are not sure, choose no.")
    employer = forms.ChoiceField(
        label=_("Accelerated procedure for skilled workers"), widget=forms.RadioSelect,
        choices=[("no", _("No")), ("yes", _("Yes"))], error_messages={"required": CHOOSE},
    )  # fmt: skip


PLAIN: dict[Question, type[QuestionForm]] = {
    form.question: form for form in (TitleForm, CountryForm, BusinessForm, PlaceForm, LandForm, EmployerForm)
}


def given_to(
    question: Question, answers: Answers, candidates: tuple[Candidate, ...], meanings: Callable[[], Meanings]
) -> dict[str, Any]:
    """What the form of a question needs beside its data; `meanings` is only called where it is needed."""
    if question is Question.MEANING:
        return {"meanings": meanings()}
    if question is Question.OCCUPATION:
        return {"candidates": candidates}
    return {"place": answers.place} if question is Question.TOWN else {}


FORMS: dict[Question, type[QuestionForm]] = {
    **PLAIN, Question.MEANING: MeaningForm, Question.OCCUPATION: OccupationForm, Question.TOWN: TownForm,
}  # fmt: skip
