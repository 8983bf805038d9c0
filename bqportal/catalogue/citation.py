"""How to cite an entry: its title, its version, and an address under which it stays what it was."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from bqportal.editorial.models import Revision


@dataclass(frozen=True)
class Routes:
    """The route names of one kind of entry; all three take the same arguments, the lasting one also a day."""

    today: str
    lasting: str
    pdf: str


QUALIFICATION = Routes("catalogue:qualification-detail", "catalogue:qualification-as-of", "catalogue:qualification-pdf")
OCCUPATION = Routes("catalogue:occupation-detail", "catalogue:occupation-as-of", "catalogue:occupation-pdf")
COMPARISON = Routes("catalogue:comparison-detail", "catalogue:comparison-as-of", "catalogue:comparison-pdf")
COUNTRY = Routes("catalogue:country-version", "catalogue:country-version-as-of", "catalogue:country-pdf")
GUIDE = Routes("catalogue:guide-detail", "catalogue:guide-as-of", "")


@dataclass(frozen=True)
class Entry:
    """What the frame of an entry's page needs beside its sheet.

    `version` is the day on which the content shown became public, `lasting` the address under which it stays;
    both empty for what was never published. `as_of` is the day asked for when the page shows an old version.
    """

    today: str
    version: date | None
    lasting: str
    pdf: str
    report: str
    as_of: date | None = None


def entry(request: HttpRequest, routes: Routes, arguments: tuple[str, ...], version: date | None) -> Entry:
    """The frame of the current page of the entry that `arguments` name."""
    return Entry(
        today=reverse(routes.today, args=arguments),
        version=version,
        lasting=lasting_address(request, routes, arguments, version) if version else "",
        pdf=address_if_mounted(routes.pdf, arguments),
        report=report_address(request),
    )


def entry_as_of(
    request: HttpRequest, routes: Routes, arguments: tuple[str, ...], revision: Revision, day: date
) -> Entry:
    """The frame of the page that shows what the entry said on `day`."""
    version = timezone.localtime(revision.at).date()
    return Entry(
        today=reverse(routes.today, args=arguments),
        version=version,
        lasting=lasting_address(request, routes, arguments, version),
        pdf="",
        report=report_address(request),
        as_of=day,
    )


def entry_in_preview(routes: Routes, arguments: tuple[str, ...]) -> Entry:
    """The frame of a page that is not public yet: nothing to cite. Its own address stands nowhere; it may be secret."""
    today = reverse(routes.today, args=arguments)
    return Entry(today=today, version=None, lasting="", pdf="", report=report_of(today))


def lasting_address(request: HttpRequest, routes: Routes, arguments: tuple[str, ...], version: date) -> str:
    """The whole address, for use outside the portal."""
    return request.build_absolute_uri(reverse(routes.lasting, args=(*arguments, version)))


def report_address(request: HttpRequest) -> str:
    """Where to report an error on this page."""
    return report_of(request.path)


def report_of(page: str) -> str:
    """Where to report an error on a page."""
    return f"{reverse('catalogue:report-error')}?{urlencode({'page': page})}"


def address_if_mounted(name: str, arguments: tuple[str, ...]) -> str:
    """The address of a route; empty when no such page is mounted."""
    try:
        return reverse(name, args=arguments) if name else ""
    except NoReverseMatch:
        return ""
