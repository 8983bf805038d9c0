"""Smaller font files: what a European page needs of a big subset (needs fonttools; development only)."""

from __future__ import annotations

import io

from fontTools import subset
from fontTools.ttLib import TTFont

#: The letters of the Latin-written languages of Europe, and of the transliterations by
#: DIN 31635 and ISO 9, as a CSS ``unicode-range``. A Polish page then loads 6 kB instead of 46.
EUROPEAN = (
    "U+0100-017F,U+0218-021B,U+02BB-02BF,U+02C7,U+02D8-02DD,U+1E0C-1E0F,U+1E24-1E25,U+1E2A-1E2B,"
    "U+1E32-1E33,U+1E62-1E63,U+1E6C-1E6F,U+1E92-1E96,U+1E9E"
)


def subset_of(font: bytes, *, unicode_range: str) -> bytes:
    """The font with only the characters of the range, as woff2; the same input gives the same bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "mark", "ccmp", "locl", "liga"]
    options.hinting = False
    options.notdef_outline = True
    source = TTFont(io.BytesIO(font), recalcTimestamp=False)
    wanted = set(subset.parse_unicodes(unicode_range.replace("U+", "")))
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted & set(source.getBestCmap()))
    subsetter.subset(source)
    source.flavor = "woff2"
    written = io.BytesIO()
    source.save(written)
    return written.getvalue()
