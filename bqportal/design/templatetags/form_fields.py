"""Forms as KERN and the GOV.UK patterns have them: ``{% load form_fields %}``."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField

from bqportal.design.dates import DateBoxes

register = template.Library()


@register.inclusion_tag("design/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """``{% error_summary form %}``: on top of the page, each error a link to its field.

    Shows nothing when the form has no error. The layout puts "Error:" before the title when
    the template has a ``form`` with errors.
    """
    entries = [(_first_control(field), field.label, error) for field in form.visible_fields() for error in field.errors]
    return {"general": form.non_field_errors() if form.is_bound else [], "entries": entries}


def _first_control(field: BoundField) -> str:
    """The id of the control that a link to the field should focus."""
    last = "_0" if _control(field) in ("choices", "date") else ""
    return f"{field.auto_id}{last}"


def _control(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, DateBoxes):
        return "date"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


@register.inclusion_tag("design/field.html")
def field(field: BoundField, width: str = "") -> dict[str, Any]:
    """``{% field form.title %}``: label, hint, error and control of one form field.

    ``width`` is "2" or "4" for a number of that many digits, as in KERN.
    """
    kind = _control(field)
    base = field.auto_id
    described = " ".join(
        name for name, wanted in ((f"{base}-hint", field.help_text), (f"{base}-error", field.errors)) if wanted
    )
    attributes: dict[str, Any] = {"class": _css_class(kind, bool(field.errors), width)}
    if kind not in ("choices", "date"):
        attributes["aria-describedby"] = described or None
        attributes["aria-invalid"] = "true" if field.errors else None
    control = field.as_widget(attrs={k: v for k, v in attributes.items() if v})
    return {"field": field, "kind": kind, "control": control, "described": described, "base": base}


def _css_class(kind: str, has_error: bool, width: str) -> str:
    if kind == "choices":
        return "kern-form-check__radio"
    name = {
        "checkbox": "kern-form-check__checkbox",
        "select": "kern-form-input__select",
    }.get(kind, "kern-form-input__input")
    names = [name]
    if has_error:
        names.append(f"{name}--error")
    if width and kind == "text":
        names.append(f"{name}--width-{width}")
    return " ".join(names)
