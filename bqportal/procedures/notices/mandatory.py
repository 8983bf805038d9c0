"""What a notice must have before it may go out (§§ 6, 7, 10, 11, 13–15 BQFG, §§ 37, 39 VwVfG, § 58 VwGO). Pure."""

from collections.abc import Iterable, Mapping

from bqportal.procedures.workflow import Outcome

# Every part that the law or good order demands, in the order of the checklist.
PARTS = (
    "authority", "letterhead", "signature", "addressee", "number", "occupation", "regulation", "regulation_date",
    "citation", "specialisation", "operative", "foreign_title", "transliteration", "institution", "training_state",
    "training_dates", "duration", "reasons", "existing", "differences", "limbs", "experience", "measures", "choice",
    "level", "hints", "costs", "remedy",
    "received", "period", "start", "missing_list", "wanted", "reason", "until", "cooperation", "doubts", "analysis",
    "method", "consequence", "new_end", "state", "immigration_office", "employer",
)  # fmt: skip
# The authority recognisable, with the name of who signs (§ 37 Abs. 3 VwVfG), to whom, in which matter.
ALWAYS = frozenset({"authority", "letterhead", "signature", "addressee", "number", "occupation"})
BY_KIND: dict[str, frozenset[str]] = {
    "acknowledgement": frozenset({"received", "period", "start"}),  # § 6 Abs. 2 Satz 2, § 13 Abs. 2 Satz 2
    "missing": frozenset({"missing_list", "start"}),  # § 6 Abs. 2 Satz 3 und 4
    "request": frozenset({"wanted", "reason", "until", "cooperation"}),  # § 5 Abs. 4 und 5, § 15 Abs. 3
    "analysis": frozenset({"analysis", "reason", "method"}),  # § 14
    "warning": frozenset({"wanted", "reason", "until", "consequence"}),  # § 15 Abs. 3
    "extension": frozenset({"reason", "new_end"}),  # § 6 Abs. 3 Satz 3 und 4
    "state": frozenset({"state"}),
    "decision": frozenset({"operative", "costs", "remedy"}),  # § 7 Abs. 3
}
_REGULATION = frozenset({"regulation", "regulation_date", "citation"})
_TRAINING = frozenset({"foreign_title", "institution", "training_state", "training_dates", "duration"})
_WHOLE = _REGULATION | _TRAINING
_DIFFERENT = frozenset({"existing", "differences", "limbs", "experience", "reasons"})  # § 7 Abs. 2, § 10 Abs. 1
BY_OUTCOME: dict[str, frozenset[str]] = {
    Outcome.FULL: _WHOLE,  # no reasons needed, § 39 Abs. 2 Nr. 1 VwVfG
    Outcome.PARTIAL: _WHOLE | _DIFFERENT | {"hints"},
    Outcome.NONE: _WHOLE | {"reasons", "existing", "experience"},
    Outcome.MEASURE: _WHOLE | _DIFFERENT | {"measures", "choice", "hints"},
    Outcome.FULL_AFTER_MEASURE: _WHOLE,
    Outcome.PARTIAL_ACCESS: _WHOLE | {"reasons"},
    Outcome.ALREADY_ESTABLISHED: frozenset({"foreign_title", "reasons"}),
    Outcome.NOT_ENTITLED: frozenset({"reasons"}),
    Outcome.NOT_COOPERATED: frozenset({"reasons", "consequence"}),
    Outcome.ON_RECORD: frozenset({"reasons"}),
}


def demanded(kind: str, outcome: str = "", asked: Iterable[str] = ()) -> frozenset[str]:
    """Every part that a notice of this kind must have.

    Args:
        asked: what this very case asks for besides, such as a transliteration where the title is not in Latin letters.
    """
    by_outcome = BY_OUTCOME.get(outcome, frozenset()) if kind == "decision" else frozenset()
    return ALWAYS | BY_KIND[kind] | by_outcome | frozenset(asked)


def lacks(kind: str, outcome: str, parts: Mapping[str, object], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Mandatory parts that are absent or empty, in the order of the checklist.

    Args:
        parts: part → whatever it says; empty text, None and False count as absent.
    """
    wanted = demanded(kind, outcome, asked)
    return tuple(part for part in PARTS if part in wanted and not _says_something(parts.get(part)))


def _says_something(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
