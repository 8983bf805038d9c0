"""A model is made from what is imported, the same each time, and refused when that has changed."""

import json

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from bqportal.matching import queries, store
from bqportal.matching.actions import train_model
from bqportal.matching.encoder import DIMENSIONS, packed_table, unit
from bqportal.matching.knowledge import read_knowledge
from bqportal.matching.learning import feature_matrix
from bqportal.matching.model import load_model
from bqportal.matching.titles import BITS, features
from bqportal.matching.training import halved
from bqportal.occupations.models import ConceptLabel
from tests.matching.conftest import NOW
from tests.matching.small_esco import BAKER


def test_the_same_data_and_seed_make_the_same_model(trained):
    first = {path.name: path.read_bytes() for path in sorted((store.home() / store._pointed("")).glob("*.npy"))}
    train_model(at=NOW, parallel=False, again=True)
    second = {path.name: path.read_bytes() for path in sorted((store.home() / store._pointed("")).glob("*.npy"))}
    assert first == second
    train_model(at=NOW, parallel=False, seed=2)
    other = (store.home() / store._pointed("") / "table0-packed.npy").read_bytes()
    assert other != first["table0-packed.npy"]


def test_two_processes_train_what_one_trains(trained):
    alone = np.load(store.home() / store._pointed("") / "table1-concepts.npy")
    train_model(at=NOW, parallel=True, again=True)
    apart = np.load(store.home() / store._pointed("") / "table1-concepts.npy")
    assert np.array_equal(alone, apart)


def test_a_model_of_the_same_data_is_not_trained_twice(trained):
    manifest, new = train_model(at=NOW, parallel=False)
    assert not new
    assert manifest["digest"] == trained["digest"]


def test_a_model_is_refused_when_the_data_have_changed(trained):
    assert queries.match("piekarz", language="pl")[0].uri == BAKER
    ConceptLabel.objects.filter(text="piekarz").delete()
    store.forget()
    with pytest.raises(store.NoModelError, match="bqportal matching train"):
        queries.match("piekarz", language="pl")
    assert queries.learned().state == "outdated"
    train_model(at=NOW, parallel=False)
    assert queries.learned().state == "current"


def test_without_esco_there_is_nothing_to_train_and_the_command_says_how_to_go_on(db, home):
    with pytest.raises(CommandError, match="bqportal esco import"):
        call_command("matching", "train")
    with pytest.raises(CommandError, match="bqportal matching train"):
        call_command("matching", "status")


def test_only_the_newest_model_is_kept_and_no_draft_is_left(trained):
    train_model(at=NOW, parallel=False, seed=5)
    assert {path.name for path in store.home().iterdir()} == {"current", store._pointed("")}


@pytest.mark.parametrize("name", ["manifest.json", "table0-packed.npy", "labels-text.npy"])
def test_a_damaged_model_is_refused_with_the_way_out(trained, name):
    store.forget()
    path = store.home() / store._pointed("") / name
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2][:40])
    with pytest.raises(store.NoModelError, match="bqportal matching train"):
        queries.match("piekarz")
    assert queries.answer("piekarz").query == "piekarz"


def test_a_country_can_be_left_out(esco):
    whole, part = read_knowledge(), read_knowledge(without="RO")
    assert {one.country for one in whole.crosswalks} == {"DE", "RO"}
    assert {one.country for one in part.crosswalks} == {"DE"}
    train_model(at=NOW, parallel=False, without="RO")
    assert store.manifest(without="RO")["without"] == "RO"
    assert store.manifest() is None


def test_each_national_list_is_new_to_one_table(esco):
    halves = halved(read_knowledge().crosswalks)
    owners = {}
    for title, table in zip(halves.titles, halves.tables, strict=True):
        owners.setdefault(title.language, set()).add(table)
    assert owners == {"de": {0}, "ro": {1}}


def test_four_bits_keep_the_direction_of_a_title():
    rng = np.random.default_rng(0)
    title = features("Monter mechatronik")
    seen = np.unique(title)
    rows = np.zeros((1 << BITS, DIMENSIONS), np.float32)
    rows[seen] = rng.standard_normal((len(seen), DIMENSIONS))
    table = packed_table(len(rows), seen, rows[seen], rng.standard_normal((3, DIMENSIONS)).astype(np.float32))
    vector, known = table.encode(title)
    exact = unit((feature_matrix(["Monter mechatronik"]) @ rows)[0])
    assert vector @ exact > 0.98
    assert known == 1
    assert table.encode(features("xyz"))[1] < 0.2


def test_the_manifest_says_what_was_learned(trained):
    manifest = json.loads((store.home() / store._pointed("") / "manifest.json").read_text())
    assert manifest["titles"] == {"de": 8, "en": 14, "fr": 6, "pl": 6}
    assert [one[:2] for one in manifest["crosswalks"]] == [["german", "DE"], ["romanian", "RO"]]
    assert load_model(store.home() / store._pointed("")).languages == ["de", "en", "fr", "pl"]
