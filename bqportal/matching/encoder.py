"""Titles as points: the mean of the vectors of their features, near the vector of the occupation they mean.

A table has one row of DIMENSIONS four-bit numbers for each hashed feature and a scale for each row (0: never seen in
training). Two tables, trained apart, look at each title; what they say is averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
DIMENSIONS = 192
SCALE = 14.0  # of the softmax over cosines
_STEPS = 7  # four-bit numbers run from -7 to 7


@dataclass(frozen=True, slots=True)
class Table:
    """The vectors of features (packed) and of concepts (rows of length 1)."""

    packed: NDArray[np.uint8]
    scales: NDArray[np.float16]
    concepts: Floats

    def encode(self, features: Sequence[int]) -> tuple[Floats, float]:
        """The direction of a title, and the share of its features that training has seen.

        The zero vector where nothing is known.
        """
        if not features:
            return np.zeros(DIMENSIONS, np.float32), 0.0
        rows = np.fromiter(features, np.int64, len(features))
        scales = self.scales[rows].astype(np.float32)
        packed = self.packed[rows]
        vector = np.empty(DIMENSIONS, np.float32)
        vector[0::2] = scales @ ((packed >> 4).astype(np.float32) - 8)
        vector[1::2] = scales @ ((packed & 15).astype(np.float32) - 8)
        return unit(vector), float(np.count_nonzero(scales)) / len(features)


def unit(vectors: Floats) -> Floats:
    """`vectors` scaled to length 1 along their last axis; zero stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    result: Floats = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return result


def packed_table(size: int, seen: NDArray[np.integer[Any]], vectors: Floats, concepts: Floats) -> Table:
    """A trained table of `size` rows in four bits a number; `vectors` are those of the rows `seen`, others stay 0."""
    scales = np.zeros(size, np.float16)
    scales[seen] = np.maximum(np.abs(vectors).max(axis=1) / _STEPS, np.finfo(np.float16).tiny)
    steps = np.rint(vectors / scales[seen].astype(np.float32)[:, None])
    nibbles = (np.clip(steps, -_STEPS, _STEPS).astype(np.int8) + 8).astype(np.uint8)
    packed = np.zeros((size, vectors.shape[1] // 2), np.uint8)
    packed[seen] = (nibbles[:, 0::2] << 4) | nibbles[:, 1::2]
    return Table(packed, scales, unit(concepts))
