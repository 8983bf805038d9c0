"""What a centre knows of a person who asked for counselling, in words (Art. 15 DSGVO)."""

import io
import json
import zipfile
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.procedures.counselling.queries import contacts_of
from bqportal.procedures.counselling.reading import READ
from bqportal.procedures.models import CounsellingRequest
from bqportal.procedures.privacy.exporting import lines_of, sheet_of


def request_as_zip(request: CounsellingRequest, at: datetime) -> bytes:
    """A ZIP with `request.json`, and the same as `request.txt` for reading."""
    sheet, stamp = request_sheet(request, at), timezone.localtime(at).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (
            ("request.json", json.dumps(sheet, ensure_ascii=False, indent=2)),
            ("request.txt", "\n".join(lines_of(sheet))),
        ):
            packed.writestr(zipfile.ZipInfo(name, stamp), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def request_sheet(request: CounsellingRequest, at: datetime) -> dict[str, Any]:
    """Everything that the body that has the request knows of the person; people who work there by their role."""
    staff = _("counsellor")
    read = audit.entries_about(request).filter(deed=READ, organisation=request.organisation)
    return {
        "about": {
            _("What this is"): _("Everything that this centre stores in this portal about the person named below."),
            _("Body"): str(request.organisation),
            _("Made on"): timezone.localtime(at).isoformat(timespec="minutes"),
            _("Left out"): _("Notes of a centre that referred the person here: that centre hands them over."),
        },
        "request": sheet_of(request, staff),
        **{
            part: [sheet_of(row, staff) for row in getattr(request, part).all()]
            for part in ("educations", "works", "languages", "referrals")
        },
        "contacts": [sheet_of(row, staff) for row in contacts_of(request)],
        "read": [
            {_("Read"): timezone.localtime(moment).isoformat(timespec="minutes"), _("by"): staff}
            for moment in read.values_list("at", flat=True)
        ],
    }
