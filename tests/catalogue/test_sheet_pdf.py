"""The paper of a comparison sheet: tagged, in German and the reader's language, with code, address and QR code."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from bqportal.catalogue.pdf.sheet import qr_svg, sheet_content
from bqportal.catalogue.sheet_showing import Lasting, grouped
from bqportal.comparison.models import ComparisonSheet
from bqportal.comparison.sheets.making import make_sheet
from bqportal.qualifications.models import Qualification
from tests.catalogue.conftest import Portal
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
LASTING = Lasting("https://x.org/q", "https://x.org/o", "https://x.org/c")


@pytest.fixture
def sheet(portal: Portal) -> ComparisonSheet:
    return make_sheet(qualification=portal.qualification, occupation=portal.occupation, year=2020, at=timezone.now())


def paper(visitor: Client, sheet: ComparisonSheet, language: str) -> PdfReader:
    response = visitor.get(f"/{language}/sheets/{sheet.code}/sheet.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Robots-Tag"] == "noindex"
    assert f"comparison-sheet-{grouped(sheet.code)}.{language}.pdf" in response["Content-Disposition"]
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    return PdfReader(io.BytesIO(response.content))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def alternatives(pdf: PdfReader) -> list[str]:
    """The texts that stand for pictures."""
    found, waiting = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node: Any = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            waiting += [node["/K"]] if "/K" in node else []
    return found


def links(pdf: PdfReader) -> set[str]:
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes}


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_it_is_tagged_titled_and_carries_code_and_address(
    sheet: ComparisonSheet, visitor: Client, language: str
) -> None:
    pdf = paper(visitor, sheet, language)
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == language
    xmp = catalog["/Metadata"].get_data()
    assert b"pdfuaid:part" in xmp
    assert b"pdfaid:part" in xmp
    assert pdf.metadata
    assert "Technik mechatronik" in str(pdf.metadata.title)
    assert grouped(sheet.code) in str(pdf.metadata.title)
    text = text_of(pdf)
    assert grouped(sheet.code) in text
    address = f"http://testserver/de/sheets/{sheet.code}/"
    assert address in links(pdf), "a clerk reads German"
    assert address in text or language == "ar", "from right to left it is cut into pieces by whoever reads it out"
    assert "\u00ad" not in text, "what is copied from it has no soft hyphens"
    assert any(address in words for words in alternatives(pdf)), "the QR code says what it is"


def test_german_readers_get_one_language_and_others_two(sheet: ComparisonSheet, visitor: Client) -> None:
    german, double = text_of(paper(visitor, sheet, "de")), text_of(paper(visitor, sheet, "en"))
    assert "Duration" not in german
    for words in ("Dauer", "Duration", "5 Jahre", "5 years", "Deutsch", "English", "Polen", "Poland"):
        assert words in double
    for words in ("Techniker für Mechatronik", "Montage 1", "Prüfen, Anreißen", "Rozporządzenie 2019", "VwVfG"):
        assert words in german
    assert "Montaż 1" in double


def test_both_languages_say_the_same_number_of_things(sheet: ComparisonSheet) -> None:
    with override("ar"):
        content = sheet_content(sheet, "ar", address="https://x.org/s", lasting=LASTING)
    arabic, german = content["columns"]
    assert (arabic["dir"], german["dir"], content["dir"]) == ("rtl", "ltr", "rtl")
    for one, other in zip(arabic["sections"], german["sections"], strict=True):
        assert len(one["rows"]) == len(other["rows"])
        assert len(one["text"]) == len(other["text"])
    facts = {row["label"]["text"]: row["values"] for row in german["sections"][0]["rows"]}
    assert {"text": "Technik mechatronik", "lang": "pl", "dir": "ltr"} in facts["Ausbildungsnachweis"]
    assert facts["Rechtsgrundlage"] == [{"text": "keine Angabe"}]


def test_the_language_of_the_page_does_not_leak_into_the_other(sheet: ComparisonSheet) -> None:
    with override("ar"):
        german = sheet_content(sheet, "de", address="https://x.org/s", lasting=LASTING)
    assert [column["lang"] for column in german["columns"]] == ["de"]
    assert german["columns"][0]["facts"] == ["Angabe", "Inhalt"]


def test_a_superseded_sheet_says_so_on_paper(sheet: ComparisonSheet, visitor: Client) -> None:
    assert "out of date" not in text_of(paper(visitor, sheet, "en"))
    Qualification.objects.update(duration_months=48)
    text = text_of(paper(visitor, sheet, "en"))
    assert "This sheet is out of date" in text
    assert "5 years" in text, "what was signed stays"


def test_hints_and_empty_profiles_have_a_paper_too(portal: Portal, visitor: Client) -> None:
    bare = QualificationFactory(title="Bez #panic(1) $x$", duration_months=None, eqf_level=None)
    bare.units.all().delete()
    for theirs, ours in (
        (portal.qualification, OccupationVersionFactory(positions=3).occupation),
        (bare, OccupationVersionFactory(positions=1).occupation), (bare, ReferenceOccupationFactory()),
    ):  # fmt: skip
        sheet = make_sheet(qualification=theirs, occupation=ours, year=None, at=timezone.now())
        text = text_of(paper(visitor, sheet, "en"))
        assert "no information" in text
        assert "What is missing cannot be said" in text
    assert "#panic(1)" in text, "text stays text"


def test_the_qr_code_is_one_path_with_a_margin() -> None:
    svg = qr_svg("https://x.org/de/sheets/7K3F9Q2MXR/")
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    assert svg.count("<path") == 1
    places = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", svg)]
    assert min(x for x, _y in places) == min(y for _x, y in places) == 4
    assert max(x for x, _y in places) == size - 5
    assert qr_svg("https://x.org/1") != qr_svg("https://x.org/2")
