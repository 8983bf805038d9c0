"""Translators get a list of texts and a file to begin with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bqportal.editorial.records import read_record
from bqportal.guides.importers.translations import entry_translations, guide_translation
from bqportal.guides.wording import GUIDE, QUESTION


def printed(*arguments):
    out = StringIO()
    call_command("guides", *arguments, stdout=out)
    return out.getvalue()


def test_the_list_names_every_text_with_its_size_and_languages():
    line = next(line for line in printed("list").splitlines() if line.startswith("recognition-individuals"))
    assert "characters" in line
    assert {"ar", "de-simple", "uk"} <= set(line.split())


@pytest.mark.parametrize(("name", "key", "fields"), [("cost", "", GUIDE), ("faq", "questions", QUESTION)])
def test_a_skeleton_can_be_read_back_without_a_problem(tmp_path, name, key, fields):
    path = tmp_path / f"{name}.yaml"
    path.write_text(printed("skeleton", "tr", name), encoding="utf-8")
    record = read_record(path, f"guides/tr/{name}.yaml")
    found = entry_translations(record, key, fields) if key else {"": guide_translation(record, fields)}
    assert record.problems == []
    assert all(len(row["source_digest"]) == 12 and row["origin"] == "machine" for row in found.values())


@pytest.mark.parametrize("arguments", [("skeleton",), ("skeleton", "tr", "nothing")])
def test_what_is_not_there_is_said(arguments):
    with pytest.raises(CommandError, match="guides list"):
        printed(*arguments)
