"""Where the interface texts of a language come from: people, or a machine whose work nobody has reviewed yet.

The catalogue's head says so itself, in the comment above its first message; who reviews it takes the mark out.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

MARK = "# origin: machine"


def is_marked(catalogue: Path) -> bool:
    """Whether the head of a catalogue carries the mark; False for a file that does not exist."""
    if not catalogue.exists():
        return False
    head, _, _ = catalogue.read_text(encoding="utf-8").partition("\nmsgid ")
    return MARK in head.splitlines()


@cache
def is_machine_translated(language: str) -> bool:
    """Whether the interface in `language` is a machine translation that nobody has reviewed; read once per process."""
    return any(is_marked(Path(folder, language, "LC_MESSAGES", "django.po")) for folder in settings.LOCALE_PATHS)
