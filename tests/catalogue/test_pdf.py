"""Fact sheets are tagged, titled, in the reader's language, and carry every original text as it is written."""

import io

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from bqportal.catalogue.pdf import fact_sheet
from bqportal.catalogue.pdf.content import fact_sheet_content

FACTS = {"responsible": "Testers", "last_checked": "2026-01-01", "review_by": "", "reviewed_on": "", "cites": {}}
SOURCE = {
    "number": 1,
    "title": "Закон",
    "url": "https://example.org/",
    "publisher": "P",
    "lang": "uk",
    "accessed": "",
    "weak": True,
}
QUALIFICATION = {
    "slug": "x",
    "title": "فني كهرباء",
    "lang": "ar",
    "transliteration": "fannī kahrabāʾ",
    "kind": "initial",
    "form": "dual",
    "practice_share": 0,
    "duration_months": 36,
    "national_level": "",
    "eqf_level": 4,
    "isced_level": None,
    "field": "",
    "certificate": "",
    "certificates": {},
    "legal_basis": "",
    "valid_from": "2019-09",
    "valid_to": "",
    "country": "SY",
    "comparable_occupations": [{"name_m": "Elektroniker", "name_f": "Elektronikerin"}],
    "bodies": [],
    "texts": {
        name: {} for name in ("title", "summary", "access", "objectives", "organisation", "examination", "progression")
    },
    "units": [
        {
            "number": "1",
            "title": "자동차정비기능사",
            "lang": "ko",
            "titles": {},
            "theory": None,
            "practice": None,
            "total": 80,
        }
    ],
    "sources": [SOURCE],
    **FACTS,
}
COUNTRY = {
    "code": "SY",
    "valid_from": "",
    "valid_to": "",
    "languages": ["ar"],
    "successors": [],
    "bodies": [],
    "stages": [],
    "texts": {n: {} for n in ("summary", "structure", "certificates", "quality_assurance", "reforms", "peculiarities")},
    "sources": [],
    **FACTS,
}
REGULATION = {
    "title": "Verordnung",
    "citation": "",
    "enacted": "2011-07-21",
    "in_force_from": "",
    "in_force_to": "",
    "legal_basis": "BBiG",
}
OCCUPATION = {
    "name_m": "Mechatroniker",
    "name_f": "Mechatronikerin",
    "titles": {"en": "mechatronics technician"},
    "summaries": {},
    "dqr_level": 4,
    "kldb": "",
    "isco": "",
    "sources": [],
    **FACTS,
    "versions": [
        {
            "duration_months": 42,
            "regulation": REGULATION,
            "positions": [
                {
                    "number": "1",
                    "section": "",
                    "text": "Umweltschutz",
                    "translations": {"en": "Environmental protection"},
                }
            ],
        }
    ],
}
COMPARISON = {
    "summaries": {"en": "A *short* summary."},
    "sources": [],
    **FACTS,
    "qualification": {
        "title": "Técnico",
        "lang": "es",
        "titles": {},
        "country": "ES",
        "duration_months": None,
        "units": QUALIFICATION["units"],
    },
    "occupation": {"name_m": "Koch", "name_f": "Köchin", "duration_months": 36, "regulation": REGULATION},
    "findings": [
        {
            "position": {"number": "1", "text": "Umweltschutz"},
            "verdict": "partly",
            "units": ["1"],
            "reasons": {"en": "Because."},
        }
    ],
}
SHEETS = {"qualification": QUALIFICATION, "country": COUNTRY, "occupation": OCCUPATION, "comparison": COMPARISON}


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_every_kind_is_tagged_titled_and_in_the_readers_language(kind, language):
    pdf = PdfReader(
        io.BytesIO(fact_sheet(kind, SHEETS[kind], language, address="https://x.org/a", version="2026-01-02"))
    )
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == language
    assert pdf.metadata.title
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "https://x.org/a" in text
    xmp = catalog["/Metadata"].get_data()
    assert b"pdfuaid:part" in xmp
    assert b"pdfaid:part" in xmp


def test_foreign_text_carries_language_and_direction():
    content = fact_sheet_content("qualification", QUALIFICATION, "de", address="a", version="2026-01-02")
    assert content["title"] == {"text": "فني كهرباء", "lang": "ar", "dir": "rtl"}
    unit = next(section for section in content["sections"] if section["heading"] in ("Content", "Inhalt"))["rows"][0]
    assert {"text": "자동차정비기능사", "lang": "ko", "dir": "ltr"} in unit


def test_what_nobody_knows_says_so_and_zero_is_known():
    with override("en"):
        content = fact_sheet_content("qualification", QUALIFICATION, "en", address="a", version="2026-01-02")
    facts = {fact["label"]: fact["values"][0]["text"] for fact in content["sections"][0]["facts"]}
    assert facts["Share of practice"] == "0 %"
    assert facts["ISCED 2011 level"] == "no information"
    assert content["notice"]["heading"] == "Not yet reviewed by a professional"


def test_columns_without_content_are_left_out():
    with override("en"):
        content = fact_sheet_content("qualification", QUALIFICATION, "en", address="a", version="2026-01-02")
    assert next(s for s in content["sections"] if s["heading"] == "Content")["columns"] == ["No.", "Unit", "Hours"]


def test_text_stays_text():
    sheet = {**COMPARISON, "summaries": {"en": '#panic("x") $x$ \\ <script> *bold*'}}
    pdf = PdfReader(io.BytesIO(fact_sheet("comparison", sheet, "en", address="a", version="2026-01-02")))
    assert '#panic("x")' in "".join(page.extract_text() for page in pdf.pages)
