"""Guides, terms and questions in further languages, from files of their own."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from bqportal.editorial.records import Record, read_record
from bqportal.guides.importers.guides import import_glossary, import_guide, import_questions
from bqportal.guides.importers.translations import is_translation, name_of
from bqportal.guides.models import Guide, GuideText, Question
from bqportal.guides.queries import glossary_terms, guide_sheet, guides
from bqportal.guides.wording import GUIDE, digest
from bqportal.languages.markup import isolated, rendered

FOLDER = settings.DEMO / "guides"
FILES = sorted(FOLDER.glob("*/*.yaml"))
GERMAN = {"title": "Kosten", "summary": "Was es kostet.", "body": "## Gebühr\n\nFragen Sie."}
UKRAINIAN = {"title": "Витрати", "summary": "Скільки це коштує.", "body": "## Збір\n\nЗапитайте."}


def guide_record(**texts):
    data = {"slug": "cost", "kind": "guide", "audience": "all", "texts": {"de": GERMAN, **texts}}
    return Record(data, "guides/cost.yaml")


def translation(folder="uk", name="cost", **data):
    head = {"origin": "machine", "from": "de", "digest": digest(*GERMAN.values()), **UKRAINIAN}
    return Record({**head, **data}, f"guides/{folder}/{name}.yaml")


@pytest.mark.django_db
def test_a_guide_takes_its_translations_from_files_of_their_own():
    record, ukrainian = guide_record(), translation()
    guide = import_guide(record, [ukrainian])
    text = guide.texts.get(language="uk")
    assert (text.title, text.origin, text.source_language) == ("Витрати", "machine", "de")
    assert text.source_digest == digest(*GERMAN.values())
    assert not record.problems + ukrainian.problems
    assert guide_sheet(guides().get())["machine"] == ["uk"]


@pytest.mark.django_db
def test_a_reviewed_translation_loses_its_mark_and_one_whose_file_is_gone_goes():
    import_guide(guide_record(), [translation(), translation("ar")])
    import_guide(guide_record(), [translation(origin="human")])
    assert set(GuideText.objects.values_list("language", "origin")) == {("de", "human"), ("uk", "human")}


@pytest.mark.django_db
def test_plain_german_is_no_language_of_the_standard_page():
    plain = translation("de-simple", title="Kosten", summary="", body="Fragen Sie.")
    import_guide(guide_record(), [plain])
    sheet = guide_sheet(guides().get())
    assert not plain.problems
    assert set(sheet["titles"]) == {"de"}
    assert sheet["plain"]["de-simple"]["body"] == "Fragen Sie."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (translation(origin=""), "guides/uk/cost.yaml: origin: is missing"),
        (translation(origin="robot"), "origin: must be one of human, machine"),
        (translation(body=""), "body: is missing"),
        (translation(text="x"), "text: is not known here"),
        (translation("ukrainian"), "stands in the folder ukrainian"),
        (translation("de"), "translates into de, which is there already"),
    ],
)
def test_mistakes_are_named_with_their_place(wrong, said):
    import_guide(guide_record(), [wrong])
    assert said in "\n".join(map(str, wrong.problems))


@pytest.mark.django_db
def test_terms_and_questions_are_translated_by_key():
    terms = Record({"terms": [{"key": "fee", "de": {"term": "Gebühr", "definition": "Geld."}}]}, "guides/glossary.yaml")
    rows = [{"key": "fee", "term": "збір", "definition": "Гроші."}, {"key": "feee", "term": "x", "definition": "x"}]
    own = Record({"origin": "machine", "terms": rows}, "guides/uk/glossary.yaml")
    assert import_glossary(terms, [own]) == 1
    assert glossary_terms()[0]["terms"] == {"de": "Gebühr", "uk": "збір"}
    assert glossary_terms()[0]["machine"] == ["uk"]
    assert [str(problem) for problem in own.problems] == [
        "guides/uk/glossary.yaml: feee: is translated here, but there is no entry with this key"
    ]
    asked = {"key": "a", "audience": "all", "de": {"question": "Wie?", "answer": "So."}}
    answered = Record(
        {"origin": "human", "questions": [{"key": "a", "question": "Як?", "answer": "Так."}]}, "guides/uk/faq.yaml"
    )
    assert import_questions(Record({"questions": [asked]}, "guides/faq.yaml"), [answered]) == 1
    assert Question.objects.get().texts.get(language="uk").answer == "Так."


def test_a_citation_keeps_its_order_in_text_from_right_to_left():
    text = isolated("يجوز (§ 5 Abs. 2, §§ 70, 74 VwGO) § 6 نص")
    assert text == "يجوز (\u2066§ 5 Abs. 2, §§ 70, 74 VwGO\u2069) \u2066§ 6\u2069 نص"


def outline(markdown):
    """What a translation keeps: headings, items, links, and the norms in their order."""
    html = rendered(markdown)
    return {
        "headings": html.count("<h2>"),
        "items": html.count("<li>"),
        "links": re.findall(r'href="([^"]+)"', html),
        "norms": re.findall(r"\d+[a-z]?", " ".join(re.findall(r"§[^)]*", markdown))),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_shipped_translations_follow_their_source(path):
    """Same outline, links and norms; plain language says less, but links to the same pages."""
    record = read_record(path, str(path.relative_to(FOLDER.parent)))
    assert is_translation(record)
    assert not record.problems
    source = yaml.safe_load((FOLDER / f"{name_of(record)}.yaml").read_text(encoding="utf-8"))
    if "texts" not in source:
        return
    german = source["texts"][record.data["from"]]
    assert record.data["digest"] == digest(*(german[name] for name in GUIDE)), "the source has changed since"
    if path.parent.name.endswith("-simple"):
        assert set(outline(record.data["body"])["links"]) == set(outline(german["body"])["links"])
        return
    assert outline(record.data["body"]) == outline(german["body"])


def sentences(markdown):
    text = re.sub(r"\([^()]*(?:§|Art\.)[^()]*\)|^#+ .*$|\[([^\]]*)\]\([^)]*\)|\*", r"\1", markdown, flags=re.MULTILINE)
    text = re.sub(r"\b(Abs|Nr|z|B)\.", r"\1", text)
    return [part.split() for part in re.split(r"[.!?:]\s|\n\s*\n|\n\s*(?:-|\d\.)\s", text) if part.strip()]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("de-simple/*.yaml")), ids=lambda path: path.stem)
def test_plain_german_is_short(path):
    """DIN 8581-1 asks for short sentences: ten words on average at most, none above twenty-two."""
    found = sentences(yaml.safe_load(path.read_text(encoding="utf-8"))["body"])
    longest = max(found, key=len)
    assert len(longest) <= 22, " ".join(longest)
    assert sum(map(len, found)) / len(found) <= 10


@pytest.mark.django_db
def test_plain_german_stands_at_an_address_of_its_own(client):
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise looks for it
    record = guide_record()
    body = "## Gebühr\n\nMehr: [Fristen](../procedure-deadlines/)."
    guide = import_guide(record, [translation("de-simple", body=body), translation()])
    Guide.objects.filter(pk=guide.pk).update(state=Guide.State.PUBLISHED, published_at=datetime(2026, 1, 1, tzinfo=UTC))
    plain = client.get("/de/guides/cost/simple/").content.decode()
    assert '<div lang="de-simple" dir="ltr">' in plain
    assert 'href="/de/guides/procedure-deadlines/"' in plain
    standard = client.get("/uk/guides/cost/").content.decode()
    assert 'href="/uk/guides/cost/simple/"' in standard
    assert "Запитайте." in standard
    assert client.get("/uk/guides/cost/simple/").status_code == 200
    GuideText.objects.filter(language="de-simple").delete()
    assert client.get("/de/guides/cost/simple/").status_code == 404
    assert "/simple/" not in client.get("/uk/guides/cost/").content.decode()
