"""In which language a title may be: by letters that few languages have, then by whose titles it looks like."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bqportal.languages.folding import script_of

# Letters that tell: (language, letters). The first that occurs decides.
_TELLING = (
    ("fa", "پچژگکی"), ("ar", "ةىيك"), ("uk", "іїєґ"), ("ru", "ыэё"), ("mk", "ѓќѕ"), ("sr", "ђћџљњ"), ("be", "ў"),
    ("tr", "ığş"), ("pl", "łąęśźż"), ("cs", "ěřů"), ("hu", "őű"), ("lv", "āēīūģķļņ"), ("lt", "ėųį"),
    ("ro", "țșţ"), ("sk", "ľĺŕ"), ("de", "ß"), ("es", "ñ¿"), ("pt", "ãõ"), ("et", "õ"), ("da", "øæ"),
)  # fmt: skip
_BY_SCRIPT = {
    "cyrillic": "ru", "arabic": "ar", "greek": "el", "hebrew": "he", "hangul": "ko", "han": "zh", "thai": "th",
    "georgian": "ka", "armenian": "hy", "devanagari": "hi", "ethiopic": "am", "bengali": "bn", "tamil": "ta",
}  # fmt: skip
BUCKETS = 1 << 13
_LETTERS = 3


def _runs(title: str) -> list[int]:
    text = f" {title.casefold()[:120]} "
    return [hash_of(text[at : at + _LETTERS]) for at in range(max(len(text) - _LETTERS + 1, 0))]


def hash_of(text: str) -> int:
    """A bucket for a run of letters, the same in every process."""
    number = 0
    for letter in text:
        number = (number * 1_000_003 + ord(letter)) & 0xFFFFFFFF
    return number % BUCKETS


def profile_of(titles: Iterable[tuple[int, str]], languages: int) -> NDArray[np.float16]:
    """How common each run of three letters is in each language, as logarithms (naive Bayes)."""
    counts = np.full((languages, BUCKETS), 0.5, np.float32)
    for language, title in titles:
        np.add.at(counts[language], _runs(title), 1)
    result: NDArray[np.float16] = np.log(counts / counts.sum(axis=1, keepdims=True)).astype(np.float16)
    return result


def guessed_language(title: str, languages: list[str], profile: NDArray[np.float16] | None) -> str:
    """ISO 639 code of the language that `title` is most likely in; empty where nothing tells."""
    lowered = title.casefold()
    script = script_of(title.strip())
    if script != "latin":
        for language, letters in _TELLING:
            if any(letter in lowered for letter in letters if script_of(letter) == script):
                return language
        bulgarian = script == "cyrillic" and "bg" in languages and "ъ" in lowered
        return "bg" if bulgarian else _BY_SCRIPT.get(script, "")
    for language, letters in _TELLING:
        if any(letter in lowered for letter in letters if script_of(letter) == "latin") and language in ("tr", "pl"):
            return language
    runs = _runs(title)
    if profile is None or not runs:
        return next((language for language, letters in _TELLING if any(one in lowered for one in letters)), "")
    return languages[int(np.asarray(profile[:, runs], np.float32).sum(axis=1).argmax())]
