"""Fact sheets as tagged PDF."""

from pathlib import Path
from typing import Any

from django.utils.translation import override

from bqportal.catalogue.pdf.content import fact_sheet_content
from bqportal.design.pdf import typeset

LAYOUT = Path(__file__).parent / "fact_sheet.typ"


def fact_sheet(kind: str, sheet: dict[str, Any], language: str, *, address: str, version: str) -> bytes:
    """The PDF of a sheet: `kind` is qualification, country, occupation or comparison.

    `address` is the whole address under which this version stays, `version` the ISO date on which it became public.
    Raises RuntimeError when the sheet cannot be typeset, for example for want of a title.
    """
    with override(language):
        content = fact_sheet_content(kind, sheet, language, address=address, version=version)
    return typeset(LAYOUT, content)
