"""Districts of chambers: the longest key wins, and the shipped table covers Germany with a source for every row."""

import csv
from pathlib import Path

import pytest

from bqportal.occupations.competent_bodies import competence_rows
from bqportal.occupations.districts import District, district_of, districts
from bqportal.organisations.places import LAND_OF_KEY

CHAMBERS = Path(__file__).parents[2] / "bqportal" / "organisations" / "data" / "chambers.csv"
# The former Kreis Güstrow belongs to Schwerin, the rest of today's Landkreis Rostock does not: its key says neither.
SPLIT = {"13072"}


def row(prefix: str, body: str, kind: str = "hwk") -> District:
    return District(kind=kind, prefix=prefix, body=body, source="somewhere")


@pytest.mark.parametrize(
    ("ags", "body"),
    [
        ("09162000", "district"),
        ("09261000", "land"),
        ("091", "region"),
        ("09", "land"),
        ("0", None),
        ("", None),
        ("08111000", None),
    ],
)  # fmt: skip
def test_the_longest_prefix_wins(ags: str, body: str | None):
    rows = [row("09", "land"), row("09162", "district"), row("091", "region"), row("09162", "other", "ihk")]
    found = district_of("hwk", ags, rows)
    assert (found.body if found else None) == body


def test_every_row_names_an_open_chamber_and_its_source():
    with CHAMBERS.open(encoding="utf-8", newline="") as file:
        listed = {(each["kind"].lower(), each["name"]): each for each in csv.DictReader(file)}
    for each in districts():
        chamber = listed[each.kind, each.body]
        assert chamber["closed"] == "no"
        assert each.source
        assert each.prefix.isdigit()
        assert LAND_OF_KEY[each.prefix[:2]] == chamber["land"], each
    assert len({(each.kind, each.prefix) for each in districts()}) == len(districts())


def test_all_chambers_of_crafts_have_a_district():
    with CHAMBERS.open(encoding="utf-8", newline="") as file:
        crafts = {each["name"] for each in csv.DictReader(file) if each["kind"] == "HWK"}
    assert len(crafts) == 53
    assert {each.body for each in districts() if each.kind == "hwk"} == crafts


def test_of_the_other_chambers_those_that_decide_themselves():
    own = {each.name for each in competence_rows() if each.rule == "exception"}
    assert {each.body for each in districts() if each.kind == "ihk"} == own
    assert all(each.recheck for each in districts() if each.kind == "ihk")


def test_every_municipality_has_its_chamber_of_crafts(shared_data: Path):
    with (shared_data / "plz_ags_ort_utf8.csv").open(encoding="utf-8", newline="") as file:
        keys = {each["ags"] for each in csv.DictReader(file)}
    assert len(keys) > 10_000
    without = {key[:5] for key in keys if district_of("hwk", key, districts()) is None}
    assert without == SPLIT
