"""How well content proposals agree with the comparisons that people made by hand, position by position.

    python benchmarks/alignment.py [--esco FOLDER] [--misses]

Works on a copy of the example portal in a folder of its own. The numbers of `matching.alignment_scoring.Tuning` were
chosen on every second comparison (by address, from the second on); the others were left out and are printed beside.
The families of words were written by hand with failures of the half left out in view: the clean figure there is the
row without families.

    first      a person chose the first proposal, of all positions for which she chose units
    in 3       … one of the first three
    proposed   positions with a proposal, of those for which she chose units
    precision  the first proposal is one of hers, of the positions where both say something
    each       of all proposals for such positions, how many are hers
    on "no"    positions with a proposal where she found that nothing covers them
    on "?"     … where she found no information; some of these proposals are right
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

os.environ["BQPORTAL_HOME"] = tempfile.mkdtemp(prefix="bqportal-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from django.core.management import call_command

from bqportal.comparison.models import Comparison
from bqportal.comparison.proposals import lore_of_positions, position_texts, shared_skills, unit_texts
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.matching.alignment import FAIR, STRONG, TUNING, WEAK, Position, Skill, Unit, align
from bqportal.matching.alignment_scoring import Tuning
from bqportal.matching.alignment_words import Wordlore

SPEED_ROUNDS = 30
Case = tuple[str, list[Position], list[Unit], tuple[Skill, ...], dict[str, tuple[str, set[str]]]]


@dataclass
class Score:
    """What was counted."""

    chosen: int = 0
    first: int = 0
    in_three: int = 0
    proposed: int = 0
    proposals: int = 0
    hers: int = 0
    no: list[bool] = field(default_factory=list)
    unknown: list[bool] = field(default_factory=list)
    grades: dict[str, list[bool]] = field(default_factory=lambda: {STRONG: [], FAIR: [], WEAK: []})

    def row(self) -> str:
        """One line of the table."""
        share = [self.first / self.chosen, self.in_three / self.chosen, self.proposed / self.chosen]
        share += [self.first / max(self.proposed, 1), self.hers / max(self.proposals, 1)]
        cells = "".join(f"{value:10.1%}" for value in share)
        return f"{self.chosen:8}{cells}{sum(self.no):6} of {len(self.no):2}{sum(self.unknown):6} of {len(self.unknown)}"


def cases() -> list[Case]:
    """Every comparison of the example portal: both sides, and per position the verdict and the units chosen."""
    found = []
    for comparison in comparisons().order_by("slug"):
        sheet = comparison_sheet(comparison)
        units = [unit_texts(unit["number"], unit) for unit in sheet["qualification"]["units"]]
        positions = [position_texts(str(row["position"]["order"]), row["position"]) for row in sheet["findings"]]
        hers = {str(row["position"]["order"]): (row["verdict"], set(row["units"])) for row in sheet["findings"]}
        skills = shared_skills(comparison.qualification, comparison.version.occupation)
        found.append((comparison.slug, positions, units, skills, hers))
    return found


def score(rows: Sequence[Case], lore: Wordlore, tuning: Tuning = TUNING, *, misses: bool = False) -> Score:
    """Compare proposals with what people chose."""
    found = Score()
    for slug, positions, units, skills, hers in rows:
        wordings = {position.key: position.texts["de"] for position in positions}
        titles = {unit.key: unit.titles.get("de", "") for unit in units}
        for aligned in align(positions, units, lore, skills, tuning):
            verdict, chosen = hers[aligned.position]
            proposed = [proposal.unit for proposal in aligned.proposals]
            if not chosen:
                if verdict in ("no", "unknown"):
                    getattr(found, verdict).append(bool(proposed))
                continue
            found.chosen += 1
            found.proposed += bool(proposed)
            found.first += bool(proposed) and proposed[0] in chosen
            found.in_three += bool(chosen & set(proposed[:3]))
            found.proposals += len(proposed)
            found.hers += len(chosen & set(proposed))
            for proposal in aligned.proposals:
                found.grades[proposal.grade].append(proposal.unit in chosen)
            if misses and (not proposed or proposed[0] not in chosen):
                said = titles[proposed[0]] if proposed else "—"
                print(f"{slug}: {wordings[aligned.position]} | {said} | {'; '.join(titles[key] for key in chosen)}")
    return found


def speed(rows: Sequence[Case], lore: Wordlore) -> float:
    """Median milliseconds for 40 positions beside 60 units, with the skills of one occupation where there are any."""
    positions = [replace(p, key=f"{n}") for n, p in enumerate(p for row in rows for p in row[1])][:40]
    units = [replace(u, key=f"{n}") for n, u in enumerate(u for row in rows for u in row[2])][:60]
    skills = max((row[3] for row in rows), key=len)
    times = []
    for _round in range(SPEED_ROUNDS):
        start = time.perf_counter()
        align(positions, units, lore, skills)
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[SPEED_ROUNDS // 2]


def only(rows: Sequence[Case], language: str) -> list[Case]:
    """The same with units that have texts in one language only, without skills."""
    found = []
    for slug, positions, units, _skills, hers in rows:
        poorer = [
            Unit(unit.key, {language: unit.titles.get(language, "")}, {language: unit.details.get(language, "")})
            for unit in units
        ]
        found.append((slug, positions, poorer, (), hers))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--esco", help="folder with the unpacked ESCO download (CSV), to measure skills too")
    parser.add_argument("--misses", action="store_true", help="print every position of the half left out that fails")
    options = parser.parse_args()
    call_command("demo", "prepare")
    if options.esco:
        call_command("esco", "import", options.esco, verbosity=0)
    start = time.perf_counter()
    lore = lore_of_positions()
    print(f"{Comparison.objects.count()} comparisons; words learned in {time.perf_counter() - start:.2f} s")
    rows = cases()
    tuned, left_out = rows[1::2], rows[::2]
    print(f"{'':34}{'chosen':>8}{'first':>10}{'in 3':>10}{'proposed':>10}{'precision':>10}{'each':>10}"
          f"{'on no':>12}{'on ?':>13}")  # fmt: skip
    table = {
        "tuned on": score(tuned, lore),
        "left out": score(left_out, lore, misses=options.misses),
        "all": score(rows, lore),
        "left out, without families": score(left_out, lore, replace(TUNING, family=0.0)),
        "left out, German only": score(only(left_out, "de"), lore),
        "left out, English only": score(only(left_out, "en"), lore),
    }
    with_skills = [row for row in rows if row[3]]
    if with_skills:
        table[f"{len(with_skills)} with skills"] = score(with_skills, lore)
        table["the same without skills"] = score([(*row[:3], (), row[4]) for row in with_skills], lore)
    for name, found in table.items():
        print(f"{name:34}{found.row()}")
    print("of the proposals called so, chosen by a person too: " + ", ".join(
        f"{grade} {sum(hits) / len(hits):.0%} of {len(hits)}" for grade, hits in table["all"].grades.items() if hits
    ))  # fmt: skip
    print(f"40 positions × 60 units, {max(len(row[3]) for row in rows)} skills: {speed(rows, lore):.0f} ms")


if __name__ == "__main__":
    main()
