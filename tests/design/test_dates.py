"""A date in three boxes."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from bqportal.design.dates import DateBoxesField
from bqportal.design.templatetags.form_fields import error_summary, field


class Sample(forms.Form):
    day = DateBoxesField(label="Day of issue", help_text="For example 27 3 2019")
    since = DateBoxesField(required=False)


def filled(day: str, month: str, year: str, **more: str) -> Sample:
    return Sample({"day_day": day, "day_month": month, "day_year": year, **more})


def test_three_boxes_are_one_date():
    form = filled("27", "3", "2019")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2019, 3, 27), "since": None}


@pytest.mark.parametrize(
    "typed",
    [
        ("31", "2", "2019"),
        ("a", "3", "2019"),
        ("1", "3", "19"),
        ("0", "1", "2019"),
        ("1", "1", "99999"),
        ("１x", "1", "2019"),
    ],
)
def test_what_is_no_date_is_refused_with_an_example(typed):
    form = filled(*typed)
    with override("en"):
        assert form.errors["day"] == ["Enter a real date, for example 27 3 2019"]


def test_a_missing_box_is_said():
    with override("en"):
        assert filled("1", "", "2019").errors["day"] == ["Enter day, month and year"]


def test_an_empty_required_date_is_said():
    assert "day" in filled("", "", "").errors


def test_an_optional_date_half_typed_is_said_too():
    assert "since" in filled("1", "1", "2019", since_day="1").errors


def test_typed_values_stay_in_the_boxes_and_the_summary_leads_to_the_first():
    form = filled("31", "2", "2019")
    assert 'value="31"' in str(form["day"])
    assert error_summary(form)["entries"][0][:2] == ("id_day_0", "Day of issue")


def test_the_group_is_described_by_hint_and_error():
    assert field(filled("31", "2", "2019")["day"])["described"] == "id_day-hint id_day-error"
