"""The finder's questions: what is answered so far and known about it in, the next question out. Pure.

One question per screen; every answer stands in the address, so that it can be changed, shared and forgotten. Only what
changes the plan is asked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum

ABROAD = "abroad"  # answer to "place": still abroad
LAND = "land-"  # answer to "place": a Land, such as land-NW
UNKNOWN = "unknown"


class Question(StrEnum):
    """What is asked on a screen; the value is the last part of its address."""

    TITLE = "title"
    MEANING = "meaning"
    OCCUPATION = "occupation"
    COUNTRY = "country"
    BUSINESS = "business"
    PLACE = "place"
    TOWN = "town"
    LAND = "land"
    EMPLOYER = "employer"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What somebody has answered; empty means: not yet.

    Attributes:
        title: the certificate or the occupation, as typed.
        certificate: `no` without one, `lost` when the papers are out of reach, else empty.
        meaning: `q-<slug>` of a profile, `o-<slug>` of a German occupation.
        occupation: slug of the German occupation, where the meaning leaves several.
        country: of the training, where no profile says it: ISO 3166 code, or `unknown`.
        business: `yes` when she wants to run a craft business of her own, else `no`.
        place: a postcode or the name of a town, `abroad`, or `land-NW`.
        town: key of the municipality (AGS), where the place leaves several.
        land: where she wants to work, asked of somebody abroad; `unknown` where she does not know yet.
        employer: `yes` when an employer in Germany has agreed the accelerated procedure (§ 81a AufenthG), else `no`.
    """

    title: str = ""
    certificate: str = ""
    meaning: str = ""
    occupation: str = ""
    country: str = ""
    business: str = ""
    place: str = ""
    town: str = ""
    land: str = ""
    employer: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What has been answered, as it stands in an address."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def is_abroad(self) -> bool:
        """Whether she is still abroad."""
        return self.place == ABROAD


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the portal knows about the answers.

    Attributes:
        occupations: slugs that the meaning leaves open; one is no question.
        country: of the training, from the profile.
        is_licensed_craft: running a business needs the master level (Annex A of the Crafts Code).
        towns: keys of municipalities that the place leaves open.
        depends_on_place: the body in charge differs from place to place.
        may_be_accelerated: an employer can agree the accelerated procedure (§ 81a AufenthG), and the law of the
            procedure then sets other periods.
    """

    occupations: tuple[str, ...] = ()
    country: str = ""
    is_licensed_craft: bool = False
    towns: tuple[str, ...] = ()
    depends_on_place: bool = True
    may_be_accelerated: bool = True


# Answers that lose their ground when an earlier one changes.
_RESTS_ON: dict[str, tuple[str, ...]] = {
    "title": ("meaning", "occupation", "country", "business"),
    "meaning": ("occupation", "country", "business"),
    "occupation": ("business",),
    "place": ("town", "land", "employer"),
}


def read(values: Mapping[str, str]) -> Answers:
    """Answers from an address; what it does not know is left out, what is too long is cut, what nobody sees goes."""
    given = {one.name: "".join(filter(str.isprintable, values.get(one.name, ""))) for one in fields(Answers)}
    return Answers(**{name: value.strip()[:300] for name, value in given.items()})


def without(answers: Answers, name: str) -> Answers:
    """To answer a question again: without its answer and what rested on it."""
    return replace(answers, **dict.fromkeys((name, *_RESTS_ON.get(name, ())), ""))


def next_question(answers: Answers, known: Known) -> Question | None:
    """What to ask next; None when the plan can be shown.

    >>> next_question(Answers(), Known())
    <Question.TITLE: 'title'>
    >>> next_question(Answers(title="baker", meaning="o-baecker", country="PL", place="abroad"), Known())
    <Question.LAND: 'land'>
    """
    if not answers.title:
        return Question.TITLE
    if not answers.meaning:
        return Question.MEANING
    if not answers.occupation and len(known.occupations) > 1:
        return Question.OCCUPATION
    if not (answers.country or known.country or answers.certificate == "no"):
        return Question.COUNTRY
    if known.is_licensed_craft and not answers.business:
        return Question.BUSINESS
    return _about_place(answers, known)


def _about_place(answers: Answers, known: Known) -> Question | None:
    if not answers.place:
        return Question.PLACE
    if answers.is_abroad:
        if known.depends_on_place and not answers.land:
            return Question.LAND
        return Question.EMPLOYER if known.may_be_accelerated and not answers.employer else None
    return Question.TOWN if len(known.towns) > 1 and answers.town not in known.towns else None
