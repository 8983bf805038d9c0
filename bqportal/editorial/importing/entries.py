"""What was read from a file: records with their places, and what could not be read."""

from dataclasses import dataclass, field

from bqportal.editorial.documents import Document

FORMAT = "1"  # of the files; a change that older portals cannot read counts it up
MOST_RECORDS = 500
LARGEST_FILE = 5 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Trouble:
    """One line of a report: where, and what is wrong there with the way out."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass
class Entry:
    """One record of a file.

    Attributes:
        place: where it begins: `line 12`, `Records!3`.
        places: where its fields stand, by their keys such as `units[3].hours`.
        covers: paths of the fields that the file has columns for, by list ("" is the record itself); None when the
            file holds the whole record. What is not covered stays as it is.
        kind, stamp: what the file says of the record: its kind, and what the portal had when the file was made.
    """

    document: Document
    place: str
    places: dict[str, str] = field(default_factory=dict)
    covers: dict[str, tuple[str, ...]] | None = None
    kind: str = ""
    stamp: str = ""
    troubles: list[Trouble] = field(default_factory=list)

    def place_of(self, key: str) -> str:
        """Where a field stands, or else what it stands in."""
        while key:
            if key in self.places:
                return self.places[key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.place


@dataclass
class Reading:
    """What a file held. Troubles of the file as a whole stand here, those of a record with the record."""

    entries: list[Entry] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
