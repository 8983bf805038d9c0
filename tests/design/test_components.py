"""The template tags: what they say, and that foreign text can never become markup."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from bqportal.design.context import Portal

LOADED = "{% load design charts form_fields %}"
HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;"


def rendered(source: str, path: str = "/en/x/", **context) -> str:
    request = RequestFactory().get(path)
    context = {"request": request, "portal": Portal(request), **context}
    with override("en"):
        return Template(LOADED + source).render(Context(context)).strip()


@pytest.mark.parametrize("content", [None, "", "  "])
def test_blank_says_no_information(content):
    assert rendered("{% value x %}", x=content) == '<span class="bq-none">no information</span>'


@pytest.mark.parametrize(("content", "text"), [(0, "0"), (False, "False"), (12345.5, "12,345.5"), (HOSTILE, ESCAPED)])
def test_a_value_is_shown_escaped_and_zero_is_a_value(content, text):
    assert rendered("{% value x %}", x=content).startswith(text)


def test_a_unit_follows_only_a_value():
    assert rendered("{% value 3 'h' %}") == "3 h"
    assert "h" not in rendered("{% value None 'h' %}").replace("</span>", "").split(">")[-1].split()


@pytest.mark.parametrize(
    ("language", "direction"), [("pl", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ckb", "rtl"), ("sr-Latn", "ltr")]
)
def test_foreign_text_carries_language_and_direction(language, direction):
    assert rendered("{% foreign x l %}", x=HOSTILE, l=language) == (
        f'<span lang="{language}" dir="{direction}">&lt;script&gt;alert(1)&lt;/script&gt;</span>'
    )


def test_foreign_text_of_unknown_language_lets_the_browser_find_the_direction():
    assert rendered("{% foreign x '' %}", x="?") == '<span dir="auto">?</span>'
    assert rendered("{% foreign x 'pl' %}", x="") == ""


def test_review_status_is_honest():
    assert "not yet reviewed" in rendered("{% review_status None %}")
    said = rendered("{% review_status d 'IHK' r %}", d=date(2026, 11, 23), r=date(2027, 11, 23))
    assert "checked on November 23, 2026" in said
    assert "by IHK" in said
    assert "next check by November 23, 2027" in said


def test_an_unknown_verdict_is_no_information_not_an_error():
    assert "no information" in rendered("{% verdict 'whatever' %}")


def test_breadcrumb_links_all_but_the_last():
    found = rendered('{% breadcrumb "A" "/a/" x %}', x=HOSTILE)
    assert '<a href="/a/">A</a>' in found
    assert f'<span aria-current="page">{ESCAPED}' in found


def test_pagination_keeps_the_query_and_names_each_page():
    pages = Paginator(range(100), 10)
    found = rendered("{% pagination p %}", "/en/x/?q=a%20b&page=9", p=pages.page(2))
    assert 'href="?q=a+b&amp;page=3"' in found
    assert 'aria-current="page"' in found
    assert rendered("{% pagination p %}", p=Paginator(range(3), 10).page(1)) == ""


def test_facets_offer_each_chosen_filter_to_be_undone():
    groups = [
        {
            "title": "Country",
            "options": [
                {"label": "Poland", "count": 1234, "url": "?all", "chosen": True},
                {"label": HOSTILE, "count": 1, "url": "?b", "chosen": False, "lang": "ar"},
            ],
        }
    ]
    found = rendered("{% facets groups %}", groups=groups)
    assert "Remove filter" in found
    assert "1,234" in found
    assert ESCAPED in found
    assert 'lang="ar" dir="rtl"' in found


def test_sources_say_publisher_language_day_and_weakness():
    source = {"title": "Ustawa", "lang": "pl", "url": "https://www.example.org/a", "publisher": "Sejm"}
    found = rendered("{% sources s %}", s=[{**source, "accessed": date(2026, 11, 23)}, {"title": "B", "weak": True}])
    for part in ('hreflang="pl"', '<span lang="pl" dir="ltr">Ustawa</span>', "(example.org)", "November 23, 2026"):
        assert part in found
    assert "secondary copy" in found
    assert "No source" in rendered("{% sources s %}", s=[])


def test_a_notice_keeps_its_content_as_markup_and_its_title_as_text():
    found = rendered('{% notice "warning" title=t %}<p>{{ t }}</p>{% endnotice %}', t=HOSTILE)
    assert found.count(ESCAPED) == 2
    assert "<p>" in found


def test_details_open_on_demand():
    assert "<details" in rendered('{% detail "More" %}x{% enddetail %}')
    assert " open>" in rendered('{% detail "More" is_open=True %}x{% enddetail %}')


def test_an_hours_bar_says_its_numbers():
    assert "480 hours: 120 theory, 360 practice" in rendered("{% hours_bar theory=120 practice=360 %}")
    assert "200 hours, not split" in rendered("{% hours_bar hours=200 maximum=600 %}")
    assert "no information" in rendered("{% hours_bar %}")


def test_pathways_escape_and_tell_the_same_in_words():
    stages = [
        {"key": "a", "title": "", "original": HOSTILE, "lang": "pl", "age_from": 15, "years": 1, "leads_to": ["b"]},
        {"key": "b", "title": "Second", "age_from": None, "years": 2.5, "leads_to": []},
    ]
    found = rendered('{% pathways s "Title" %}', s=stages)
    assert "<script" not in found
    assert "from age 15 · 1 year)" in found
    assert "2.5 years" in found
    assert "leads to Second" in found
    assert 'lang="pl"' in found


def test_no_stages_say_no_information():
    assert "no information" in rendered('{% pathways s "Title" %}', s=[])


def test_the_comparison_repeats_its_labels_for_narrow_screens():
    rows = [{"position": HOSTILE, "verdict": "partly", "units": [{"title": "u", "hours": 0}], "reason": HOSTILE}]
    found = rendered("{% comparison_table l r rows 'c' %}", l={"title": "L", "lang": "pl"}, r={"title": "R"}, rows=rows)
    assert found.count("bq-label") == 3
    assert "partly covered" in found
    assert "0 hours" in found
    assert "<script" not in found


def test_the_search_box_keeps_the_query(settings):
    settings.ROOT_URLCONF = "tests.design.urls"
    found = rendered("{% searchbox %}", "/en/search/?q=%22%3E%3Cscript%3E")
    assert 'value="&quot;&gt;&lt;script&gt;"' in found
    assert 'data-suggest="/en/search/suggest/"' in found
