"""What is done with guides."""

from datetime import datetime

from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision
from bqportal.guides.models import Guide
from bqportal.guides.queries import guide_sheet, guides


def publish_guide(*, guide: Guide, at: datetime) -> Revision:
    """Make a guide public as it stands now."""
    complete = guides().get(pk=guide.pk)
    return publish_record(record=complete, sheet=guide_sheet(complete), at=at)
