"""First words of a letter, proposed from the case; the case worker changes them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from bqportal.occupations.models import TrainingPosition
from bqportal.procedures.models import Case
from bqportal.procedures.notices.pieces import GERMAN


def wanted_for(case: Case, positions: Iterable[int]) -> str:
    """What a request asks for about positions that are open in the comparison, one line each, in German."""
    rows = TrainingPosition.objects.filter(version=case.version_id, pk__in=list(positions))
    with override(GERMAN):
        words = _("Content and duration of your training, and your work experience, in: %(position)s")
        return "\n".join(words % {"position": f"{row.number} {row.text}"} for row in rows)
