"""Postcodes: what the file says is found, a wrong line is named and nothing is written."""

from pathlib import Path

import pytest

from bqportal.editorial.records import InvalidRecordsError
from bqportal.occupations.actions import import_places
from bqportal.organisations.models import PostalPlace
from bqportal.organisations.places import has_places, place_of, places_named, places_with

pytestmark = pytest.mark.django_db
HEADING = "osm_id,ags,ort,plz,landkreis,bundesland\n"
AACH = "1,08335001,Aach,78267,Landkreis Konstanz,Baden-Württemberg\n"
TRIER = "2,07235001,Aach,54298,Landkreis Trier-Saarburg,Rheinland-Pfalz\n"
NACHBAR = "3,07235002,Nachbarort,54298,Landkreis Trier-Saarburg,Rheinland-Pfalz\n"
MUNICH = "4,09162000,München,80331,,Bayern\n5,09162000,München,80333,,Bayern\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(HEADING + AACH + TRIER + NACHBAR + MUNICH)
    return path


def test_a_postcode_may_lead_to_several_places_and_a_name_too(file: Path):
    assert not has_places()
    assert import_places(file=file).added == 5
    assert has_places()
    assert [place.name for place in places_with("54298")] == ["Aach", "Nachbarort"]
    assert {place.land for place in places_named("aach")} == {"BW", "RP"}
    assert places_with("99999") == []


@pytest.mark.parametrize("words", ["München", "muenchen", "MUNCHEN", "Münch"])
def test_a_city_is_one_place_however_it_is_typed(file: Path, words: str):
    import_places(file=file)
    assert [(place.name, place.postcode, place.district) for place in places_named(words)] == [("München", "80331", "")]


def test_a_place_is_known_by_its_key(file: Path):
    import_places(file=file)
    assert place_of("09162000", "80333").postcode == "80333"
    assert place_of("09162000", "11111").land == "BY"
    assert place_of("00000000") is None


def test_twice_changes_nothing_and_a_new_file_takes_the_place_of_the_old(file: Path):
    import_places(file=file)
    assert import_places(file=file).touched == 0
    file.write_text(HEADING + AACH.replace("Aach,", "Aach (Hegau),") + MUNICH)
    change = import_places(file=file)
    assert (change.added, change.changed, change.removed) == (0, 1, 2)
    assert [place.name for place in places_with("78267")] == ["Aach (Hegau)"]


def test_a_dry_run_writes_nothing(file: Path):
    assert import_places(file=file, dry_run=True).added == 5
    assert not has_places()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,08335001,Aach,7826,Konstanz,Baden-Württemberg", "no postcode"),
        ("1,99335001,Aach,78267,Konstanz,Baden-Württemberg", "no key"),
        ("1,08335001,Aach,78267,Konstanz,Bayern", "does not lie in"),
        ("1,08335001,,78267,Konstanz,Baden-Württemberg", "is missing"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(file: Path, line: str, words: str):
    file.write_text(HEADING + MUNICH + line + "\n")
    with pytest.raises(InvalidRecordsError) as found:
        import_places(file=file)
    assert "line 4" in str(found.value.problems[0])
    assert words in str(found.value.problems[0])
    assert not PostalPlace.objects.exists()


def test_the_whole_file(shared_data: Path):
    assert import_places(file=shared_data / "plz_ags_ort_utf8.csv").added > 12_000
    assert [place.name for place in places_with("10115")] == ["Berlin"]
