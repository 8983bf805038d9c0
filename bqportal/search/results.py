"""What a search answers: plain dataclasses for pages, console and API. All texts are plain text, never HTML."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Segment:
    """A piece of a text that answers the query, or does not."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Hit:
    """One record found."""

    key: str
    kind: str
    kind_label: str
    url_args: tuple[str, ...]
    title: str
    title_lang: str
    title_dir: str
    title_segments: tuple[Segment, ...]
    original_title: str
    original_lang: str
    original_dir: str
    original_segments: tuple[Segment, ...]
    transliteration: str
    excerpt: tuple[Segment, ...]
    excerpt_lang: str
    country: str
    country_label: str
    level: str
    checked: bool
    updated: date | None
    score: float
    why: str
    why_label: str
    detail: str = ""  # who runs or offers it and where, in German
    is_over: bool = False  # funding or offer has ended

    @property
    def url(self) -> str:
        """The record's page in the active language, "" where this installation has none."""
        return page_of(self.kind, self.url_args)


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet; `count` ignores the facet's own filter."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow the result."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Notice:
    """Something the reader should know about the result."""

    code: str
    text: str


@dataclass(frozen=True)
class WayOn:
    """What to try when nothing was found: a search (`query`) or a record (`hit`)."""

    kind: str  # relax, spelling, nearest, country, occupation, browse, match, ask
    label: str
    count: int | None = None
    text: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hit: Hit | None = None
    query: str = ""


@dataclass(frozen=True)
class SearchResult:
    """The answer to one search."""

    text: str
    language: str
    filters: dict[str, tuple[str, ...]]
    page: int
    size: int
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    did_you_mean: str = ""
    corrected: bool = False
    notices: tuple[Notice, ...] = ()
    ways_on: tuple[WayOn, ...] = ()
    available: bool = True

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class Suggestion:
    """One record offered while somebody types."""

    key: str
    kind: str
    url_args: tuple[str, ...]
    title: str
    title_lang: str
    title_dir: str
    segments: tuple[Segment, ...]
    original_title: str
    original_lang: str
    detail: str

    @property
    def url(self) -> str:
        """The record's page in the active language."""
        return page_of(self.kind, self.url_args)


@dataclass(frozen=True)
class SuggestionGroup:
    """Suggestions of one kind."""

    kind: str
    label: str
    suggestions: tuple[Suggestion, ...]


def page_of(kind: str, args: tuple[str, ...]) -> str:
    """Address of a record's public page, "" when there is no such route."""
    try:
        return reverse(f"catalogue:{kind}-detail", args=args)
    except NoReverseMatch:
        return ""
