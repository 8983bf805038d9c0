"""Words that resemble or contain a word are found, and only those."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bqportal.search.vocabulary import Vocabulary, allowed_typos

WORDS = Vocabulary(
    dict.fromkeys(["elektroniker", "industrieelektroniker", "elektrik", "maler", "normaler", "koch", "maurer"], 3)
    | {"전기기능사": 1, "электрик": 2, "كهرباء": 2}
)
letters = st.text(alphabet="abcde", min_size=1, max_size=9)


def test_a_compound_is_found_by_its_last_and_first_member():
    assert WORDS.containing("elektroniker", "latin") == ["industrieelektroniker"]
    assert WORDS.containing("industrie", "latin") == ["industrieelektroniker"]
    assert WORDS.containing("elektroni", "latin") == ["elektroniker", "industrieelektroniker"]


def test_scripts_without_blanks_are_searched_by_two_letters():
    assert WORDS.containing("기능", "hangul") == ["전기기능사"]


def test_short_parts_find_nothing():
    assert WORDS.containing("ker", "latin") == []
    assert WORDS.containing("", "latin") == []
    assert WORDS.containing("elek\n", "latin") == []


def test_one_error_in_short_words_two_in_long_ones():
    assert [allowed_typos(word) for word in ("abc", "koch", "maurer", "elektron")] == [0, 1, 1, 2]
    assert WORDS.similar("kohc") == [("koch", 1)]
    assert WORDS.similar("elecktronicer") == [("elektroniker", 2)]
    assert WORDS.similar("koxx") == []


def test_words_with_the_right_first_letter_come_first():
    words = Vocabulary({"maler": 1, "taler": 50})
    assert [word for word, _ in words.similar("mahler", distance=2)] == ["maler"]
    assert [word for word, _ in words.similar("maier", distance=2)] == ["maler"]


@settings(max_examples=300, deadline=None)
@given(st.sets(letters, max_size=30), letters, st.integers(1, 2))
def test_no_near_word_is_overlooked(known, word, distance):
    vocabulary = Vocabulary(dict.fromkeys(known, 1))
    found = vocabulary.similar(word, distance=distance, limit=1000)
    near = {
        other: OSA.distance(word, other) for other in known if other != word and OSA.distance(word, other) <= distance
    }
    nearest = min(near.values(), default=0)
    assert dict(found) == {other: errors for other, errors in near.items() if errors == nearest}


@settings(max_examples=200, deadline=None)
@given(st.sets(letters, max_size=30), st.text(alphabet="abcde", min_size=4, max_size=6))
def test_every_word_found_contains_the_part(known, part):
    found = Vocabulary(dict.fromkeys(known, 1)).containing(part, "latin")
    assert all(part in word and word != part for word in found)
    assert set(found) >= {word for word in known if word.startswith(part) and word != part}
