"""How near a centre is, as a table."""

import pytest

from bqportal.offers.nearness import Nearness, Served, Spot, nearness_of, order_of, speaks

COLOGNE = Spot("NW", "05315000", "50667")
TOWN = Spot("NW", "05362008", "50354")  # a municipality of a district


@pytest.mark.parametrize(
    ("served", "spot", "expected"),
    [
        (Served(ags="05315000"), COLOGNE, Nearness.MUNICIPALITY),
        (Served(areas=["05315000"]), COLOGNE, Nearness.MUNICIPALITY),
        (Served(areas=["05315"]), COLOGNE, Nearness.DISTRICT),
        (Served(areas=["05362"]), TOWN, Nearness.DISTRICT),
        (Served(ags="05362020"), TOWN, Nearness.DISTRICT),
        (Served(areas=["05334"], lands=["NW"]), COLOGNE, Nearness.LAND),
        (Served(postcode="50354"), COLOGNE, Nearness.REGION),
        (Served(postcode="50354"), Spot(postcode="50667"), Nearness.REGION),
        (Served(postcode="80331"), COLOGNE, Nearness.ELSEWHERE),
        (Served(lands=["NW"]), COLOGNE, Nearness.LAND),
        (Served(lands=["BY"]), COLOGNE, Nearness.ELSEWHERE),
        (Served(is_nationwide=True), COLOGNE, Nearness.NATIONWIDE),
        (Served(is_nationwide=True, ags="05315000"), COLOGNE, Nearness.MUNICIPALITY),
        (Served(is_nationwide=True), Spot(), Nearness.NATIONWIDE),
        (Served(), Spot(), Nearness.ELSEWHERE),
        (Served(ags="", postcode=""), Spot(ags="", postcode=""), Nearness.ELSEWHERE),
        (Served(lands=["NW"]), Spot(), Nearness.ELSEWHERE),
        (Served(areas=["05315"], lands=["NW"]), Spot(land="NW"), Nearness.LAND),
    ],
)
def test_nearness(served: Served, spot: Spot, expected: Nearness) -> None:
    assert nearness_of(served, spot) is expected


def test_who_speaks_the_language_comes_first_but_nationwide_ones_last() -> None:
    ranked = sorted(
        [
            ("nationwide, speaks", order_of(Nearness.NATIONWIDE, ["ar"], "ar")),
            ("Land, speaks", order_of(Nearness.LAND, ["ar"], "ar")),
            ("town, does not", order_of(Nearness.MUNICIPALITY, [], "ar")),
            ("district, speaks", order_of(Nearness.DISTRICT, ["ar"], "ar")),
        ],
        key=lambda pair: pair[1],
    )
    assert [name for name, _key in ranked] == [
        "district, speaks", "Land, speaks", "town, does not", "nationwide, speaks",
    ]  # fmt: skip


def test_german_is_spoken_everywhere() -> None:
    assert speaks([], "de")
    assert speaks([], "")
    assert not speaks(["de"], "uk")
