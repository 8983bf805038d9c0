"""What a plan is made of: sections, parts, items. Nothing is said before somebody reads it, so one plan is said in any
language, also in two side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from bqportal.countries.queries import country_name
from bqportal.languages.dates import readable_date
from bqportal.languages.names import language_name, locale_of
from bqportal.languages.texts import Chosen, chosen
from bqportal.languages.wordings import duration
from bqportal.occupations.routing import Reason
from bqportal.occupations.routing_words import reason_words


def reader() -> str:
    """The language in which things are being said just now."""
    return get_language() or "en"


@dataclass(frozen=True)
class Said:
    """A sentence with its values, in the language that is active when it is read."""

    text: Promise | str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.values:
            return str(self.text)
        return str(self.text) % {name: _in_words(one) for name, one in self.values.items()}


def _in_words(value: object) -> str:
    if isinstance(value, date):
        return readable_date(value, reader())
    return format_decimal(value, locale=locale_of(reader())) if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class Country:
    """The name of a country, by its code."""

    code: str

    def __str__(self) -> str:
        return country_name(self.code, reader())


@dataclass(frozen=True)
class Language:
    """The name of a language, by its code."""

    code: str

    def __str__(self) -> str:
        return language_name(self.code, reader())


@dataclass(frozen=True)
class Months:
    """A length of time."""

    count: int

    def __str__(self) -> str:
        return duration(self.count)


@dataclass(frozen=True)
class Reasoned:
    """A step of the way to the body in charge."""

    reason: Reason

    def __str__(self) -> str:
        return reason_words(self.reason)


Words = Said | Country | Language | Months | Reasoned | Promise | str


@dataclass(frozen=True, kw_only=True)
class Value:
    """Something that is named: a title, a place, an address.

    Attributes:
        language: of the text, where it is not the reader's.
        texts: instead of `text`: the same in several languages, the best for the reader is taken.
        silent_in: a language whose readers need nothing here, for it would say the same twice.
        route: name of a page of this portal, with `arguments` and `query`; or `url` of another one.
    """

    text: Words = ""
    language: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    silent_in: str = ""
    route: str = ""
    arguments: tuple[str, ...] = ()
    query: str = ""
    url: str = ""

    @property
    def found(self) -> Chosen:
        """The words with their language; the language is empty where it is the reader's."""
        if self.silent_in == reader():
            return Chosen("", "")
        if self.texts:
            best = chosen(self.texts, reader())
            return Chosen(best.text, "" if best.language == reader() else best.language)
        return Chosen(str(self.text), "" if self.language == reader() else self.language)

    @property
    def is_external(self) -> bool:
        """Whether it leads to another site, which telephone and mail do not."""
        return self.url.startswith("http")

    @property
    def href(self) -> str:
        """Where it leads; empty for plain words."""
        if not self.route:
            return self.url
        return f"{reverse(self.route, args=self.arguments)}{'?' if self.query else ''}{self.query}"


@dataclass(frozen=True)
class Reference:
    """Where a statement comes from."""

    title: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is said.

    Attributes:
        legal: the German term for it, shown beside a translation.
        norm: where the law says so.
        values: what is named, or for a fact what it is.
        since: in force since; `until` the last day.
        recheck: the source is old or weak.
        number: of the source in the plan's list; 0 for none.
    """

    words: Words
    legal: str = ""
    norm: str = ""
    values: tuple[Value, ...] = ()
    since: date | None = None
    until: date | None = None
    recheck: bool = False
    reference: Reference | None = None
    number: int = 0

    @property
    def shown(self) -> list[Value]:
        """The values that say something to the reader."""
        return [value for value in self.values if value.found]


class Style(StrEnum):
    """How the items of a part stand."""

    TEXT = "text"
    POINTS = "points"
    STEPS = "steps"  # numbered
    FACTS = "facts"  # label and values; "no information" where there are none


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some items under a heading, which may be missing. `name` is a heading that is a name."""

    items: tuple[Item, ...]
    heading: Words = ""
    name: Value | None = None
    legal: str = ""
    norm: str = ""
    style: Style = Style.TEXT


@dataclass(frozen=True, kw_only=True)
class Section:
    """One of the questions that a plan answers."""

    key: str
    heading: Words
    parts: tuple[Part, ...]
    legal: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that a person should know, from top to bottom."""

    day: date
    sides: tuple[Value, ...]  # the certificate, the German occupation
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]

    @property
    def sources(self) -> list[dict[str, object]]:
        """The list of sources, as its template wants it."""
        numbered = enumerate(self.references, start=1)
        return [{"number": number, "title": one.title, "url": one.url, "lang": "de"} for number, one in numbered]

    def section(self, key: str) -> Section:
        """The section with this key."""
        return next(one for one in self.sections if one.key == key)


def numbered(sections: Iterable[Section]) -> tuple[tuple[Section, ...], tuple[Reference, ...]]:
    """The sections with a number at each statement that has a source, and the sources in this order."""
    places: dict[Reference, int] = {}

    def with_number(item: Item) -> Item:
        if item.reference is None:
            return item
        return replace(item, number=places.setdefault(item.reference, len(places) + 1))

    done = tuple(
        replace(
            section,
            parts=tuple(replace(part, items=tuple(with_number(item) for item in part.items)) for part in section.parts),
        )
        for section in sections
    )
    return done, tuple(places)
