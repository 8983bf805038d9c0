"""Beginning a record: first its kind, then what that kind begins with, what it is called first of all."""

import re

import pytest

from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.models import Competence, Person
from bqportal.workspace.forms.records import beginning_of
from tests import cast
from tests.countries.factories import CountryFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
NEW = "/en/workspace/records/new/"


def page(query: str = "") -> str:
    person = Person.objects.filter(username="editor").first() or cast.editor()
    text: str = client_of(person).get(NEW + query).content.decode()
    return text


def names_in(html: str) -> list[str]:
    """The controls of the page that people see, in their order."""
    return re.findall(r'<(?:input type="text"|select) name="(\w+)"', html)


def test_the_kind_is_asked_first_and_what_is_known_goes_along() -> None:
    html = page("?country=PL&title=%C5%9Alusarz")
    assert names_in(html) == ["kind"]
    assert '<input type="hidden" name="title" value="Ślusarz">' in html
    assert '<form method="get"' in html
    assert names_in(page("?kind=nothing")) == ["kind"]


@pytest.mark.parametrize(
    ("kind", "names", "label"),
    [
        ("qualification", ["title", "lang", "country", "sector", "slug", "organisation"], "Original title"),
        ("centre", ["title", "country", "slug", "organisation"], "Name"),
        ("offer", ["title", "lang", "country", "slug", "organisation"], "Title"),
        ("country", ["country", "slug", "organisation"], "Country"),
    ],
)
def test_each_kind_asks_for_its_own_in_its_own_words(kind: str, names: list[str], label: str) -> None:
    html = page(f"?kind={kind}")
    assert names_in(html) == names
    assert re.search(r'<label class="kern-label" for="id_\w+">([^<]*)', html.split("<main")[1]).group(1) == label  # type: ignore[union-attr]


def test_only_kinds_that_one_may_begin_are_offered() -> None:
    writer = cast.contributor()
    Competence.objects.filter(organisation=cast.chamber()).delete()
    Competence.objects.create(organisation=cast.chamber(), kind="centre")
    html = client_of(writer).get(NEW).content.decode()
    assert re.findall(r'<option value="(\w+)"', html.split("<main")[1].split("</select>")[0]) == ["centre"]
    assert names_in(client_of(writer).get(f"{NEW}?kind=qualification").content.decode()) == ["kind"]


def test_what_came_along_stands_in_its_field() -> None:
    CountryFactory(code="PL", alpha2="PL")
    html = page("?kind=qualification&country=PL&title=%C5%9Alusarz&lang=pl")
    assert 'value="Ślusarz"' in html
    assert '<option value="PL" selected>' in html
    assert '<option value="pl" selected>' in html


def test_a_centre_begins_with_its_name() -> None:
    CountryFactory(code="DE", alpha2="DE")
    client = client_of(cast.editor())
    form = {"kind": "centre", "country": "DE", "slug": "stelle-x", "title": "", "organisation": ""}
    refused = client.post(NEW, form)
    assert refused.status_code == 422
    assert '<a href="#id_title">Name: Write the name</a>' in re.sub(r"\s*\n\s*", "", refused.content.decode())
    assert client.post(NEW, form | {"title": "Beratungsstelle X"}).status_code == 302
    version = WorkingVersion.objects.get()
    assert version.title == "Beratungsstelle X"
    assert version.document == {"slug": "stelle-x", "country": "DE", "name": "Beratungsstelle X"}


def test_every_kind_that_is_called_something_is_asked_for_it() -> None:
    for kind in kinds():
        shape = kind.shape
        asked = beginning_of(shape)
        assert next(iter(asked)) == ("country" if shape.title == shape.identity else "title"), kind.slug
        assert asked["country"].required
        assert asked["slug"].required
