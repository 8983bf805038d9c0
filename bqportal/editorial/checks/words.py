"""Checks of what is written: scripts, missing words, copies, lengths, links."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from babel.core import get_global
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint, Severity, Statement, named_rows
from bqportal.editorial.documents import Document
from bqportal.editorial.shapes import Type, value_at
from bqportal.languages.folding import fold, words
from bqportal.languages.names import script_of

# First words of Unicode's names of letters → ISO 15924. What stands in no row keeps its name.
SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARABIC": "Arab", "HEBREW": "Hebr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru", "GUJARATI": "Gujr",
    "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai",
    "LAO": "Laoo", "MYANMAR": "Mymr", "KHMER": "Khmr", "ETHIOPIC": "Ethi", "TIBETAN": "Tibt", "HANGUL": "Hang",
    "CJK": "Hani", "IDEOGRAPHIC": "Hani", "HIRAGANA": "Kana", "KATAKANA": "Kana", "KATAKANA-HIRAGANA": "Kana",
    "MONGOLIAN": "Mong", "TIFINAGH": "Tfng", "SYRIAC": "Syrc", "THAANA": "Thaa", "ORIYA": "Orya", "NKO": "Nkoo",
}  # fmt: skip
WHOLE = {"Hans": {"Hani"}, "Hant": {"Hani"}, "Jpan": {"Hani", "Kana"}, "Kore": {"Hang", "Hani"}}
# Languages that are written in several scripts today, beside the likely one of CLDR.
SEVERAL = {
    "sr": {"Cyrl", "Latn"}, "bs": {"Latn", "Cyrl"}, "cnr": {"Latn", "Cyrl"}, "sh": {"Latn", "Cyrl"},
    "uz": {"Latn", "Cyrl"}, "az": {"Latn", "Cyrl", "Arab"}, "kk": {"Cyrl", "Latn", "Arab"}, "ky": {"Cyrl", "Arab"},
    "tk": {"Latn", "Cyrl"}, "tg": {"Cyrl", "Arab"}, "ku": {"Latn", "Arab", "Cyrl"}, "kmr": {"Latn", "Arab", "Cyrl"},
    "mn": {"Cyrl", "Mong"}, "pa": {"Guru", "Arab"}, "sd": {"Arab", "Deva"}, "ks": {"Arab", "Deva"},
    "ha": {"Latn", "Arab"}, "ms": {"Latn", "Arab"}, "ug": {"Arab", "Latn", "Cyrl"}, "tt": {"Cyrl", "Latn"},
    "be": {"Cyrl", "Latn"}, "ro": {"Latn", "Cyrl"}, "ber": {"Tfng", "Latn", "Arab"}, "zgh": {"Tfng", "Latn"},
}  # fmt: skip
QUOTED = re.compile(
    r"\([^)]*\)|„[^“”]*[“”]|“[^”]*”|«[^»]*»|\"[^\"]*\"|\*[^*]+\*|\[[^\]]*\]\([^)]*\)|https?://\S+"
)  # words of others
LETTERS = 4  # fewer letters tell nothing: CNC, EU
READ = 500  # characters of a text; more change no verdict
COPIED = 30  # folded characters; shorter texts and names may well be the same in two languages
COMPARED = 300  # letters of the longer text, below which lengths mean nothing
SPARSE = {"Hani": 3.0, "Kana": 2.5, "Hang": 2.0, "Arab": 1.25, "Hebr": 1.25}  # how much a letter says, Latin is 1


@lru_cache(maxsize=4096)
def letter_script(letter: str) -> str:
    """ISO 15924 code of the script of a letter; empty for what is no letter."""
    if not letter.isalpha():
        return ""
    name = unicodedata.name(letter, "").split(" ", 1)[0]
    return SCRIPTS.get(name, name)


def scripts_in(text: str) -> tuple[tuple[str, int], ...]:
    """Scripts of the beginning of a text with the numbers of their letters, the most used first."""
    return _scripts_in(text[:READ])


@lru_cache(maxsize=8192)
def _scripts_in(text: str) -> tuple[tuple[str, int], ...]:
    """The same; one text is asked for by several checks."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return (("Latn", letters),) if letters else ()
    counts = Counter(map(letter_script, text))
    counts.pop("", None)
    return tuple(counts.most_common())


def expected_scripts(language: str) -> set[str]:
    """Scripts in which a language may be written; empty where CLDR does not know the language.

    >>> sorted(expected_scripts("sr")), expected_scripts("pl"), expected_scripts("xx")
    (['Cyrl', 'Latn'], {'Latn'}, set())
    """
    code, _dash, script = language.partition("-")
    if not script and code not in get_global("likely_subtags"):
        return set()
    likely = script.title() or script_of(code)
    return WHOLE.get(likely, {likely}) | (set() if script else SEVERAL.get(code, set()))


class WrongScript(Check):
    """Most letters of a text belong to a script in which its language is not written."""

    name = "script-wrong"
    label = _("Script does not fit the language")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for one in context.statements:
            if one.field.type not in (Type.LINE, Type.TEXT) or not one.lang or not is_worded(one):
                continue
            plain = one.text[: 2 * READ]
            found = scripts_in(QUOTED.sub("", plain) if one.part else plain)
            expected = expected_scripts(one.lang)
            letters = sum(number for _script, number in found)
            fitting = sum(number for script, number in found if script in expected)
            if expected and letters >= LETTERS and 2 * fitting < letters:
                yield self.hint(
                    one.place, _("Most letters are %(script)s, which does not fit the language “%(language)s”."),
                    part=one.part, seen=one.text, script=found[0][0], language=one.lang,
                )  # fmt: skip


# Facts that are worded in no language: codes, addresses, names of versions.
CODES = frozenset({"slug", "field", "isco", "level.national", "system", "predecessor", "key", "no", "transliteration"})


def is_worded(one: Statement) -> bool:
    """True for words in a language, false for codes."""
    return bool(one.part) or one.field.path not in CODES


class MixedScripts(Check):
    """One word has letters of two alphabets that look alike, so that nobody finds it."""

    name = "script-mixed"
    label = _("Letters of two alphabets in one word")
    alike = frozenset({"Latn", "Cyrl", "Grek"})

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for one in context.statements:
            if one.field.type is not Type.LINE or len(scripts_in(one.text)) < 2:
                continue
            for word in words(one.text):
                if len({script for script, _number in scripts_in(word)} & self.alike) > 1 and len(word) > 3:
                    message = _("“%(word)s” mixes letters of two alphabets.")
                    yield self.hint(one.place, message, part=one.part, seen=word, word=word)


class UntranslatedCopy(Check):
    """A text says the same, letter by letter, as the text of another language."""

    name = "text-copied"
    label = _("Not translated")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        first: dict[tuple[str, str], str] = {}
        originals = {fold(one.text): one.lang for one in context.statements if not one.part and len(one.text) > COPIED}
        for one in context.statements:
            plain = fold(one.text) if one.part and one.field.type is Type.TEXT else ""
            if len(plain) < COPIED:
                continue
            prefix = one.place.removesuffix(one.path)
            other = first.setdefault((prefix + one.field.path, plain), one.part)
            other = other if other != one.part else originals.get(plain, one.part)
            if other != one.part:
                message = _("The text is the same as in the language “%(other)s”.")
                yield self.hint(one.place, message, part=one.part, seen=plain, other=other)


class TitleMissing(Check):
    """A language has words, but no title or no first text, or only some rows of a list."""

    name = "text-missing"
    label = _("Text missing")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        texts = [field for field in context.shape.texts if field.path.startswith("texts.")]
        for part in dict.fromkeys(one.part for one in context.statements if one.part):
            if texts and value_at(document, texts[0].at(part)) in (None, ""):
                message = _("“%(field)s” is empty in this language.")
                yield self.hint(texts[0].at(part), message, part=part, field=texts[0].label)
        for rows in context.shape.rows:
            yield from self._rows(document, context, rows.key)

    def _rows(self, document: Document, context: Context, key: str) -> Iterator[Hint]:
        """Languages in which some rows of a list are worded and others are not."""
        rows = context.shape.rows_at(key)
        titles = next((field for field in rows.fields if field.is_text), None)
        found = [row for _name, row in named_rows(document, rows)]
        if titles is None:
            return
        for part in dict.fromkeys(one.part for one in context.statements if one.part and one.rows == key):
            missing = sum(value_at(row, titles.at(part)) in (None, "") for row in found)
            if 0 < missing < len(found):
                yield self.hint(
                    key, _("%(list)s: %(missing)s of %(all)s have no title in this language."), part=part,
                    seen=[missing, len(found)], list=rows.label, missing=missing, all=len(found),
                )  # fmt: skip


class LengthDiffers(Check):
    """A text is far longer or shorter than the same text in the languages around it."""

    name = "text-length"
    label = _("Length differs")
    severity = Severity.HINT

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        groups: dict[str, list[Statement]] = {}
        for one in context.statements:
            if one.part and one.field.type is Type.TEXT:
                groups.setdefault(one.place.removesuffix(one.path) + one.field.path, []).append(one)
        for group in groups.values():
            sizes = sorted(size_of(one.text) for one in group)
            usual = sizes[(len(sizes) - 1) // 2] if len(sizes) > 2 else sizes[-1]
            for one in group:
                size = size_of(one.text)
                if max(size, usual) >= COMPARED and not 0.4 <= size / usual <= 2.5:
                    message = (
                        _("The text is far shorter than in other languages.")
                        if size < usual
                        else _("The text is far longer than in other languages.")
                    )
                    yield self.hint(one.place, message, part=one.part, seen=[one.text, round(usual)])


def size_of(text: str) -> float:
    """Letters, weighed by how much one says in its script."""
    found = scripts_in(text)
    return max(1.0, len(text) * (SPARSE.get(found[0][0], 1.0) if found else 1.0))


_LINK = re.compile(r"\[[^\[\]\n]*\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?[^)\n]*(\)?)")
_TAG = re.compile(r"</?(?:a|b|i|p|br|div|span|script|img|iframe|table|ul|li|strong|em|h\d)\b[^>\n]*>", re.IGNORECASE)


class MarkdownLink(Check):
    """A link in a text leads nowhere, or is written so that readers see its marks."""

    name = "link-broken"
    label = _("Link broken")

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        for one in context.statements:
            if one.field.type is not Type.TEXT:
                continue
            for address, end in _LINK.findall(one.text) if "](" in one.text else ():
                if not end or not is_web_address(address):
                    message = _("The link to “%(address)s” does not work for readers.")
                    yield self.hint(one.place, message, part=one.part, seen=address, address=address)
            if tag := _TAG.search(one.text) if "<" in one.text else None:
                message = _("Readers see “%(tag)s” as it stands: HTML is not allowed here.")
                yield self.hint(one.place, message, part=one.part, seen=tag[0], tag=tag[0])


def is_web_address(address: str) -> bool:
    """True for what a text may link to: http, https with a host, and mail addresses."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
