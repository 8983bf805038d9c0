"""What the importer understood of one file, in the form that the command prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Occupation:
    """A recognised training occupation (Ausbildungsberuf); duration in months, None if unknown."""

    name_m: str
    name_f: str
    duration_months: int | None


@dataclass(frozen=True, slots=True)
class ListedPosition:
    """A training position (Berufsbildposition); weeks only where the annex proves them.

    `occupation` is the male name of the occupation that alone has it, None where all share it.
    """

    no: str
    text: str
    section: str | None
    weeks: int | None
    occupation: str | None = None


@dataclass(frozen=True, slots=True)
class Regulation:
    """One training regulation (Ausbildungsordnung). Dates are ISO dates.

    `warnings` are "code: message" with a stable code; an unreadable file has no occupations and one
    warning.
    """

    file: str
    title: str
    occupations: tuple[Occupation, ...]
    positions: tuple[ListedPosition, ...]
    citation: str | None
    enacted: str | None
    in_force_from: str | None
    legal_basis: str | None
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data with exactly the keys of the published JSON lines."""
        plain = asdict(self)
        for position in plain["positions"]:
            del position["occupation"]
        return {key: [*value] if isinstance(value, tuple) else value for key, value in plain.items()}

    @property
    def is_error(self) -> bool:
        """Whether nothing could be read."""
        return not self.occupations
