"""What every page's template knows: name, language, direction, addresses, navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse, translate_url
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, gettext_lazy

from bqportal.languages.names import autonym, direction_of
from bqportal.languages.origin import is_machine_translated

# By URL name only: what is not mounted is not shown, so the layout needs no face to exist.
NAVIGATION: tuple[tuple[str, tuple[str, ...], Promise | str], ...] = (
    ("catalogue:finder", (), gettext_lazy("Finder")),
    ("catalogue:country-list", (), gettext_lazy("Countries")),
    ("catalogue:qualification-list", (), gettext_lazy("Qualifications")),
    ("catalogue:occupation-list", (), gettext_lazy("German occupations")),
    ("catalogue:comparison-list", (), gettext_lazy("Comparisons")),
    ("catalogue:sheet-new", (), gettext_lazy("Comparison sheet")),
    ("catalogue:centre-list", (), gettext_lazy("Counselling")),
    ("catalogue:offer-list", (), gettext_lazy("Courses")),
    ("catalogue:guide-list", (), gettext_lazy("Guides")),
)
FOOTER: tuple[tuple[str, tuple[str, ...], Promise | str], ...] = (
    ("catalogue:match", (), gettext_lazy("Understand a title")),
    ("catalogue:figures", (), gettext_lazy("Figures")),
    ("catalogue:glossary", (), gettext_lazy("Glossary")),
    ("catalogue:faq", (), gettext_lazy("Questions and answers")),
    ("catalogue:guide-detail", ("about",), gettext_lazy("About this portal")),
    ("catalogue:guide-detail", ("accessibility",), gettext_lazy("Accessibility statement")),
    ("catalogue:guide-detail", ("privacy",), gettext_lazy("Privacy")),
    ("catalogue:guide-detail", ("imprint",), gettext_lazy("Imprint")),
    ("workspace:sign-in", (), gettext_lazy("Sign in for editors")),
)


@dataclass(frozen=True)
class LanguageLink:
    """The current page in one of the portal's languages."""

    code: str
    name: str
    direction: str
    path: str
    address: str
    current: bool


@dataclass(frozen=True)
class Link:
    """An entry of the navigation; ``current`` when the page lies below it."""

    label: Promise | str
    path: str
    current: bool = False


class Portal:
    """The portal as a page sees it; everything is worked out when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.name: str = getattr(settings, "BQPORTAL_NAME", "bqportal")
        self.is_example: bool = getattr(settings, "BQPORTAL_EXAMPLE", False)
        self.contact: str = getattr(settings, "BQPORTAL_OPERATOR_EMAIL", "")
        self.language: str = get_language() or settings.LANGUAGE_CODE
        self.direction: str = direction_of(self.language)
        self.is_machine_translated: bool = is_machine_translated(self.language)

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """The page in each language, in the order of the setting; the query string is kept."""
        return [self._in_language(code) for code, _ in settings.LANGUAGES]

    def _in_language(self, code: str) -> LanguageLink:
        path = translate_url(self._request.path, code)
        query = self._request.META.get("QUERY_STRING", "")
        return LanguageLink(
            code=code,
            name=autonym(code),
            direction=direction_of(code),
            path=f"{path}?{query}" if query else path,
            address=self._request.build_absolute_uri(path),
            current=code == self.language,
        )

    @cached_property
    def language_name(self) -> str:
        """The page's language in itself."""
        return autonym(self.language)

    @cached_property
    def canonical(self) -> str:
        """The page's address without its query string."""
        return self._request.build_absolute_uri(self._request.path)

    @cached_property
    def is_translated(self) -> bool:
        """Whether the page has an address per language; an error page has none."""
        try:
            resolve(self._request.path)
        except Resolver404:
            return False
        return len({link.address for link in self.languages}) == len(self.languages) > 1

    @cached_property
    def home(self) -> str:
        """The path of the start page."""
        return _path("catalogue:start") or f"/{self.language}/"

    @cached_property
    def navigation(self) -> list[Link]:
        """The main navigation: what is mounted of it."""
        return self._links(NAVIGATION)

    @cached_property
    def footer(self) -> list[Link]:
        """The links at the foot of every page."""
        return self._links(FOOTER)

    def _links(self, entries: tuple[tuple[str, tuple[str, ...], Promise | str], ...]) -> list[Link]:
        found = []
        for name, arguments, label in entries:
            if path := _path(name, *arguments):
                found.append(Link(label, path, current=self._request.path.startswith(path)))
        return found

    @cached_property
    def search(self) -> str:
        """The path of the search page; empty when the portal has none."""
        return _path("catalogue:search")

    @cached_property
    def opensearch(self) -> str:
        """The path of the description of the search for browsers (OpenSearch); empty when the portal has none."""
        return _path("opensearch", self.language) if self.search else ""

    @cached_property
    def suggest(self) -> str:
        """The path that answers with suggestions; empty when the portal has none."""
        return _path("catalogue:suggest")

    @cached_property
    def query(self) -> str:
        """What the reader searched for, to keep it in the box (at most 200 characters)."""
        return self._request.GET.get("q", "")[:200] if self._request.path == self.search else ""


def _path(name: str, *arguments: str) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: puts the ``Portal`` into every template as ``portal``."""
    return {"portal": Portal(request)}
