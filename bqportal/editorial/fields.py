"""Dates as exact as the source states them, and no more."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A year, a month or a day: 2019, 2019-09 or 2019-09-01. Sorts and compares as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [RegexValidator(PARTIAL_DATE, _("Write 2019, 2019-09 or 2019-09-01."))])
        super().__init__(*args, **kwargs)
