"""What an entry says nothing about: named once at its end instead of under a row of empty headings."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUALIFICATION = {
    "access": _("Access"),
    "objectives": _("Learning objectives"),
    "organisation": _("How the training is organised"),
    "units": _("Content of the training"),
    "examination": _("Examination"),
    "progression": _("What it leads to"),
    "documents": _("Documents"),
}
COUNTRY = {
    "structure": _("Structure of the training system"),
    "stages": _("Pathways"),
    "certificates": _("Qualifications and certificates"),
    "quality_assurance": _("Quality assurance"),
    "reforms": _("Reforms"),
    "peculiarities": _("Peculiarities"),
    "bodies": _("Bodies"),
}


def missing_from(sheet: Mapping[str, Any], sections: Mapping[str, str | Promise]) -> list[str | Promise]:
    """The headings of those sections of a sheet that hold nothing, texts and lists alike."""
    return [heading for name, heading in sections.items() if not (sheet.get(name) or sheet["texts"].get(name))]
