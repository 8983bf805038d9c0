"""Word marks between two wordings: what stayed, what went, what came. Pure.

Words and punctuation are compared whole; scripts that put no spaces between words, character by character as readers
see them (a letter with its combining marks, an emoji with its joiners). Longest common subsequence by rapidfuzz, whose
bit-parallel algorithm keeps texts of 20,000 characters quick where difflib's worst case is quadratic in Python.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, MatchingBlock, Postfix, Prefix

MOST_CELLS = 1_000_000_000  # of the table of tokens × tokens, one bit each; beyond, a passage counts as rewritten
KEPT_AT_LEAST = 0.2  # a passage of which less stays is shown as rewritten: single common words would only confuse
LONGEST_ISLAND = 12  # characters


class Mark(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Segment(NamedTuple):
    """A stretch of text with its mark; a tuple, for a page may have tens of thousands of them."""

    mark: Mark
    text: str


def marked(old: str, new: str) -> tuple[Segment, ...]:
    """The two wordings as one row of segments: same and removed ones make `old`, same and added ones make `new`.

    >>> [f"{segment.mark}: {segment.text}" for segment in marked("two years", "three years")]
    ['removed: two', 'added: three', 'same:  years']
    """
    segments: list[Segment] = []
    before, after = _LINE.findall(old), _LINE.findall(new)
    for same, removed, added in _regions(before, after, _shared_runs(before, after)):
        segments.append(Segment(Mark.SAME, same))
        segments.extend(_within(removed, added))
    return tuple(
        Segment(mark, "".join(segment.text for segment in run))
        for mark, run in groupby((segment for segment in segments if segment.text), key=lambda segment: segment.mark)
    )


def tokens(text: str) -> list[str]:
    """Words, spaces, signs; characters where words are not spaced. Joined they are the text again.

    >>> tokens("Level 4, 日本")
    ['Level', ' ', '4', ',', ' ', '日', '本']
    """
    return _TOKEN.findall(text)


def _within(old: str, new: str) -> Iterator[Segment]:
    """Marks within lines that differ. Words that both begin or end with are not even cut into tokens."""
    start, end = _shared(old, new)
    yield Segment(Mark.SAME, old[:start])
    yield from _marked_middle(old[start : len(old) - end], new[start : len(new) - end], start + end)
    yield Segment(Mark.SAME, old[len(old) - end :])


def _shared(old: str, new: str) -> tuple[int, int]:
    """Lengths of what both begin and end with, up to a space between words."""
    start = max(old.rfind(" ", 0, int(Prefix.similarity(old, new))), 0)
    end = int(Postfix.similarity(old[start:], new[start:]))
    cut = old.find(" ", len(old) - end)
    return start, len(old) - cut if cut > start else 0


def _marked_middle(old: str, new: str, around: int) -> Iterator[Segment]:
    """Marks of what is left when `around` characters at both ends are the same."""
    before, after = tokens(old), tokens(new)
    shared = _shared_runs(before, after)
    kept = around + sum(len("".join(before[a : a + size]).strip()) for a, _b, size in shared)
    is_rewritten = kept < KEPT_AT_LEAST * (around + max(len(old), len(new)))
    for same, removed, added in [("", old, new)] if is_rewritten else _smoothed(_regions(before, after, shared)):
        yield Segment(Mark.SAME, same)
        yield Segment(Mark.REMOVED, removed)
        yield Segment(Mark.ADDED, added)


def _shared_runs(old: list[str], new: list[str]) -> list[MatchingBlock]:
    """Where both say the same in the same order, as long as possible; closed by an empty run at both ends."""
    if len(old) * len(new) > MOST_CELLS:
        return [MatchingBlock(len(old), len(new), 0)]
    return LCSseq.opcodes(old, new).as_matching_blocks()


def _regions(old: list[str], new: list[str], shared: Iterable[MatchingBlock]) -> Iterator[tuple[str, str, str]]:
    """What is the same, and what was removed and added right after it; again and again to the end."""
    same, at, there = "", 0, 0  # where the shared run ended in `old` and in `new`
    for begins, begins_there, size in shared:
        removed, added = "".join(old[at:begins]), "".join(new[there:begins_there])
        if same or removed or added:
            yield same, removed, added
        at, there = begins + size, begins_there + size
        same = "".join(old[begins:at])


def _smoothed(regions: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Regions without islands: a lone space, comma or unspaced character between two changes belongs to the change."""
    result: list[tuple[str, str, str]] = []
    for same, removed, added in regions:
        if result and (removed or added) and _is_island(same):
            before, gone, come = result[-1]
            result[-1] = before, gone + same + removed, come + same + added
        else:
            result.append((same, removed, added))
    return result


def _is_island(text: str) -> bool:
    """True for a short stretch without a word."""
    if len(text) > LONGEST_ISLAND:
        return False
    if len(text) == 1:  # most of them are
        return not text.isalnum() or bool(_UNSPACED.match(text))
    words = [token for token in tokens(text) if any(sign.isalnum() for sign in token)]
    return not words or (len(words) == 1 and bool(_UNSPACED.match(words[0])))


def _ranges(codes: Iterable[int]) -> str:
    """Code points as the inside of a character class."""
    numbered = enumerate(sorted(codes))
    runs = [[code for _index, code in run] for _key, run in groupby(numbered, key=lambda pair: pair[1] - pair[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)


# What belongs to the sign before it (Unicode Standard Annex 29, Grapheme_Extend and SpacingMark): combining marks,
# joiners, variation selectors, skin tones. `re` counts none of them among the letters of a word or the spaces; that is
# asked first, for it is quick, and the next sign mostly is a letter or space.
_MARKS = _ranges(code for code in range(0x300, 0x20000) if unicodedata.category(chr(code)).startswith("M"))
_JOINED = rf"{_MARKS}\U0000200c\U0000200d\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef\U000e0020-\U000e007f"
_JOINED = rf"(?:(?![\w\s])[{_JOINED}])"
# Thai, Lao, Tibetan, Burmese, Khmer; kana, Chinese characters.
_SPACELESS = r"\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SPACELESS += r"\U00020000-\U000323af"
_UNSPACED = re.compile(f"[{_SPACELESS}]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_TOKEN = re.compile(
    rf"\s+{_JOINED}*"
    rf"|[^\W_{_SPACELESS}]+(?:{_JOINED}+[^\W_{_SPACELESS}]*)*"
    rf"|[{_SPACELESS}]{_JOINED}*"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}{_JOINED}*"  # a flag
    rf"|.(?:\U0000200d.|{_JOINED})*",
    re.DOTALL,
)
