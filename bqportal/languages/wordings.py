"""Lengths of time and running text as words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt

BLOCKS = {"paragraph_open": "p", "heading_open": "heading"}


def duration(months: int | None) -> str:
    """A length of training: 42 → "3 years and 6 months"; empty for None."""
    if not months:
        return ""
    years, rest = divmod(months, 12)
    in_years = ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    in_months = ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest}
    if years and rest:
        return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months}
    return in_years if years else in_months


def paragraphs(markdown: str) -> list[tuple[str, str]]:
    """A Markdown text without its marks: (p | item | heading, text) in order.

    >>> paragraphs("One *word*.\\n\\n- two")
    [('p', 'One word.'), ('item', 'two')]
    """
    found, depth, kind = [], 0, "p"
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        if token.type.endswith("list_open"):
            depth += 1
        elif token.type.endswith("list_close"):
            depth -= 1
        elif token.type in BLOCKS:
            kind = "item" if depth and token.type == "paragraph_open" else BLOCKS[token.type]
        elif token.type == "inline":
            text = "".join(
                child.content if child.type in {"text", "code_inline"} else " " if "break" in child.type else ""
                for child in token.children or []
            )
            found.append((kind, text))
    return found
