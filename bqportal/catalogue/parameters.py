"""Filters from the address of a list, taken with care: what is not known is left out and said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

from bqportal.languages.folding import fold

Texts = str | Promise
LONGEST_OPEN = 26  # values; the alphabet is looked through at a glance, a longer list opens on demand


@dataclass(frozen=True)
class Option:
    """One value of a filter, as the list of filters shows it. `url` adds it, or takes it away when chosen."""

    label: str
    count: int
    url: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class Group:
    """A filter with its values."""

    title: Texts
    options: Sequence[Option]
    open: bool = True


@dataclass(frozen=True)
class Chosen:
    """The values of one list's filters, and whether the address asked for any that do not exist."""

    values: Mapping[str, str]
    has_unknown: bool

    def of(self, name: str) -> str:
        """The value of a filter; empty when it is not used."""
        return self.values.get(name, "")


def chosen_filters(query: QueryDict, allowed: Mapping[str, Iterable[str]]) -> Chosen:
    """One value per filter, only from those `allowed`."""
    values: dict[str, str] = {}
    has_unknown = False
    for name, known in allowed.items():
        if wanted := query.get(name, "").strip():
            if wanted in set(known):
                values[name] = wanted
            else:
                has_unknown = True
    return Chosen(values, has_unknown)


def filter_group(
    name: str,
    title: Texts,
    counts: Mapping[str, int],
    chosen: Chosen,
    label: Callable[[str], str],
    sort: bool = True,
    lang: Callable[[str], str] = lambda value: "",
) -> Group:
    """A filter ready to show: each value with its count and an address that keeps the other filters.

    `label` names a value, `lang` says the language of that name where it is not the page's.
    """
    options = [
        Option(label(value), count, address_with(chosen.values, name, value), chosen.of(name) == value, lang(value))
        for value, count in counts.items()
        if value
    ]
    if sort:
        options.sort(key=lambda option: fold(option.label))
    return Group(title, options, open=bool(chosen.of(name)) or len(options) <= LONGEST_OPEN)


def address_with(values: Mapping[str, str], name: str, value: str) -> str:
    """The list's own address with the value put in; without it if it is there already; always on page one."""
    kept = {key: old for key, old in values.items() if key != name}
    if values.get(name) != value:
        kept[name] = value
    query = QueryDict(mutable=True)
    query.update(kept)
    return f"?{query.urlencode()}"


def search_address(text: str, filters: Mapping[str, Sequence[str]]) -> str:
    """Query string of a search, on page one."""
    query = QueryDict(mutable=True)
    query["q"] = text
    for name, values in filters.items():
        query.setlist(name, list(values))
    return f"?{query.urlencode()}"
