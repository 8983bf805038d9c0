"""Editors add what they know about a title; the action is the lock, whoever calls it."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from bqportal.matching.actions import add_synonym, remove_synonym
from bqportal.matching.models import Synonym
from bqportal.matching.synonyms import known_language, listed_synonyms, names_of_addresses
from bqportal.occupations.models import Concept, ConceptLabel
from bqportal.organisations.models import Person
from tests import cast
from tests.occupations.factories import ReferenceOccupationFactory

ESCO = "http://data.europa.eu/esco/occupation/00030d09-2b3a-4efd-87cc-c4ea39d27c34"
GROUP = "http://data.europa.eu/esco/isco/C7212"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Person:
    return cast.editor()


@pytest.fixture
def classification() -> None:
    """One ESCO occupation, and an ISCO group with the group above it."""
    occupation = Concept.objects.create(scheme="esco", code=ESCO, uri=ESCO)
    group = Concept.objects.create(scheme="isco", code="7212", uri=GROUP)
    Concept.objects.create(scheme="isco", code="721", uri=GROUP[:-1])
    ConceptLabel.objects.create(concept=occupation, language="en", kind="pref", text="technical director")
    ConceptLabel.objects.create(concept=group, language="en", kind="pref", text="Welders and flame cutters")


def added(by: Person, **values: Any) -> Synonym:
    """A synonym with the given differences."""
    given = {"title": "сварщик", "language": "ru", "occupation": None, "uri": "", "source": "", **values}
    return add_synonym(**given, by=by, at=timezone.now())


def faults(by: Person, **values: Any) -> dict[str, list[str]]:
    """What the action says is wrong."""
    with pytest.raises(ValidationError) as caught:
        added(by, **values)
    return caught.value.message_dict


def test_a_title_means_a_german_occupation(editor: Person) -> None:
    occupation = ReferenceOccupationFactory()
    synonym = added(editor, title="  сварщик\t 4 разряда ", occupation=occupation, source="Klassifikator 2019")
    assert (synonym.title, synonym.language, synonym.occupation) == ("сварщик 4 разряда", "ru", occupation)
    assert (synonym.added_by, synonym.source) == (editor, "Klassifikator 2019")


@pytest.mark.usefixtures("classification")
@pytest.mark.parametrize(
    ("typed", "kept"), [(ESCO, ESCO), (GROUP, GROUP), ("7212", GROUP), (f" {GROUP.replace('http', 'https')} ", GROUP)]
)
def test_a_title_means_an_occupation_of_a_classification(editor: Person, typed: str, kept: str) -> None:
    assert added(editor, uri=typed).uri == kept


@pytest.mark.usefixtures("classification")
@pytest.mark.parametrize("uri", ["721", "9999", f"{ESCO}0", "https://example.org/", "7212\x00", "' OR 1=1"])
def test_an_address_that_nobody_knows_is_refused(editor: Person, uri: str) -> None:
    assert set(faults(editor, uri=uri)) == {"uri"}


def test_a_synonym_means_something(editor: Person) -> None:
    assert set(faults(editor)) == {"occupation"}


@pytest.mark.parametrize("title", ["", "   ", "\x00\n", "4711 – 12", "☃☃", "x" * 301])
def test_a_title_is_words(editor: Person, title: str) -> None:
    assert set(faults(editor, title=title, occupation=ReferenceOccupationFactory())) == {"title"}


def test_joiners_of_other_scripts_stay(editor: Person) -> None:
    title = "دانش‌آموخته"
    assert added(editor, title=title, language="fa", occupation=ReferenceOccupationFactory()).title == title


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("de", "de"), (" DE ", "de"), ("deu", "de"), ("ckb", "ckb"), ("", ""), ("xx", ""), ("german", ""), ("ا", "")],
)
def test_a_language_is_a_known_code(typed: str, kept: str) -> None:
    assert known_language(typed) == kept


def test_a_language_that_nobody_knows_is_refused(editor: Person) -> None:
    assert set(faults(editor, language="xx", occupation=ReferenceOccupationFactory())) == {"language"}


@pytest.mark.usefixtures("classification")
def test_the_same_twice_is_told_and_not_kept(editor: Person) -> None:
    for meaning in ({"occupation": ReferenceOccupationFactory()}, {"uri": "7212"}):
        added(editor, title="Сварщик", **meaning)
        assert set(faults(editor, title=" сварщик ", **meaning)) == {"title"}
        added(editor, title="Сварщик", language="uk", **meaning)
    assert Synonym.objects.count() == 4


def test_the_action_refuses_whoever_has_no_right() -> None:
    person, occupation = cast.contributor(), ReferenceOccupationFactory()
    with pytest.raises(PermissionDenied):
        added(person, occupation=occupation)
    synonym = added(cast.editor(), occupation=occupation)
    with pytest.raises(PermissionDenied):
        remove_synonym(synonym=synonym, by=person)
    assert Synonym.objects.count() == 1


def test_an_editor_takes_a_synonym_back(editor: Person) -> None:
    remove_synonym(synonym=added(editor, occupation=ReferenceOccupationFactory()), by=editor)
    assert Synonym.objects.count() == 0


def test_a_synonym_outlives_who_added_it(editor: Person) -> None:
    synonym = added(editor, occupation=ReferenceOccupationFactory())
    editor.delete()
    synonym.refresh_from_db()
    assert synonym.added_by is None


@pytest.mark.usefixtures("classification")
def test_the_list_is_narrowed_by_words_of_any_script(editor: Person) -> None:
    first = added(editor, title="Сварщик", occupation=ReferenceOccupationFactory(name_m="Anlagenmechaniker"))
    second = added(editor, title="kaynakçı", language="tr", uri="7212", source="MYK Liste")
    assert list(listed_synonyms()) == [second, first]
    assert list(listed_synonyms("сварщик")) == [first]
    assert list(listed_synonyms("anlagenmech")) == [first]
    assert list(listed_synonyms("C7212")) == list(listed_synonyms("myk")) == [second]
    assert list(listed_synonyms("%_'")) == []


@pytest.mark.usefixtures("classification")
def test_addresses_have_names() -> None:
    assert names_of_addresses([ESCO, GROUP, "", "http://data.europa.eu/esco/isco/C9999"]) == {
        ESCO: {"en": "technical director"},
        GROUP: {"en": "Welders and flame cutters"},
    }
