"""Reads German training regulations (Ausbildungsordnungen) from two Markdown dialects.

`parse_file` gives one `Regulation` per file: occupations with duration, training positions,
citation, dates, legal basis, and a warning for everything that is not certain.
"""

from .parse import UNREADABLE, parse_directory, parse_file, parse_text, regulation_files
from .regulation import ListedPosition, Occupation, Regulation

__all__ = [
    "UNREADABLE",
    "ListedPosition",
    "Occupation",
    "Regulation",
    "parse_directory",
    "parse_file",
    "parse_text",
    "regulation_files",
]
