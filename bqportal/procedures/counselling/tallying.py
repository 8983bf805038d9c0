"""Counting for the anonymous statistics, at the moment when something happens."""

from datetime import date
from typing import Any

from django.db.models import F

from bqportal.organisations.models import Organisation
from bqportal.procedures.counselling.rules import month_of, quarter_of
from bqportal.procedures.models import CounsellingRequest, CounsellingTally

Subject = CounsellingTally.Subject


def count_received(request: CounsellingRequest, day: date) -> None:
    """A request was sent to a centre: its month, its language, its goal, where its certificate is from."""
    countries = [education.country for education in request.educations.all() if education.country]
    for subject, key in (
        (Subject.MONTH, month_of(day)), (Subject.LANGUAGE, request.counselling_language),
        (Subject.GOAL, request.goal), (Subject.COUNTRY, countries[0] if countries else ""),
    ):  # fmt: skip
        _add(request.organisation, day, subject, key)


def count_closed(request: CounsellingRequest, day: date) -> None:
    """A request was closed with an outcome. Closed twice, it counts twice: what is counted are closings."""
    _add(request.organisation, day, Subject.OUTCOME, request.outcome)


def _add(organisation: Organisation, day: date, subject: str, key: str) -> None:
    """One more."""
    place: dict[str, Any] = {"organisation": organisation, "quarter": quarter_of(day), "subject": subject, "key": key}
    row, _is_new = CounsellingTally.objects.get_or_create(**place)
    CounsellingTally.objects.filter(pk=row.pk).update(count=F("count") + 1)
