"""Titles as matching reads them: one spelling for all scripts, and the features that words leave.

Pure: text in, text or numbers out. Training and matching use the same functions, so that both sides meet.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

from bqportal.languages.folding import fold
from bqportal.languages.transliteration import DIN_31635, ISO_9, by_letters, is_latin, with_article

BITS = 19  # features are hashed to that many bits
LONGEST = 300  # characters of a title that count
MOST_WORDS = 24
_SHORTEST, _MOST_SEGMENTS = 4, 4

_WORD = re.compile(r"[^\W_]+")
_SEGMENT = re.compile(r"[,;:(\[–—|]|\s-\s")
_LETTERS = ISO_9 | DIN_31635


def letters(title: str) -> str:
    """`title` in plain Latin letters, whatever its script: ISO 9 and DIN 31635 without their marks.

    >>> letters("Електромонтер"), letters("Kuaförlük"), letters("كهربائي")
    ('elektromonter', 'kuaforluk', 'khrbay')
    """
    text = title[:LONGEST]
    if not is_latin(text):
        text = by_letters(with_article(text, "ar"), _LETTERS)
    return fold(text)


def words(title: str) -> list[str]:
    """The folded words of `title`, in order."""
    return _WORD.findall(letters(title))[:MOST_WORDS]


def one_gender(title: str) -> str:
    """`title` without its second gender form.

    >>> one_gender("Monteur / Monteuse de meubles"), one_gender("Technischer Zeichner/Technische Zeichnerin")
    ('Monteur de meubles', 'Technischer Zeichner')
    >>> one_gender("Metallbauer/Metallbauerin Fachrichtung Metallgestaltung"), one_gender("Verkäufer/in")
    ('Metallbauer Fachrichtung Metallgestaltung', 'Verkäufer')
    """
    left, slash, right = title.partition("/")
    head, tail = left.split(), right.split()
    if not slash or not head or not tail:
        return title
    if tail[0].startswith("-") or tail[0] == "in":
        return " ".join([*head, *tail[1:]])
    if _akin(head[0], tail[0]):
        return " ".join([*head, *tail[len(head) :]])
    if _akin(head[-1], tail[0]):
        return " ".join([*head, *tail[1:]])
    return title


def _akin(one: str, other: str) -> bool:
    start = fold(one)[:3]
    return bool(start) and fold(other).startswith(start)


def first_segment(title: str) -> str:
    """What stands before the first comma, bracket or dash: the occupation before what narrows it.

    >>> first_segment("Техник, автоматизация"), first_segment("sudor (otel)")
    ('Техник', 'sudor')
    """
    first = _SEGMENT.split(title, maxsplit=1)[0].strip()
    return first or title


def segments(title: str) -> list[str]:
    """The parts of a title that may be the occupation by themselves: what stands between dashes, commas, brackets.

    >>> segments("Ustalık Belgesi – Kuaförlük (Erkek)")
    ['Ustalık Belgesi', 'Kuaförlük', 'Erkek']
    >>> segments("spawacz")
    []
    """
    parts = [part.strip(" )]") for part in _SEGMENT.split(title)]
    found = [part for part in parts if sum(map(str.isalpha, part)) >= _SHORTEST]
    return found[:_MOST_SEGMENTS] if len(parts) > 1 else []


def key(title: str) -> int:
    """The same number for titles with the same words in any order and spelling; 0 for a title without words."""
    found = sorted(words(title))
    if not found:
        return 0
    return int.from_bytes(blake2b(" ".join(found).encode(), digest_size=8).digest(), "big")


@lru_cache(maxsize=4096)
def _word_features(word: str) -> tuple[int, ...]:
    framed = f"<{word}>"
    found = [f"w{word}", *(f"p{word[:size]}" for size in (4, 6) if len(word) > size)]
    for size in (3, 4, 5):
        found += [f"g{framed[at : at + size]}" for at in range(len(framed) - size + 1)]
    return tuple(map(_hashed, found))


def _hashed(feature: str) -> int:
    return crc32(feature.encode()) & ((1 << BITS) - 1)


def features(title: str) -> list[int]:
    """Hashed features: each word, its beginnings, its runs of 3 to 5 letters; first and last word; pairs of words."""
    found = words(title)
    hashed = [feature for word in found for feature in _word_features(word)]
    if found:
        hashed += map(_hashed, (f"F{found[0][:6]}", f"L{found[-1][-6:]}", f"L{found[-1][:6]}"))
        stems = sorted({word[:5] for word in found[:8] if len(word) > 2})
        hashed += [_hashed(f"b{one} {other}") for at, one in enumerate(stems) for other in stems[at + 1 :]]
    return hashed
