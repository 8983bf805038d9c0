"""Regulations whose expected content was checked by reading the law."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bqportal.occupations.importers.regulations import parse_file

GOLD: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("regulations_gold.yaml").read_text("utf-8"))

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("expected", GOLD, ids=lambda gold: gold["file"].split("/")[-1][:30])
def test_the_importer_reads_what_a_person_read(shared_data: Path, expected: dict[str, Any]) -> None:
    regulation = parse_file(shared_data / "regulations" / expected["file"])

    assert regulation.title == expected["title"]
    assert [f"{o.name_m} | {o.name_f} | {o.duration_months}" for o in regulation.occupations] == expected["occupations"]
    assert [f"{p.no} {p.text}" for p in regulation.positions] == expected["positions"]
    for field in ("citation", "enacted", "in_force_from", "legal_basis"):
        assert getattr(regulation, field) == expected[field]


def test_the_gold_list_is_large_and_mixed() -> None:
    assert len(GOLD) >= 25
    assert {gold["file"].split("/")[0] for gold in GOLD} == {"current", "2022"}
