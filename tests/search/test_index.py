"""The index on disk: complete or absent, never half; damaged ones are recognised."""

import random
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from bqportal.search.index import IndexUnavailableError, SearchIndex
from bqportal.search.schema import IndexState, schema_hash
from tests.search.corpus import DOCUMENTS, KOCH, filled_index

ROOT = Path(__file__).resolve().parent.parent.parent


def reason_of(index: SearchIndex) -> str:
    with pytest.raises(IndexUnavailableError) as caught:
        index.snapshot()
    return caught.value.reason


def test_a_rebuilt_index_holds_every_document_with_its_digest(tmp_path):
    index = filled_index(tmp_path)
    assert dict(index.contents()) == {document.key: document.digest for document in DOCUMENTS}
    assert index.snapshot().state.languages == ("ar", "de", "en", "ko", "pl", "uk")


def test_no_index_is_told_as_missing(tmp_path):
    assert reason_of(SearchIndex(tmp_path / "nowhere")) == "missing"


def test_an_index_of_another_schema_is_told_as_outdated(tmp_path):
    index = filled_index(tmp_path)
    (tmp_path / "current").write_text(index.folder().name.replace(schema_hash(), "0" * 12))
    assert reason_of(SearchIndex(tmp_path)) == "outdated"


@pytest.mark.parametrize("text", ["", "../../etc", "\x00", "0" * 5000])
def test_nonsense_in_the_pointer_is_told_calmly(tmp_path, text):
    filled_index(tmp_path)
    (tmp_path / "current").write_text(text)
    assert reason_of(SearchIndex(tmp_path)) in {"outdated", "missing", "damaged"}


def test_a_lost_folder_is_told_as_damaged(tmp_path):
    index = filled_index(tmp_path)
    index.folder().rename(tmp_path / "elsewhere")
    assert reason_of(SearchIndex(tmp_path)) == "damaged"


@pytest.mark.parametrize("seed", range(12))
def test_bytes_gone_wrong_are_damage_and_no_crash(tmp_path, seed):
    """Every file of the index in turn is cut short or overwritten."""
    dice = random.Random(seed)
    folder = filled_index(tmp_path).folder()
    path = dice.choice(sorted(file for file in folder.iterdir() if file.stat().st_size and "lock" not in file.name))
    data = bytearray(path.read_bytes())
    for _ in range(40):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data[: dice.choice([0, len(data) // 2, len(data)])])
    index = SearchIndex(tmp_path)
    try:
        assert len(dict(index.contents())) <= len(DOCUMENTS)
    except (IndexUnavailableError, ValueError, UnicodeDecodeError, KeyError, TypeError):
        index.set_aside()
        assert reason_of(SearchIndex(tmp_path)) == "missing"


def test_an_update_replaces_adds_and_removes_in_one_commit(tmp_path):
    index = filled_index(tmp_path)
    changed = replace(KOCH, alternatives=("Köchin", "Küchenchef"))
    index.update(documents=[changed], removed=["occupation:elektroniker"], state=IndexState(7))
    found = dict(index.contents())
    assert found["occupation:koch"] == changed.digest
    assert "occupation:elektroniker" not in found
    assert len(found) == len(DOCUMENTS) - 1
    assert index.snapshot().state.change == 7


def test_a_failing_update_changes_nothing(tmp_path):
    index = filled_index(tmp_path)

    def documents():
        yield replace(KOCH, alternatives=("anders",))
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.update(documents=documents(), removed=[], state=IndexState(9))
    assert dict(index.contents())["occupation:koch"] == KOCH.digest
    assert index.snapshot().state.change == 0


def test_readers_keep_the_old_index_until_the_new_one_is_complete(tmp_path):
    index = filled_index(tmp_path)
    counts = []

    def documents():
        for document in DOCUMENTS[:3]:
            counts.append(len(dict(SearchIndex(tmp_path).contents())))
            yield document

    index.rebuild(documents=documents(), state=IndexState(0))
    assert counts == [len(DOCUMENTS)] * 3
    assert len(dict(index.contents())) == 3
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_rebuilding_twice_gives_the_same_content(tmp_path):
    first = dict(filled_index(tmp_path).contents())
    assert dict(filled_index(tmp_path).contents()) == first


def test_another_process_sees_a_commit_at_once(tmp_path):
    writer, reader = filled_index(tmp_path), SearchIndex(tmp_path)
    assert len(dict(reader.contents())) == len(DOCUMENTS)
    writer.update(documents=[], removed=[KOCH.key], state=IndexState(1))
    assert KOCH.key not in dict(reader.contents())


def test_only_one_works_on_the_index_at_a_time(tmp_path):
    index = filled_index(tmp_path)
    with index.exclusively() as mine, SearchIndex(tmp_path).exclusively(wait=False) as other:
        assert mine
        assert not other
    with index.exclusively(wait=False) as again:
        assert again


@pytest.mark.parametrize("documents_before_death", [0, 1, 5])
def test_a_process_killed_while_building_leaves_the_old_index(tmp_path, documents_before_death):
    """SIGKILL amid a rebuild, then amid an update: readers see the old state, writers are not blocked."""
    index = filled_index(tmp_path)
    for deed in ("rebuild", "update"):
        script = textwrap.dedent(
            f"""
            import os, signal
            from pathlib import Path
            from bqportal.search.schema import IndexState
            from bqportal.search.index import SearchIndex
            from tests.search.corpus import DOCUMENTS
            def documents():
                for number, document in enumerate(DOCUMENTS):
                    if number == {documents_before_death}:
                        os.kill(os.getpid(), signal.SIGKILL)
                    yield document
            index = SearchIndex(Path({str(tmp_path)!r}))
            extra = {{}} if {deed!r} == "rebuild" else {{"removed": []}}
            index.{deed}(documents=documents(), state=IndexState(99), **extra)
            """
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, timeout=60)
        assert done.returncode == -9
        fresh = SearchIndex(tmp_path)
        assert len(dict(fresh.contents())) == len(DOCUMENTS)
        assert fresh.snapshot().state.change == 0
    index.update(documents=[], removed=[KOCH.key], state=IndexState(1))
    assert len(dict(index.contents())) == len(DOCUMENTS) - 1
