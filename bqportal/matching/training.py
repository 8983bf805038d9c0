"""Training of a whole model: two tables side by side, then the ranking on titles that a table has not seen.

Each table learns from every label of ESCO and from one half of the national crosswalks. The titles of the other half
are new to it: from them the ranking learns how far each signal can be trusted, and the calibration how often a stated
chance comes true. With crosswalks of fewer than FEWEST countries the shipped ranking is used.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bqportal.matching.encoder import Floats, Table
from bqportal.matching.guessing import profile_of
from bqportal.matching.knowledge import Knowledge, Learnt, Title
from bqportal.matching.learning import Samples, feature_matrix, load_table, save_samples, train_table
from bqportal.matching.matcher import Matcher
from bqportal.matching.model import TABLES, Model, labels_of
from bqportal.matching.ranking import Ranking, fitted

SHIPPED_RANKING = Path(__file__).parent / "data" / "ranking.json"
FEWEST = 3  # countries whose crosswalks make a ranking of its own worth while
_MOST_TITLES = 1500  # of each crosswalk that the ranking learns from
# Of each table: the even one is better in languages with few labels, the other in English.
_BALANCES = (0.5, 0.2)
_TITLES_OF_LANGUAGE = 3000  # from which its letters are learned
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Halves:
    """The titles of the crosswalks, each with the table that learns from it (-1: both)."""

    titles: list[Title]
    tables: list[int]


def train(known: Knowledge, *, seed: int, progress: Progress, parallel: bool = True) -> Model:
    """A model of all that is known. `parallel` trains the tables in two processes of their own."""
    halves = halved(known.crosswalks)
    titles = [*known.labels, *known.profiles, *halves.titles]
    progress("reading titles", 0, len(titles))
    samples = Samples(
        feature_matrix([title.text for title in titles]),
        np.array([title.concept for title in titles], np.int64),
        np.array([title.weight for title in titles], np.float32),
        len(known.uris),
    )
    owners = np.array([-1] * (len(titles) - len(halves.tables)) + halves.tables)
    parts = []
    for table, balance in enumerate(_BALANCES):
        own = np.flatnonzero((owners == -1) | (owners == table))
        parts.append(replace(samples.chosen(own), weights=balanced([titles[at] for at in own], balance)))
    tables = (_side_by_side if parallel else _one_by_one)(parts, seed, progress)
    languages = sorted({title.language for title in [*known.labels, *known.profiles]})
    model = Model(
        {"uris": known.uris, "isco": known.isco, "languages": languages},
        tuple(tables),
        labels_of(known, languages),
        np.array(known.parents, np.int32),
        shipped_ranking(),
    )
    ranking = _ranking(Matcher(model), known.crosswalks, halves, seed, progress)
    learned_here = ranking is not None
    guess = profile_of(_samples_of_languages(known.labels, languages), len(languages))
    return replace(model, ranking=ranking or model.ranking, ranking_is_own=learned_here, guess=guess)


def balanced(titles: list[Title], balance: float) -> Floats:
    """Weights of titles: ten names of an occupation in one language shall not drown the only one in another.

    0 lets every title count as much, 1 every language of a concept.
    """
    counts = Counter((title.concept, title.language) for title in titles)
    weights = np.array([title.weight * counts[title.concept, title.language] ** -balance for title in titles])
    result: Floats = (weights / weights.mean()).astype(np.float32)
    return result


def _samples_of_languages(labels: list[Title], languages: list[str]) -> Iterator[tuple[int, str]]:
    """As many titles of each language, evenly from all occupations."""
    by_language: dict[str, list[str]] = {language: [] for language in languages}
    for label in labels:
        by_language[label.language].append(label.text)
    for number, language in enumerate(languages):
        titles = by_language[language]
        yield from ((number, text) for text in titles[:: max(len(titles) // _TITLES_OF_LANGUAGE, 1)])


def shipped_ranking() -> Ranking:
    """The ranking that comes with the portal, learned from the crosswalks of docs/matching.md."""
    return Ranking.from_json(json.loads(SHIPPED_RANKING.read_text()))


def halved(crosswalks: list[Learnt]) -> Halves:
    """Whole crosswalks to each table, about as many titles to both; titles of no country to both.

    A single crosswalk is halved by turns.
    """
    national = sorted((one for one in crosswalks if one.country), key=lambda one: (-len(one.titles), one.slug))
    shares = [0] * TABLES
    owner = {}
    for one in national:
        owner[one.slug] = shares.index(min(shares))
        shares[owner[one.slug]] += len(one.titles)
    titles, tables = [], []
    for one in crosswalks:
        for number, title in enumerate(one.titles):
            titles.append(title)
            tables.append(number % TABLES if len(national) == 1 and one.country else owner.get(one.slug, -1))
    return Halves(titles, tables)


def _one_by_one(parts: list[Samples], seed: int, progress: Progress) -> list[Table]:
    return [
        train_table(part, seed=seed + number, progress=lambda done, total: progress("training", done, total))
        for number, part in enumerate(parts)
    ]


def _side_by_side(parts: list[Samples], seed: int, progress: Progress) -> list[Table]:
    """Each table in a process of its own, which reads its samples from a file and says on its output how far it is."""
    with tempfile.TemporaryDirectory(prefix="bqportal-training-") as folder:
        workers, steps = [], [(0, 1)] * len(parts)
        for number, part in enumerate(parts):
            place = Path(folder) / str(number)
            place.mkdir()
            save_samples(part, place)
            command = [sys.executable, "-m", "bqportal.matching.learning", str(place), str(seed + number)]
            workers.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))  # noqa: S603 - our own module

        def follow(number: int) -> None:
            for line in workers[number].stdout or ():
                done, total = line.split()
                steps[number] = (int(done), int(total))
                progress("training", sum(step for step, _total in steps), sum(total for _step, total in steps))

        try:
            with ThreadPoolExecutor(len(workers)) as watchers:
                list(watchers.map(follow, range(len(workers))))
            if any(worker.wait() for worker in workers):
                raise RuntimeError("A process that trained has failed or was ended; train again.")
        finally:
            for worker in workers:
                worker.kill()
                worker.communicate()
        return [load_table(Path(folder) / str(number)) for number in range(len(parts))]


def _ranking(
    matcher: Matcher, crosswalks: list[Learnt], halves: Halves, seed: int, progress: Progress
) -> Ranking | None:
    """A ranking learned from the crosswalks; None if too few countries have one."""
    national = [number for number, one in enumerate(crosswalks) if one.country and one.titles]
    if len({crosswalks[number].country for number in national}) < FEWEST:
        return None
    owner = dict(zip(map(id, halves.titles), halves.tables, strict=True))
    signals, right, weights = [], [], []
    rng = np.random.default_rng(seed)
    for done, number in enumerate(national):
        progress("learning to rank", done, len(national))
        found = _looked(matcher, crosswalks[number], number, owner, rng)
        signals += found[0]
        right += found[1]
        weights += found[2]
    weight = np.array(weights, np.float32)
    return fitted(np.stack(signals), np.stack(right), weight / weight.mean(), seed=seed)


def _looked(
    matcher: Matcher, crosswalk: Learnt, number: int, owner: dict[int, int], rng: np.random.Generator
) -> tuple[list[Floats], list[Any], list[float]]:
    """Signals, right candidates and weights for some titles of a crosswalk, each by the table that does not know it."""
    meanings: dict[tuple[str, str], list[Title]] = {}
    for title in crosswalk.titles:
        meanings.setdefault((title.language, title.text), []).append(title)
    asked = list(meanings)
    chosen = rng.permutation(len(asked))[:_MOST_TITLES]
    signals, right, weights = [], [], []
    for at in sorted(chosen.tolist()):
        language, text = asked[at]
        titles = meanings[asked[at]]
        table = 1 - owner[id(titles[0])]
        seen = matcher.look(text, language=language, without_crosswalk=number, table=table)
        meant = np.isin(seen.candidates, [title.concept for title in titles])
        signals.append(seen.signals)
        right.append(meant)
        weights.append(1 / len(chosen))
    return signals, right, weights
