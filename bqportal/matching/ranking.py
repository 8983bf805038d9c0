"""From what is seen of a title and a concept to an order and an honest probability.

Pure numbers. A few numbers (SIGNALS) are seen of each candidate; a small network, a straight line and a few bends,
makes a score of them; scores of one title become chances that sum to 1; and a rising curve (isotonic regression, Ayer
et al. 1955) corrects the chances by how often they came true on titles that were held back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bqportal.matching.encoder import Floats

SIGNALS = (
    "title",  # cosine of the title and the concept
    "first_part",  # cosine of the part before the first comma or bracket
    "group",  # cosine of the title and the concept's ISCO group
    "group_chance",  # logarithm of the chances of all members of the group together
    "chance",  # logarithm of the concept's chance
    "is_group",  # 1 for an ISCO group
    "best_member",  # best cosine of a member of the group
    "same_title",  # 1 when a label in the language of the title is the same
    "behind_best",  # cosine less the best cosine of all
    "share_of_group",  # group_chance less chance
    "group_behind",  # the best group's chance less this group's, as logarithms
)
HIDDEN = 8  # bends of one network
NETWORKS = 5  # from different beginnings, put side by side: their mean depends less on chance
# A group comes first only when it leads the best occupation by that: an occupation says more.
GROUP_LEAD = 1.5
_EPOCHS, _BATCH, _RATE, _DECAY = 12, 256, 0.01, 1e-4


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of the network and the curve of the calibration."""

    mean: Floats
    spread: Floats
    inward: Floats  # signals × bends
    offset: Floats  # bends
    outward: Floats  # bends
    line: Floats  # signals
    stated: Floats  # chances, rising
    true: Floats  # how often those came true, rising

    def scores(self, signals: Floats) -> Floats:
        """One score for each candidate; only their differences mean something."""
        seen = (signals - self.mean) / self.spread
        bent = np.maximum(seen @ self.inward + self.offset, np.float32(0))
        result: Floats = np.asarray(bent @ self.outward + seen @ self.line, np.float32)
        return result

    def probabilities(self, scores: Floats) -> Floats:
        """How often each candidate is right, as far as held-back titles tell."""
        result: Floats = np.asarray(np.interp(chances(scores), self.stated, self.true), np.float32)
        return result

    def as_json(self) -> dict[str, Any]:
        """Plain lists, rounded to six places."""
        return {name: np.round(getattr(self, name).astype(float), 6).tolist() for name in self.__slots__}

    @classmethod
    def from_json(cls, lists: dict[str, Any]) -> Ranking:
        """The inverse of `as_json`."""
        return cls(**{name: np.array(lists[name], np.float32) for name in cls.__slots__})


def chances(scores: Floats) -> Floats:
    """Softmax along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return result


def order(scores: Floats, is_group: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Candidates from best to worst; a group that leads by less than GROUP_LEAD stands behind the best occupation."""
    ranked = np.argsort(-scores, kind="stable")
    first = ranked[0]
    if is_group[first] and not is_group.all():
        best = next(candidate for candidate in ranked if not is_group[candidate])
        if scores[first] - scores[best] < GROUP_LEAD:
            ranked = np.concatenate([[best], ranked[ranked != best]])
    return ranked


def fitted(signals: Floats, right: NDArray[np.bool_], weights: Floats, *, seed: int) -> Ranking:
    """Weights learned from titles whose meaning is known.

    `signals` is titles × candidates × SIGNALS, `right` says which candidates are meant; titles without a right
    candidate teach the calibration only. Adam on the cross-entropy of the chances.
    """
    flat = signals.reshape(-1, signals.shape[-1])
    mean, spread = flat.mean(axis=0), flat.std(axis=0) + np.float32(1e-6)
    networks = []
    for number in range(NETWORKS):
        network = _Network(signals.shape[-1], np.random.default_rng([seed, number]))
        network.learn((signals - mean) / spread, right, weights)
        networks.append(network.weights)
    inward, offset, outward, line = (list(each) for each in zip(*networks, strict=True))
    one = np.ones(1, np.float32)
    raw = Ranking(
        mean, spread, np.concatenate(inward, axis=1), np.concatenate(offset),
        np.asarray(np.concatenate(outward) / NETWORKS, np.float32), np.mean(line, axis=0), one, one,
    )  # fmt: skip
    scores = raw.scores(signals)
    stated, true = calibration(chances(scores).ravel(), right.ravel(), np.repeat(weights, right.shape[1]))
    return replace(raw, stated=stated, true=true)


class _Network:
    """Weights in training."""

    def __init__(self, size: int, rng: np.random.Generator) -> None:
        self.rng = rng
        self.weights: list[Floats] = [
            (rng.standard_normal((size, HIDDEN)) / np.sqrt(size)).astype(np.float32),
            np.zeros(HIDDEN, np.float32),
            (rng.standard_normal(HIDDEN) / np.sqrt(HIDDEN) * 0.3).astype(np.float32),
            np.zeros(size, np.float32),
        ]
        self.means = [np.zeros_like(weight) for weight in self.weights]
        self.squares = [np.zeros_like(weight) for weight in self.weights]
        self.steps = 0

    def learn(self, signals: Floats, right: NDArray[np.bool_], weights: Floats) -> None:
        usable = np.flatnonzero(right.any(axis=1))
        total = _EPOCHS * -(-len(usable) // _BATCH)
        for _epoch in range(_EPOCHS):
            shuffled = self.rng.permutation(usable)
            for begin in range(0, len(usable), _BATCH):
                batch = shuffled[begin : begin + _BATCH]
                gradients = self._gradients(signals[batch], right[batch], weights[batch])
                self._step(gradients, _RATE * (1 - self.steps / (total + 1)))

    def _gradients(self, signals: Floats, right: NDArray[np.bool_], weights: Floats) -> list[Floats]:
        inward, offset, outward, line = self.weights
        flat = signals.reshape(-1, signals.shape[-1])
        bent = np.maximum(flat @ inward + offset, 0)
        stated = chances((bent @ outward + flat @ line).reshape(right.shape))
        wanted = stated * right
        wanted /= wanted.sum(axis=1, keepdims=True) + 1e-9
        errors = ((stated - wanted) * (weights / weights.sum())[:, None]).ravel()
        inner = errors[:, None] * outward * (bent > 0)
        return [flat.T @ inner, inner.sum(axis=0), bent.T @ errors, flat.T @ errors]

    def _step(self, gradients: Sequence[Floats], rate: float) -> None:
        self.steps += 1
        for weight, gradient, mean, square in zip(self.weights, gradients, self.means, self.squares, strict=True):
            gradient = gradient + _DECAY * weight
            mean += 0.1 * (gradient - mean)
            square += 0.01 * (gradient * gradient - square)
            corrected = mean / (1 - 0.9**self.steps), square / (1 - 0.99**self.steps)
            weight -= (rate * corrected[0] / (np.sqrt(corrected[1]) + 1e-8)).astype(np.float32)


def calibration(stated: Floats, right: NDArray[np.bool_], weights: Floats) -> tuple[Floats, Floats]:
    """A rising curve through (stated chance, how often right), by pooling adjacent violators over fine bins."""
    edges = np.concatenate([[0, 0.001, 0.003, 0.01, 0.03], np.linspace(0.05, 1, 39)])
    bins = np.clip(np.digitize(stated, edges) - 1, 0, len(edges) - 2)
    mass = np.bincount(bins, weights=weights, minlength=len(edges) - 1)
    points = np.bincount(bins, weights=weights * stated, minlength=len(edges) - 1)
    hits = np.bincount(bins, weights=weights * right, minlength=len(edges) - 1)
    pools: list[list[float]] = []
    for each in range(len(mass)):
        if mass[each] > 0:
            pools.append([float(mass[each]), float(points[each]), float(hits[each])])
            while len(pools) > 1 and pools[-2][2] / pools[-2][0] >= pools[-1][2] / pools[-1][0]:
                last = pools.pop()
                pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    xs = [0.0, *(pool[1] / pool[0] for pool in pools), 1.0]
    ys = [0.0, *(pool[2] / pool[0] for pool in pools), max(pool[2] / pool[0] for pool in pools)]
    return np.array(xs, np.float32), np.array(ys, np.float32)
