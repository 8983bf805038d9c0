"""Records as documents: written and read back they are what they were, for every example record."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from bqportal.editorial.documents import FACTS, changed_parts, parts_of, with_part, without_texts
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.records import Record
from bqportal.editorial.sections import section_values, sections_of, with_section
from bqportal.editorial.shapes import languages_of
from demo.loading import load_portal
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> object:
    """The example portal, loaded once and taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        call_command("occupations", "load", stdout=StringIO())
        load_portal(ROOT / "demo", at=timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", ["qualification", "country"])
def test_every_record_survives_the_way_out_and_in(example: object, kind: str) -> None:
    one = kind_named(kind)
    records = list(one.model._default_manager.all())
    assert len(records) >= 25
    for record in records:
        document = one.document_of(record)
        assert json.loads(json.dumps(document)) == document
        outcome = Record(document, str(record))
        written = one.write(outcome)
        assert outcome.problems == []
        assert written == record
        assert one.document_of(written) == document


@pytest.mark.parametrize("kind", ["qualification", "country"])
def test_parts_and_sections_put_together_are_the_whole(example: object, kind: str) -> None:
    one = kind_named(kind)
    for record in one.model._default_manager.all():
        document = one.document_of(record)
        whole: dict[str, object] = {}
        for part in parts_of(document, one.shape):
            whole = with_part(whole, document, part, one.shape)
        assert whole == document
        assert changed_parts(document, document, one.shape) == []
        assert changed_parts({}, document, one.shape)[0] == FACTS
        assert languages_of(without_texts(document, one.shape), one.shape) == []
        for section in sections_of(one.shape, languages_of(document, one.shape)):
            values = section_values(document, section, one.shape)
            assert with_section(document, section, values, one.shape) == document
