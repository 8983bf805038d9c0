"""German legal terms stand beside their translation, in brackets and in their own direction."""

import pytest
from django.template import Context, Template
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", ""),
        ("ar", '<bdi class="bq-legal" lang="de" dir="ltr">(zuständige Stelle)</bdi>'),
        ("en", '<bdi class="bq-legal" lang="de" dir="ltr">(zuständige Stelle)</bdi>'),
    ],
)
def test_the_german_term_stands_beside_its_translation(language: str, shown: str):
    with override(language):
        assert Template('{% load legal %}{% legal "zuständige Stelle" %}').render(Context()) == shown
