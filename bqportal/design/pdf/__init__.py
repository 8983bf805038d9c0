"""Tagged PDF from a layout and plain data: PDF/UA-1 and PDF/A-2a together, so that everyone can read and file it."""

import json
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"


def typeset(layout: Path, content: dict[str, Any]) -> bytes:
    """The PDF of a typst layout, which reads `content` as JSON, so that text stays text.

    Raises:
        RuntimeError: it cannot be typeset, for example for want of a title.
    """
    pdf: bytes = typst.compile(
        str(layout),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
    )
    return pdf
