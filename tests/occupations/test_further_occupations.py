"""Occupations whose regulation's text is not shipped: they are there, and a later text finds them."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bqportal.editorial.models import Revision
from bqportal.occupations.actions import import_regulations
from bqportal.occupations.importers.further_occupations import regulation_key, regulation_values, sources_of
from bqportal.occupations.importers.links import annex_of, classification, competent_body
from bqportal.occupations.importers.reference_data import DATA, load_further_occupations, load_reference_data, shipped
from bqportal.occupations.importers.reference_list import slug_of
from bqportal.occupations.models import OccupationVersion, ReferenceOccupation, Regulation
from bqportal.sources.models import Citation, Source

NOW = datetime(2026, 11, 27, tzinfo=UTC)
ROWS = shipped("further_occupations")

# The head of the real regulation, with a short list.
SCAFFOLDER = """---
Title: Verordnung über die Berufsausbildung zum Gerüstbauer/zur Gerüstbauerin
jurabk: GerüstbAusbV 2000
layout: default

---

# Verordnung über die Berufsausbildung zum Gerüstbauer/zur Gerüstbauerin (GerüstbAusbV 2000)

Ausfertigungsdatum
:   2000-05-26

Fundstelle
:   BGBl I: 2000, 778

## § 1 Staatliche Anerkennung des Ausbildungsberufes

Der Ausbildungsberuf Gerüstbauer/Gerüstbauerin wird

1.  gemäß § 25 der Handwerksordnung für die Ausbildung für das Gewerbe
    Nummer 14, Gerüstbauer, der Anlage A der Handwerksordnung sowie


2.  gemäß § 25 des Berufsbildungsgesetzes



staatlich anerkannt.

## § 2 Ausbildungsdauer

Die Ausbildung dauert drei Jahre.

## § 4 Ausbildungsberufsbild

Gegenstand der Berufsausbildung sind mindestens die folgenden
Fertigkeiten und Kenntnisse:

1.  Berufsbildung, Arbeits- und Tarifrecht,


2.  Aufbau und Organisation des Ausbildungsbetriebes,


3.  Sicherheit und Gesundheitsschutz bei der Arbeit,


4.  Umweltschutz.

## § 10 Inkrafttreten

Diese Verordnung tritt am 1. August 2000 in Kraft.
"""


def test_no_occupation_is_listed_twice() -> None:
    slugs = [row["slug"] for row in ROWS]
    assert len(slugs) == len(set(slugs))
    read = {row["slug"] for row in shipped("occupations")}
    assert not read & set(slugs), "the text has come: take the row out of further_occupations.csv"
    assert not {row["key"] for row in shipped("regulations")} & {regulation_key(row) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["slug"])
def test_every_row_is_whole_and_says_where_it_is_from(row: dict[str, str]) -> None:
    assert row["slug"] == slug_of(row["name_m"])
    assert row["name_f"]
    assert row["source"]
    assert all(source["publisher"] and not source["title"].endswith(": ") for source in sources_of(row))
    of_law = [row[name] for name in ("regulation_title", "abbreviation", "citation", "enacted")]
    assert all(of_law) or not any(of_law), "a regulation is known with its key, or not at all"
    assert row["url"] == "" or row["url"].startswith("https://www.gesetze-im-internet.de/")
    assert row["in_force_to"] == "" or date.fromisoformat(row["in_force_to"]) > date.fromisoformat(row["enacted"])


def test_rows_of_one_regulation_agree_about_it() -> None:
    known: dict[str, dict[str, object]] = {}
    for row in filter(regulation_key, ROWS):
        assert known.setdefault(regulation_key(row), regulation_values(row)) == regulation_values(row)


def test_every_occupation_is_linked_and_has_an_english_title() -> None:
    slugs = {row["slug"] for row in ROWS}
    assert slugs <= {row["slug"] for row in shipped("classification")}
    titles = {row["slug"]: row for row in shipped("occupation_titles") if row["language"] == "en"}
    assert {titles[slug]["origin"] for slug in slugs} == {"machine"}


def test_the_crafts_code_names_trades_in_several_plurals() -> None:
    crafts = {"Modisten": "B1", "Friseure": "A", "Gerüstbauer": "A"}
    assert [annex_of(name, crafts) for name in ("Modist", "Friseur", "Gerüstbauer", "Tierwirt")] == ["B1", "A", "A", ""]
    assert competent_body("Fachangestellter für Medien- und Informationsdienste", "BBiG") == "ihk,authority"


@pytest.mark.shared
def test_the_shipped_links_are_what_the_lists_give(shared_data: Path) -> None:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    bases = {row["slug"]: row["legal_basis"] for row in ROWS}
    crafts = {row["gewerbe"]: row["anlage"] for row in rows(shared_data / "hwo_anlage_a_b.csv")}
    trades = {row["slug"]: row["annex"] for row in rows(DATA / "trades.csv")}
    listed = [{**row, "regulation": row["slug"]} for row in ROWS]
    found = classification(listed, bases, rows(shared_data / "de_kldb_dkz_esco_isco.csv"), crafts, trades)
    known = {row["slug"]: row for row in rows(DATA / "classification.csv")}
    assert [known[row["slug"]] for row in found] == found


@pytest.mark.django_db
def test_they_are_public_with_the_facts_of_their_regulation_and_without_positions() -> None:
    load_reference_data(at=NOW)
    scaffolder = ReferenceOccupation.objects.published().get(slug="geruestbauer")
    version = scaffolder.versions.get()
    assert (version.name_m, version.name_f, version.duration_months) == ("Gerüstbauer", "Gerüstbauerin", 36)
    assert (version.regulation.key, version.regulation.citation) == ("geruestbausbv-2000-05-26", "BGBl. I 2000 S. 778")
    assert version.regulation.url == "https://www.gesetze-im-internet.de/ger_stbausbv_2000/"
    assert not version.positions.exists()
    assert (scaffolder.annex, scaffolder.kldb, scaffolder.competent_body) == ("A", "32162", "ihk,hwk")
    assert scaffolder.texts.get(language="en").title == "scaffolder"
    cited = Source.objects.get(citations__in=Citation.objects.filter(object_id=scaffolder.pk))
    assert cited.url == "https://github.com/bundestag/gesetze/blob/HEAD/g/geruestbausbv_2000/index.md"
    assert cited.weak
    attendant = ReferenceOccupation.objects.published().get(slug="tankwart")
    assert not attendant.versions.exists()
    assert Citation.objects.filter(object_id=attendant.pk).count() == 2
    assert Regulation.objects.get(key="bkfausbv-1991-02-13").in_force_to == date(2014, 7, 31)
    two = OccupationVersion.objects.filter(regulation__key="isausbv-1997-01-31").order_by("name_m")
    assert [(v.name_m, v.duration_months) for v in two] == [("Industrie-Isolierer", 36), ("Isolierfacharbeiter", 24)]


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    load_reference_data(at=NOW)
    before = [(m, list(m.objects.order_by("pk").values())) for m in (Regulation, OccupationVersion, Source, Citation)]
    revisions = Revision.objects.count()
    load_reference_data(at=NOW)
    for model, rows in before:
        assert list(model.objects.order_by("pk").values()) == rows
    assert Revision.objects.count() == revisions


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["geruestbausbv_2000.md", "GerüstbAusbV_2000-BJNR077800000.md"])
def test_a_text_that_comes_later_finds_its_occupation(tmp_path: Path, name: str) -> None:
    load_further_occupations()
    occupation = ReferenceOccupation.objects.get(slug="geruestbauer")
    counted = ReferenceOccupation.objects.count(), OccupationVersion.objects.count(), Regulation.objects.count()
    (tmp_path / name).write_text(SCAFFOLDER, encoding="utf-8")
    assert [outcome.status for outcome in import_regulations(directory=tmp_path, at=NOW).outcomes] == ["changed"]
    assert counted == (
        ReferenceOccupation.objects.count(),
        OccupationVersion.objects.count(),
        Regulation.objects.count(),
    )
    version = occupation.versions.get()
    assert version.positions.count() == 4
    assert version.regulation.in_force_from == date(2000, 8, 1)
    known = Regulation.objects.values().get(key="geruestbausbv-2000-05-26")
    load_further_occupations()
    assert Regulation.objects.values().get(key="geruestbausbv-2000-05-26") == known
    assert [o.status for o in import_regulations(directory=tmp_path, at=NOW).outcomes] == ["unchanged"]
