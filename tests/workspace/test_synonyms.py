"""Editors look after synonyms by plain forms."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.matching.models import Synonym
from bqportal.matching.results import Answer, OccupationSuggestion
from bqportal.occupations.models import Concept, ConceptLabel
from bqportal.organisations.models import Person
from tests.occupations.factories import ReferenceOccupationFactory

LIST = "/en/workspace/matching/synonyms/"
ADD = f"{LIST}add/"
pytestmark = pytest.mark.django_db


def test_an_added_synonym_is_listed_and_tried_at_once(editor: Client) -> None:
    occupation = ReferenceOccupationFactory(name_m="Anlagenmechaniker", name_f="Anlagenmechanikerin")
    assert "Anlagenmechaniker / Anlagenmechanikerin" in editor.get(ADD).content.decode()
    form = {"title": "сварщик", "language": "ru", "occupation": occupation.pk, "uri": "", "source": "Liste"}
    response = editor.post(ADD, form, follow=True)
    assert response.redirect_chain[0][0].startswith(f"{LIST}?title=%D1%81")
    html = response.content.decode()
    assert "Added: “сварщик”. It counts from now on." in html
    assert '<span lang="ru" dir="ltr">сварщик</span>' in html
    assert "/en/match/?title=%D1%81" in html
    tried = html.split('class="work-answer"')[1].split("</div>")[0]
    assert "Anlagenmechaniker / Anlagenmechanikerin" in tried
    assert "sure, " in tried
    synonym = Synonym.objects.get()
    assert (synonym.occupation, synonym.added_by.username) == (occupation, "editor")
    assert "Added:" not in editor.get(LIST).content.decode(), "a message is said once"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"), ({"title": "4711"}, "title"), ({"title": "x" * 301}, "title"),
        ({"title": "a\0"}, "title"), ({"language": "zz"}, "language"), ({"occupation": "0"}, "occupation"),
        ({"occupation": ""}, "occupation"), ({"occupation": "", "uri": "9999"}, "uri"),
        ({"source": "x" * 301}, "source"),
    ],
)  # fmt: skip
def test_a_faulty_form_is_told_field_by_field_and_keeps_what_was_written(
    editor: Client, wrong: dict[str, str], field: str
) -> None:
    form = {"title": "Schweißer", "language": "de", "occupation": str(ReferenceOccupationFactory().pk), "source": "S"}
    response = editor.post(ADD, {**form, **wrong})
    html = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#id_{field}">' in html
    assert html.split("<title>")[1].startswith("Error:")
    if field != "source":
        assert 'value="S"' in html
    assert Synonym.objects.count() == 0


def test_a_duplicate_is_told(editor: Client) -> None:
    form = {"title": "Schweißer", "language": "de", "occupation": ReferenceOccupationFactory().pk}
    editor.post(ADD, form)
    response = editor.post(ADD, form)
    assert response.status_code == 422
    assert "This synonym is there already" in response.content.decode()


def test_removing_asks_first(editor: Client, synonym: Synonym) -> None:
    address = f"{LIST}{synonym.pk}/remove/"
    assert f'href="{address}"' in editor.get(LIST).content.decode()
    assert synonym.title in editor.get(address).content.decode()
    assert Synonym.objects.count() == 1
    assert "Removed: “сварщик”." in editor.post(address, follow=True).content.decode()
    assert Synonym.objects.count() == 0
    assert editor.post(address).status_code == 404, "somebody else was quicker"


def test_the_list_is_searched_and_paged(editor: Client, synonym: Synonym) -> None:
    for number in range(30):
        Synonym.objects.create(title=f"Titel {number}", uri="x", added_at=timezone.now())
    assert "31 synonyms" in editor.get(LIST).content.decode()
    assert 'rel="next"' in editor.get(LIST).content.decode()
    assert synonym.title in editor.get(f"{LIST}?page=2").content.decode()
    found = editor.get(LIST, {"q": "СВАРЩИК"}).content.decode()
    assert "1 synonym" in found
    assert synonym.title in found
    assert "No synonym has these words." in editor.get(LIST, {"q": "nothing"}).content.decode()
    assert editor.get(f"{LIST}?page=3").status_code == 404
    assert editor.get(f"{LIST}?page=x").status_code == 404


@pytest.mark.parametrize("words", ["x" * 10_000, "\0", "%", "'; --", "🔥", "<script>alert(1)</script>"])
def test_whatever_is_searched_or_tried_gets_a_calm_page(editor: Client, synonym: Synonym, words: str) -> None:
    response = editor.get(LIST, {"q": words, "title": words})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_tried_title_shows_what_it_means_now(editor: Client) -> None:
    given = Answer(
        query="x", language="", guessed=False, known=True,
        occupations=(OccupationSuggestion("a", "Maurer", "Maurerin", {}, 0.8, "sure"),),
    )  # fmt: skip
    with patch("bqportal.workspace.views.synonyms.queries.answer", return_value=given):
        html = editor.get(LIST, {"title": "zidar"}).content.decode()
    assert "Maurer / Maurerin" in html
    assert "sure, 80%" in html


def test_the_list_asks_as_often_for_much_as_for_little(editor: Client, synonym: Synonym) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LIST).status_code == 200
        return len(queries)

    group = Concept.objects.create(scheme="isco", code="7212", uri="http://data.europa.eu/esco/isco/C7212")
    ConceptLabel.objects.create(concept=group, language="en", kind="pref", text="Welders")
    Synonym.objects.create(title="Titel", uri=group.uri, added_by=Person.objects.get(), added_at=timezone.now())
    few = asked()
    for number in range(20):
        occupation = ReferenceOccupationFactory()
        Synonym.objects.create(
            title=f"Titel {number}",
            uri=group.uri,
            occupation=occupation,
            added_by=Person.objects.get(),
            added_at=timezone.now(),
        )
    assert asked() == few <= 10
    assert "Welders" in editor.get(LIST).content.decode()
