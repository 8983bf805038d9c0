"""Tables of recognition cases. All of them belong to one body; no other body sees a row."""

from bqportal.procedures.models.assessing import Assessment, PositionFinding
from bqportal.procedures.models.cases import Case, CaseEvent
from bqportal.procedures.models.counselling import (
    CounsellingContact,
    CounsellingEducation,
    CounsellingLanguage,
    CounsellingOffice,
    CounsellingReferral,
    CounsellingRequest,
    CounsellingTally,
    CounsellingWork,
)
from bqportal.procedures.models.evidence import Document, Experience, Training
from bqportal.procedures.models.notices import Notice
from bqportal.procedures.models.offices import Absence, CaseOffice, RemedyInstruction
from bqportal.procedures.models.people import Applicant
from bqportal.procedures.models.work import CaseMessage, CaseTask, FileNote

__all__ = [
    "Absence",
    "Applicant",
    "Assessment",
    "Case",
    "CaseEvent",
    "CaseMessage",
    "CaseOffice",
    "CaseTask",
    "CounsellingContact",
    "CounsellingEducation",
    "CounsellingLanguage",
    "CounsellingOffice",
    "CounsellingReferral",
    "CounsellingRequest",
    "CounsellingTally",
    "CounsellingWork",
    "Document",
    "Experience",
    "FileNote",
    "Notice",
    "PositionFinding",
    "RemedyInstruction",
    "Training",
]
