"""Makes the curve that turns strength of evidence for a German occupation into a probability.

    python benchmarks/strengths.py --write --unlabelled TITLES.tsv ../shared/data/melo/reference/*.tsv

Reads the first five suggestions for titles whose occupation is known: the reference sets of the MELO benchmark, each
with a model trained without its country, and the titles without ESCO labels. Prints how often a stated strength was
right and writes bqportal/matching/data/strengths.json. Both sources count as much as the other.
"""

import argparse
import csv
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import django

django.setup()

import numpy as np

from bqportal.matching import queries
from bqportal.matching.importers.crosswalks import two_letters
from bqportal.matching.ranking import calibration

FIRST = 5


def pairs(title: str, gold: set[str], **asked: str) -> list[tuple[float, bool]]:
    """(strength, right) of the first suggestions."""
    return [(each.strength, each.name_m in gold) for each in queries.suggest(title, limit=FIRST, **asked)]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--unlabelled", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sources: list[list[tuple[float, bool]]] = [[], []]
    for path in arguments.sets:
        country, language = path.stem.split("_")
        for line in path.open(encoding="utf-8"):
            title, _tab, gold = line.rstrip("\n").partition("\t")
            asked = {"language": language, "without": two_letters(country)}
            sources[0] += pairs(title, set(gold.split("|")), **asked)
    with arguments.unlabelled.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            sources[1] += pairs(row["title"], set(row["occupations"].split("|")), language=row["language"])
    stated = np.array([pair[0] for source in sources for pair in source], np.float32)
    right = np.array([pair[1] for source in sources for pair in source])
    weights = np.array([1 / len(source) for source in sources for _pair in source], np.float32)
    xs, ys = calibration(stated, right, weights / weights.mean())
    for strength, chance in zip(xs, ys, strict=True):
        print(f"strength {strength:.3f}  right {chance:.3f}")
    if arguments.write:
        curve = {"stated": np.round(xs.astype(float), 4).tolist(), "true": np.round(ys.astype(float), 4).tolist()}
        path = Path(queries.__file__).parent / "data" / "strengths.json"
        path.write_text(json.dumps(curve, indent=1) + "\n")


if __name__ == "__main__":
    main()
