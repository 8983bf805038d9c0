"""Parts of addresses."""

from datetime import date


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
