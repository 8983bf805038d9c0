"""Dates as people read them, no more exact than they are known."""

from datetime import date

from babel.dates import format_date, format_skeleton

from bqportal.languages.names import locale_of


def readable_date(value: date | str | None, language: str) -> str:
    """A day, a month or a year in words: ("2019-09", "de") → "September 2019"; empty for nothing."""
    if not value:
        return ""
    text = value.isoformat() if isinstance(value, date) else value
    parts = [int(part) for part in text.split("-")]
    locale = locale_of(language)
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=locale)
    return format_date(date(*parts[:3]), format="long", locale=locale)
