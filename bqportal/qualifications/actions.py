"""What is done with qualification profiles."""

from datetime import datetime

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision
from bqportal.qualifications.models import Qualification
from bqportal.qualifications.queries import qualification_profiles, qualification_sheet


def publish_qualification(*, qualification: Qualification, at: datetime) -> Revision:
    """Make a profile public as it stands now."""
    complete = qualification_profiles().get(pk=qualification.pk)
    return publish_record(record=complete, sheet=qualification_sheet(complete), at=at)
