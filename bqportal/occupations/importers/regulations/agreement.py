"""Does the list of positions in the text agree with what the annex cites?"""

from __future__ import annotations

from .annex import Reference
from .positions import FEW, Position

Key = tuple[str, ...]


def agreement_warnings(positions: list[Position], cited: list[Reference]) -> list[str]:
    """A warning if text and annex differ; nothing if they agree or the annex cites (almost) nothing.

    Annexes leave out Absatz or Abschnitt now and then and need not cite the heads of dotted
    numbers, so both are compared without what one side lacks.
    """
    hosts = {position.reference.section for position in positions}
    annex = {_key(r) for r in cited if r.section in hosts}
    if len(annex) < FEW:
        return [] if positions else _no_positions(cited)
    text = {_key(position.reference) for position in positions}
    for dropped in ((), (1,), (2,), (1, 2)):
        text_keys, annex_keys = _without(text, dropped), _without(annex, dropped)
        missing = text_keys - annex_keys
        missing -= {key for key in missing if _has_children(key, text_keys)}
        if not missing and not annex_keys - text_keys:
            return []
    if annex_keys < text_keys and len(annex_keys) < 0.75 * len(text_keys):
        return [f"annex-incomplete: text lists {len(text)}, annex cites {len(annex)} of them"]
    return [f"positions-disagree-with-annex: text lists {len(positions)}, annex cites {len(annex)}"]


def numbering_warnings(positions: list[Position]) -> list[str]:
    """A warning where the numbers of a list do not count 1, 2, 3: an item is lost or not one."""
    counted: dict[tuple[str, ...], list[int]] = {}
    for position in positions:
        reference = position.reference
        place = (reference.section, reference.paragraph, reference.part)
        steps = reference.number.split(".")
        if not all(step.isdigit() for step in steps):
            continue
        for depth, step in enumerate(steps):
            seen = counted.setdefault((*place, *steps[:depth]), [])
            if not seen or seen[-1] != int(step):
                seen.append(int(step))
    odd = [key for key, seen in counted.items() if seen != list(range(1, len(seen) + 1))]
    if not odd:
        return []
    return [f"numbers-not-consecutive: § {odd[0][0]} Absatz {odd[0][1] or '-'} {odd[0][2]}".rstrip()]


def _no_positions(cited: list[Reference]) -> list[str]:
    if cited:
        return [f"positions-disagree-with-annex: text lists 0, annex cites {len(cited)}"]
    return []


def _key(reference: Reference) -> Key:
    number = reference.number + reference.letter
    return reference.section, reference.paragraph, reference.part, number


def _without(keys: set[Key], dropped: tuple[int, ...]) -> set[Key]:
    return {tuple("" if n in dropped else part for n, part in enumerate(key)) for key in keys}


def _has_children(key: Key, keys: set[Key]) -> bool:
    return any(k[:3] == key[:3] and k[3].startswith(key[3] + ".") for k in keys)
