"""Catalogues are read, filled and compiled without GNU gettext."""

from babel.messages.catalog import Catalog

from bqportal.languages import catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_messages_come_out_of_python_and_templates(tmp_path):
    write(tmp_path / "bqportal/a.py", 'from x import gettext_lazy as _\nA = _("From Python")\n')
    write(
        tmp_path / "bqportal/templates/a.html",
        '<p>\n  {% translate "From a tag" %}\n</p>\n   {% blocktranslate count n=3 %}one'
        "{% plural %}{{ n }} many{% endblocktranslate %}",
    )
    (tmp_path / "config").mkdir()
    (tmp_path / "demo").mkdir()
    found = {message.id for message in catalogues.extracted(tmp_path)}
    assert {"From Python", "From a tag", ("one", "%(n)s many")} <= found


def test_missing_and_fuzzy_messages_are_faults(tmp_path):
    template = Catalog()
    for text in ("done", "missing", "fuzzy"):
        template.add(text)
    path = tmp_path / "locale/de/LC_MESSAGES/django.po"
    write(
        path,
        HEADER + 'msgid "done"\nmsgstr "fertig"\n\n#, fuzzy\nmsgid "fuzzy"\nmsgstr "vage"\n',
    )
    assert catalogues.faults(path, template) == ["de: missing: 'missing'", "de: fuzzy: 'fuzzy'"]


def test_an_update_keeps_translations_and_guesses_none(tmp_path):
    template = Catalog()
    template.add("kept")
    template.add("kept too")
    path = tmp_path / "locale/de/LC_MESSAGES/django.po"
    write(
        path,
        HEADER + 'msgid "kept"\nmsgstr "behalten"\n\nmsgid "gone"\nmsgstr "weg"\n',
    )
    catalogues.update_catalogue(path, template)
    text = path.read_text(encoding="utf-8")
    assert "behalten" in text
    assert "weg" not in text
    catalogues.compile_catalogue(path)
    assert path.with_suffix(".mo").stat().st_size > 0
