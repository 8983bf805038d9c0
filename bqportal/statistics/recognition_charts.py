"""The charts of the official figures: one basis each, the finding worked out from the numbers."""

from dataclasses import dataclass

from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bqportal.languages.dates import readable_date
from bqportal.languages.names import locale_of
from bqportal.statistics.charts import Bar, Chart, change_of
from bqportal.statistics.recognition import Figure, by_year, chosen, figures, latest_year, numbers_of, sources
from bqportal.statistics.recognition_wordings import (
    MEASURES,
    NOTES,
    PRECISIONS,
    SCOPES,
    UNITS,
    key_name,
)

Words = Promise | str


@dataclass(frozen=True)
class Line:
    """A number over the years: what to say when it rose, fell or stayed, and what it counts."""

    key: str
    scope: str
    measure: str
    rose: Words
    fell: Words
    stayed: Words
    desc: Words


LINES = (
    Line(
        "recognitions", "all", "recognitions",
        _("Recognitions rose by %(share)s from %(before)s to %(year)s"),
        _("Recognitions fell by %(share)s from %(before)s to %(year)s"),
        _("There were as many recognitions in %(year)s as in %(before)s"),
        _("Decisions that found full or partial equivalence, or require a compensation measure; all occupations."),
    ),
    Line(
        "applications", "all", "applications",
        _("Applications rose by %(share)s from %(before)s to %(year)s"),
        _("Applications fell by %(share)s from %(before)s to %(year)s"),
        _("There were as many applications in %(year)s as in %(before)s"),
        _("New applications in the year; all occupations."),
    ),
    Line(
        "applications-federal", "federal", "applications",
        _("Applications for occupations under federal law rose by %(share)s from %(before)s to %(year)s"),
        _("Applications for occupations under federal law fell by %(share)s from %(before)s to %(year)s"),
        _("There were as many applications for occupations under federal law in %(year)s as in %(before)s"),
        _("New applications in the year. Under federal law are training occupations, crafts and health professions."),
    ),
    Line(
        "applications-land", "land", "applications",
        _("Applications for occupations under the law of a Land rose by %(share)s from %(before)s to %(year)s"),
        _("Applications for occupations under the law of a Land fell by %(share)s from %(before)s to %(year)s"),
        _("There were as many applications for occupations under the law of a Land in %(year)s as in %(before)s"),
        _("New applications in the year. Under the law of a Land are teachers, educators and engineers, for example."),
    ),
    Line(
        "decisions-federal", "federal", "decisions",
        _("Decisions on occupations under federal law rose by %(share)s from %(before)s to %(year)s"),
        _("Decisions on occupations under federal law fell by %(share)s from %(before)s to %(year)s"),
        _("There were as many decisions on occupations under federal law in %(year)s as in %(before)s"),
        _("Cases that were decided in the year, whatever the result."),
    ),
)  # fmt: skip


def recognition_charts() -> list[Chart]:
    """All charts of the page, in its order; those without numbers are left out."""
    found = [_over_years(line) for line in LINES]
    found += [_full_share(), _outcomes(), _countries("recognitions", "all"), _countries("applications", "federal")]
    found += [_occupations("recognitions", "all"), _occupations("applications", "federal")]
    return [chart for chart in found if chart]


def _over_years(line: Line) -> Chart | None:
    used = chosen(scope=line.scope, measure=line.measure)
    series = by_year(used)
    change = change_of(series)
    if change is None:
        return None
    words = line.rose if change.percent > 0 else line.fell if change.percent < 0 else line.stayed
    title = words % {"share": percent(abs(change.percent)), "before": change.before, "year": change.year}
    rows = tuple(Bar(str(year), value) for year, value in series)
    return Chart(line.key, title, rows, str(line.desc), sources=numbers_of(used))


def _full_share() -> Chart | None:
    """Share of full equivalence over the years, on one basis: decisions under federal law."""
    found = chosen(scope="federal", measure="decisions", dimension="outcome", unit="percent")
    used = [figure for figure in found if figure.key == "full"]
    series = by_year(used)
    if not series:
        return None
    first, last = used[0], used[-1]
    title = gettext(
        "Full equivalence was found in %(now)s of the decisions in %(last)s, and in %(before)s in %(first)s"
    ) % {
        "now": percent(last.value), "last": last.year, "before": percent(first.value), "first": first.year,
    }  # fmt: skip
    desc = gettext(
        "Share of decisions on occupations under federal law. A compensation measure that was still open at the end of "
        "the year is no full equivalence yet."
    )
    rows = tuple(Bar(str(year), value) for year, value in series)
    return Chart("full", title, rows, desc, "%", numbers_of(used))


def _outcomes() -> Chart | None:
    """The last year of which all four outcomes were published."""
    year = latest_year(scope="federal", measure="decisions", dimension="outcome", unit="percent", least=4)
    if not year:
        return None
    used = chosen(scope="federal", measure="decisions", dimension="outcome", unit="percent", year=year)
    title = gettext("In %(year)s, %(share)s of the decisions found no equivalence") % {
        "year": year,
        "share": percent(next((figure.value for figure in used if figure.key == "none"), 0)),
    }
    desc = gettext(
        "How decisions on occupations under federal law fell in %(year)s. For later years there is no information "
        "about all results."
    ) % {"year": year}
    return Chart("outcomes", title, _bars(used), desc, "%", numbers_of(used))


def _countries(measure: str, scope: str) -> Chart | None:
    year = latest_year(scope=scope, measure=measure, dimension="country", least=2)
    used = chosen(scope=scope, measure=measure, dimension="country", year=year) if year else []
    if not used:
        return None
    top = {"year": year, "country": key_name("country", _first(used))}
    if measure == "recognitions":
        title = gettext("Most recognitions in %(year)s were for training from this country: %(country)s") % top
        desc = gettext("Positive decisions, all occupations; countries that the source names.")
    else:
        title = gettext("Most applications in %(year)s were for training from this country: %(country)s") % top
        desc = gettext("New applications, occupations under federal law; countries that the source names.")
    return Chart(f"countries-{measure}", title, _bars(used), desc, sources=numbers_of(used))


def _occupations(measure: str, scope: str) -> Chart | None:
    year = latest_year(scope=scope, measure=measure, dimension="occupation", least=2)
    used = chosen(scope=scope, measure=measure, dimension="occupation", year=year) if year else []
    if not used:
        return None
    top = {"year": str(year), "occupation": key_name("occupation", _first(used))}
    if measure == "recognitions":
        title = gettext("The occupation most often recognised in %(year)s: %(occupation)s")
        desc = gettext("Positive decisions, all occupations; occupations that the source names.")
    else:
        title = gettext("The occupation with most applications in %(year)s: %(occupation)s")
        desc = gettext("New applications, occupations under federal law; occupations that the source names.")
    return Chart(f"occupations-{measure}", _filled(title, top), _bars(used), desc, sources=numbers_of(used))


def percent(value: float) -> str:
    """A share as the reader's language writes it: 21 %, 21%, ٪۲۱."""
    return str(
        format_percent(value / 100, format=None, locale=locale_of(get_language() or "en"), decimal_quantization=False)
    )


def _filled(words: str, values: dict[str, str]) -> SafeString:
    escaped = {
        name: conditional_escape(value if isinstance(value, str) else str(value)) for name, value in values.items()
    }
    return mark_safe(conditional_escape(words) % escaped)  # noqa: S308 - both halves are escaped


def _first(used: list[Figure]) -> str:
    return max(used, key=lambda figure: figure.value).key


def _bars(used: list[Figure]) -> tuple[Bar, ...]:
    ordered = sorted(used, key=lambda figure: -figure.value)
    return tuple(Bar(key_name(figure.dimension, figure.key), figure.value) for figure in ordered)


@dataclass(frozen=True)
class Row:
    """A figure in words, for the table of all of them."""

    year: str
    scope: str
    measure: str
    key: str
    value: float
    unit: str
    precision: str
    note: str
    source: int
    day: str


def all_rows() -> list[Row]:
    """Every figure with its source and date, the newest year first."""
    place = {source: number for number, source in enumerate(sources(), 1)}
    rows = [
        Row(
            figure.year, str(SCOPES[figure.scope]), str(MEASURES[figure.measure]),
            key_name(figure.dimension, figure.key), figure.value, str(UNITS[figure.unit]),
            str(PRECISIONS[figure.precision]), str(NOTES.get(figure.note, figure.note)), place[figure.source],
            figure.source.day,
        )
        for figure in figures()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.year[-4:], reverse=True)


def numbered_sources() -> list[dict[str, object]]:
    """The sources as the list below the page wants them; with their date, as far as it is known."""
    reader = get_language() or "en"
    return [
        {
            "number": place, "title": source.title, "url": source.address, "lang": "de",
            "published": readable_date(source.day, reader),
        }
        for place, source in enumerate(sources(), 1)
    ]  # fmt: skip
