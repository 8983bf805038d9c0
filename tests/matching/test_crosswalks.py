"""National lists are read strictly, stored wholly, and twice changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from bqportal.editorial.records import InvalidRecordsError
from bqportal.matching.actions import import_crosswalk
from bqportal.matching.importers.crosswalks import read_crosswalk, read_shipped, two_letters
from bqportal.matching.models import Crosswalk, CrosswalkTitle
from tests.matching.small_esco import BAKER, WELDER

AGENCY = "dkz,kldb5,dkz_label_de,esco_uri,esco_label_de,isco08,relation,note\n"


def test_the_layout_of_the_federal_agency_is_read(tmp_path):
    path = tmp_path / "de.csv"
    path.write_text(AGENCY + f"B 29222-100,29222,Bäcker/Bäckerin,{BAKER},Bäcker,7512,skos:exactMatch,\n")
    read = read_crosswalk(path)
    assert (read.country, read.language) == ("DE", "de")
    assert [(row.title, row.uri, row.relation, row.kldb) for row in read.rows] == [
        ("Bäcker/Bäckerin", BAKER, "exact", "29222")
    ]


def test_two_columns_are_read_and_their_name_says_country_and_language(tmp_path):
    path = tmp_path / "pol_pl.tsv"
    path.write_text(f"Piekarz\t{BAKER}|{WELDER}\n\nSpawacz\thttp://data.europa.eu/esco/isco/C7212\n")
    read = read_crosswalk(path)
    assert (read.country, read.language, len(read.rows)) == ("PL", "pl", 3)


def test_any_table_with_title_and_uri_is_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(f"title,uri,language,relation\nBoulanger,{BAKER},fr,close\n")
    read = read_crosswalk(path, country="FR", source="A ministry, 2025")
    assert (read.country, read.source, read.rows[0].language, read.rows[0].relation) == (
        "FR", "A ministry, 2025", "fr", "close",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (f"title,uri\nBoulanger,{BAKER}\n", "line 2", "language"),
        ("title,uri,language\nBoulanger,http://example.org,fr\n", "line 2", "example.org"),
        (f"title,uri,language\n,{BAKER},fr\n", "line 2", "0 characters"),
        (f"title,uri,language\n{'x' * 1001},{BAKER},fr\n", "line 2", "1001"),
        (f"title,uri,language,relation\nBoulanger,{BAKER},fr,perhaps\n", "line 2", "perhaps"),
        (f"name,uri\nBoulanger,{BAKER}\n", "line 1", "title"),
        ("title,uri,language\nBoulanger\n", "line 2", "fields"),
        ("", "list.csv", "empty"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, content, place, said):
    path = tmp_path / "list.csv"
    path.write_text(content)
    with pytest.raises(InvalidRecordsError) as raised:
        read_crosswalk(path)
    text = "\n".join(map(str, raised.value.problems))
    assert place in text
    assert said in text


def test_importing_twice_changes_nothing_and_a_new_edition_replaces_the_old(db, tmp_path):
    path = tmp_path / "pol_pl.tsv"
    path.write_text(f"Piekarz\t{BAKER}\nSpawacz\t{WELDER}\n")
    assert import_crosswalk(read=read_crosswalk(path)).added == 2
    keys = set(CrosswalkTitle.objects.values_list("pk", flat=True))
    assert import_crosswalk(read=read_crosswalk(path)).touched == 0
    assert set(CrosswalkTitle.objects.values_list("pk", flat=True)) == keys
    path.write_text(f"Piekarz\t{BAKER}\n")
    import_crosswalk(read=read_crosswalk(path))
    assert list(CrosswalkTitle.objects.values_list("title", flat=True)) == ["Piekarz"]


def test_a_bad_file_among_good_ones_leaves_nothing_behind(db, tmp_path):
    good, bad = tmp_path / "pol_pl.tsv", tmp_path / "rou_ro.tsv"
    good.write_text(f"Piekarz\t{BAKER}\n")
    bad.write_text("Brutar\n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("crosswalk", "import", str(good), str(bad))
    assert not Crosswalk.objects.exists()


def test_a_dry_run_writes_nothing(db, tmp_path):
    path = tmp_path / "pol_pl.tsv"
    path.write_text(f"Piekarz\t{BAKER}\n")
    call_command("crosswalk", "import", str(path), "--dry-run")
    assert not Crosswalk.objects.exists()


def test_the_shipped_titles_are_sound():
    read = read_shipped()
    assert {row.language for row in read.rows} == {"ar", "fa", "ru", "tr", "uk"}
    assert all(row.title.strip() == row.title and row.title for row in read.rows)


def test_countries_are_known_by_two_and_three_letters():
    assert [two_letters(text) for text in ("pol", "DE", "Atlantis")] == ["PL", "DE", ""]


@pytest.mark.shared
def test_the_lists_of_the_shared_data_are_read(shared_data):
    assert len(read_crosswalk(shared_data / "de_kldb_dkz_esco_isco.csv").rows) > 8000
    assert read_crosswalk(shared_data / "melo" / "usa_en.tsv").country == "US"
