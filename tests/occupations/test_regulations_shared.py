"""All regulations of the shared folder: what must hold for every one of them."""

from collections import Counter
from pathlib import Path

import pytest

from bqportal.occupations.importers.regulations import Regulation, parse_directory

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def regulations(shared_data: Path) -> list[Regulation]:
    return list(parse_directory(shared_data / "regulations"))


def test_every_regulation_has_titles_duration_citation_and_positions(regulations: list[Regulation]) -> None:
    assert len(regulations) == 489
    for regulation in regulations:
        assert regulation.title, regulation.file
        assert regulation.occupations, regulation.file
        assert all(o.name_m and o.name_f and o.duration_months for o in regulation.occupations), regulation.file
        assert regulation.citation, regulation.file
        assert regulation.enacted, regulation.file
        assert len(regulation.positions) >= 8, regulation.file


def test_names_are_nominative_and_without_marks(regulations: list[Regulation]) -> None:
    for regulation in regulations:
        for occupation in regulation.occupations:
            for name in (occupation.name_m, occupation.name_f):
                assert not set("*[]^/;:") & set(name), name
                assert not name.startswith(("zum ", "zur ", "des ", "der ")), name
                assert name[0].isupper(), name


def test_lists_agree_with_their_annex_except_where_the_law_itself_differs(regulations: list[Regulation]) -> None:
    codes = Counter(warning.split(":")[0] for r in regulations for warning in r.warnings)
    assert codes["positions-disagree-with-annex"] <= 8
    assert codes["numbers-not-consecutive"] == 0
    assert codes["file-unreadable"] == 0


def test_weeks_are_given_only_where_they_sum_to_the_duration(regulations: list[Regulation]) -> None:
    with_weeks = [r for r in regulations if any(p.weeks for p in r.positions)]
    assert len(with_weeks) > 100
    for regulation in with_weeks:
        months = regulation.occupations[0].duration_months or 0
        assert sum(p.weeks or 0 for p in regulation.positions) == 52 * months // 12, regulation.file


def test_both_dialects_of_one_enactment_give_the_same_occupations(regulations: list[Regulation]) -> None:
    by_title: dict[tuple[str, str | None], set[object]] = {}
    for regulation in regulations:
        by_title.setdefault((regulation.title, regulation.enacted), set()).add(regulation.occupations)
    assert all(len(found) == 1 for found in by_title.values())
