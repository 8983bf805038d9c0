"""The portal's own figures: what is public, how fresh it is, in which languages, what is looked for and not found.

Counts public records and machine-made sheets, nothing about people and nothing of a case. The numbers are those of the
moment; each has its file.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bqportal.comparison.models import Comparison, ComparisonSheet
from bqportal.countries.models import CountryProfile
from bqportal.countries.queries import country_name
from bqportal.design.templatetags.design import number
from bqportal.editorial.models import Publishable
from bqportal.guides.models import Guide
from bqportal.guides.wording import PLAIN
from bqportal.languages.dates import readable_date
from bqportal.languages.names import language_name
from bqportal.occupations.models import ReferenceOccupation
from bqportal.offers.models import Centre, Offer
from bqportal.qualifications.models import Qualification
from bqportal.search.models import EmptySearchCount
from bqportal.statistics.charts import Bar, Chart

MONTHS = 12
TOP = 15  # countries in the picture; the file has all
SOON = timedelta(days=90)
KINDS: tuple[tuple[type[Publishable], Any], ...] = (
    (CountryProfile, _("Country profiles")),
    (Qualification, _("Qualifications")),
    (ReferenceOccupation, _("German occupations")),
    (Comparison, _("Comparisons")),
    (Guide, _("Guides")),
    (Centre, _("Counselling centres")),
    (Offer, _("Courses")),
)
FRESHNESS = ("checked", "due", "overdue", "never")


@dataclass(frozen=True)
class Table:
    """The numbers behind a chart: names of the columns and lines in codes."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def public_rows(model: type[Publishable]) -> QuerySet[Any]:
    """The public records of a kind, without their usual order, which would disturb counting."""
    return model._default_manager.filter(state=Publishable.State.PUBLISHED).order_by()


def profiles(today: date) -> Table:
    """How many public records of each kind."""
    return Table(
        ("kind", "public"), tuple((model._meta.model_name, public_rows(model).count()) for model, _name in KINDS)
    )


def countries(today: date) -> Table:
    """How many profiles of qualifications per country, most first."""
    found = (
        public_rows(Qualification).values_list("country__code").annotate(n=Count("pk")).order_by("-n", "country__code")
    )
    return Table(("country", "qualifications"), tuple(found))


def freshness(today: date) -> Table:
    """How many public records, over all kinds, stand where on the way to their next check."""
    counts: Counter[str] = Counter()
    for model, _name in KINDS:
        days = public_rows(model).values_list("last_checked", "review_by").annotate(n=Count("pk"))
        for last_checked, review_by, n in days:
            counts[freshness_of(last_checked, review_by, today)] += n
    return Table(("standing", "records"), tuple((name, counts[name]) for name in FRESHNESS))


def freshness_of(last_checked: date | None, review_by: date | None, today: date) -> str:
    """Where a record stands: overdue, due within 90 days, checked, or never checked with no day set.

    >>> freshness_of(date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 1))
    'overdue'
    """
    if review_by is not None and review_by < today:
        return "overdue"
    if last_checked is None:
        return "never"
    return "due" if review_by is not None and review_by <= today + SOON else "checked"


def languages(today: date) -> Table:
    """How many public records have texts in which language, most first."""
    counts: Counter[str] = Counter()
    for model, _name in KINDS:
        rows = public_rows(model).filter(texts__language__isnull=False)
        counts.update(dict(rows.values_list("texts__language").annotate(n=Count("pk", distinct=True))))
    return Table(("language", "records"), tuple(sorted(counts.items(), key=lambda row: (-row[1], row[0]))))


def searches(today: date) -> Table:
    """Searches without result, per month and language of the page, of the last twelve months."""
    rows = EmptySearchCount.objects.filter(day__gte=months(today)[0]).order_by()
    found = rows.annotate(month=TruncMonth("day")).values_list("month", "language").annotate(n=Sum("count"))
    return Table(
        ("month", "language", "searches"),
        tuple((month.strftime("%Y-%m"), language, n) for month, language, n in found.order_by("month", "language")),
    )


def sheets(today: date) -> Table:
    """Comparison sheets made per month, of the last twelve months."""
    rows = ComparisonSheet.objects.filter(made_on__gte=months(today)[0]).order_by()
    found = dict(rows.annotate(month=TruncMonth("made_on")).values_list("month").annotate(n=Count("pk")))
    return Table(("month", "sheets"), tuple((month.strftime("%Y-%m"), found.get(month, 0)) for month in months(today)))


def months(today: date) -> list[date]:
    """First days of the last twelve months, this one included, the oldest first.

    >>> months(date(2026, 1, 31))[0], months(date(2026, 1, 31))[-1]
    (datetime.date(2025, 2, 1), datetime.date(2026, 1, 1))
    """
    last = today.year * 12 + today.month - 1
    return [date(index // 12, index % 12 + 1, 1) for index in range(last - MONTHS + 1, last + 1)]


TABLES: dict[str, Callable[[date], Table]] = {
    "profiles": profiles,
    "countries": countries,
    "freshness": freshness,
    "languages": languages,
    "searches": searches,
    "sheets": sheets,
}


def portal_charts(today: date) -> list[Chart]:
    """All charts of the page, in its order."""
    return [
        _profiles(profiles(today), countries(today)), _countries(countries(today)), _freshness(freshness(today)),
        _languages(languages(today)), _searches(searches(today), today), _sheets(sheets(today)),
    ]  # fmt: skip


def _profiles(table: Table, per_country: Table) -> Chart:
    counts = dict(table.rows)
    title = gettext("Public profiles of qualifications: %(profiles)s. Countries with one or more: %(countries)s") % {
        "profiles": number(counts["qualification"]), "countries": number(len(per_country.rows)),
    }  # fmt: skip
    rows = tuple(Bar(str(name), counts[model._meta.model_name]) for model, name in KINDS)
    return Chart("profiles", title, rows, gettext("Public records of each kind, as they stand now."))


def _countries(table: Table) -> Chart:
    reader = get_language() or "en"
    bars = tuple(Bar(country_name(code, reader), n) for code, n in table.rows[:TOP])
    title = gettext("No profile of a qualification is public yet")
    if bars:
        title = gettext("Most profiles are of qualifications from this country: %(country)s") % {
            "country": bars[0].label
        }
    desc = gettext("Public profiles of qualifications; the countries with most of them. The file has all.")
    return Chart("countries", title, bars, desc)


def _freshness(table: Table) -> Chart:
    counts = dict(table.rows)
    words = {
        "checked": gettext("checked, next check later"), "due": gettext("checked, next check within 90 days"),
        "overdue": gettext("check overdue"), "never": gettext("not yet checked"),
    }  # fmt: skip
    title = gettext("Overdue is the check of %(overdue)s of %(all)s public records") % {
        "overdue": number(counts["overdue"]), "all": number(sum(counts.values())),
    }  # fmt: skip
    rows = tuple(Bar(words[name], counts[name]) for name in FRESHNESS)
    return Chart(
        "freshness", title, rows, gettext("Every public record has a day by which somebody looks at it again.")
    )


def _languages(table: Table) -> Chart:
    reader = get_language() or "en"
    title = gettext("Languages in which content is public: %(n)s") % {
        "n": number(sum(not code.endswith(PLAIN) for code, _n in table.rows))
    }
    plain = gettext("Plain German")
    rows = tuple(Bar(plain if code.endswith(PLAIN) else language_name(code, reader), n) for code, n in table.rows)
    return Chart("languages", title, rows, gettext("Public records with texts in the language, all kinds together."))


def _searches(table: Table, today: date) -> Chart:
    counts: Counter[str] = Counter()
    for month, _language, n in table.rows:
        counts[month] += n
    title = gettext("Searches that found nothing in the last twelve months: %(n)s") % {
        "n": number(sum(counts.values()))
    }
    desc = gettext(
        "Counted per day and language, never the words. Searches that a cache answers are not seen, so that the "
        "numbers are rather too low."
    )
    rows = _by_month((month.strftime("%Y-%m"), counts[month.strftime("%Y-%m")]) for month in months(today))
    return Chart("searches", title, rows, desc)


def _sheets(table: Table) -> Chart:
    made = sum(n for _month, n in table.rows)
    title = gettext("Comparison sheets made in the last twelve months: %(n)s") % {"n": number(made)}
    desc = gettext("Asked for the same sheet again on the same day, the portal gives out the first one.")
    return Chart("sheets", title, _by_month(table.rows), desc)


def _by_month(rows: Iterable[Any]) -> tuple[Bar, ...]:
    reader = get_language() or "en"
    return tuple(Bar(readable_date(month, reader), n) for month, n in rows)
