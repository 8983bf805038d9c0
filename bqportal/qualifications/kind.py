"""Profiles as a kind of record that people write in the work area."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Revision
from bqportal.editorial.records import Record
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.exporting import qualification_document
from bqportal.qualifications.importers.profiles import import_qualification, link_predecessor
from bqportal.qualifications.models import Qualification
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet
from bqportal.qualifications.shape import QUALIFICATION


def document_of(qualification: Qualification) -> Document:
    """The profile as it stands in the tables."""
    return qualification_document(qualification_profiles().get(pk=qualification.pk))


def write(record: Record) -> Qualification | None:
    """Bring a document into the tables, the link to the older version included."""
    qualification = import_qualification(record)
    if qualification is not None:
        link_predecessor(record)
        qualification.refresh_from_db()
    return qualification


def publish(qualification: Qualification, at: datetime) -> Revision:
    """Make it public."""
    return publish_qualification(qualification=qualification, at=at)


def sheet_of(qualification: Qualification) -> Document:
    """What its page shows."""
    return qualification_sheet(qualification_profiles().get(pk=qualification.pk))


QUALIFICATION_KIND = Kind(
    slug="qualification",
    label=_("qualification"),
    plural=_("qualifications"),
    model=Qualification,
    shape=QUALIFICATION,
    document_of=document_of,
    write=write,
    publish=publish,
    sheet_of=sheet_of,
    address=lambda qualification: ("catalogue:qualification-detail", (qualification.slug,)),
    template="catalogue/qualification/show.html",
    slug_of=lambda document: str(document.get("slug", "")),
    title_of=lambda document: str(document.get("title", "")),
    review_months=12,
)
