"""What is done with comparisons."""

from datetime import datetime

from bqportal.comparison.models import Comparison
from bqportal.comparison.queries import comparison_sheet, comparisons
from bqportal.editorial.actions.publishing import publish_record
from bqportal.editorial.models import Revision


def publish_comparison(*, comparison: Comparison, at: datetime) -> Revision:
    """Make a comparison public as it stands now; both sides are kept as they are on this day."""
    complete = comparisons().get(pk=comparison.pk)
    return publish_record(record=complete, sheet=comparison_sheet(complete), at=at)
