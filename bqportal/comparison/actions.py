"""What is done with comparisons."""

from datetime import datetime

from bqportal.comparison.models import Comparison
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.editorial.actions import publish_record
from bqportal.editorial.models import Revision


def publish_comparison(*, comparison: Comparison, at: datetime) -> Revision:
    """Make a comparison public as it stands now; both sides are kept as they are on this day."""
    return publish_record(record=comparison, sheet=comparison_sheet(comparisons().get(pk=comparison.pk)), at=at)
