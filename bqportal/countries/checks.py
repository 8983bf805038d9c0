"""Checks of a country profile: what it rests on, and versions that are valid at the same time."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from bqportal.countries.models import CountryProfile
from bqportal.editorial.checks.checking import Check, Context, Hint, Subject, text_at
from bqportal.editorial.checks.dates import overlaps
from bqportal.editorial.checks.evidence import SourceMissing
from bqportal.editorial.documents import Document

IMPORTANT = {
    "structure": _("structure of the training system"), "certificates": _("qualifications and certificates"),
    "stages": _("stages of the pathways"),
}  # fmt: skip


class SystemsOverlap(Check):
    """Two public versions of a country's training system are valid at the same time."""

    name = "validity-overlap"
    label = _("Validity overlaps another version")
    kinds = frozenset({"country"})

    def look_up(self, subject: Subject) -> list[tuple[str, str, str]]:
        """Version, from, to of the other public versions of this country."""
        others = CountryProfile.objects.published().filter(country__code=text_at(subject.document, "country"))
        others = others.exclude(pk=subject.record).exclude(slug=text_at(subject.document, "slug"))
        return list(others.order_by("slug").values_list("slug", "valid_from", "valid_to"))

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        mine = text_at(document, "valid_from"), text_at(document, "valid_to")
        for slug, start, end in self.known(context) or ():
            if overlaps(mine, (start, end)):
                hint = self.hint(
                    "valid_from", _("Version “%(version)s” (%(span)s) is valid at the same time."),
                    seen=[*mine, slug, start, end], version=slug, span=f"{start} – {end}",
                )  # fmt: skip
                country = text_at(document, "country").lower()
                yield replace(hint, route="catalogue:country-version", arguments=(country, slug))


COUNTRY_CHECKS: tuple[Check, ...] = (SystemsOverlap(), SourceMissing("country", IMPORTANT))
