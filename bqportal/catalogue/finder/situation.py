"""What a plan follows from: the answers, and everything that the portal finds out about them once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bqportal.catalogue.finder.questions import Answers, Question
from bqportal.catalogue.finder.subjects import (
    ANNEX_A,
    Subject,
    country_of,
    land_of,
    own_law_of,
    place_of_answers,
    route_of,
    subject_of,
)
from bqportal.countries.territory import is_in_eea
from bqportal.occupations.competent_bodies import Competent, bodies_at
from bqportal.occupations.routing import Regime, Route
from bqportal.organisations.places import Place


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Somebody's situation, as far as the answers tell it."""

    answers: Answers
    day: date
    subject: Subject
    route: Route
    place: Place | None
    land: str
    competent: Competent

    @cached_property
    def law(self) -> str:
        """Short name of the profession's own law; `Land` under the law of a Land; else empty."""
        if self.route.regime is Regime.LAND_LAW:
            return "Land"
        return own_law_of(self.route)

    @cached_property
    def country(self) -> str:
        """Code of the country of the training; empty when nobody knows."""
        return country_of(self.answers, self.subject)

    @property
    def in_eea(self) -> bool:
        """Whether the training was in the EU, the EEA or Switzerland."""
        return is_in_eea(self.country)

    @property
    def has_certificate(self) -> bool:
        """Whether there is, or was, a certificate."""
        return self.answers.certificate != "no"

    @property
    def has_lost_papers(self) -> bool:
        """Whether papers are out of reach."""
        return self.answers.certificate == "lost"

    @property
    def is_accelerated(self) -> bool:
        """Whether an employer has agreed the accelerated procedure."""
        return self.answers.employer == "yes"

    @property
    def is_licensed_craft(self) -> bool:
        """Whether running a business of this craft needs the master's level (Annex A)."""
        return self.subject.occupation is not None and self.subject.occupation.annex == ANNEX_A

    @property
    def wants_business(self) -> bool:
        """Whether she wants to run such a business."""
        return self.is_licensed_craft and self.answers.business == "yes"

    @property
    def ask_place(self) -> Question:
        """The question whose answer says where she wants to work."""
        return Question.LAND if self.answers.is_abroad else Question.PLACE


def situation_of(answers: Answers, day: date) -> Situation:
    """Everything that can be found out from the answers."""
    subject = subject_of(answers, day)
    route = route_of(answers, subject, day)
    place, land = place_of_answers(answers), land_of(answers)
    competent = bodies_at(route, land=land, ags=place.ags if place else "")
    return Situation(
        answers=answers, day=day, subject=subject, route=route, place=place, land=land, competent=competent
    )
