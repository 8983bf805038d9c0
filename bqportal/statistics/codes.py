"""Our codes and those of the statistical office."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bqportal.procedures.models import Applicant
from bqportal.procedures.wordings import OUTCOMES, RESULTS
from bqportal.procedures.workflow import Outcome
from bqportal.statistics.models import CodeMapping
from bqportal.statistics.wordings import attribute_name

Mapped = Mapping[tuple[str, str], str]
PENDING, WITHOUT = "pending", "without_decision"
DECISIONS = (*(outcome.value for outcome in Outcome), WITHOUT, PENDING)
REMEDY_RESULTS = ("granted", "partly", "refused", "withdrawn")
YES_OR_NO = ("1", "0")
# Codes that are ours and fixed. Others are ISO 3166 (states), the AGS (municipalities) and slugs (occupations).
FIXED: dict[str, tuple[str, ...]] = {
    "sex": tuple(Applicant.Sex.values),
    "subject": ("regulated", "not_regulated"),
    "first_decision": DECISIONS, "final_decision": DECISIONS,
    "objection_result": REMEDY_RESULTS, "court_result": REMEDY_RESULTS,
    **dict.fromkeys(("is_accelerated", "has_analysis", "is_extended", "is_partial_access", "is_without_decision"),
                    YES_OR_NO),
}  # fmt: skip


def code_words(field: str, ours: str) -> str:
    """A fixed code in words; empty for others, which are codes of somebody else already."""
    words: dict[str, object] = {
        "regulated": _("regulated occupation"), "not_regulated": _("other occupation"), "1": _("yes"), "0": _("no"),
        WITHOUT: _("ended without a decision"), PENDING: _("not decided yet"), **OUTCOMES, **RESULTS,
        **dict(Applicant.Sex.choices),
    }  # fmt: skip
    return str(words.get(ours, "")) if field in FIXED else ""


def mapping() -> dict[tuple[str, str], str]:
    """Attribute and our code → the office's code."""
    return {(row.field, row.ours): row.theirs for row in CodeMapping.objects.all()}


def table_shown() -> dict[str, str]:
    """The table as a form shows it, for the digest that keeps two writers apart."""
    return {f"{field}:{ours}": theirs for (field, ours), theirs in sorted(mapping().items())}


def translated(record: Mapping[str, str], known: Mapped) -> dict[str, str]:
    """The record in the office's codes; where the table has none, ours stays."""
    return {name: known.get((name, value), value) for name, value in record.items()}


@dataclass(frozen=True)
class CodeLine:
    """A code of ours with the words for it, and the office's; empty where the table has none."""

    field: str
    ours: str
    words: str
    theirs: str = ""

    @property
    def attribute(self) -> str:
        """The attribute in words."""
        return attribute_name(self.field)


def code_lines() -> list[CodeLine]:
    """Every code that we know of, and every one in the table: one query."""
    known = mapping()
    fixed = [(field, ours) for field, codes in FIXED.items() for ours in codes]
    rows = [*fixed, *(key for key in sorted(known) if key not in set(fixed))]
    return [CodeLine(field, ours, code_words(field, ours), known.get((field, ours), "")) for field, ours in rows]
