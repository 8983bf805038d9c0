"""Titles in languages for which no ESCO labels are imported: Arabic, Persian, Turkish, Ukrainian, Russian.

    python benchmarks/unlabelled.py [--misses] [--from-profiles] tests/matching/titles_without_labels.tsv

Prints, for each language, how often a right German occupation (and a right ESCO occupation) is among the first five,
how often the portal says that it does not know, and how often it is wrong all the same. Uses whatever the portal at
BQPORTAL_HOME has: with or without ESCO, trained or not. Titles of the portal's own profiles are left out of the
figures unless `--from-profiles` is given.
"""

import argparse
import csv
import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import django

django.setup()

from bqportal.matching import queries
from bqportal.qualifications.models import Qualification

FIRST = 5


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--from-profiles", action="store_true")
    arguments = parser.parse_args()
    own = set(Qualification.objects.values_list("slug", flat=True))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    with arguments.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["source"] in own and not arguments.from_profiles:
            continue
        answer = queries.answer(row["title"], language=row["language"], limit=FIRST)
        names = [each.name_m for each in answer.occupations[:FIRST]]
        uris = [each.uri for each in answer.concepts[:FIRST]]
        right = bool(set(names) & set(row["occupations"].split("|")))
        concept = bool(set(uris) & set(row["esco"].split("|")))
        for language in (row["language"], "all"):
            silent = not names
            for at, value in enumerate((1, right, concept, silent, not right and not silent)):
                counts[language][at] += value
        if arguments.misses and not right:
            print(row["language"], row["title"], "→", names, "| wanted", row["occupations"])
    for language, (number, right, concept, silent, wrong) in sorted(counts.items()):
        print(
            f"{language:4} {number:4} titles  occupation in first {FIRST} {right / number:.1%}  "
            f"ESCO in first {FIRST} {concept / number:.1%}  silent {silent / number:.1%}  wrong {wrong / number:.1%}"
        )


if __name__ == "__main__":
    main()
