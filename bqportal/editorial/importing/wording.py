"""What is wrong and what to do about it, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from bqportal.editorial.faults import Code, Fault, shown
from bqportal.editorial.importing.workbook import Misplaced
from bqportal.editorial.shapes import Shape, is_language

MOST_CHOICES = 30  # more than that nobody reads


def words_of(fault: Fault) -> str:
    """One sentence for a fault.

    >>> words_of(Fault(Code.OUT_OF_RANGE, "level.eqf", params={"low": 1, "high": 8, "value": "9"}))
    'must be a whole number from 1 to 8, not “9”'
    """
    params: dict[str, Any] = {"value": "", **fault.params}
    for name in ("choices", "known"):
        listed = [str(one) for one in params.get(name, ())]
        params[name] = ", ".join(listed[:MOST_CHOICES]) + (" …" if len(listed) > MOST_CHOICES else "")
    sentence = {
        Code.MISSING: _("is missing"),
        Code.TOO_LONG: _("is too long; at most %(limit)s characters"),
        Code.TOO_MANY: _("has too many entries; at most %(limit)s"),
        Code.NOT_A_TEXT: _("must be a text, not “%(value)s”"),
        Code.NOT_A_NUMBER: _("must be a number, not “%(value)s”"),
        Code.OUT_OF_RANGE: _("must be a whole number from %(low)s to %(high)s, not “%(value)s”"),
        Code.NOT_A_CHOICE: _("must be one of %(choices)s, not “%(value)s”"),
        Code.NOT_A_FLAG: _("must be true or false, not “%(value)s”"),
        Code.NOT_A_DATE: _("must be a date such as 2019, 2019-09 or 2019-09-01, not “%(value)s”"),
        Code.NOT_AN_ADDRESS: _("must be a web address that begins with https:// or http://, not “%(value)s”"),
        Code.NOT_A_LANGUAGE: _("must be a language code such as pl, not “%(value)s”"),
        Code.NOT_A_COUNTRY: _("must be a country code such as PL, not “%(value)s”"),
        Code.NOT_A_LIST: _("must be a list"),
        Code.NOT_A_MAPPING: _("must be a mapping (key: value)"),
        Code.TWICE: _("stands twice: “%(value)s”"),
        Code.HAS_NUL: _("holds characters that cannot be kept"),
        Code.UNKNOWN_FIELD: _("is not known here; known are %(known)s"),
        Code.FIXED: _("stays as it is once the record is public: “%(value)s”"),
    }[fault.code]
    return sentence % params


def place_of(fault: Fault, shape: Shape) -> str:
    """Where a fault stands, as people call it: “training unit 3 · hours”."""
    fields, words = shape.fields, []
    rows = next((one for one in shape.rows if one.key == fault.rows), None)
    if rows is not None:
        fields, words = rows.fields, [f"{rows.row} {fault.row}" if fault.row else str(rows.label)]
    languages = [part for part in fault.path.split(".") if is_language(part)]
    labels = [str(one.label) for one in fields if fault.path in {one.at(code) for code in ["", *languages]}]
    return " · ".join([*words, *(labels[:1] or filter(None, [fault.path])), *languages[:1]])


def words_of_misplaced(found: Misplaced) -> str:
    """One sentence for a sheet, column or row that cannot be understood."""
    value = shown(found.value)
    return {
        "sheet": _("This sheet is missing. Export a record to see how a workbook looks."),
        "unknown_sheet": _("This sheet is not known here. Rename or remove it."),
        "column": _("The column “%(value)s” is not known here. Correct its name in row 1, or remove it."),
        "no_column": _("The column “%(value)s” is missing."),
        "record": _("There is no record “%(value)s” in the sheet Records."),
        "order": _("The order must be a whole number, not “%(value)s”."),
        "twice": _("“%(value)s” stands twice."),
        "no_key": _("The source has no key. Give it a short name such as s1."),
        "format": _("The file was made by another version of the portal. Export it again."),
    }[found.what] % {"value": value}
