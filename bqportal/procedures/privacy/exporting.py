"""What the portal knows of a person, in words and with every file (Art. 15 DSGVO, § 29 VwVfG)."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from bqportal.organisations import audit
from bqportal.procedures.models import Applicant, Assessment, Case, Notice
from bqportal.procedures.privacy.register import Datum, fields_of
from bqportal.procedures.reading import READ
from bqportal.procedures.wordings import OUTCOMES, RESULTS, STATES, STEPS, SUSPENSIONS
from bqportal.procedures.workflow import OPEN

Sheet = dict[str, Any]
# Values that the tables hold as codes of the workflow.
WORDS: dict[tuple[str, str], Callable[[str], Any]] = {
    ("Case", "state"): lambda code: STATES[code][0],
    ("Case", "outcome"): lambda code: OUTCOMES[code],
    ("CaseEvent", "step"): lambda code: STEPS[code][0],
    ("CaseEvent", "from_state"): lambda code: STATES[code][0],
    ("CaseEvent", "to_state"): lambda code: STATES[code][0],
    ("CaseEvent", "kind"): lambda code: SUSPENSIONS[code],
    ("CaseEvent", "outcome"): lambda code: OUTCOMES[code],
    ("CaseEvent", "result"): lambda code: RESULTS[code],
}
PARTS = ("trainings", "experiences", "documents", "events", "notices", "messages", "notes", "tasks")


def person_as_zip(applicant: Applicant, at: datetime) -> bytes:
    """A ZIP with `person.json`, the same as `person.txt` for reading, and all files of the person's cases."""
    files: dict[str, str] = {}  # place in the ZIP → place in the storage
    sheet = person_sheet(applicant, at, files)
    stamp = timezone.localtime(at).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (
            ("person.json", json.dumps(sheet, ensure_ascii=False, indent=2).encode()),
            ("person.txt", "\n".join(lines_of(sheet)).encode()),
        ):
            packed.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
        for place, stored_as in files.items():
            with default_storage.open(stored_as) as opened:
                packed.writestr(zipfile.ZipInfo(place, stamp), opened.read(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def person_sheet(applicant: Applicant, at: datetime, files: dict[str, str]) -> Sheet:
    """Everything known of the person in this body; notes into `files` where its files are."""
    cases = applicant.cases.select_related("qualification", "version__occupation", "predecessor").order_by("pk")
    return {
        "about": {
            _("What this is"): _("Everything that this body stores in this portal about the person named below."),
            _("Body"): str(applicant.organisation),
            _("Made on"): timezone.localtime(at).isoformat(timespec="minutes"),
            _("Staff"): _("People who work for the body are named by their role."),
            _("Left out"): _(
                "Drafts as long as the procedure is open (§ 29 (1) sentence 2 VwVfG), and shared results, "
                "which say nothing about a person."
            ),
        },
        "applicant": sheet_of(applicant),
        "cases": [case_sheet(case, files) for case in cases],
    }


def case_sheet(case: Case, files: dict[str, str]) -> Sheet:
    """One case with all its rows."""
    found: Sheet = {"case": sheet_of(case)}
    for part in PARTS:
        rows = getattr(case, part).all()
        if part == "notices":
            rows = [row for row in rows if row.is_issued or case.state not in OPEN]
        found[part] = [_with_file(sheet_of(row), row, case, files) for row in rows]
    assessment = Assessment.objects.filter(case=case).first()
    if assessment is not None:
        findings = assessment.findings.select_related("position").prefetch_related(
            "units", "trainings", "experiences", "documents"
        )
        found["comparison"] = {**sheet_of(assessment), "findings": [sheet_of(row) for row in findings]}
    read = audit.entries_about(case).filter(deed=READ).values_list("at", flat=True)
    found["read"] = [
        {_("Read"): timezone.localtime(moment).isoformat(timespec="minutes"), _("by"): _("case worker")}
        for moment in read
    ]
    return found


def _with_file(sheet: Sheet, row: models.Model, case: Case, files: dict[str, str]) -> Sheet:
    """The sheet of a document or notice, with the place of its file in the ZIP."""
    stored_as = getattr(row, "stored_as", "")
    if not stored_as:
        return sheet
    if not default_storage.exists(stored_as):
        return {**sheet, _("File"): _("is missing in the storage")}
    folder = "notices" if isinstance(row, Notice) else "documents"
    place = f"case-{case.pk}/{folder}/{row.pk}-{getattr(row, 'kind', '')}{PurePosixPath(stored_as).suffix}"
    files[place] = stored_as
    return {**sheet, _("File"): place}


def sheet_of(row: models.Model, staff: str = "") -> Sheet:
    """Label → value of every field of the row that the register says is handed over.

    Args:
        staff: how people who work there are named; case workers, if not given.
    """
    name = row._meta.object_name or ""
    found: Sheet = {}
    for field_name in fields_of(name, Datum.PERSONAL):
        found[_label(row, field_name)] = _value(row, name, field_name)
    for field_name in fields_of(name, Datum.STAFF):
        known = getattr(row, row._meta.get_field(field_name).attname) is not None  # type: ignore[union-attr]
        found[_label(row, field_name)] = (staff or _("case worker")) if known else None
    return found


def _label(row: models.Model, field_name: str) -> str:
    """The label of a field; the same words twice in a table are told apart by what stands before them."""
    field: Any = row._meta.get_field(field_name)
    label = str(field.verbose_name)
    twins = [each for each in row._meta.get_fields() if str(getattr(each, "verbose_name", "")) == label]
    return f"{label} ({field_name})" if len(twins) > 1 else label


def _value(row: models.Model, name: str, field_name: str) -> Any:
    """The value in words, as JSON has it."""
    field: Any = row._meta.get_field(field_name)
    if field.many_to_many:
        return [str(each) for each in getattr(row, field_name).all()]
    value = getattr(row, field_name)
    if (name, field_name) in WORDS:
        return str(WORDS[name, field_name](value)) if value else None
    if field.choices:
        return str(getattr(row, f"get_{field_name}_display")()) if value else None
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value)
    return None if value == "" else value


def lines_of(value: Any, depth: int = 0) -> list[str]:
    """The sheet as text, one value a line."""
    space = "  " * depth
    if isinstance(value, dict):
        found = []
        for label, inner in value.items():
            if isinstance(inner, dict | list) and inner:
                found += [f"{space}{label}:", *lines_of(inner, depth + 1)]
            else:
                said = _("no information") if inner in (None, [], {}) else inner
                found.append(f"{space}{label}: {said}")
        return found
    if isinstance(value, list):
        found = []
        for number, inner in enumerate(value, start=1):
            found += [f"{space}{number}.", *lines_of(inner, depth + 1)]
        return found
    return [f"{space}{value}"]
