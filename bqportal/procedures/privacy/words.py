"""Why a file must stay, in words with the day and the way out."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bqportal.procedures.privacy.retention import Cause, Hold

CAUSES: dict[Cause, Any] = {
    Cause.OPEN: gettext_lazy("The procedure has not ended. End it first: decide it, or enter that it was withdrawn."),
    Cause.OBJECTION: gettext_lazy("An objection is open. Enter how it was decided first."),
    Cause.COURT: gettext_lazy("An action before the court is open. Enter how it was decided first."),
    Cause.REMEDY: gettext_lazy(
        "A remedy is still possible: one year after notification, if the instruction should be wrong (§ 58 (2) VwGO)."
    ),
    Cause.MEASURE: gettext_lazy(
        "A compensation measure is open; an adaptation period may last three years (§ 11 (1))."
    ),
    Cause.LATER_CASE: gettext_lazy("A later case of this person builds on it and has not ended."),
}


def hold_words(hold: Hold) -> str:
    """Why the file stays, and until when."""
    words = str(CAUSES[hold.cause])
    if hold.until is None:
        return words
    return _("%(why)s It stays until %(day)s.") % {"why": words, "day": date_format(hold.until, "DATE_FORMAT")}
