"""Country profiles as a kind of record that people write in the work area."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bqportal.countries.actions import publish_country_profile
from bqportal.countries.exporting import profile_document
from bqportal.countries.importers.profiles import import_country
from bqportal.countries.models import CountryProfile
from bqportal.countries.queries import country_profiles, profile_sheet
from bqportal.countries.shape import COUNTRY
from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Revision
from bqportal.editorial.records import Record


def document_of(profile: CountryProfile) -> Document:
    """The version as it stands in the tables."""
    return profile_document(country_profiles().get(pk=profile.pk))


def write(record: Record) -> CountryProfile | None:
    """Bring a document into the tables. It has one version; the importer takes a country with several."""
    profile: dict[str, Any] = {key: value for key, value in record.data.items() if key not in ("country", "sources")}
    data = {"code": record.data.get("country"), "profiles": [profile], "sources": record.data.get("sources")}
    written = import_country(Record(data, record.place, record.problems))
    return written[0] if written else None


def publish(profile: CountryProfile, at: datetime) -> Revision:
    """Make it public."""
    return publish_country_profile(profile=profile, at=at)


def sheet_of(profile: CountryProfile) -> Document:
    """What its page shows."""
    return profile_sheet(country_profiles().get(pk=profile.pk))


COUNTRY_KIND = Kind(
    slug="country",
    label=_("country profile"),
    plural=_("country profiles"),
    model=CountryProfile,
    shape=COUNTRY,
    document_of=document_of,
    write=write,
    publish=publish,
    sheet_of=sheet_of,
    address=lambda profile: ("catalogue:country-version", (profile.country.code.lower(), profile.slug)),
    template="catalogue/country/show.html",
    slug_of=lambda document: f"{document.get('country', '')}-{document.get('slug', '')}".lower(),
    title_of=lambda document: f"{document.get('country', '')} {document.get('slug', '')}".strip(),
    review_months=24,
)
