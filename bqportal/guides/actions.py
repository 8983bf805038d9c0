"""What is done with guides."""

from datetime import datetime

from bqportal.editorial.actions import publish_record
from bqportal.editorial.models import Revision
from bqportal.guides.models import Guide
from bqportal.guides.queries import guide_sheet, guides


def publish_guide(*, guide: Guide, at: datetime) -> Revision:
    """Make a guide public as it stands now."""
    return publish_record(record=guide, sheet=guide_sheet(guides().get(pk=guide.pk)), at=at)
