"""Public records and their revisions; working versions; what people do together."""

from bqportal.editorial.models.bulk import BulkChange, BulkChangedVersion, PendingImport
from bqportal.editorial.models.checking import LinkState, MinorEdit, Reminder
from bqportal.editorial.models.papers import Paper
from bqportal.editorial.models.publishing import ErrorReport, Publishable, PublishableQuerySet, Revision
from bqportal.editorial.models.together import (
    Enquiry,
    EnquiryQuerySet,
    Message,
    MissingProfileRequest,
    Notice,
    NoticePreference,
    ReadCount,
    Room,
    Watch,
)
from bqportal.editorial.models.work import (
    Finding,
    GuestPass,
    Presence,
    Snapshot,
    Strand,
    Transition,
    WorkingVersion,
    WorkingVersionQuerySet,
)

__all__ = [
    "BulkChange",
    "BulkChangedVersion",
    "Enquiry",
    "EnquiryQuerySet",
    "ErrorReport",
    "Finding",
    "GuestPass",
    "LinkState",
    "Message",
    "MinorEdit",
    "MissingProfileRequest",
    "Notice",
    "NoticePreference",
    "Paper",
    "PendingImport",
    "Presence",
    "Publishable",
    "PublishableQuerySet",
    "ReadCount",
    "Reminder",
    "Revision",
    "Room",
    "Snapshot",
    "Strand",
    "Transition",
    "Watch",
    "WorkingVersion",
    "WorkingVersionQuerySet",
]
