"""How far the interface is in each language, as its catalogue file says: complete, fuzzy, made by a machine.

Read from the text of the file and not by a parser of catalogues: a page over twelve languages has to be quick.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from bqportal.languages.origin import is_marked

ENTRY = re.compile(r"(?m)^msgid ")
EMPTY = re.compile(r'(?m)^msgstr(?:\[\d\])? ""(?!\n")')
FUZZY = re.compile(r"(?m)^#,.*\bfuzzy\b")


@dataclass(frozen=True)
class Interface:
    """The interface in one language: messages in its file, how many lack words, how many are doubtful."""

    language: str
    total: int = 0
    missing: int = 0
    fuzzy: int = 0
    is_machine: bool = False

    @property
    def complete(self) -> int:
        """Percent that readers see in their language, rounded down, so that 100 means all."""
        return 100 * (self.total - self.missing - self.fuzzy) // self.total if self.total else 0


def interface_of(language: str) -> Interface:
    """How far the interface is in `language`; English is the language of the code and always complete."""
    if language == "en":
        return Interface("en", total=1)
    for folder in settings.LOCALE_PATHS:
        path = Path(folder, language, "LC_MESSAGES", "django.po")
        if path.exists():
            return read(language, path, path.stat().st_mtime_ns)
    return Interface(language)


@lru_cache(maxsize=64)
def read(language: str, path: Path, changed: int) -> Interface:
    """Count what a catalogue file says."""
    text = path.read_text(encoding="utf-8")
    _head, *entries = re.split(r"\n\n+", text)
    counted = [entry for entry in entries if ENTRY.search(entry)]
    fuzzy = sum(1 for entry in counted if FUZZY.search(entry))
    missing = sum(1 for entry in counted if EMPTY.search(entry) and not FUZZY.search(entry))
    return Interface(language, len(counted), missing, fuzzy, is_marked(path))
