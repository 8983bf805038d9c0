"""Titles in languages without ESCO labels, asked of a fresh portal in which nothing has been trained."""

import csv
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.utils import timezone

from bqportal.matching import queries
from bqportal.matching.importers.crosswalks import SHIPPED
from bqportal.occupations.importers.reference_data import shipped
from demo.loading import load_portal

TITLES = Path(__file__).with_name("titles_without_labels.tsv")
BAR = 0.60  # of the titles of a language have a right occupation among the first five
WRONG = 0.15  # of the titles at most get occupations and no right one among them; the others get none


def rows() -> list[dict[str, str]]:
    with TITLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_gold_occupation_exists():
    names = {row["name_m"] for row in [*shipped("occupations"), *shipped("further_occupations")]}
    assert {name for row in rows() for name in row["occupations"].split("|")} <= names


def test_every_translated_name_belongs_to_an_occupation():
    slugs = {row["slug"] for row in [*shipped("occupations"), *shipped("further_occupations")]}
    for path in sorted((SHIPPED.parent / "translations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        assert {row["slug"] for row in found} <= slugs, path
        assert all(row["title"].strip() for row in found), path


@pytest.mark.django_db
def test_titles_in_five_languages_find_their_occupation_in_a_fresh_portal(home):
    call_command("occupations", "load", stdout=StringIO())
    load_portal(portal_settings.DEMO, at=timezone.now())
    right, wrong, asked = defaultdict(int), defaultdict(int), defaultdict(int)
    for row in rows():
        answer = queries.answer(row["title"], language=row["language"], limit=5)
        names = {each.name_m for each in answer.occupations}
        asked[row["language"]] += 1
        right[row["language"]] += bool(names & set(row["occupations"].split("|")))
        wrong[row["language"]] += bool(names) and not names & set(row["occupations"].split("|"))
    assert {language for language in asked if right[language] / asked[language] < BAR} == set()
    assert {language for language in asked if wrong[language] / asked[language] > WRONG} == set()
