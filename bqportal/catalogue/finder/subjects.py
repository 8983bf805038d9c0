"""What the answers of the finder are about: the profile, the German occupation, the place, and the law that follows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from bqportal.catalogue.finder.durations import knows_accelerated
from bqportal.catalogue.finder.questions import ABROAD, LAND, UNKNOWN, Answers, Known
from bqportal.countries.territory import is_in_eea
from bqportal.occupations.competent_bodies import facts_of_version, route_for
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation
from bqportal.occupations.professions import Profession, facts_of_profession, profession, professions
from bqportal.occupations.queries import version_in_force
from bqportal.occupations.routing import Route
from bqportal.organisations.places import LANDS, Place, place_of, places_named, places_with
from bqportal.qualifications.models import Qualification

PROFILE, OCCUPATION = "q-", "o-"  # how a meaning begins
ANNEX_A = ReferenceOccupation.Annex.A


@dataclass(frozen=True)
class Candidate:
    """A German occupation that may be meant: a reference occupation, or a profession with a law of its own."""

    slug: str
    name_m: str
    name_f: str
    titles: dict[str, str]
    law: str = ""  # of a profession


@dataclass(frozen=True)
class Subject:
    """What is known so far. `occupation` or `profession` is set once the German side is clear."""

    qualification: Qualification | None = None
    candidates: tuple[Candidate, ...] = ()
    occupation: ReferenceOccupation | None = None
    version: OccupationVersion | None = None
    profession: Profession | None = None

    @property
    def country(self) -> str:
        """Of the training, where a profile says it."""
        return self.qualification.country.code if self.qualification else ""

    @property
    def chosen(self) -> Candidate | None:
        """The German side."""
        if self.profession is not None:
            return of_profession(self.profession)
        return of_occupation(self.occupation) if self.occupation is not None else None


def of_occupation(occupation: ReferenceOccupation) -> Candidate:
    """A reference occupation as a candidate (`texts` prefetched)."""
    titles = {text.language: text.title for text in occupation.texts.all()}
    return Candidate(occupation.slug, occupation.name_m, occupation.name_f, titles)


def of_profession(found: Profession) -> Candidate:
    """A profession with a law of its own as a candidate."""
    return Candidate(found.slug, found.name_m, found.name_f, {}, found.law)


def subject_of(answers: Answers, day: date) -> Subject:
    """The profile and the German side that the answers name; what is not public or not there is left out."""
    qualification = _profile(answers.meaning)
    candidates = candidates_of(qualification) if qualification else ()
    slug = answers.occupation or answers.meaning.removeprefix(OCCUPATION)
    if not answers.occupation and not answers.meaning.startswith(OCCUPATION):
        slug = candidates[0].slug if len(candidates) == 1 else ""
    found = profession(slug) if slug else None
    if found is not None:
        return Subject(qualification, candidates, profession=found)
    occupation = _published_occupations().filter(slug=slug).first() if slug else None
    version = version_in_force(occupation, day) if occupation else None
    return Subject(qualification, candidates, occupation, version)


def _profile(meaning: str) -> Qualification | None:
    if not meaning.startswith(PROFILE):
        return None
    rows = Qualification.objects.published().select_related("country").prefetch_related("texts")
    return rows.filter(slug=meaning.removeprefix(PROFILE)).first()


def _published_occupations() -> QuerySet[ReferenceOccupation]:
    return ReferenceOccupation.objects.published().prefetch_related("texts", "versions__regulation")


def candidates_of(qualification: Qualification) -> tuple[Candidate, ...]:
    """German occupations that a profile names, and professions with a law of their own in the same ISCO group."""
    named = _published_occupations().filter(comparable_qualifications=qualification)
    own = [one for one in professions() if one.is_in_group(qualification.isco)]
    return (*(of_profession(one) for one in own), *(of_occupation(one) for one in named))


def known_about(answers: Answers, subject: Subject, day: date) -> Known:
    """What the next question depends on."""
    route = route_of(answers, subject, day)
    bundled = {kind for kind, _name in route.named}
    return Known(
        occupations=tuple(one.slug for one in subject.candidates),
        country=subject.country,
        is_licensed_craft=subject.occupation is not None and subject.occupation.annex == ANNEX_A,
        towns=tuple(place.ags for place in towns_of(answers.place)),
        depends_on_place=any(body.value not in bundled for body in route.bodies) or bool(route.besides),
        may_be_accelerated=route.is_bqfg or knows_accelerated(own_law_of(route)),
    )


def own_law_of(route: Route) -> str:
    """Short name of the profession's own law; empty where the BQFG or the law of a Land applies."""
    return next((one.names[0] for one in route.reasons if one.rule == "own_law" and one.names), "")


def route_of(answers: Answers, subject: Subject, day: date) -> Route:
    """The law that applies, and who decides, by the rule table."""
    facts: dict[str, Any] = {
        "day": day,
        "land": land_of(answers),
        "in_eea": is_in_eea(country_of(answers, subject)),
        "accelerated": answers.employer == "yes",
    }
    if subject.profession is not None:
        return route_for(facts_of_profession(subject.profession, **facts))
    found = facts_of_version(
        subject.version, self_employed=answers.business == "yes", has_certificate=answers.certificate != "no", **facts
    )
    return route_for(found)


def country_of(answers: Answers, subject: Subject) -> str:
    """Where the training was, as a code; empty when nobody knows."""
    return subject.country or ("" if answers.country == UNKNOWN else answers.country)


def towns_of(place: str) -> list[Place]:
    """Municipalities that an answer to "place" may mean."""
    if not place or place == ABROAD or place.startswith(LAND):
        return []
    return places_with(place) if place.isdigit() else places_named(place)


def place_of_answers(answers: Answers) -> Place | None:
    """The municipality where she lives or wants to work; None where only a Land or nothing is known."""
    towns = towns_of(answers.place)
    if len(towns) == 1:
        return towns[0]
    found = next((town for town in towns if town.ags == answers.town), None)
    return found or (place_of(answers.town) if answers.town and not towns else None)


def land_of(answers: Answers) -> str:
    """The Land that counts, two letters; empty when nobody knows."""
    for answer in (answers.place.removeprefix(LAND), answers.land):
        if answer in LANDS:
            return answer
    place = place_of_answers(answers)
    return place.land if place else ""
