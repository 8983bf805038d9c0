"""What can be found: one document per public record, the same for every kind."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

KINDS = ("qualification", "occupation", "country", "guide", "centre", "offer")
SUGGESTED_KINDS = ("occupation", "qualification", "country")  # what the box offers while somebody types
FACETS = ("kind", "country", "level", "field", "language", "occupation", "checked")


@dataclass(frozen=True)
class Document:
    """A public record as the search sees it. Every text is plain text; languages are ISO 639 codes.

    `context` holds names under which the record is looked for although they are not its own: the country's name, the
    German reference occupation, the town. `level` is the EQF level, `field` the four digits of ISCED-F 2013.
    """

    key: str  # kind:slug, such as qualification:pl-technik-mechatronik
    kind: str
    url_args: tuple[str, ...]
    original_title: str
    original_language: str
    titles: Mapping[str, str] = field(default_factory=dict)
    transliteration: str = ""
    alternatives: tuple[str, ...] = ()
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    level: str = ""
    field: str = ""
    languages: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    checked: bool = False
    current: bool = True  # False for what is awarded no more
    until: str = ""  # last day of a centre or course, as exactly as it is known; "" where it does not end
    detail: str = ""  # a line under the title, in German: who runs or offers it, and where
    updated: date | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the content, the same on every machine: index and database are compared by it."""
        content = {part.name: getattr(self, part.name) for part in fields(self)}
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    def facet_values(self, facet: str) -> tuple[str, ...]:
        """The values under which the record is counted in one of FACETS."""
        values = {
            "kind": (self.kind,),
            "country": (self.country,),
            "level": (self.level,),
            "field": (self.field,),
            "language": self.languages,
            "occupation": self.occupations,
            "checked": ("yes" if self.checked else "no",) if self.kind != "guide" else (),
        }[facet]
        return tuple(value for value in values if value)
