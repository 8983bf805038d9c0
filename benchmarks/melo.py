"""The public MELO benchmark, each country under test left out of crosswalks and profiles.

    python benchmarks/melo.py ../shared/data/melo/*.tsv              matching: MRR, A@1, A@10 by ESCO concept
    python benchmarks/melo.py --reference ../shared/data/melo/reference/*.tsv    German reference occupations
    options: --figure FILE.svg  the reliability curve;  --ablation  what each part adds;  --train  train what is missing

Needs a portal with ESCO and crosswalks imported (BQPORTAL_HOME), and for each country a model trained without it:
`bqportal matching train --without pol`. A gold answer found at rank r counts 1/r, as in the benchmark's own score.py.
Compare systems by A@1: concepts are ranked here, labels in the published results.
"""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import django

django.setup()

import numpy as np
from django.utils import timezone, translation

from bqportal.matching import queries, store
from bqportal.matching.actions import train_model
from bqportal.matching.importers.crosswalks import two_letters
from bqportal.matching.lexicon import Entry, Lexicon
from bqportal.matching.matcher import Matcher
from bqportal.matching.ranking import SIGNALS, order

FAMILIES = {
    "without equal titles": ("same_title",),
    "without the first part": ("first_part",),
    "without the ISCO group": ("group", "group_chance", "best_member", "share_of_group", "group_behind"),
}


def read(path: Path) -> tuple[str, str, list[tuple[str, set[str]]]]:
    """Country, language, and titles with their gold answers."""
    country, language = path.stem.split("_")
    rows = [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8") if line.strip()]
    return two_letters(country), language, [(title, set(gold.split("|"))) for title, gold in rows]


def figures(ranks: list[int]) -> np.ndarray:
    """MRR, A@1, A@10; rank 0 is not found."""
    found = np.array(ranks, float)
    reciprocal = np.divide(1, found, out=np.zeros_like(found), where=found > 0)
    return np.array([reciprocal.mean(), (found == 1).mean(), ((found > 0) & (found <= 10)).mean()])


def rank_of(answers: list[str], gold: set[str]) -> int:
    """The first right answer, from 1; 0 if there is none."""
    return next((at for at, answer in enumerate(answers, 1) if answer in gold), 0)


def tfidf(matcher: Matcher, language: str) -> Lexicon:
    """The usual baseline: character n-grams over the ESCO labels of the language."""
    model = matcher.model
    labels = range(len(model.labels.ends))
    number = model.languages.index(language)
    own = [label for label in labels if model.labels.languages[label] == number]
    starts = np.asarray(model.labels.starts)
    concepts = [int(np.searchsorted(starts, label, "right")) - 1 for label in own]
    return Lexicon(
        Entry(model.labels.words(label), language, "", model.uris[concept])
        for label, concept in zip(own, concepts, strict=True)
    )


def matched(path: Path, arguments: argparse.Namespace, stated: list[tuple[float, bool]]) -> np.ndarray:
    """Score one set; adds (stated probability, right) of every first answer to `stated`."""
    country, language, rows = read(path)
    matcher = store.current(without=country)
    uris = matcher.model.uris
    ranks, times, single = [], [], []
    for title, gold in rows:
        begin = time.perf_counter()
        ranked = matcher.rank(title, language=language)
        times.append(time.perf_counter() - begin)
        ranks.append(rank_of([uris[concept] for concept in ranked.concepts], gold))
        stated.append((float(ranked.probabilities[0]), ranks[-1] == 1))
        single.append(all("/occupation/" in uri for uri in gold))
    score = figures(ranks)
    alone = figures([rank for rank, occupation in zip(ranks, single, strict=True) if occupation])
    p50, p95 = np.percentile(np.array(times) * 1000, [50, 95])
    line = f"{path.stem}\t{len(rows)}\tMRR {score[0]:.4f}\tA@1 {score[1]:.4f}\tA@10 {score[2]:.4f}"
    line += f"\toccupations alone: A@1 {alone[1]:.4f} MRR {alone[0]:.4f}\tp50 {p50:.2f} p95 {p95:.2f} ms"
    if arguments.baseline:
        lexicon = tfidf(matcher, language)
        base = figures([rank_of(first_of(lexicon.find(title, limit=300)), gold) for title, gold in rows])
        line += f"\tchar TF-IDF A@1 {base[1]:.4f} MRR {base[0]:.4f}"
    print(line, flush=True)
    return score


def first_of(found: list[tuple[Entry, float]]) -> list[str]:
    """Concepts at the rank of their best label."""
    return list(dict.fromkeys(entry.key for entry, _alike in found))


def ablated(paths: list[Path]) -> None:
    """What is lost without a part, with the ranking as it was learned with it."""
    totals: dict[str, list[np.ndarray]] = {}
    for path in paths:
        country, language, rows = read(path)
        matcher = store.current(without=country)
        one = Matcher(replace(matcher.model, tables=matcher.model.tables[:1]))
        ranks: dict[str, list[int]] = {}
        for title, gold in rows:
            seen = matcher.look(title, language=language)
            usual = np.median(seen.signals, axis=0)
            variants = {"all signals": seen.signals, "cosine alone": None}
            for name, signals in FAMILIES.items():
                changed = seen.signals.copy()
                places = [SIGNALS.index(signal) for signal in signals]
                changed[:, places] = 0 if name == "without equal titles" else usual[places]
                variants[name] = changed
            for name, signals in variants.items():
                scores = seen.signals[:, 0] if signals is None else matcher.model.ranking.scores(signals)
                groups = matcher.is_group[seen.candidates]
                ranked = seen.candidates[np.argsort(-scores) if signals is None else order(scores, groups)]
                ranks.setdefault(name, []).append(rank_of([matcher.model.uris[each] for each in ranked], gold))
            ranked = one.rank(title, language=language).concepts
            ranks.setdefault("one table", []).append(rank_of([matcher.model.uris[each] for each in ranked], gold))
        for name, found in ranks.items():
            totals.setdefault(name, []).append(figures(found))
    for name, scores in totals.items():
        mean = np.mean(scores, axis=0)
        print(f"{name:26} MRR {mean[0]:.4f}  A@1 {mean[1]:.4f}  A@10 {mean[2]:.4f}")


def suggested(path: Path) -> np.ndarray:
    """Score one set of reference occupations: first, first 3, first 10."""
    country, language, rows = read(path)
    ranks = []
    for title, gold in rows:
        found = queries.suggest(title, language=language, without=country)
        ranks.append(rank_of([each.name_m for each in found], gold))
    found = np.array(ranks)
    score = np.array([((found > 0) & (found <= limit)).mean() for limit in (1, 3, 10)])
    said = f"first {score[0]:.3f}\tfirst 3 {score[1]:.3f}\tfirst 10 {score[2]:.3f}"
    print(f"{path.stem}\t{len(rows)}\t{said}", flush=True)
    return score


def reliability(stated: list[tuple[float, bool]], figure: Path | None) -> None:
    """How often first answers with a stated probability are right, as a table and as a picture."""
    numbers = np.array(stated, float)
    points = []
    for low in np.arange(0, 1, 0.1):
        part = numbers[(numbers[:, 0] >= low) & (numbers[:, 0] < low + 0.1 + (low > 0.85) * 0.01)]
        if len(part):
            points.append((part[:, 0].mean(), part[:, 1].mean(), len(part)))
            print(f"stated {points[-1][0]:.2f}  true {points[-1][1]:.2f}  titles {len(part)}")
    error = sum(abs(said - true) * count for said, true, count in points) / len(numbers)
    print(f"expected calibration error {error:.3f}")
    for word, low, high in (("sure", 0.8, 1.1), ("likely", 0.5, 0.8), ("possible", 0.1, 0.5), ("unknown", 0, 0.1)):
        part = numbers[(numbers[:, 0] >= low) & (numbers[:, 0] < high)]
        print(f"{word:9} {len(part) / len(numbers):5.1%} of titles, right {part[:, 1].mean() if len(part) else 0:.1%}")
    if figure:
        figure.write_text(curve(points))


def curve(points: list[tuple[float, float, int]]) -> str:
    """The reliability curve as SVG."""
    dots = "".join(
        f'<circle cx="{40 + 300 * said:.1f}" cy="{320 - 300 * true:.1f}" r="5">'
        f"<title>stated {said:.2f}, true {true:.2f}, {count} titles</title></circle>"
        for said, true, count in points
    )
    line = " ".join(f"{40 + 300 * said:.1f},{320 - 300 * true:.1f}" for said, true, _count in points)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360" role="img" aria-label="Reliability curve">'
        "<title>Reliability: how often first answers with a stated probability are right</title>"
        '<rect width="360" height="360" fill="#fff"/><path d="M40 20V320H340" fill="none" stroke="#555"/>'
        '<path d="M40 320L340 20" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#06589d" stroke-width="2"/><g fill="#06589d">{dots}</g>'
        '<g font-family="sans-serif" font-size="12"><text x="120" y="350">stated probability</text>'
        '<text x="14" y="220" transform="rotate(-90 14 220)">share that is right</text></g></svg>\n'
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--reference", action="store_true")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--figure", type=Path)
    arguments = parser.parse_args()
    if arguments.train:
        for country in dict.fromkeys(read(path)[0] for path in arguments.sets):
            manifest, new = train_model(without=country, at=timezone.now())
            print(f"without {country}: {manifest['seconds']} s{'' if new else ' (was there)'}", flush=True)
    with translation.override("en"):
        if arguments.reference:
            print("mean first, 3, 10:", np.mean([suggested(path) for path in arguments.sets], axis=0).round(3))
            return
        stated: list[tuple[float, bool]] = []
        mean = np.mean([matched(path, arguments, stated) for path in arguments.sets], axis=0)
        print(f"mean\t\tMRR {mean[0]:.4f}\tA@1 {mean[1]:.4f}\tA@10 {mean[2]:.4f}")
        reliability(stated, arguments.figure)
        if arguments.ablation:
            ablated(arguments.sets)


if __name__ == "__main__":
    main()
