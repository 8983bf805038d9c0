"""Every interface text is there in every language, with the same placeholders, and none is doubtful."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from django.conf import settings

from bqportal.languages import catalogues
from bqportal.languages.standing import interface_of

# German, English, Arabic, Ukrainian, Turkish, Russian, Persian, French, Spanish, Polish, Romanian, Bosnian.
OFFERED = ("ar", "bs", "de", "es", "fa", "fr", "pl", "ro", "ru", "tr", "uk")  # and English, the code's own
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})")
TRANSLATES = re.compile(r"(_|n?p?gettext(_lazy)?)$")
TAG = re.compile(r"</?[a-z]+")


def path_of(language: str) -> Path:
    return Path(settings.ROOT, "locale", language, "LC_MESSAGES", "django.po")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalogues.extracted(Path(settings.ROOT))


@pytest.fixture(params=OFFERED)
def language(request) -> str:
    if not path_of(request.param).exists():
        pytest.skip(f"no catalogue in {request.param} yet")
    return request.param


def test_every_text_in_the_code_reaches_the_catalogues(template):
    """What stands inside an f-string is not extracted; it would stay English everywhere, and nothing would say so."""
    known = {one for message in template for one in (message.id if isinstance(message.id, tuple) else (message.id,))}
    lost = [
        f"{path.name}:{call.lineno} {text}"
        for path in Path(settings.ROOT, "bqportal").rglob("*.py")
        for call, text in texts_in(ast.parse(path.read_text(encoding="utf-8")))
        if text not in known
    ]
    assert lost == []


def texts_in(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Each literal that a function of gettext is called with; the context of a message is none."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and TRANSLATES.match(call.func.id):
            arguments = call.args[1:] if call.func.id.lstrip("n").startswith("p") else call.args
            for one in arguments:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield call, one.value


def test_nothing_is_missing_fuzzy_or_broken(language, template):
    assert catalogues.faults(path_of(language), template)[:20] == []


def test_placeholders_and_tags_are_those_of_the_original(language):
    wrong = []
    for message in catalogues.read_catalogue(path_of(language)):
        if not message.id or not message.string:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        names = {name for one in originals for name in marks(one)}
        tags = [sorted(TAG.findall(one)) for one in originals]
        # A form for one or two things may leave the number out; nothing else may leave anything out.
        is_right = names.issuperset if len(originals) > 1 else names.__eq__
        wrong += [text for text in texts if text and not (is_right(marks(text)) and sorted(TAG.findall(text)) in tags)]
    assert wrong[:20] == []


def marks(text: str) -> set[str]:
    """The names between the signs of placeholders."""
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def test_plural_forms_are_those_of_the_language(language):
    """As many forms as CLDR knows, so that no form of a number stays empty."""
    catalog = catalogues.read_catalogue(path_of(language))
    assert catalog.num_plurals == get_plural(language)[0]
    forms = {
        len(one.string) for one in catalog if one.id and isinstance(one.id, tuple) and isinstance(one.string, tuple)
    }
    assert forms <= {catalog.num_plurals}


def test_the_page_for_editors_counts_as_the_check_does(language):
    found = interface_of(language)
    messages = [message for message in catalogues.read_catalogue(path_of(language)) if message.id]
    fuzzy = [message for message in messages if message.fuzzy]
    assert (found.total, found.fuzzy) == (len(messages), len(fuzzy))
