"""Editors see how far the portal is in each language."""

import pytest
from django.conf import settings
from django.test import Client

from bqportal.guides.models import GlossaryTermText, GuideText
from bqportal.guides.standing import Standing, parts
from bqportal.guides.wording import digest
from bqportal.languages.standing import interface_of, read
from tests.guides.factories import GlossaryTermFactory, GuideFactory

ADDRESS = "/en/workspace/translations/languages/"
CODE = next(code for code, _name in settings.LANGUAGES if code not in ("de", "en"))
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
ENTRIES = (
    'msgid "a"\nmsgstr "A"\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\nmsgid "c"\nmsgstr ""\n\n'
    'msgid "d"\nmsgstr ""\n"D …"\n\nmsgid "e"\nmsgid_plural "es"\nmsgstr[0] "E"\nmsgstr[1] ""\n\n#~ msgid "old"\n'
)


def translated(guide, language, source="de", **values):
    """A guide's text in `language`, made from what `source` says now."""
    text = guide.texts.get(language=source)
    made = {"source_language": source, "source_digest": digest(text.title, text.summary, text.body), **values}
    return GuideText.objects.create(owner=guide, language=language, title="x", body="x", **made)


def test_a_catalogue_is_counted_from_its_text(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(f"# origin: machine\n{HEAD}{ENTRIES}", encoding="utf-8")
    found = read("fr", path, 1)
    assert (found.total, found.missing, found.fuzzy, found.is_machine, found.complete) == (5, 2, 1, True, 40)


def test_english_is_the_language_of_the_code_and_an_unknown_one_has_nothing():
    assert interface_of("en").complete == 100
    assert interface_of("xx").complete == 0


@pytest.mark.django_db
def test_a_text_is_outdated_once_its_source_says_something_else():
    guide = GuideFactory()
    translated(guide, "uk", origin="machine")
    translated(guide, "fr", source="en")
    translated(guide, "ar", source_digest="0" * 12)

    def standings():
        return next(iter(parts(["de", "uk", "fr", "ar", "tr"])[0].items)).standings

    assert standings() == {
        "de": Standing.DONE, "uk": Standing.MACHINE, "fr": Standing.DONE, "ar": Standing.OUTDATED,
        "tr": Standing.MISSING,
    }  # fmt: skip
    guide.texts.filter(language="de").update(body="Neu.")
    assert standings()["uk"] == Standing.OUTDATED
    assert standings()["fr"] == Standing.DONE


def test_the_page_shows_every_language_and_says_how_a_text_becomes_reviewed(editor: Client) -> None:
    html = editor.get(ADDRESS).content.decode()
    for code, _name in settings.LANGUAGES:
        assert f'href="?language={code}"' in html
    assert "# origin: machine" in html


def test_one_language_lists_what_is_to_do_with_links(editor: Client) -> None:
    guide, term = GuideFactory(), GlossaryTermFactory()
    translated(guide, "de-simple", origin="machine")
    html = editor.get(f"{ADDRESS}?language={CODE}").content.decode()
    assert f'href="/en/guides/{guide.slug}/"' in html
    assert f'href="/en/glossary/#{term.key}"' in html
    assert f'href="/en/guides/{guide.slug}/simple/"' in html
    translated(guide, CODE)
    GlossaryTermText.objects.create(owner=term, language=CODE, term="x", definition="x")
    html = editor.get(f"{ADDRESS}?language={CODE}").content.decode()
    assert html.count("Nothing to do.") == 3
    assert "To do:" not in editor.get(f"{ADDRESS}?language=xx").content.decode()


def test_the_page_asks_as_often_however_many_texts_there_are(editor: Client, django_assert_max_num_queries) -> None:
    GuideFactory.create_batch(5)
    GlossaryTermFactory.create_batch(5)
    with django_assert_max_num_queries(40):
        editor.get(f"{ADDRESS}?language={CODE}")
