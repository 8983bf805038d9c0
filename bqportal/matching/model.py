"""A trained model: everything that matching needs at hand, as arrays in one folder.

    manifest.json   what it learned from, with hash, seed and figures; written last
    *.npy           arrays, mapped into memory and read where needed

Concepts are numbered as in `knowledge`. Labels stand in the order of concept, language, preferred first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bqportal.matching.encoder import Table
from bqportal.matching.knowledge import Knowledge
from bqportal.matching.ranking import Ranking
from bqportal.matching.titles import key, one_gender

TABLES = 2
CROSSWALK = 128


@dataclass(frozen=True, slots=True)
class Labels:
    """All titles of all concepts, and where to find those that are the same as a title somebody types."""

    starts: NDArray[np.int32]  # of each concept's labels; one more at the end
    languages: NDArray[np.uint8]
    preferred: NDArray[np.bool_]
    ends: NDArray[np.int64]  # of each label's text in `text`
    text: NDArray[np.uint8]
    keys: NDArray[np.uint64]  # sorted
    key_concepts: NDArray[np.int32]
    key_origins: NDArray[np.uint8]  # number of the language, or CROSSWALK + number of the crosswalk

    def of(self, concept: int) -> range:
        """The numbers of a concept's labels."""
        return range(int(self.starts[concept]), int(self.starts[concept + 1]))

    def words(self, label: int) -> str:
        """The text of a label."""
        begin = int(self.ends[label - 1]) if label else 0
        return bytes(self.text[begin : int(self.ends[label])]).decode()

    def same(self, number: int) -> list[tuple[int, int]]:
        """(concept, origin) of every title whose key is `number`."""
        if not number:
            return []
        begin = int(np.searchsorted(self.keys, np.uint64(number), "left"))
        end = int(np.searchsorted(self.keys, np.uint64(number), "right"))
        return [(int(self.key_concepts[at]), int(self.key_origins[at])) for at in range(begin, end)]


@dataclass(frozen=True, slots=True)
class Model:
    """What training has made."""

    manifest: dict[str, Any]
    tables: tuple[Table, ...]
    labels: Labels
    parents: NDArray[np.int32]
    ranking: Ranking
    ranking_is_own: bool = False
    guess: NDArray[np.float16] | None = None
    """How common runs of letters are in each language, see `guessing`."""

    @property
    def uris(self) -> list[str]:
        """The address of each concept."""
        return self.manifest["uris"]  # type: ignore[no-any-return]

    @property
    def languages(self) -> list[str]:
        """The languages of the labels, by number."""
        return self.manifest["languages"]  # type: ignore[no-any-return]


def labels_of(known: Knowledge, languages: list[str]) -> Labels:
    """The labels of the concepts, and the keys of all titles that say what they name."""
    numbers = {language: number for number, language in enumerate(languages)}
    starts = np.searchsorted([label.concept for label in known.labels], np.arange(len(known.uris) + 1))
    texts = [label.text.encode() for label in known.labels]
    named = [(title, numbers[title.language]) for title in [*known.labels, *known.profiles]]
    for number, crosswalk in enumerate(known.crosswalks):
        named += [(title, CROSSWALK + number) for title in crosswalk.titles]
    keys = {
        (key(text), title.concept, origin) for title, origin in named for text in {title.text, one_gender(title.text)}
    }
    ordered = sorted(entry for entry in keys if entry[0])
    return Labels(
        starts.astype(np.int32),
        np.array([numbers[label.language] for label in known.labels], np.uint8),
        np.array([label.preferred for label in known.labels], np.bool_),
        np.cumsum([len(text) for text in texts], dtype=np.int64),
        np.frombuffer(b"".join(texts), np.uint8),
        np.array([entry[0] for entry in ordered], np.uint64),
        np.array([entry[1] for entry in ordered], np.int32),
        np.array([entry[2] for entry in ordered], np.uint8),
    )


def save_model(model: Model, folder: Path) -> int:
    """Write `model` into the empty `folder`; returns its size in bytes."""
    for number, table in enumerate(model.tables):
        for one in fields(Table):
            np.save(folder / f"table{number}-{one.name}.npy", getattr(table, one.name))
    for one in fields(Labels):
        np.save(folder / f"labels-{one.name}.npy", getattr(model.labels, one.name))
    np.save(folder / "parents.npy", model.parents)
    if model.guess is not None:
        np.save(folder / "guess.npy", model.guess)
    size = sum(path.stat().st_size for path in folder.iterdir())
    manifest = {**model.manifest, "ranking": model.ranking.as_json(), "bytes": size}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return size


def load_model(folder: Path) -> Model:
    """The model in `folder`. Raises OSError or ValueError if it is damaged."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    def array(name: str) -> Any:
        # A plain view of the mapped file: indexing a memmap itself costs a microsecond each time.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))

    tables = []
    for number in range(TABLES):
        packed, scales, concepts = (array(f"table{number}-{one.name}") for one in fields(Table))
        tables.append(Table(packed, np.array(scales), np.array(concepts)))
    labels = Labels(*(array(f"labels-{one.name}") for one in fields(Labels)))
    ranking = Ranking.from_json(manifest.pop("ranking"))
    guess = array("guess") if (folder / "guess.npy").exists() else None
    own = manifest["own_ranking"]
    return Model(manifest, tuple(tables), labels, np.array(array("parents")), ranking, own, guess)
