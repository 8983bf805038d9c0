"""An attacker reads everything that was published and works out what he can.

He knows the tables of all years, that numbers are whole and not negative, and asks a linear program for the least and
the greatest number of everything hidden. His code shares nothing with the code that hides.
"""

import random
from collections import Counter
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from bqportal.statistics import tables as counting
from bqportal.statistics.tables import tables_from

POPULATIONS, BATCHES = 300, 6
OUTCOMES = ["full", "partial", "none", "measure", "not_cooperated", "without_decision", "pending", "full_after_measure"]
STATES = ["TR", "PL", "BA", "RS", "SY", "UA", "TN", "IN", "MA", ""]
OCCUPATIONS = [f"occupation-{number}" for number in range(12)]


def population(rnd: random.Random) -> list[dict[str, str]]:
    """Records of a body over three years, from a handful to several hundred, as skewed as life."""
    size = rnd.choice([8, 20, 40, 80, 160, 320])
    states = [rnd.random() ** 3 for _state in STATES]
    occupations = [rnd.random() ** 3 for _occupation in OCCUPATIONS]
    outcomes = [rnd.random() ** 2 for _outcome in OUTCOMES]
    regulated = rnd.choice([0, 0.02, 0.2, 0.5])
    found = []
    for _n in range(size):
        outcome, year = rnd.choices(OUTCOMES, outcomes)[0], rnd.choice([2023, 2024, 2025])
        day = f"{year}-06-01"
        found.append({
            "training_state": rnd.choices(STATES, states)[0],
            "reference_occupation": rnd.choices(OCCUPATIONS, occupations)[0],
            "subject": "regulated" if rnd.random() < regulated else "not_regulated",
            "first_decision": outcome,
            "first_decided_on": "" if outcome in ("without_decision", "pending") else day,
            "final_decided_on": "" if outcome == "pending" else day,
        })  # fmt: skip
    return found


class Attacker:
    """Everything published of a year as one system of equations over persons' cells.

    One unknown for each combination of subject, state, occupation and outcome; or, `whole=False`, one for each cell of
    each table, which is fewer and, because all tables have their margins, as good.
    """

    def __init__(self, published: dict, *, whole: bool) -> None:
        outcomes = [outcome["count"] for outcome in published["outcomes"]]
        kinds = published["tables"]
        self.equations: list[tuple[list[int], int]] = []
        self.hidden: dict[tuple[int, int, int], list[int]] = {}
        if whole:
            axes = [range(len(table["rows"])) for table in kinds]
            place = {combination: n for n, combination in enumerate(product(*axes, range(len(outcomes))))}
            self.size = len(place)
        else:
            place = {}
            for t, table in enumerate(kinds):
                for combination in product([t], range(len(table["rows"])), range(len(outcomes))):
                    place[combination] = len(place)
            self.size = len(place)

        def meant(t: int, row: int | None, column: int) -> list[int]:
            if whole:
                return [n for one, n in place.items() if one[-1] == column and (row is None or one[t] == row)]
            return [n for one, n in place.items() if one[0] == t and one[2] == column and row in (None, one[1])]

        for t, table in enumerate(kinds):
            for column, count in enumerate(outcomes):
                self.equations.append((meant(t, None, column), count))
            for r, row in enumerate(table["rows"]):
                self.equations.append(([n for c in range(len(outcomes)) for n in meant(t, r, c)], row["total"]))
                for c, count in enumerate(row["cells"]):
                    if count is None:
                        self.hidden[t, r, c] = meant(t, r, c)
                    else:
                        self.equations.append((meant(t, r, c), count))
        self.matrix = np.zeros((len(self.equations), self.size))
        for n, (unknowns, _count) in enumerate(self.equations):
            self.matrix[n, unknowns] = 1
        self.known = [count for _unknowns, count in self.equations]

    def bounds(self) -> dict[tuple[int, int, int], tuple[int, int]]:
        """Least and greatest number of everything hidden; of solutions found on the way, where they lie far apart.

        Every solution in whole numbers is a population that the published tables allow.
        """
        seen: dict[tuple[int, int, int], list[float]] = {cell: [] for cell in self.hidden}
        found = {}
        for cell, unknowns in self.hidden.items():
            if seen[cell] and max(seen[cell]) >= 5 and max(seen[cell]) - min(seen[cell]) >= 4:
                found[cell] = (round(min(seen[cell])), round(max(seen[cell])))
                continue
            ends = []
            for sign in (1, -1):
                aim = np.zeros(self.size)
                aim[unknowns] = sign
                answer = linprog(aim, A_eq=self.matrix, b_eq=self.known, bounds=(0, None), method="highs")
                assert answer.status == 0, answer.message
                ends.append(sign * answer.fun)
                if np.abs(answer.x - np.round(answer.x)).max() < 1e-6:
                    for other, parts in self.hidden.items():
                        seen[other].append(answer.x[parts].sum())
            found[cell] = (int(np.ceil(ends[0] - 1e-6)), int(np.floor(ends[1] + 1e-6)))
        return found


def truth(records: list[dict[str, str]], year: int, published: dict) -> dict[tuple[int, int, int], int]:
    """What really stands in every cell, counted anew."""
    group = {
        "full": "full", "full_after_measure": "full", "partial": "limited", "measure": "limited",
        "none": "negative", "not_cooperated": "negative", "without_decision": "without_decision",
    }  # fmt: skip
    columns = {one: n for n, outcome in enumerate(published["outcomes"]) for one in outcome["key"].split("+")}
    found: Counter[tuple[int, int, int]] = Counter()
    for record in records:
        if record["first_decision"] == "pending" or not record["final_decided_on"].startswith(str(year)):
            continue
        for t, table in enumerate(published["tables"]):
            rows = [row["key"] for row in table["rows"]]
            value = record[table["key"]]
            found[t, rows.index(value if value in rows else ""), columns[group[record["first_decision"]]]] += 1
    return found


def attack(records: list[dict[str, str]], *, whole: bool = False) -> Counter[str]:
    """What became of every hidden cell in all years."""
    tally: Counter[str] = Counter()
    for year in (2023, 2024, 2025):
        published = tables_from(records, year)
        if not published:
            tally["years without figures"] += 1
            continue
        tally["years"] += 1
        real = truth(records, year, published)
        for cell, (least, greatest) in Attacker(published, whole=whole).bounds().items():
            tally["hidden"] += 1
            small = real[cell] < 5
            tally["small"] += small
            tally["recovered"] += small and least == greatest == real[cell]
            tally["known to be small"] += greatest < 5
            tally["narrow"] += greatest - least < 4
        tally["shown"] += sum(n is not None for t in published["tables"] for row in t["rows"] for n in row["cells"])
        for table in published["tables"]:
            assert all(cell is None or cell >= 5 for row in table["rows"] for cell in row["cells"])
            assert all(row["total"] >= 5 for row in table["rows"])
        assert all(outcome["count"] >= 5 for outcome in published["outcomes"])
    return tally


@pytest.mark.parametrize("seed", range(BATCHES))
def test_no_small_cell_is_recovered_from_what_is_published(seed: int):
    rnd, tally = random.Random(2026 + seed), Counter()
    for _n in range(POPULATIONS // BATCHES):
        tally += attack(population(rnd))
    print(dict(tally))
    assert (tally["recovered"], tally["known to be small"], tally["narrow"]) == (0, 0, 0)
    assert tally["small"] > 250
    assert tally["shown"] > 100, "what is safe because nothing is said proves nothing"


def test_nor_from_a_system_over_all_combinations():
    rnd, tally = random.Random(7), Counter()
    for _n in range(6):
        tally += attack(population(rnd), whole=True)
    assert tally["hidden"] > 20
    assert (tally["recovered"], tally["known to be small"], tally["narrow"]) == (0, 0, 0)


def test_the_attacker_can_bite(monkeypatch: pytest.MonkeyPatch):
    """Were only the small cells hidden, he would find many of them."""
    monkeypatch.setattr(
        counting, "hidden_cells",
        lambda counts: {(r, c) for r, row in enumerate(counts) for c, value in enumerate(row) if value < 5},
    )  # fmt: skip
    rnd, tally = random.Random(2026), Counter()
    for _n in range(60):
        tally += attack(population(rnd))
    assert tally["recovered"] > 20
