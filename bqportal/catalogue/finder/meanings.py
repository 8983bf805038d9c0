"""What a typed title may be: profiles that the portal has, and German occupations with the reasons for each."""

from dataclasses import dataclass

from bqportal.catalogue.finder.subjects import OCCUPATION, PROFILE, Candidate, of_profession
from bqportal.languages.folding import fold
from bqportal.matching import queries
from bqportal.matching.results import Answer, OccupationSuggestion
from bqportal.occupations.professions import Profession, professions
from bqportal.search.queries import search
from bqportal.search.results import Hit

MOST = 6  # of each sort: more is no choice on a phone
LIKELY_GROUPS = 3  # classification entries in which professions are looked for
SHORTEST = 4  # letters of a name that is looked for in what was typed


@dataclass(frozen=True)
class Meanings:
    """What somebody can choose from; `values` are the answers that the form takes."""

    profiles: tuple[Hit, ...] = ()
    professions: tuple[Candidate, ...] = ()
    occupations: tuple[OccupationSuggestion, ...] = ()
    language: str = ""

    @property
    def values(self) -> list[str]:
        """The answers that can be given."""
        slugs = [*(each.slug for each in self.professions), *(each.slug for each in self.occupations)]
        return [f"{PROFILE}{hit.url_args[0]}" for hit in self.profiles] + [f"{OCCUPATION}{slug}" for slug in slugs]


def meanings_of(title: str, *, reader: str, has_certificate: bool = True) -> Meanings:
    """The best candidates of each sort; without a certificate only occupations."""
    found = search(title, language=reader, filters={"kind": ["qualification"]}, size=MOST) if has_certificate else None
    answer = queries.answer(title)
    return Meanings(
        profiles=found.hits if found else (),
        professions=tuple(of_profession(one) for one in professions_like(title, answer)),
        occupations=answer.occupations[:MOST],
        language=answer.language,
    )


def professions_like(title: str, answer: Answer) -> list[Profession]:
    """Professions with a law of their own that the title names, or whose ISCO group it most likely means."""
    groups = {concept.isco for concept in answer.concepts[:LIKELY_GROUPS] if concept.isco}
    typed = fold(title)
    named = [one for one in professions() if any(_names(part, typed) for part in (one.name_m, one.name_f))]
    meant = [one for one in professions() if any(map(one.is_in_group, groups)) and one not in named]
    return [*named, *meant][:MOST]


def _names(name: str, typed: str) -> bool:
    wanted = fold(name)
    return bool(wanted) and (wanted in typed or (len(typed) >= SHORTEST and typed in wanted))
