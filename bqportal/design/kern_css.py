"""The KERN stylesheet, reduced for bqportal (pure: text in, text out).

Why, is in the header of ``vendor.py``. What happens: utility classes go, physical sides become
logical ones, what the original lacks (reduced motion, print, forced colours on a light ground)
is added, the rest is minified.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import tinycss2  # type: ignore[import-untyped]
from tinycss2.ast import AtRule, Node, QualifiedRule  # type: ignore[import-untyped]

from bqportal.design.logical_css import Declaration, logical, value_text

#: A rule's address: the conditions around it and its selector, white space squeezed.
Address = tuple[tuple[str, ...], str]

_CONDITIONAL = {"media", "supports", "layer", "container"}

# KERN animates with these and knows no reduced motion; it has no print style either.
ADDITIONS = """
@media (prefers-reduced-motion: reduce) {
  html { scroll-behavior: auto; }
  *, *::before, *::after {
    animation-duration: 0.01ms !important;
    animation-iteration-count: 1 !important;
    transition-duration: 0.01ms !important;
    scroll-behavior: auto !important;
  }
}
@media print {
  :root, [data-kern-theme] {
    --kern-color-layout-background-default: #fff;
    --kern-color-layout-text-default: #000;
    --kern-color-layout-text-muted: #333;
    --kern-color-action-default: #000;
    --kern-color-action-visited: #000;
    --kern-color-layout-border: #555;
    color-scheme: light;
  }
  .kern-btn, .kern-loader, .kern-dialog { display: none !important; }
  .kern-table__row, .kern-card, .kern-alert { break-inside: avoid; }
  .kern-accordion > :not(summary) { display: block; }
}
[dir=rtl] .kern-icon--arrow-forward, [dir=rtl] .kern-icon--arrow-back,
[dir=rtl] .kern-icon--chevron-left, [dir=rtl] .kern-icon--chevron-right,
[dir=rtl] .kern-icon--keyboard-double-arrow-left,
[dir=rtl] .kern-icon--keyboard-double-arrow-right,
[dir=rtl] .kern-icon--open-in-new, [dir=rtl] .kern-icon--logout { transform: scaleX(-1); }
"""


@dataclass(frozen=True)
class Reduction:
    """The reduced stylesheet and what was done to it, in numbers of rules and declarations."""

    css: str
    dropped: int
    made_logical: int


def _squeezed(tokens: Iterable[Node]) -> str:
    text = re.sub(r"\s+", " ", tinycss2.serialize(list(tokens))).strip()
    return re.sub(r"\s*([,>~])\s*", r"\1", text)


def addresses(css: str) -> set[Address]:
    """The addresses of all rules for a class; ``:root`` holds the tokens, which everything needs."""
    return {address for address, _ in _style_rules(_rules(css), ()) if address[1].startswith(".")}


def _rules(css: str) -> list[Node]:
    return list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _inner(rule: AtRule) -> list[Node]:
    return list(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _style_rules(rules: Iterable[Node], around: tuple[str, ...]) -> Iterator[tuple[Address, QualifiedRule]]:
    for rule in rules:
        if rule.type == "error":
            raise ValueError(f"stylesheet: line {rule.source_line}: {rule.message}")
        if rule.type == "qualified-rule":
            yield (around, _squeezed(rule.prelude)), rule
        elif rule.lower_at_keyword in _CONDITIONAL and rule.content is not None:
            yield from _style_rules(_inner(rule), (*around, _squeezed(rule.prelude)))


def _declarations(rule: QualifiedRule | AtRule) -> list[Declaration]:
    found = []
    for item in tinycss2.parse_blocks_contents(rule.content, True, True):
        if item.type != "declaration":
            raise ValueError(f"stylesheet: line {item.source_line}: not a declaration")
        name = item.name if item.name.startswith("--") else item.lower_name
        found.append(Declaration(name, value_text(item.value), item.important))
    return found


class _Writer:
    """Walks a stylesheet and writes what stays; counts what went and what changed."""

    def __init__(self, drop: set[Address]) -> None:
        self.drop = drop
        self.dropped = 0
        self.made_logical = 0

    def block(self, rule: QualifiedRule | AtRule, forced_colours: bool = False) -> str:
        lines: dict[str, None] = {}  # ordered, and a declaration said twice is said once
        for declaration in _declarations(rule):
            if forced_colours and declaration.value == "var(--kern-color-white)":
                # white would vanish in a forced theme with a light ground
                declaration = Declaration(declaration.name, "CanvasText", declaration.important)
            rewritten = logical(declaration)
            self.made_logical += rewritten != [declaration]
            for line in map(str, rewritten):
                lines.pop(line, None)
                lines[line] = None
        return ";".join(lines)

    def text(self, rules: Iterable[Node], around: tuple[str, ...] = ()) -> str:
        written = []
        for rule in rules:
            if rule.type == "error":
                raise ValueError(f"stylesheet: line {rule.source_line}: {rule.message}")
            written.append(
                self.style_rule(rule, around) if rule.type == "qualified-rule" else self.at_rule(rule, around)
            )
        return "".join(written)

    def style_rule(self, rule: QualifiedRule, around: tuple[str, ...]) -> str:
        selector = _squeezed(rule.prelude)
        if (around, selector) in self.drop:
            self.dropped += 1
            return ""
        block = self.block(rule, any("forced-colors" in condition for condition in around))
        return f"{selector}{{{block}}}" if block else ""

    def at_rule(self, rule: AtRule, around: tuple[str, ...]) -> str:
        keyword = rule.lower_at_keyword
        if keyword == "charset":
            return ""  # written once, by the caller
        prelude = _squeezed(rule.prelude)
        head = f"@{keyword} {prelude}" if prelude else f"@{keyword}"
        if rule.content is None:
            return f"{head};"
        if keyword in _CONDITIONAL:
            inner = self.text(_inner(rule), (*around, prelude))
        elif keyword.endswith("keyframes"):
            inner = self.text(_inner(rule), (*around, head))
        else:
            inner = self.block(rule)
        return f"{head}{{{inner}}}" if inner else ""


def reduced(kern: str, *, utilities: str, additions: str = ADDITIONS) -> Reduction:
    """The KERN stylesheet without its utilities, with logical sides, minified.

    Args:
        kern: text of ``dist/kern.css``.
        utilities: text of ``dist/kern-utilities.css``; a rule of ``kern`` with the same
            conditions and the same selector as one in here is left out.
        additions: rules to append; they go through the same rewriting.

    Raises:
        ValueError: one of the texts is not well-formed CSS.
        NotLogicalError: a declaration cannot be written without left or right.
    """
    writer = _Writer(addresses(utilities))
    css = writer.text(_rules(kern)) + writer.text(_rules(additions))
    return Reduction(css=css, dropped=writer.dropped, made_logical=writer.made_logical)


def with_icon_files(css: str, *, folder: str) -> tuple[str, dict[str, bytes]]:
    """The stylesheet with its ``data:`` pictures moved into files, and those files by name.

    A strict Content-Security-Policy (``img-src 'self'``) blocks ``data:`` pictures, and a page
    then needs only the few icons it shows. A picture is named after its icon class, or
    after its hash where it belongs to none.
    """
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    owner = re.compile(r"\.kern-icon--([a-z-]+)\{[^}]*?(url\(\"data:image/svg\+xml,[^\"]+\"\))")
    for found in owner.finditer(css):
        names.setdefault(found[2], found[1])

    def moved(found: re.Match[str]) -> str:
        svg = unquote(found[0].partition(",")[2].removesuffix('")')).encode()
        name = names.setdefault(found[0], f"shape-{hashlib.sha256(svg).hexdigest()[:8]}")
        files[f"{name}.svg"] = svg
        return f"url({folder}/{name}.svg)"

    return re.sub(r"url\(\"data:image/svg\+xml,[^\"]+\"\)", moved, css), files


def font_faces(css: str, *, family: str, subsets: tuple[str, ...], folder: str) -> str:
    """The ``@font-face`` rules of the wanted subsets, pointing at woff2 files in ``folder``.

    The text is a stylesheet of the fontsource family: each rule's file is named
    ``<family>-<subset>-<weight>-<style>.woff2`` and its ``unicode-range`` is kept as it is.
    """
    file_name = re.compile(rf"{re.escape(family)}-([a-z-]+)-\d{{3}}-[a-z]+\.woff2")
    written = []
    for rule in _rules(css):
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        fields = {d.name: d.value for d in _declarations(rule)}
        file = file_name.search(fields["src"])
        if file is None or file[1] not in subsets:
            continue
        fields["src"] = f'url({folder}/{file[0]}) format("woff2")'
        written.append("@font-face{" + ";".join(f"{k}:{v}" for k, v in fields.items()) + "}")
    return "".join(written)
