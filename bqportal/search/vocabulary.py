"""All words of all titles, in memory: which of them resemble a word, contain it, or start with it.

Pure. At 100,000 records this is some ten thousand words. Searching words and not records is what makes typing
errors and German compounds exact: a word either contains "elektroniker" or does not, so no hit has to be taken back and
every count is right.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

MIN_TYPO_LENGTH = 4
MIN_TWO_TYPOS_LENGTH = 8
MIN_PART = {"latin": 4, "cyrillic": 4, "greek": 4, "arabic": 3, "": 4}  # letters; two for scripts without blanks
MIN_PART_ELSEWHERE = 2
NEAR = 50  # misspelt words of one length that are weighed
MIN_HEAD = 3  # letters before the part: "maler" is no part of "Xmaler"


def allowed_typos(word: str) -> int:
    """How many typing errors a word of this length may contain."""
    return 0 if len(word) < MIN_TYPO_LENGTH else 1 if len(word) < MIN_TWO_TYPOS_LENGTH else 2


class Vocabulary:
    """The folded words of all titles with the number of records that use them."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._words = sorted(self.counts)
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)
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
        lengths = range(len(word) - most, len(word) + most + 1)
        found: dict[str, int] = {}
        for length in lengths:
            near = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=most, limit=NEAR
            )
            found |= {candidate: int(errors) for candidate, errors, _ in near if candidate != word}
        nearest = min(found.values(), default=0)
        ranked = sorted(
            (candidate[0] != word[0], -self.counts[candidate], candidate)
            for candidate, errors in found.items()
            if errors == nearest
        )
        return [(candidate, nearest) for _, _, candidate in ranked[:limit]]


def _range(ordered: list[str], prefix: str, limit: int) -> Iterator[str]:
    """Entries of a sorted list that start with `prefix`."""
    start = bisect_left(ordered, prefix)
    for index in range(start, min(start + limit, len(ordered))):
        if not ordered[index].startswith(prefix):
            return
        yield ordered[index]
