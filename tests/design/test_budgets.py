"""What a first visit weighs (interface.md, Budgets); compressed as the server sends it."""

import gzip

import pytest

from bqportal.design.vendor import STATIC

KB = 1024
STYLES = ("kern.css", "portal.css")
LATIN = ("fonts/fira-sans-latin-400-normal.woff2", "fonts/fira-sans-latin-600-normal.woff2")
EUROPE = ("fonts/fira-sans-latin-europe-400-normal.woff2", "fonts/fira-sans-latin-europe-600-normal.woff2")
CYRILLIC = ("fonts/fira-sans-cyrillic-400-normal.woff2", "fonts/fira-sans-cyrillic-600-normal.woff2")
PAGE = 20 * KB  # a long page, compressed
ICONS = 8 * KB


def weight(*paths: str) -> int:
    return sum(
        len(content) if path.endswith(".woff2") else len(gzip.compress(content, 6))
        for path in paths
        for content in [(STATIC / path).read_bytes()]
    )


def test_styles_stay_below_35_kb():
    assert weight(*STYLES) <= 35 * KB


def test_scripts_stay_below_25_kb_together():
    assert weight("combobox.js", "htmx.min.js") <= 25 * KB


@pytest.mark.parametrize("fonts", [LATIN, LATIN + EUROPE, LATIN + EUROPE + CYRILLIC])
def test_a_first_view_stays_below_120_kb(fonts):
    total = PAGE + ICONS + weight(*STYLES, "combobox.js", "favicon.svg", *fonts)
    assert total <= 120 * KB, total
