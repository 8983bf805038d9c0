"""The example portal, asked as people ask: in any spelling, form, language and script."""

import csv
import random
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from bqportal.languages.folding import words
from bqportal.search import upkeep, ways_on
from bqportal.search.builders import documents, facet_labels
from bqportal.search.documents import Document
from bqportal.search.index import SearchIndex
from bqportal.search.queries import search, suggest
from bqportal.search.schema import IndexState
from demo.loading import load_portal

GOLDEN = Path(__file__).with_name("golden.tsv")
BAR = 0.90  # of the golden queries of a language have their record among the first three
TYPO_BAR = 0.95  # of misspelt titles have their record among the first ten

pytestmark = pytest.mark.django_db  # without the mark there is no database where this file is run alone


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker, tmp_path_factory) -> tuple[Path, list[Document]]:
    """A home with the index of the whole example portal, and its documents; the database is left as it was."""
    home = tmp_path_factory.mktemp("example")
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("occupations", "load", stdout=StringIO())
        load_portal(portal_settings.DEMO, at=timezone.now())
        found = list(documents())
        SearchIndex(home / "search").rebuild(documents=found, state=IndexState(0, labels=facet_labels()))
        transaction.set_rollback(True)
    return home, found


@pytest.fixture(autouse=True)
def _example_home(example, settings, monkeypatch):
    settings.BQPORTAL_HOME = example[0]
    monkeypatch.setattr(upkeep, "apply_changes", lambda _index: 0)
    monkeypatch.setattr(ways_on, "suggest", lambda _text: ())


def golden_rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_there_are_enough_golden_queries_of_every_class():
    classes = Counter(row["class"] for row in golden_rows())
    assert sum(classes.values()) >= 150
    wanted = {"german", "english", "original", "script", "typo", "gender", "compound", "oldname", "transliteration"}
    assert wanted <= set(classes)


def test_every_golden_record_exists(example):
    keys = {document.key for document in example[1]}
    assert [row["key"] for row in golden_rows() if row["key"] not in keys] == []


def test_golden_queries_find_their_record_among_the_first_three():
    asked, right, misses = Counter[str](), Counter[str](), []
    for row in golden_rows():
        hits = [hit.key for hit in search(row["query"], language=row["language"], size=10).hits]
        for group in (row["class"], f"language {row['language']}"):
            asked[group] += 1
            right[group] += row["key"] in hits[:3]
        if row["key"] not in hits[:3]:
            misses.append(f"{row['class']}: {row['query']} → {row['key']}, instead {', '.join(hits[:3])}")
    shares = {group: right[group] / asked[group] for group in asked}
    report = "\n".join([*(f"{group:20} {share:6.1%} of {asked[group]}" for group, share in shares.items()), *misses])
    print(report)
    assert all(share >= BAR for share in shares.values()), report


def misspelt(dice: random.Random, word: str) -> str:
    """`word` with one wrong, missing, superfluous or swapped letter after the first."""
    at, letter = dice.randrange(1, len(word) - 1), dice.choice("aeinrst")
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return dice.choice(
        [word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:], swapped]
    )


def test_a_typing_error_in_any_title_still_leads_to_the_record(example):
    """Every title of every language, one random error in one of its words."""
    dice = random.Random(20261123)
    asked, lost = 0, []
    for document in example[1]:
        for title in dict.fromkeys([document.original_title, *document.titles.values()]):
            long = [word for word in words(title) if len(word) >= 5]
            if not long:
                continue
            word = dice.choice(long)
            query = title.replace(word, misspelt(dice, word), 1)
            asked += 1
            hits = search(query, language="de", size=10).hits
            same = (document.key, title)
            if not any(hit.key == same[0] or title in (hit.title, hit.original_title) for hit in hits):
                lost.append(f"{query} ({title}) → {document.key}")
    assert len(lost) <= (1 - TYPO_BAR) * asked, "\n".join(lost)


def test_every_title_typed_in_full_comes_first_or_beside_its_namesakes(example):
    late = []
    for document in example[1]:
        hits = search(document.original_title, language="de", size=10).hits[:5]
        if document.key not in [hit.key for hit in hits]:
            late.append(document.original_title)
    assert late == []


def test_suggestions_lead_to_every_occupation_before_it_is_typed_in_full(example):
    late = []
    for document in example[1]:
        if document.kind == "occupation":
            typed = document.original_title[:-1]
            offered = [item.key for group in suggest(typed, language="de", limit=20) for item in group.suggestions]
            late += [] if document.key in offered else [typed]
    assert late == []
