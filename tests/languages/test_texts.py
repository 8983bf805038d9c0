"""A reader gets the text she can read, and is told when it is in another language."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from bqportal.languages import names
from bqportal.languages.dates import readable_date
from bqportal.languages.markup import rendered, unbroken
from bqportal.languages.texts import Chosen, chosen
from bqportal.languages.wordings import duration, paragraphs


@pytest.mark.parametrize(
    ("texts", "language", "expected"),
    [
        ({"de": "Bäcker", "en": "baker"}, "de", Chosen("Bäcker", "de")),
        ({"de": "Bäcker", "en": "baker"}, "ar", Chosen("baker", "en")),
        ({"de": "Bäcker", "en": ""}, "en", Chosen("Bäcker", "de")),
        ({"fr": "boulanger"}, "de", Chosen("boulanger", "fr")),
        ({}, "de", Chosen("", "de")),
        (None, "de", Chosen("", "de")),
    ],
)
def test_the_next_best_language_is_chosen(texts, language, expected):
    assert chosen(texts, language) == expected


def test_a_text_in_another_language_is_marked_and_escaped():
    with override("de"):
        html = Template("{% load languages %}{% text t %}").render(Context({"t": {"ar": "<b>فني</b>"}}))
    assert html == '<span lang="ar" dir="rtl">&lt;b&gt;فني&lt;/b&gt;</span>'


def test_markdown_cannot_smuggle_scripts():
    html = rendered("**bold** <script>alert(1)</script> [x](javascript:alert(1)) ![i](x.png)")
    assert "<strong>bold</strong>" in html
    assert "<script" not in html
    assert "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert "<img" not in html


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("2019", "de", "2019"),
        ("2019-09", "de", "September 2019"),
        ("2019-09-01", "de", "1. September 2019"),
        (date(2019, 9, 1), "en", "September 1, 2019"),
        ("", "de", ""),
        (None, "de", ""),
    ],
)
def test_dates_are_no_more_exact_than_they_are_known(value, language, expected):
    assert readable_date(value, language) == expected


def test_names_come_from_cldr():
    assert names.territory_name("TR", "de") == "Türkei"
    assert names.territory_name("ZZZ", "de") == "ZZZ"
    assert names.language_name("pl", "de") == "Polnisch"
    assert names.autonym("ar") == "العربية"
    assert names.direction_of("fa") == "rtl"
    assert names.script_of("sr-Latn") == "Latn"
    assert names.script_of("not a language") == "Latn"


@pytest.mark.parametrize(
    ("months", "expected"),
    [(36, "3 years"), (42, "3 years and 6 months"), (12, "1 year"), (1, "1 month"), (None, ""), (0, "")],
)
def test_durations_read_as_people_say_them(months, expected):
    with override("en"):
        assert duration(months) == expected


def test_markdown_becomes_plain_blocks():
    assert paragraphs("# Head\n\nOne *word*\nmore.\n\n- two\n- `three`") == [
        ("heading", "Head"), ("p", "One word more."), ("item", "two"), ("item", "three"),
    ]  # fmt: skip


def test_a_citation_of_law_is_not_torn_apart():
    assert unbroken("nach § 4 Abs. 2 Nr. 1 BQFG, Art. 15") == "nach §\u00a04 Abs.\u00a02 Nr.\u00a01 BQFG, Art.\u00a015"
