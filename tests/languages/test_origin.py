"""A language whose interface no person has reviewed says so."""

import pytest

from bqportal.languages.origin import is_marked

MACHINE = '# Arabic texts.\n# origin: machine\nmsgid ""\nmsgstr ""\n'
HUMAN = '# Arabic texts.\nmsgid ""\nmsgstr ""\n\n# origin: machine\nmsgid "a"\nmsgstr "b"\n'


@pytest.mark.parametrize(("text", "expected"), [(MACHINE, True), (HUMAN, False), ("", False)])
def test_only_the_head_of_a_catalogue_marks_it_as_machine_made(tmp_path, text, expected):
    path = tmp_path / "django.po"
    path.write_text(text, encoding="utf-8")
    assert is_marked(path) is expected


def test_a_language_without_catalogue_is_not_marked(tmp_path):
    assert not is_marked(tmp_path / "django.po")
