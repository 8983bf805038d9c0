"""Rows of every table of cases with a marker in every text, for tests of who sees what and what is left."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from bqportal.comparison.models import Precedent
from bqportal.occupations.models import TrainingPosition
from bqportal.organisations.models import Organisation, Person
from bqportal.procedures.models import (
    Applicant,
    Assessment,
    Case,
    CaseEvent,
    CaseMessage,
    CaseTask,
    Document,
    Experience,
    FileNote,
    Notice,
    PositionFinding,
    Training,
)
from bqportal.procedures.workflow import State, Step

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% "
# Texts that are codes, digests or addresses in the storage; everything else that is text gets the marker.
CODES = {
    "stored_as", "sha256", "media_type", "approved_digest", "state", "outcome", "step", "from_state", "to_state",
    "kind", "result", "language", "country", "citizenship", "training_state", "wanted_land", "municipality",
    "postcode", "email", "statistics_key", "reminded",
}  # fmt: skip


def texts(model: type[models.Model], mark: str) -> dict[str, Any]:
    """A marked value for every text field of the model that holds words."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in CODES:
            text = f"{mark} {model._meta.model_name}.{field.name}"
            found[field.name] = text[: field.max_length] if field.max_length else text
    return found


def filled_case(
    organisation: Organisation, by: Person, mark: str, *, number: str, state: str = State.ASSESSMENT,
    position: TrainingPosition | None = None, precedent: Precedent | None = None, files: bool = True, **values: Any,
) -> Case:  # fmt: skip
    """A person with one case and a row in every table of it, the marker in every text and in every file."""
    applicant = Applicant.objects.create(
        organisation=organisation, birth_date=date(1990, 1, 2), sex="female", citizenship="PL", country="DE",
        email=f"{mark.split()[0].lower()}@example.org", postcode="12345", language="ar",
        **texts(Applicant, mark),
    )  # fmt: skip
    case = Case.objects.create(
        **{
            **texts(Case, mark), "organisation": organisation, "applicant": applicant, "number": number, "state": state,
            "handler": by, "created_by": by, "created_at": AT, "received_on": DAY, "completed_on": DAY,
            "training_state": "PL", "precedent": precedent, "route": {"reason": mark}, **values,
        }
    )  # fmt: skip
    training = Training.objects.create(case=case, language="pl", country="PL", **texts(Training, mark))
    experience = Experience.objects.create(case=case, country="PL", **texts(Experience, mark))
    document = Document.objects.create(
        case=case, kind="certificate", state="arrived", arrived_on=DAY, language="pl", media_type="application/pdf",
        stored_as=_stored(f"cases/{case.pk}/one.pdf", mark) if files else "", **texts(Document, mark),
    )  # fmt: skip
    notices = [
        Notice.objects.create(
            case=case, kind=kind, state=status, drafted_by=by, drafted_at=AT, texts={"reasons": mark},
            order={"reason": mark}, content={"paragraphs": [mark]}, issued_by=by if status == "issued" else None,
            issued_on=DAY if status == "issued" else None,
            stored_as=_stored(f"cases/{case.pk}/{kind}.pdf", mark) if files and status == "issued" else "",
            **texts(Notice, mark),
        )
        for kind, status in (("acknowledgement", "issued"), ("decision", "draft"))
    ]  # fmt: skip
    for step, notice in ((Step.RECEIVE, None), (Step.ACKNOWLEDGE, notices[0]), (Step.COMPLETE, None)):
        CaseEvent.objects.create(
            case=case, step=step, on=DAY, at=AT, by=by, from_state=State.RECEIVED, to_state=State.COMPLETE,
            notice=notice, **texts(CaseEvent, mark),
        )  # fmt: skip
    CaseTask.objects.create(case=case, due=DAY, person=by, **texts(CaseTask, mark))
    FileNote.objects.create(case=case, at=AT, by=by, **texts(FileNote, mark))
    CaseMessage.objects.create(
        case=case, direction="out", partner="applicant", channel="post", on=DAY, at=AT, by=by, notice=notices[0],
        **texts(CaseMessage, mark),
    )  # fmt: skip
    assessment = Assessment.objects.create(case=case, **texts(Assessment, mark))
    if position is not None:
        finding = PositionFinding.objects.create(
            assessment=assessment, position=position, by=by, **texts(PositionFinding, mark)
        )
        finding.trainings.add(training)
        finding.experiences.add(experience)
        finding.documents.add(document)
    return case


def _stored(place: str, mark: str) -> str:
    """A file with the marker in it."""
    return str(default_storage.save(place, ContentFile(PDF + mark.encode())))
