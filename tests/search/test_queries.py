"""What people type, and what they get."""

from types import SimpleNamespace

import pytest

from bqportal.matching.results import LIKELY, POSSIBLE
from bqportal.search import upkeep, ways_on
from bqportal.search.queries import search, suggest
from bqportal.search.results import SearchResult
from tests.search.corpus import filled_index


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory):
    """A home whose index holds the corpus."""
    folder = tmp_path_factory.mktemp("home")
    filled_index(folder / "search")
    return folder


@pytest.fixture(autouse=True)
def _filled(filled_home, settings, monkeypatch):
    """The corpus is the portal's index; the database plays no part here."""
    settings.BQPORTAL_HOME = filled_home
    monkeypatch.setattr(upkeep, "apply_changes", lambda _index: 0)
    monkeypatch.setattr(ways_on, "suggest", lambda _text: ())


def keys(result: SearchResult) -> list[str]:
    return [hit.key.partition(":")[2] for hit in result.hits]


def found(text: str, **more) -> list[str]:
    return keys(search(text, language="de", **more))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mechatroniker", "mechatroniker"), ("mechatronikerin", "mechatroniker"), ("Mechatroniker:in", "mechatroniker"),
        ("technik mechatronik", "pl-technik-mechatronik"), ("Techniker für Mechatronik", "pl-technik-mechatronik"),
        ("Köchin", "koch"), ("Koechin", "koch"), ("cook", "koch"), ("Polen", "PL"), ("Polska", "PL"),
        ("Mechatroniker Polen", "pl-technik-mechatronik"), ("технік", "ua-tekhnik"), ("техник", "ua-tekhnik"),
        ("technyk elektryk", "ua-tekhnik"), ("كهربائي", "sy-kahrabai"), ("kahrabai", "sy-kahrabai"),
        ("전기", "kr-jeongi"), ("jeongi", "kr-jeongi"), ("Industrie Elektroniker", "industrieelektroniker"),
        ("Elecktronicker", "elektroniker"), ("Mechatronkier", "mechatroniker"), ("Polnd", "PL"),
    ],
)  # fmt: skip
def test_the_right_record_comes_first(text, first):
    assert found(text)[0] == first


def test_a_word_finds_the_compounds_that_end_with_it_after_the_word_itself():
    assert found("Elektroniker") == ["elektroniker", "industrieelektroniker"]


def test_a_title_outranks_a_text():
    assert found("Technik")[0] == "pl-technik-mechatronik"
    assert found("Technik").index("pl-technik-mechatronik") < len(found("Technik"))
    assert found("Baugruppen") == ["mechatroniker"]
    assert search("Schule", language="de").hits[0].why == "text"


def test_each_hit_says_why_it_was_found():
    assert search("technik mechatronik", language="de").hits[0].why == "exact_original"
    assert search("Elektroniker", language="de").hits[1].why == "compound"
    assert search("kahrabai", language="de").hits[0].why == "script"
    assert search("Elektronicker", language="de").hits[0].why == "spelling"
    assert search("fünf", language="de").hits[0].why == "text"


def test_a_misspelt_word_is_put_right_and_the_reader_told():
    result = search("Elektronicker", language="de")
    assert result.did_you_mean == "elektroniker"
    assert result.corrected
    assert [notice.code for notice in result.notices] == ["corrected"]


def test_titles_come_in_the_readers_language_with_the_original_beside():
    hit = search("technik mechatronik", language="en").hits[0]
    assert (hit.title, hit.title_lang) == ("mechatronics technician (Poland)", "en")
    assert (hit.original_title, hit.original_lang) == ("technik mechatronik", "pl")
    arabic = search("كهربائي", language="de").hits[0]
    assert (arabic.original_dir, arabic.title_dir) == ("rtl", "ltr")


def test_matches_are_marked_and_the_text_stays_whole():
    hit = search("mechatronik", language="de").hits[0]
    hit = next(hit for hit in search("mechatronik", language="de").hits if hit.key.endswith("technik-mechatronik"))
    assert "".join(segment.text for segment in hit.title_segments) == hit.title
    assert [segment.text for segment in hit.title_segments if segment.is_match] == ["Mechatronik"]


def test_each_facet_counts_without_its_own_filter():
    result = search("", language="de", filters={"country": ["PL"], "kind": ["qualification"]})
    counts = {facet.name: {value.value: value.count for value in facet.values} for facet in result.facets}
    assert result.total == 2
    assert counts["country"] == {"PL": 2, "UA": 1, "SY": 1, "KR": 1}
    assert counts["kind"] == {"qualification": 2, "country": 1}
    assert counts["checked"] == {"yes": 1, "no": 1}
    assert [value.selected for value in result.facets[1].values] == [True, False, False, False]


def test_values_of_one_facet_widen_and_facets_narrow():
    assert search("", language="de", filters={"country": ["PL", "UA"]}).total == 4
    assert search("", language="de", filters={"country": ["PL", "UA"], "level": ["4"]}).total == 1


def test_a_selected_value_without_hits_is_still_shown():
    result = search("Koch", language="de", filters={"country": ["PL"]})
    country = next(facet for facet in result.facets if facet.name == "country")
    assert [(value.value, value.count, value.selected) for value in country.values] == [("PL", 0, True)]


def test_labels_are_words():
    result = search("", language="de")
    labels = {facet.name: {value.value: value.label for value in facet.values} for facet in result.facets}
    assert labels["country"]["PL"] == "Polen"
    assert labels["language"]["uk"] == "Ukrainisch"
    assert labels["occupation"]["mechatroniker"] == "Mechatroniker"


def test_without_a_question_everything_is_shown_newest_first():
    result = search("", language="de")
    assert result.total == 10
    assert keys(result)[:2] == ["pl-technik-mechatronik", "mechatroniker"]


def test_pages_follow_one_another_without_gap_or_repetition():
    pages = [keys(search("", language="de", page=page, size=4)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [4, 4, 2, 0]
    assert len({key for page in pages for key in page}) == 10
    assert search("", language="de", size=4).pages == 3


def test_an_empty_result_names_the_german_occupation_that_the_words_mean(monkeypatch):
    meant = SimpleNamespace(name_m="Mechatroniker", certainty=LIKELY)
    doubted = SimpleNamespace(name_m="Bäcker", certainty=POSSIBLE)
    monkeypatch.setattr(ways_on, "suggest", lambda text: (meant, doubted) if text == "xqzvwk" else ())
    hits = [way.hit.key for way in search("xqzvwk", language="en").ways_on if way.kind == "occupation"]
    assert hits == ["occupation:mechatroniker"]


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("Baggerfahrer", {}), ("qqqqqqqq", {}), ("Koch", {"country": ["PL"]}), ("Elektryk", {"level": ["8"]}),
        ("جامعة", {}), ("!!!", {"kind": ["nothing"]}), ("", {"country": ["XX"]}),
    ],
)  # fmt: skip
def test_an_empty_result_offers_at_least_three_ways_on(text, filters):
    result = search(text, language="de", filters=filters)
    assert result.total == 0
    assert len(result.ways_on) >= 3
    assert result.ways_on[-1].kind == "ask"
    for way in result.ways_on:
        if way.query:
            assert way.count
            again = search(way.text, language="de", filters=way.filters)
            assert again.total == way.count


def test_a_filter_in_the_way_is_named_with_what_its_removal_brings():
    result = search("Elektryk", language="de", filters={"country": ["UA"], "level": ["3"]})
    relaxed = [(way.label, way.count, way.query) for way in result.ways_on if way.kind == "relax"]
    assert [count for _, count, _ in relaxed] == [1, 1, 2]
    assert relaxed[0][2] == "q=Elektryk&level=3"


def test_some_words_are_better_than_none():
    result = search("Zeugnis Mechatroniker Oberschule", language="de")
    assert keys(result)[0] == "mechatroniker"
    assert [notice.code for notice in result.notices] == ["partial"]


CONTROL = "".join(chr(number) for number in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0x202E, 0xFFFF])
HOSTILE = [
    CONTROL, "\x00", "Koch\x00", "\ud800", "Koch \udfff\ud800", "a" * 10_000, "Koch " * 2_000, "🙂" * 300,
    "👩🏽‍🍳", "'", '"', '"Koch', "Koch AND NOT (", "title:Koch OR *:*", "*", "?", "Ko*", "Koch~2", "Koch^10",
    "[a TO z]", "{!x}", "\\", "/.*/", "(" * 500, "+Koch -Koch", "<script>alert(1)</script>", "' OR 1=1 --",
    "%00%0a", "../../etc/passwd", "{{ 7*7 }}", "${x}", "a\u0301" * 150, "\u202eKoch", "ﷺ" * 90, "ب" * 300,
    "전" * 300, "\u200d" * 300, "i̇" * 200, "ß" * 200, "\n\r\t\v\f", "_" * 300, "|", "^", "☃", "𝕶𝖔𝖈𝖍",
    "K\u00adoch", "1" * 400, "-", "--", "''", "q" * 199 + " x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_like_any_other(text):
    result = search(text, language="de", filters={"country": [text], text: [text]})
    assert result.available
    assert len(result.text) <= 200
    assert result.text.isprintable() or "\u200d" in result.text
    search(text, language="de")
    suggest(text, language="de")


@pytest.mark.parametrize(
    "arguments",
    [
        {"page": -5}, {"page": 10**30}, {"page": "x"}, {"size": 0}, {"size": 10**9}, {"language": "xx"},
        {"language": ""}, {"language": "de\x00"}, {"language": "../.."}, {"filters": {"kind": None}},
        {"filters": {"kind": [1, None, "x"]}}, {"filters": ["kind"]}, {"filters": {"country": ["PL"] * 5000}},
        {"filters": {1: 2}},
    ],
    ids=str,
)  # fmt: skip
def test_nonsense_arguments_never_raise(arguments):
    assert search("Koch", **{"language": "de", **arguments}).available


def test_operators_are_plain_text():
    assert found("Koch OR Elektryk")[0] in {"koch", "pl-elektryk"}
    assert found("-Koch") == ["koch"]
    assert found('"Koch"') == ["koch"]


def test_long_questions_are_shortened_and_the_reader_told():
    assert [notice.code for notice in search("Koch " * 100, language="de").notices] == ["shortened"]


def test_unknown_filters_are_dropped_and_the_reader_told():
    result = search("Koch", language="de", filters={"colour": ["red"]})
    assert [notice.code for notice in result.notices] == ["unknown_filter"]
    assert result.filters == {}
    assert result.total == 1


def suggested(text: str) -> dict[str, list[str]]:
    return {
        group.kind: [item.key.partition(":")[2] for item in group.suggestions] for group in suggest(text, language="de")
    }


def test_suggestions_are_grouped_and_start_with_what_was_typed():
    assert suggested("mech") == {"occupation": ["mechatroniker"], "qualification": ["pl-technik-mechatronik"]}
    assert suggested("pol") == {"qualification": ["pl-technik-mechatronik"], "country": ["PL"]}
    assert suggested("technik mech") == {"qualification": ["pl-technik-mechatronik"]}
    assert suggested("كهر") == {"qualification": ["sy-kahrabai"]}
    assert suggested("m") == {}


def test_a_misspelt_word_is_suggested_all_the_same():
    assert suggested("mechatronicker")["occupation"] == ["mechatroniker"]


def test_what_was_typed_is_marked_in_suggestions():
    item = suggest("mech", language="de")[0].suggestions[0]
    assert [(segment.text, segment.is_match) for segment in item.segments] == [("Mech", True), ("atroniker", False)]
