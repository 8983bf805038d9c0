"""The occupations that a regulation recognises, male and female name in the nominative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from .declension import nominative_pair
from .document import Document, Item, Section, Text

_IN_TITLE = re.compile(r"\b(zum/zur|zum/ zur|zum|zur)\s+")
_OCCUPATION_TITLE = re.compile(r"Berufsausbildung(?:en)?\s+(?=zum|zur)(.*)", re.DOTALL)
_RECOGNISED = re.compile(
    r"Ausbildungsberufe?s?(?: mit (?:der|den) Berufsbezeichnung(?:en)?)?"
    r"\s+([^:.]{3,400}?)\s*(?:\b(?:wird|werden|ist|sind)\b|,\s*der\b)"
)
_JOINT = re.compile(r"\s*(?:\b(?:sowie|und) der (?:darauf aufbauende )?Ausbildungsberuf)\s+")
_BETWEEN = re.compile(r"\s*/\s*|\s+(?:und|oder|bzw\.)\s+")
_CONNECTOR = re.compile(r"(?:\s*[/,;]|\s+(?:und|oder|sowie|bzw\.))+\s*$")
_NEUTRAL = re.compile(r"(?:kraft|hilfe)$", re.IGNORECASE)
_LISTING = re.compile(r"Ausbildungsberufe\b|staatlich anerkannt:$")
_BUILDS_ON = re.compile(r"^d(?:ie|er) auf (?:[^:]{3,160}?) aufbauenden? Ausbildungsberufe?\b\s*:?\s*")
_QUOTED = re.compile(r"„([^“”\"]{3,80})[“”\"] (?:oder|und) „([^“”\"]{3,80})[“”\"] ist staatlich anerkannt")
_LEGAL = re.compile(r"^(?:nach|gemäß|§|für|im|die auf|\(?weggefallen|die )")
_FOLD = str.maketrans("äöüÄÖÜ", "aouAOU")
Pair = tuple[str, str]


def occupation_names(document: Document) -> list[Pair]:
    """All (male, female) names, from the title and from the section on recognition (Anerkennung)."""
    from_title = names_in_title(document.title)
    section = recognition_section(document)
    from_section = names_in_section(section) if section else []
    if len(from_section) > len(from_title):
        return from_section
    complete = [pair for pair in from_title if all(pair)]
    if len(complete) == len(from_title) and complete:
        return complete
    return [pair for pair in from_section if all(pair)] or from_title or from_section


def recognition_section(document: Document) -> Section | None:
    """The section on state recognition (Staatliche Anerkennung), else § 1."""
    for section in document.sections:
        if "nerkennung" in section.heading and section.number:
            return section
    for section in document.sections[:8]:
        if any(isinstance(b, Text) and "ist staatlich anerkannt" in b.text for b in section.blocks):
            return section
    return next((section for section in document.sections if section.number == "1"), None)


def names_in_title(title: str) -> list[Pair]:
    """Pairs named by "zum … und zur …"; a missing half is an empty string."""
    match = _OCCUPATION_TITLE.search(title)
    if not match:
        return []
    pieces = _IN_TITLE.split(match[1])[1:]
    named = [(article, _CONNECTOR.sub("", phrase)) for article, phrase in zip(pieces[::2], pieces[1::2], strict=True)]
    return list(_paired(named))


def _paired(named: list[tuple[str, str]]) -> Iterator[Pair]:
    position = 0
    while position < len(named):
        article, phrase = named[position]
        following = named[position + 1] if position + 1 < len(named) else ("", "")
        if article == "zum" and following[0] == "zur" and not _is_neutral(following[1]):
            yield nominative_pair(phrase, following[1])
            position += 2
            continue
        if (
            article == "zur"
            and following[0] == "zum"
            and not _is_neutral(phrase)
            and _likeness(phrase, following[1]) > 0.7
        ):
            male, female = nominative_pair(following[1], phrase)
            yield male, female
            position += 2
            continue
        if article.startswith("zum/"):
            yield _both_genders(phrase)
        elif article == "zur" and _is_neutral(phrase):
            yield nominative_pair(phrase, phrase)
        else:
            yield (phrase, "") if article == "zum" else ("", phrase)
        position += 1


def _both_genders(phrase: str) -> Pair:
    """ "zum/zur Fachangestellten …" and "zum/zur Technologen/Technologin"."""
    male, slash, female = phrase.partition("/")
    return nominative_pair(male, female if slash else male)


def _is_neutral(phrase: str) -> bool:
    """Names with one form: "Fachkraft für …", "Servicekraft …"."""
    return any(_NEUTRAL.search(word) for word in phrase.split()[:2])


def names_in_section(section: Section) -> list[Pair]:
    """Pairs named by the section on recognition, in order, each once."""
    found: dict[Pair, None] = {}
    listing = False
    for block in section.blocks:
        if isinstance(block, Text):
            for match in _QUOTED.finditer(block.text):
                found[nominative_pair(match[1], match[2])] = None
            for match in _RECOGNISED.finditer(block.text):
                found.update(dict.fromkeys(_pairs_of_phrase(match[1])))
            listing = bool(_LISTING.search(block.text))
        elif isinstance(block, Item) and listing:
            text = _BUILDS_ON.sub("", block.text)
            if text and not _LEGAL.match(text):
                found.update(dict.fromkeys(_pairs_of_phrase(text)))
    return list(found)


def _pairs_of_phrase(phrase: str) -> Iterator[Pair]:
    for part in _JOINT.split(phrase):
        part = _CONNECTOR.sub("", part).strip(" ,;.")
        if not part or not part.removeprefix("des ").removeprefix("der ")[:1].isupper():
            continue
        genitive = re.match(r"(?:des|der) (.+?)\s*(?:und|oder|/|sowie)\s+der (.+)$", part)
        if genitive:
            yield nominative_pair(genitive[1], genitive[2])
        else:
            yield from _nominative_pairs(re.sub(r"^(?:des|der) ", "", part))


def _nominative_pairs(phrase: str) -> Iterator[Pair]:
    """ "A und Ain", "A/Ain", "Fachkraft …"; also "A und Ain, B und Bin sowie C und Cin"."""
    whole = _best_split(phrase)
    if whole is None and not _is_neutral(phrase):
        parts = re.split(r",\s+|\s+sowie\s+", phrase)
        if len(parts) > 1:
            for part in parts:
                yield from _nominative_pairs(part)
            return
    if whole:
        yield nominative_pair(*whole)
    elif not re.match(r"^(?:nach|im|in|der|die)\b", phrase):
        yield (phrase, phrase) if _is_neutral(phrase) else (phrase, "")


def _best_split(phrase: str) -> Pair | None:
    """The split into two parallel halves, or None."""
    if _is_neutral(phrase) and "/" not in phrase:
        return None
    best: tuple[float, Pair] | None = None
    for match in _BETWEEN.finditer(phrase):
        left, right = phrase[: match.start()], phrase[match.end() :]
        if not left or not right or abs(len(left.split()) - len(right.split())) > 4:
            continue
        score = max(_likeness(left, right), 0.9 * _likeness(left, right[: len(left) + 2]))
        if best is None or score > best[0]:
            best = (score, (left, right))
    return best[1] if best and best[0] > 0.6 else None


def _likeness(left: str, right: str) -> float:
    """0 to 1; umlauts count as their vowels, so that "Koch" and "Köchin" are alike."""
    return SequenceMatcher(None, left.translate(_FOLD), right.translate(_FOLD), autojunk=False).ratio()
