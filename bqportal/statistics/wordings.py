"""What the portal calls attributes, classes of outcomes and tables. Imports nothing of a case."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = Promise | str
ATTRIBUTE_NAMES: dict[str, Words] = {
    "record_no": _("record number"), "respondent": _("respondent"), "year": _("year"),
    "citizenship": _("citizenship"), "sex": _("sex"),
    "residence": _("residence (municipality key, or state abroad)"),
    "acknowledged_on": _("receipt acknowledged"), "completed_on": _("documents complete"),
    "training_state": _("state of training"), "reference_occupation": _("reference occupation"),
    "kldb": _("KldB 2010"), "subject": _("subject: regulated or not"),
    "first_decided_on": _("first decision, day"), "first_decision": _("first decision"),
    "final_decided_on": _("final decision, day"), "final_decision": _("final decision"),
    "is_accelerated": _("accelerated procedure"), "has_analysis": _("qualification analysis"),
    "is_extended": _("period extended"), "is_partial_access": _("partial access"),
    "is_without_decision": _("ended without a decision"),
    "objected_on": _("objection filed"), "objection_decided_on": _("objection decided"),
    "objection_result": _("result of the objection"), "sued_on": _("action filed"),
    "court_decided_on": _("action decided"), "court_result": _("result of the action"),
}  # fmt: skip
CLASSES: dict[str, Words] = {
    "full": _("full equivalence"),
    "limited": _("partial equivalence, measure or partial access"),
    "negative": _("no equivalence or rejected"),
    "without_decision": _("ended without a decision"),
    "negative+without_decision": _("no equivalence, rejected, or ended without a decision"),
    "limited+negative+without_decision": _("every other result"),
}
# The same above the columns of a table, where there is little room.
COLUMNS: dict[str, Words] = {
    "full": _("full"),
    "limited": _("partial or measure"),
    "negative": _("none or rejected"),
    "without_decision": _("no decision"),
    "negative+without_decision": _("none or no decision"),
    "limited+negative+without_decision": _("every other result"),
}
TABLE_NAMES: dict[str, Words] = {
    "subject": _("Regulated and other occupations"),
    "training_state": _("State of training"),
    "reference_occupation": _("Reference occupation"),
}
ROWS: dict[tuple[str, str], Words] = {
    ("subject", "regulated"): _("regulated occupations"),
    ("subject", "not_regulated"): _("other occupations"),
    ("training_state", ""): _("other states"),
    ("reference_occupation", ""): _("other occupations or none named"),
}


def attribute_name(name: str) -> str:
    """An attribute in words."""
    return str(ATTRIBUTE_NAMES.get(name, name))


def class_name(key: str) -> str:
    """A class of outcomes in words."""
    return str(CLASSES.get(key, key))


def column_name(key: str) -> str:
    """A class of outcomes in few words."""
    return str(COLUMNS.get(key, key))


def table_name(key: str) -> str:
    """What a table is about."""
    return str(TABLE_NAMES.get(key, key))


def hidden_word() -> str:
    """What stands in a cell that is not published."""
    return gettext("suppressed")
