"""A date as three boxes: day, month, year (GOV.UK pattern), without a picker and without guessing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DateBoxes(forms.MultiWidget):
    """Three number boxes in the order day, month, year; what was typed is kept."""

    template_name = "design/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput({**box, "maxlength": 2}),
                "month": forms.TextInput({**box, "maxlength": 2}),
                "year": forms.TextInput({**box, "maxlength": 4}),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Day, month and year of a date."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds the label and the width of each box."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        labels = ((_("Day"), 2), (_("Month"), 2), (_("Year"), 4))
        for box, (label, width) in zip(context["widget"]["subwidgets"], labels, strict=True):
            box["label"], box["width"] = label, width
        return context


class DateBoxesField(forms.MultiValueField):
    """A date typed into three boxes.

    Raises:
        ValidationError: a box is empty, holds no number, or the three are no date.
    """

    widget = DateBoxes
    default_error_messages = {
        "incomplete": _("Enter day, month and year"),
        "invalid": _("Enter a real date, for example 27 3 2019"),
    }

    def __init__(self, **options: Any) -> None:
        fields = (
            forms.IntegerField(min_value=1, max_value=31),
            forms.IntegerField(min_value=1, max_value=12),
            forms.IntegerField(max_value=9999, min_value=1000),
        )
        super().__init__(fields=fields, require_all_fields=False, **options)

    def clean(self, value: Any) -> Any:
        """The date; one message for whatever is wrong with the boxes."""
        typed = [str(part or "").strip() for part in (value or [])]
        if any(typed) and not all(typed):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if any(typed):
            return self._date(typed)
        return super().clean(value)

    def _date(self, typed: list[str]) -> date:
        try:
            day, month, year = (int(part) for part in typed)
            if year < 1000:
                raise ValueError(year)
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def compress(self, data_list: list[Any]) -> date | None:
        """None: a field that is not required and empty."""
        return None
