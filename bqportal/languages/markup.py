"""Markdown to safe HTML, for texts that people write into the portal."""

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


def rendered(markdown: str) -> str:
    """Clean HTML of a Markdown text: no scripts, no images, links without referrer."""
    html = RENDERER.render(markdown)
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes={"http", "https", "mailto"}
    )
