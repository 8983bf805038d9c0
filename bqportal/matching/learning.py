"""Training of one table: titles of all languages at once, each drawn to the concept it names.

A linear classifier: the mean of a title's feature vectors, scaled to length 1, against the concepts' vectors, also of
length 1, under a softmax with a fixed SCALE. Each step forgets DROPOUT of the features, so that no single n-gram
carries a title. Rows are updated by Adagrad with one rate a row; the rate falls to zero over the training.
Deterministic for a seed, the same data and one BLAS thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bqportal.matching.encoder import DIMENSIONS, SCALE, Floats, Table, packed_table
from bqportal.matching.titles import BITS, features

EPOCHS = 4

DROPOUT = 0.5
BATCH = 512
RATE, CONCEPT_RATE = 1.0, 0.2
_TINY = 1e-6
_TELL_EVERY = 50  # steps


@dataclass(frozen=True, slots=True)
class Samples:
    """Titles as rows of a sparse matrix of features, with the number of the concept each means and its weight."""

    features: sparse.csr_matrix
    concepts: NDArray[np.int64]
    weights: Floats
    number_of_concepts: int

    def chosen(self, rows: NDArray[np.int64]) -> Samples:
        """Some of the samples."""
        return Samples(self.features[rows], self.concepts[rows], self.weights[rows], self.number_of_concepts)


def feature_matrix(titles: Sequence[str]) -> sparse.csr_matrix:
    """One row a title, one entry a feature; a feature that occurs twice has two entries."""
    ends, columns = [0], []
    for title in titles:
        columns += features(title)
        ends.append(len(columns))
    return sparse.csr_matrix(
        (np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(ends, np.int64)),
        shape=(len(titles), 1 << BITS),
    )


def train_table(
    samples: Samples, *, seed: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> Table:
    """The table that `samples` teach. `progress(done, total)` is told of every step."""
    rng = np.random.default_rng(seed)
    training = _Training(samples, rng)
    size = samples.features.shape[0]
    batches = -(-size // BATCH)
    for epoch in range(EPOCHS):
        order = rng.permutation(size)
        for batch in range(batches):
            done = epoch * batches + batch
            training.step(order[batch * BATCH : (batch + 1) * BATCH], 1 - done / (EPOCHS * batches))
            progress(done + 1, EPOCHS * batches)
    return packed_table(len(training.rows), training.seen, training.rows[training.seen], training.concepts)


class _Training:
    """The state of a training: vectors and the sums of squared gradients of Adagrad."""

    def __init__(self, samples: Samples, rng: np.random.Generator) -> None:
        self.samples, self.rng = samples, rng
        self.rows = np.zeros((1 << BITS, DIMENSIONS), np.float32)
        self.seen = np.unique(samples.features.indices)
        self.rows[self.seen] = rng.standard_normal((len(self.seen), DIMENSIONS), np.float32) * 0.1
        shape = (samples.number_of_concepts, DIMENSIONS)
        self.concepts: Floats = rng.standard_normal(shape, np.float32) * np.float32(0.1)
        self.row_squares = np.full(len(self.rows), _TINY, np.float32)
        self.concept_squares = np.full(len(self.concepts), _TINY, np.float32)

    def step(self, batch: NDArray[np.int64], rate: float) -> None:
        """One step down the gradient of the cross-entropy of `batch`."""
        kept, columns = self._without_dropped(self.samples.features[batch])
        vectors = self.rows[columns]
        titles = kept @ vectors
        title_lengths = np.maximum(np.linalg.norm(titles, axis=1, keepdims=True), _TINY)
        concept_lengths = np.maximum(np.linalg.norm(self.concepts, axis=1, keepdims=True), _TINY)
        titles, concepts = titles / title_lengths, self.concepts / concept_lengths
        errors = self._errors(titles, concepts, batch)
        to_titles, to_concepts = errors @ concepts, errors.T @ titles
        to_titles = (to_titles - titles * _dots(to_titles, titles)) / title_lengths
        to_concepts = (to_concepts - concepts * _dots(to_concepts, concepts)) / concept_lengths
        to_rows = kept.T.tocsr() @ to_titles
        self.row_squares[columns] += (to_rows * to_rows).mean(axis=1)
        self.rows[columns] = vectors - RATE * rate * to_rows / np.sqrt(self.row_squares[columns])[:, None]
        self.concept_squares += (to_concepts * to_concepts).mean(axis=1)
        self.concepts -= CONCEPT_RATE * rate * to_concepts / np.sqrt(self.concept_squares)[:, None]

    def _without_dropped(self, rows: sparse.csr_matrix) -> tuple[sparse.csr_matrix, NDArray[np.int32]]:
        """Rows of means over the features that were not dropped, with only the columns that occur."""
        lengths = np.diff(rows.indptr)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        kept = (self.rng.random(rows.nnz) >= DROPOUT).astype(np.float32)
        counts = np.maximum(np.bincount(owner, weights=kept, minlength=len(lengths)), 1)
        means = (kept / counts[owner]).astype(np.float32)
        columns, inverse = np.unique(rows.indices, return_inverse=True)
        shape = (len(lengths), len(columns))
        return sparse.csr_matrix((means, inverse.astype(np.int32), rows.indptr), shape=shape), columns

    def _errors(self, titles: Floats, concepts: Floats, batch: NDArray[np.int64]) -> Floats:
        """The gradient of the loss at the cosines: probability less truth, by weight and SCALE."""
        chances: Floats = titles @ concepts.T
        chances *= SCALE
        chances -= chances.max(axis=1, keepdims=True)
        np.exp(chances, out=chances)
        chances /= chances.sum(axis=1, keepdims=True)
        chances[np.arange(len(batch)), self.samples.concepts[batch]] -= 1
        chances *= (self.samples.weights[batch] * SCALE)[:, None]
        return chances


def save_samples(samples: Samples, folder: Path) -> None:
    """Write samples for a process that trains."""
    sparse.save_npz(folder / "features.npz", samples.features, compressed=False)
    np.savez(folder / "samples.npz", samples.concepts, samples.weights, np.array(samples.number_of_concepts))


def load_table(folder: Path) -> Table:
    """The table that a process has left in `folder`."""
    with np.load(folder / "table.npz") as arrays:
        return Table(*(arrays[name] for name in arrays.files))


def _train_in(folder: Path, seed: int) -> None:
    with np.load(folder / "samples.npz") as arrays:
        concepts, weights, number = (arrays[name] for name in arrays.files)
    samples = Samples(sparse.load_npz(folder / "features.npz"), concepts, weights, int(number))

    def tell(done: int, total: int) -> None:
        if done % _TELL_EVERY == 0 or done == total:
            print(done, total, flush=True)

    table = train_table(samples, seed=seed, progress=tell)
    np.savez(folder / "table.npz", table.packed, table.scales, table.concepts)


def _dots(one: Floats, other: Floats) -> Floats:
    result: Floats = (one * other).sum(axis=1, keepdims=True)
    return result


if __name__ == "__main__":
    _train_in(Path(sys.argv[1]), int(sys.argv[2]))
