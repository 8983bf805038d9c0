"""Physical to logical CSS, declaration by declaration (pure: no files, no network).

A stylesheet that says ``margin-left`` stays on the left when the page runs from right to
left. These functions rewrite each such declaration to its logical twin
(``margin-inline-start``), so that one stylesheet serves both directions.
Source of the names: CSS Logical Properties and Values Level 1, and CSS Backgrounds Level 3
for the order of the corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import Node  # type: ignore[import-untyped]

_SIDES = {"left": "inline-start", "right": "inline-end"}
_CORNERS = ("start-start", "start-end", "end-end", "end-start")
_RENAMED = {
    **{
        f"{family}-{side}": f"{family}-{logical}"
        for family in ("margin", "padding", "border", "scroll-margin", "scroll-padding")
        for side, logical in _SIDES.items()
    },
    **{
        f"border-{side}-{part}": f"border-{logical}-{part}"
        for part in ("color", "style", "width")
        for side, logical in _SIDES.items()
    },
    **{side: f"inset-{logical}" for side, logical in _SIDES.items()},
    "border-top-left-radius": "border-start-start-radius",
    "border-top-right-radius": "border-start-end-radius",
    "border-bottom-right-radius": "border-end-end-radius",
    "border-bottom-left-radius": "border-end-start-radius",
}
_KEYWORDS = {
    "text-align": {"left": "start", "right": "end"},
    "float": {"left": "inline-start", "right": "inline-end"},
    "clear": {"left": "inline-start", "right": "inline-end"},
}
# shorthand → (name for top and bottom, name for right and left)
_FOUR_SIDED = {
    "margin": ("margin-block", "margin-inline"),
    "padding": ("padding-block", "padding-inline"),
    "inset": ("inset-block", "inset-inline"),
    "border-width": ("border-block-width", "border-inline-width"),
    "border-style": ("border-block-style", "border-inline-style"),
    "border-color": ("border-block-color", "border-inline-color"),
}


class NotLogicalError(ValueError):
    """A declaration has a side in it that has no logical twin known here."""


@dataclass(frozen=True)
class Declaration:
    """One CSS declaration: lower-case name, minified value text, whether ``!important``."""

    name: str
    value: str
    important: bool = False

    def __str__(self) -> str:
        """The declaration as minified CSS, without the semicolon."""
        return f"{self.name}:{self.value}{'!important' if self.important else ''}"


def value_text(tokens: Sequence[Node]) -> str:
    """The tokens as the shortest CSS text that means the same."""
    kept: list[str] = []
    for token in tokens:
        if token.type == "comment":
            continue
        if token.type == "whitespace":
            if kept and kept[-1] not in (" ", ","):
                kept.append(" ")
        elif token.type == "literal" and token.value == ",":
            if kept and kept[-1] == " ":
                kept.pop()
            kept.append(",")
        elif token.type == "function":
            kept.append(f"{token.name}({value_text(token.arguments)})")
        elif token.type == "() block":
            kept.append(f"({value_text(token.content)})")
        else:
            kept.append(tinycss2.serialize([token]))
    return "".join(kept).strip()


def _parts(value: str) -> list[str]:
    """The value split at its top-level spaces."""
    parts: list[list[Node]] = [[]]
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "whitespace":
            parts.append([])
        else:
            parts[-1].append(token)
    return [value_text(part) for part in parts if part]


def _pair(name: str, first: str, second: str, important: bool) -> Declaration:
    return Declaration(name, first if first == second else f"{first} {second}", important)


def _four_sided(declaration: Declaration) -> list[Declaration]:
    sides = _parts(declaration.value)
    if len(sides) < 4 or sides[1] == sides[3]:
        return [declaration]  # same on both sides: the shorthand has no left or right
    if declaration.name == "inset" or len(sides) == 4:
        block, inline = _FOUR_SIDED[declaration.name]
        top, right, bottom, left = sides
        return [
            _pair(block, top, bottom, declaration.important),
            _pair(inline, left, right, declaration.important),
        ]
    raise NotLogicalError(str(declaration))


def _corners(declaration: Declaration) -> list[Declaration]:
    radii = _parts(declaration.value)
    if "/" in radii:
        raise NotLogicalError(str(declaration))
    if len(radii) == 1:
        return [declaration]
    top_left, top_right = radii[0], radii[1]
    bottom_right = radii[2] if len(radii) > 2 else top_left
    bottom_left = radii[3] if len(radii) > 3 else top_right
    if top_left == top_right and bottom_left == bottom_right:
        return [declaration]
    return [
        Declaration(f"border-{corner}-radius", radius, declaration.important)
        for corner, radius in zip(_CORNERS, (top_left, top_right, bottom_right, bottom_left), strict=True)
    ]


def logical(declaration: Declaration) -> list[Declaration]:
    """The declaration without left and right: one, or several where a shorthand must split.

    Raises:
        NotLogicalError: the declaration names a side and no logical form of it is known.
    """
    name, value = declaration.name, declaration.value
    if name.startswith("--"):
        return [declaration]
    if name in _RENAMED:
        return [Declaration(_RENAMED[name], value, declaration.important)]
    if name in _KEYWORDS:
        return [Declaration(name, _KEYWORDS[name].get(value, value), declaration.important)]
    if name in _FOUR_SIDED:
        return _four_sided(declaration)
    if name == "border-radius":
        return _corners(declaration)
    has_side = {"left", "right"} & set(_parts(value))
    if has_side and name in ("background-position", "background", "transform-origin"):
        raise NotLogicalError(str(declaration))
    return [declaration]
