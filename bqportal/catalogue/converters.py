"""Parts of addresses."""

import re
from datetime import date

from django.urls import register_converter
from django.urls.converters import get_converters

from bqportal.comparison.sheets.making import ALPHABET, LENGTH, code_of


class DayConverter:
    """A calendar day in an "as of" address: 2026-11-23."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError (no such address) for 2026-02-30."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """As written in the address."""
        return value if isinstance(value, str) else value.isoformat()


class CodeConverter:
    """A country's code: two letters, four for a former state, in any case."""

    regex = r"[A-Za-z]{2}|[A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        """As written; the view leads capitals to the one address."""
        return value

    def to_url(self, value: str) -> str:
        """Small letters."""
        return value.lower()


class SheetConverter:
    """The code of a comparison sheet, also in small letters and with hyphens; the view leads to the one address."""

    regex = r"[2-9A-Za-z][2-9A-Za-z-]{9,12}"

    def to_python(self, value: str) -> str:
        """The code; ValueError (no such address) for what can be none."""
        if len(value.replace("-", "")) != LENGTH or not re.fullmatch(f"[{ALPHABET}]+", code_of(value)):
            raise ValueError(value)
        return code_of(value)

    def to_url(self, value: str) -> str:
        """Without hyphens, in capitals."""
        return code_of(value)


def register() -> None:
    """Make them known to Django, before any address is written with them."""
    for name, converter in (("day", DayConverter), ("code", CodeConverter), ("sheet", SheetConverter)):
        if name not in get_converters():
            register_converter(converter, name)
