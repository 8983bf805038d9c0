"""Markdown to safe HTML, for texts that people write into the portal."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

# Raw HTML stays text; headings start below the page's own, so that the outline holds.
RENDERER = MarkdownIt("commonmark", {"html": False}).enable("table")
TAGS = {
    "p",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "code",
    "hr",
}


# "§ 8", "Abs. 2", "Nr. 1", "Art. 15": a sign and its number stay on one line.
NORM = re.compile(r"(§§?|Abs\.|Absatz|Nr\.|Nummer|Satz|Art\.|Section|paragraph)[ \n](?=\d)")


def unbroken(text: str) -> str:
    """Text in which the parts of a citation of law are not torn apart at a line's end."""
    return NORM.sub("\\1\u00a0", text)


# A citation of German law: from its sign to the last Latin letter or figure before another script or a bracket.
CITED = re.compile(r"§[^()\[\]*\n\u0590-\u08ff]*[A-Za-zÄÖÜäöüß0-9]")


def isolated(text: str) -> str:
    """Text from right to left in which German citations of law keep their own order (LRI … PDI of Unicode).

    >>> isolated("(§ 6 Abs. 1 BQFG)") == "(\u2066§ 6 Abs. 1 BQFG\u2069)"
    True
    """
    return CITED.sub("\u2066\\g<0>\u2069", text)


@lru_cache(maxsize=1024)  # a tenth of the time of a country's page; a text is a few kilobytes
def rendered(markdown: str) -> str:
    """Clean HTML of a Markdown text: no scripts, no images, links without referrer."""
    html = RENDERER.render(unbroken(markdown))
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes={"http", "https", "mailto"}
    )
