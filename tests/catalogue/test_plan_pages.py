"""The plan as a page and as a PDF in two languages."""

import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from bqportal.catalogue.finder.plan import plan_of
from bqportal.catalogue.finder.questions import Answers
from bqportal.catalogue.pdf.plan import LAYOUT, plan_content
from bqportal.design.pdf import typeset
from bqportal.languages.markup import unbroken
from tests.catalogue.test_plan import DAY, _world  # noqa: F401 - the same small world

pytestmark = pytest.mark.django_db
BAKER = {
    "title": "خباز", "meaning": "o-baecker", "country": "SY", "business": "no", "place": "52062",
    "certificate": "lost",
}  # fmt: skip
LANGUAGES = ["de", "en", "ar", "fa", "uk", "tr", "ru", "fr", "es", "pl", "ro", "bs"]


def page(visitor: Client, language: str = "en", **answers: str) -> str:
    response = visitor.get(f"/{language}/finder/plan/", {**BAKER, **answers})
    assert response.status_code == 200
    assert not response.cookies
    text: str = response.content.decode()
    return text


def read(response: Any) -> PdfReader:
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def test_the_page_says_everything_and_keeps_nothing(visitor: Client):
    html = page(visitor)
    for words in (
        "What you have", "May you work", "Who decides", "Handwerkskammer Aachen", "no information", "Sources",
        "Other ways", "Your next step", "Address of this plan", "finder/plan.pdf?title=", unbroken("§ 14 BQFG"),
    ):  # fmt: skip
        assert words in html, words
    assert '<bdi class="bq-legal" lang="de" dir="ltr">(zuständige Stelle)</bdi>' in html
    assert "noindex" in html


def test_no_fact_is_blank(visitor: Client):
    html = page(visitor)
    assert "<dd></dd>" not in html
    assert "<li></li>" not in html
    assert "<h3></h3>" not in html


def test_in_german_no_term_stands_twice(visitor: Client):
    html = page(visitor, "de")
    assert "bq-legal" not in html
    assert "two languages" not in html


def test_in_arabic_german_names_keep_their_direction(visitor: Client):
    html = page(visitor, "ar")
    assert '<span lang="de" dir="ltr">Bäcker / Bäckerin</span>' in html


def test_what_was_typed_is_escaped(visitor: Client):
    html = page(visitor, title="<script>alert(1)</script>")
    assert "<script>alert" not in html


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_the_pdf_is_tagged_titled_and_german_always(visitor: Client, language: str):
    pdf = read(visitor.get(f"/{language}/finder/plan.pdf", BAKER))
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == language
    assert "Bäcker" in (pdf.metadata.title or "")
    marks = dict.fromkeys(range(0x2066, 0x206A))  # they keep the order of two directions in a line
    text = " ".join("".join(one.extract_text() for one in pdf.pages).translate(marks).split())
    assert "Handwerkskammer Aachen" in text
    assert "finder/plan/" in text
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert "keine Angabe" in text  # German always, and nothing blank
    assert ("no information" in text) == (language == "en")


def plan_in(language: str) -> dict[str, Any]:
    return plan_content(plan_of(Answers(**BAKER), day=DAY), language, "https://x.org/uk/finder/plan/?a=b")


def test_two_columns_with_the_same_sections_and_only_one_for_germans():
    both = plan_in("uk")
    assert [column["lang"] for column in both["columns"]] == ["uk", "de"]
    first, second = both["columns"]
    assert len(first["sections"]) == len(second["sections"])
    assert all(
        item["legal"] == "" for section in second["sections"] for part in section["parts"] for item in part["items"]
    )
    assert len(plan_in("de")["columns"]) == 1


def test_links_lead_to_the_pages_in_the_language_of_their_column():
    both = plan_in("ar")
    urls = [
        {value["url"] for section in column["sections"] for part in section["parts"] for item in part["items"]
         for value in item["values"] if "url" in value}
        for column in both["columns"]
    ]  # fmt: skip
    assert "https://x.org/ar/occupations/baecker/" in urls[0]
    assert "https://x.org/de/occupations/baecker/" in urls[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_can_be_made_in_every_language(language: str):
    assert typeset(LAYOUT, plan_in(language)).startswith(b"%PDF")


def test_the_number_of_queries_does_not_grow_with_what_is_said(visitor: Client, django_assert_max_num_queries: Any):
    with django_assert_max_num_queries(60):
        page(visitor)
