"""Notices of every kind, set as PDF and read back as text: every item of the checklist A10 is there."""

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from bqportal.procedures.models import Document
from bqportal.procedures.notices.building import draft_of
from bqportal.procedures.notices.typesetting import pdf_of
from bqportal.procedures.notices.wordfile import docx_of
from tests.procedures.notice_cases import AT, ON, Bench, with_profile

pytestmark = pytest.mark.django_db
LETTERS = {
    "acknowledgement": ({}, {}, "received", ("2. März 2026", "§ 6 Abs. 2 Satz 1 und 2 BQFG", "§ 6 Abs. 3 Satz 1 BQFG",
        "§ 6 Abs. 3 Satz 2 BQFG", "§ 5 Abs. 1 Nr. 3 BQFG")),
    "missing": ({}, {}, "received", ("§ 5 Abs. 1 Nr. 1 BQFG", "§ 5 Abs. 1 Nr. 5 BQFG", "§ 6 Abs. 2 Satz 3 und 4 BQFG")),
    "state": ({}, {}, "received", ('"received_on": "2026-03-02"', '"state": "received"', "§ 16d Abs. 3 AufenthG")),
    "request": ({"kind": "information", "reason": "Die Fächer sind unklar.", "until": "2026-04-30"},
        {"wanted": "Fächerübersicht\nStundentafel"}, "assessment", ("Fächerübersicht", "Stundentafel",
        "Die Fächer sind unklar.", "30. April 2026", "§ 5 Abs. 4 BQFG", "§ 15 Abs. 3 BQFG", "§ 6 Abs. 4 Satz 1 BQFG")),
    "analysis": ({"reason": "Die Schule wurde zerstört.", "promise": True}, {"method": "Fachgespräch am 5. Mai"},
        "assessment", ("Die Schule wurde zerstört.", "Fachgespräch am 5. Mai", "§ 14 Abs. 1 Satz 1 BQFG",
        "§ 14 Abs. 1 Satz 2 und 3 BQFG", "§ 16d Abs. 6 AufenthG")),
    "warning": ({"reason": "Ohne die Stundentafel kein Vergleich.", "until": "2026-04-30"}, {"wanted": "Stundentafel"},
        "assessment", ("Stundentafel", "30. April 2026", "§ 15 Abs. 3 Satz 1 BQFG", "§ 15 Abs. 2 BQFG")),
    "extension": ({"reason": "Ein Gutachten steht aus.", "months": 1}, {}, "assessment",
        ("Ein Gutachten steht aus.", "§ 6 Abs. 3 Satz 3 und 4 BQFG")),
}  # fmt: skip


def read(pdf):
    reader = PdfReader(BytesIO(pdf))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    return reader, re.sub(r"(?<=[a-zäöüß])- (?=[a-zäöüß])", "", text.replace("\u200b", ""))  # hyphens of line ends


def is_tagged(reader, language="de"):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert reader.metadata.title
    assert reader.outline  # bookmarks


def keys(content):
    return [part["key"] for part in content["parts"]]


@pytest.mark.parametrize("kind", LETTERS)
def test_letters_say_what_the_law_demands(kind):
    order, texts, state, wanted = LETTERS[kind]
    bench = Bench().receive() if state == "received" else Bench().assess()
    notice = bench.draft(kind, texts, **order)
    draft = draft_of(notice, on=ON)
    assert draft.lacks == ()
    reader, text = read(pdf_of(draft.content))
    is_tagged(reader)
    for words in (*wanted, "Handwerkskammer Musterstadt", "Erika Sachbearbeiter", bench.case.number, "9. März 2026"):
        assert words in text, words
    assert str(bench.case.applicant) in text
    assert "ENTWURF" not in text


DECISIONS = {
    "full": (("§ 4 Abs. 1 BQFG", "§ 50a BBiG, § 40a HwO"), ()),
    "partial": (("§ 4 Abs. 2 BQFG", "§ 7 Abs. 2 BQFG", "§ 4 Abs. 2 Nr. 1 BQFG", "§ 4 Abs. 2 Nr. 2 BQFG",
        "§ 4 Abs. 2 Nr. 3 BQFG", "Inhalt fehlt 2", "Kernaufgabe 3", "Keine Tätigkeit dazu 3", "Fünf Jahre im Beruf 1",
        "Fabryka Przykład", "§ 3 Abs. 1 BQFG", "§ 16d Abs. 1 AufenthG", "Anpassungslehrgang von sechs Monaten"),
        ("existing", "differences", "experience", "hints")),
    "none": (("§ 4 Abs. 1 BQFG", "Inhalt fehlt 0", "Kernaufgabe 0"), ("existing", "differences", "experience")),
}  # fmt: skip
A10 = (
    "Handwerkskammer Musterstadt", "Musterstraße 1", "Zora Zweitprüfer", "Musterweg 1", "9. März 2026",
    "Antriebstechnik", "Verordnung über die Berufsausbildung zum Mechatroniker", "21. Juli 2011", "BGBl. I S. 1516",
    "Technik mechatronik", "Technikum nr 1", "Polen", "1. September 2010", "30. Juni 2014", "31. August 2014", "48",
    "200 Euro", "Verwaltungsgericht Musterstadt, Gerichtsplatz 1", "innerhalb eines Monats",
)  # fmt: skip


@pytest.mark.parametrize("outcome", DECISIONS)
def test_decisions_hold_every_item_of_the_checklist(outcome):
    covered = {"full": 4, "partial": 2, "none": 0}[outcome]
    bench = with_profile(Bench().assess().find(covered)).decide(outcome)
    notice = bench.draft("decision")
    bench.approve(notice)
    notice = bench.issue(notice)
    reader, text = read(pdf_of(notice.content))
    is_tagged(reader)
    wanted, parts = DECISIONS[outcome]
    for words in (*A10, *wanted, bench.case.number, bench.version.name_m, str(bench.case.applicant)):
        assert words in text, words
    assert set(parts) <= set(keys(notice.content))
    assert keys(notice.content)[-2:] == ["remedy", "versions"]
    assert re.search(r"/de/qualifications/[^ ]+/as-of/2026-01-05/", text.replace("- ", "-"))
    assert {one["what"] for one in notice.quoted} >= {"qualification", "regulation"}


def test_each_difference_names_the_position_and_its_three_reasons():
    bench = Bench().assess().find(2).decide("partial")
    content = draft_of(bench.draft("decision")).content
    (part,) = [part for part in content["parts"] if part["key"] == "differences"]
    headings = [piece["text"] for piece in part["pieces"] if piece["kind"] == "heading"]
    assert headings == ["3 Prüfen, Anreißen und Kennzeichnen 3", "4 Prüfen, Anreißen und Kennzeichnen 4"]
    limbs = [piece for piece in part["pieces"] if piece["kind"] == "numbered"]
    assert [piece["more"][0]["text"] for piece in limbs[:3]] == [
        "Inhalt fehlt 2",
        "Kernaufgabe 2",
        "Keine Tätigkeit dazu 2",
    ]


def test_a_regulated_occupation_gets_measures_and_the_choice():
    bench = Bench(is_regulated=True).assess().find(2).decide("measure")
    draft = draft_of(bench.draft("decision", asks_level=True, texts={"level": "Niveau c verlangt, Niveau b vorhanden"}))
    assert draft.lacks == ()
    _reader, text = read(pdf_of(draft.content))
    for words in (
        "§ 9 Abs. 2 BQFG", "§ 10 Abs. 1 BQFG", "§ 10 Abs. 2, § 11 Abs. 1 BQFG", "§ 11 Abs. 1 und 2 BQFG",
        "§ 11 Abs. 1 und 3 BQFG", "§ 11 Abs. 4 BQFG", "Anpassungslehrgang von sechs Monaten", "Niveau c verlangt",
        "§ 9 Abs. 2 Nr. 2 BQFG", "Art. 11 RL 2005/36/EG",
    ):  # fmt: skip
        assert words in text, words
    assert {"measures", "choice", "level", "hints"} <= set(keys(draft.content))


@pytest.mark.parametrize(
    ("outcome", "state", "texts", "options", "words"),
    [
        ("full_after_measure", "decision_draft", {}, {"is_regulated": True}, "§ 9 Abs. 1 BQFG"),
        ("partial_access", "decision_draft", {"operative": "Nur Prüfarbeiten nach § 99 Fachgesetz", "reasons": "Weil"},
         {"is_regulated": True}, "Nur Prüfarbeiten nach § 99 Fachgesetz"),
        ("already_established", "decision_draft", {"reasons": "Bescheid vom 1. Mai 2020"}, {}, "§ 6 Abs. 5 BQFG"),
        ("not_entitled", "decision_draft", {"reasons": "Nur Kurse ohne Abschluss"}, {}, "§ 3 Abs. 2 BQFG"),
        ("on_record", "decision_draft", {"operative": "Der Antrag wird abgelehnt", "reasons": "Nach Aktenlage"}, {},
         "§ 15 Abs. 2 Satz 1 BQFG"),
    ],
)  # fmt: skip
def test_other_outcomes(outcome, state, texts, options, words):
    bench = Bench(**options).receive().at(state, outcome)
    draft = draft_of(bench.draft("decision", texts))
    assert draft.lacks == ()
    _reader, text = read(pdf_of(draft.content))
    for wanted in (words, "200 Euro", "Verwaltungsgericht Musterstadt", *(list(texts.values()))):
        assert wanted in text, wanted


def test_rejection_for_want_of_cooperation_names_the_warning():
    bench = Bench().assess()
    warning = bench.draft("warning", {"wanted": "Stundentafel"}, reason="Unklar", until="2026-03-20")
    bench.issue(warning)
    bench.at("decision_draft", "not_cooperated")
    draft = draft_of(bench.draft("decision", {"reasons": "Nichts ging ein."}))
    assert draft.lacks == ()
    _reader, text = read(pdf_of(draft.content))
    for words in ("9. März 2026", "20. März 2026", "§ 15 Abs. 3 Satz 1 BQFG", "Nichts ging ein."):
        assert words in text


def test_the_accelerated_procedure_goes_through_the_immigration_office():
    options = {"is_accelerated": True, "immigration_office": "Ausländerbehörde Musterstadt\nAmtsweg 3"}
    bench = Bench(**options, employer="Muster GmbH, Werkweg 5").assess().find(4).decide("full")
    content = draft_of(bench.draft("decision")).content
    assert content["addressee"] == ["Ausländerbehörde Musterstadt", "Amtsweg 3"]
    _reader, text = read(pdf_of(content))
    assert "§ 14a Abs. 3 Satz 5 BQFG" in text
    assert "Muster GmbH, Werkweg 5" in text
    letter = Bench.__new__(Bench)
    letter.__dict__.update(bench.__dict__)
    letter.at("received")
    acknowledgement = draft_of(letter.draft("acknowledgement")).content
    (period,) = [part for part in acknowledgement["parts"] if part["key"] == "period"]
    assert "§ 14a Abs. 3 Satz 1 BQFG" in period["pieces"][0]["text"]


def test_the_representative_gets_the_letter():
    bench = Bench().receive()
    bench.case.applicant.representative = "Kanzlei Muster\nRechtsweg 1\n12345 Musterstadt"
    bench.case.applicant.save()
    content = draft_of(bench.draft("acknowledgement")).content
    assert content["addressee"][0] == "Kanzlei Muster"
    assert keys(content)[0] == "route"


def test_a_translation_says_that_it_binds_nobody_and_leaves_german_reasons_german():
    bench = Bench().assess().find(2).decide("partial")
    notice = bench.draft("decision")
    content = draft_of(notice, language="ar").content
    assert not content["binding"]
    assert content["mark"]
    assert content["footer_mark"]
    assert content["dir"] == "rtl"
    reader, text = read(pdf_of(content))
    is_tagged(reader, "ar")
    assert "Inhalt fehlt 2" in text
    limb = next(p for part in content["parts"] if part["key"] == "differences" for p in part["pieces"] if "more" in p)
    assert limb["more"][0]["lang"] == "de"
    english = draft_of(notice, language="en").content
    _reader, text = read(pdf_of(english))
    assert text.count("not binding") >= 2
    assert "§ 4 Abs. 2 Nr. 1 BQFG" in text
    assert not draft_of(notice).content["mark"]


def test_drafts_say_so_on_every_page():
    bench = Bench().assess().find(2).decide("partial")
    content = draft_of(bench.draft("decision")).content
    reader, _text = read(pdf_of(content, is_draft=True))
    word = reader.pages[0].extract_text()
    assert len(reader.pages) > 1
    assert all(("DRAFT" in page.extract_text() or "ENTWURF" in page.extract_text()) for page in reader.pages), word


HOSTILE = [
    '<script>alert("canary")</script>', '#import "@preview/x:1.0.0": *', "#read(\"/etc/passwd\")",
    "$x$ *a* _b_ `c` \\u",
    "Donaudampfschifffahrtsgesellschaft" * 12, "أحمد محمد", "a\u202eb\u0000c", "= Überschrift\n- Punkt",
    "%(law)s %s {x}",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile):
    bench = Bench().assess().find(2)
    person = bench.case.applicant
    person.family_name, person.street = hostile.replace("\0", "")[:150], hostile.replace("\0", "")[:200]
    person.save()
    bench.case.findings_reason = hostile
    row = bench.case.assessment.findings.last()
    row.differs_reason = hostile.replace("\0", "")
    row.save()
    bench.decide("partial")
    content = draft_of(bench.draft("decision", {"facts": hostile})).content
    _reader, text = read(pdf_of(content))
    shown = "".join(text.split())
    for word in hostile.replace("\0", "").replace("\u202e", "").split():
        if word.isascii():
            assert "".join(word.split()).lstrip("-=")[:30] in shown.replace("-", "") or word in shown
    docx_of(content)


def test_letters_without_a_font_are_refused_in_words():
    from django.core.exceptions import ValidationError

    bench = Bench().receive()
    bench.case.applicant.family_name = "王小明"
    bench.case.applicant.save()
    with pytest.raises(ValidationError):
        pdf_of(draft_of(bench.draft("acknowledgement")).content)


def test_docx_has_headings_tables_language_and_title():
    bench = Bench().assess().find(2).decide("partial")
    content = draft_of(bench.draft("decision")).content
    file = WordDocument(BytesIO(docx_of(content)))
    assert file.core_properties.title == content["title"]
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    assert {"Heading 1", "Heading 2", "Heading 3", "List Number"} <= set(styles)
    assert len(file.tables) >= 3
    assert 'w:val="de-DE"' in file.styles.element.xml


def test_non_latin_titles_need_a_transliteration():
    bench = Bench().assess().find(4)
    bench.training.title, bench.training.language = "Электрик", "ru"
    bench.training.save()
    notice = bench.decide("full").draft("decision")
    assert draft_of(notice).lacks == ("transliteration",)
    bench.training.transliteration = "Elektrik"
    bench.training.save()
    draft = draft_of(notice)
    assert draft.lacks == ()
    _reader, text = read(pdf_of(draft.content))
    assert "Электрик" in text
    assert "Elektrik" in text


def test_doubted_documents_are_named():
    bench = Bench().assess()
    Document.objects.create(case=bench.case, kind="certificate", title="Dyplom", state="doubted", note="Siegel")
    order = {"kind": "authenticity", "reason": "Das Siegel fehlt.", "until": "2026-04-30"}
    _reader, text = read(pdf_of(draft_of(bench.draft("request", {"wanted": "Original"}, **order)).content))
    assert "Dyplom" in text
    assert "§ 5 Abs. 5 BQFG" in text


def test_the_day_of_the_remedy_instruction_decides():
    bench = Bench().assess().find(4).decide("full")
    notice = bench.draft("decision")
    bench.office.organisation.remedy_instructions.update(valid_to=date(2026, 3, 8))
    assert "remedy" in draft_of(notice, on=ON).lacks
    assert draft_of(notice, on=date(2026, 3, 8)).lacks == ()
    assert AT.date() == ON
