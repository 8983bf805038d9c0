"""What the tags of the catalogue make of a sheet."""

from django.utils.translation import override

from bqportal.catalogue.templatetags.catalogue import contents, label, readable_stages, wording


def test_a_code_of_an_old_sheet_is_shown_rather_than_lost() -> None:
    assert label("no longer known", "qualification.form") == "no longer known"


def test_original_words_come_with_the_readers() -> None:
    with override("de"):
        assert str(wording("Montaż", "pl", {"de": "Montage"})) == (
            '<span lang="pl" dir="ltr">Montaż</span> <span class="bq-note cat-translation">Montage</span>'
        )
        assert str(wording("Fügen", "de", {"en": "joining"})) == "Fügen"
        assert str(wording("مهارة", "fa", {})) == '<span lang="fa" dir="rtl">مهارة</span>'


def test_the_main_headings_of_a_text_can_be_linked_to() -> None:
    parts = contents('<div lang="en" dir="ltr"><h2>Cost &amp; <em>time</em></h2><p>…</p><h3>More</h3></div>')
    assert parts.headings == [("part-1", "Cost & time")]
    assert '<h2 id="part-1">Cost &amp; <em>time</em></h2>' in parts.html
    assert parts.language == "en"


def test_a_stage_named_in_another_language_says_so() -> None:
    stage = {"titles": {"en": "lyceum"}, "certificates": {}, "title": "liceum", "certificate": "", "lang": "pl"}
    with override("ar"):
        assert readable_stages([stage])[0]["title_lang"] == "en"
    with override("en"):
        assert readable_stages([stage])[0]["title_lang"] == ""
