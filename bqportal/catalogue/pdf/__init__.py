"""Fact sheets as tagged PDF: PDF/UA-1 and PDF/A-2a together, so that everyone can read and file them."""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import override

from bqportal.catalogue.pdf.content import fact_sheet_content

HERE = Path(__file__).parent


def fact_sheet(kind: str, sheet: dict[str, Any], language: str, *, address: str, version: str) -> bytes:
    """The PDF of a sheet: `kind` is qualification, country, occupation or comparison.

    `address` is the whole address under which this version stays, `version` the ISO date on which it became public.
    Raises RuntimeError when the sheet cannot be typeset, for example for want of a title.
    """
    with override(language):
        content = fact_sheet_content(kind, sheet, language, address=address, version=version)
    pdf: bytes = typst.compile(
        str(HERE / "fact_sheet.typ"),
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
    )
    return pdf
