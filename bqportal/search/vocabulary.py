"""All words of all titles, in memory: which of them resemble a word, contain it, or start with it.

Pure. At 100,000 records this is some ten thousand words. Searching words and not records is what makes typing
errors and German compounds exact: a word either contains "elektroniker" or does not, so no hit has to be taken back and
every count is right.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA

MIN_TYPO_LENGTH = 4
MIN_TWO_TYPOS_LENGTH = 8
MIN_PART = {"latin": 4, "cyrillic": 4, "greek": 4, "arabic": 3, "": 4}  # letters; two for scripts without blanks
MIN_PART_ELSEWHERE = 2
MIN_MIDDLE = 3
MIN_HEAD = 3  # letters before the part: "maler" is no part of "Xmaler"


def allowed_typos(word: str) -> int:
    """How many typing errors a word of this length may contain."""
    return 0 if len(word) < MIN_TYPO_LENGTH else 1 if len(word) < MIN_TWO_TYPOS_LENGTH else 2


class Vocabulary:
    """The folded words of all titles with the number of records that use them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._words = sorted(self.counts)
        self._reversed = sorted(word[::-1] for word in self._words)
        self._lines = "\n" + "\n".join(self._words) + "\n"

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def starting(self, prefix: str, *, limit: int = 1000) -> list[str]:
        """Words that start with `prefix`, alphabetically."""
        return list(_range(self._words, prefix, limit))

    def containing(self, part: str, script: str, *, limit: int = 1000) -> list[str]:
        """Words longer than `part` that start with it, or hold it after a first member of three letters or more."""
        if len(part) < MIN_PART.get(script, MIN_PART_ELSEWHERE) or "\n" in part:
            return []
        head = MIN_HEAD if script in MIN_PART else 1
        return [
            word
            for word, position in self._holding(part, limit)
            if len(word) > len(part) and (position == 0 or position >= head)
        ]

    def _holding(self, part: str, limit: int) -> Iterator[tuple[str, int]]:
        """(word, position of `part` in it), each word once."""
        lines, at, found = self._lines, 0, 0
        while found < limit and (hit := lines.find(part, at)) >= 0:
            start = lines.rfind("\n", 0, hit) + 1
            at = lines.find("\n", hit)
            yield lines[start:at], hit - start
            found += 1

    def similar(self, word: str, *, distance: int | None = None, limit: int = 5) -> list[tuple[str, int]]:
        """The nearest other words with their number of typing errors: nearest first, then the more frequent.

        A typing error is a wrong, missing, superfluous or swapped letter. Words with two errors come only where none
        has one. A first letter that is right counts for more: people seldom mistype it.
        """
        most = allowed_typos(word) if distance is None else distance
        if most == 0 or not word.isalpha():
            return []
        found: dict[str, int] = {}
        for candidate in self._candidates(word, most):
            if candidate != word and candidate not in found and abs(len(candidate) - len(word)) <= most:
                errors = OSA.distance(word, candidate, score_cutoff=most)
                if errors <= most:
                    found[candidate] = errors
        if not found:
            return []
        nearest = min(found.values())
        ranked = sorted(
            (errors, candidate[0] != word[0], -self.counts[candidate], candidate)
            for candidate, errors in found.items()
            if errors == nearest
        )
        return [(candidate, errors) for errors, _, _, candidate in ranked[:limit]]

    def _candidates(self, word: str, most: int) -> Iterator[str]:
        """Words that share an untouched piece with `word`.

        An error touches at most two neighbouring letters. With `most` errors, one of `most` + 1 pieces that are kept one
        letter apart stays whole: the first is a prefix, the last a suffix, one in between is found by plain search, if it
        is long enough to be rare (a word of 8 to 11 letters with errors at both ends is given up).
        """
        size = len(word)
        step = size / (most + 1)
        cuts = [round(step * index) for index in range(most + 2)]
        pieces = [word[cuts[i] : max(cuts[i + 1] - 1, cuts[i] + 1)] for i in range(most)] + [word[cuts[most] :]]
        yield from _range(self._words, pieces[0], 20_000)
        for backwards in _range(self._reversed, pieces[-1][::-1], 20_000):
            yield backwards[::-1]
        for middle in pieces[1:-1]:
            if len(middle) >= MIN_MIDDLE:
                for candidate, _ in self._holding(middle, 20_000):
                    yield candidate


def _range(ordered: list[str], prefix: str, limit: int) -> Iterator[str]:
    """Entries of a sorted list that start with `prefix`."""
    start = bisect_left(ordered, prefix)
    for index in range(start, min(start + limit, len(ordered))):
        if not ordered[index].startswith(prefix):
            return
        yield ordered[index]
