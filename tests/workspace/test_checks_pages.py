"""The pages of checks and languages: what they show, to whom, and what they refuse."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.editorial.documents import part_of
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Finding, MinorEdit, WorkingVersion
from bqportal.editorial.translating import source_digest
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.workspace.hints import hints_context
from tests import cast
from tests.editorial.test_checks_looked_up import begun, hints, opened, public, write
from tests.workspace.conftest import client_of

SHAPE = kind_named("qualification").shape
CANARY = '<script>alert("x")</script>'
pytestmark = pytest.mark.django_db


def with_a_number(by: Person) -> WorkingVersion:
    """A version whose German text has a telephone number in it."""
    return write(opened(by, cast.chamber()), by, "text-de", **{"texts.{language}.summary": "Ruf +48 22 1234567"})


def checks(version: WorkingVersion) -> str:
    return f"/en/workspace/records/{version.pk}/checks/"


def languages(version: WorkingVersion) -> str:
    return f"/en/workspace/records/{version.pk}/languages/"


def text(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_findings_are_shown_with_place_and_form_and_dismissed_with_a_reason():
    person = cast.contributor()
    version = with_a_number(person)
    client = client_of(person)
    html = client.get(checks(version)).content.decode()
    assert "A telephone number: “+48 22 1234567”" in html
    assert f'href="/en/workspace/records/{version.pk}/edit/text-de/"' in html
    assert "German · summary" in text(html)
    assert "all that stands behind: duration in months." in text(html)
    [one] = hints(version, person, "personal-data")
    form = {"digest": one.hint.digest, "check": "personal-data", "reason": ""}
    refused = client.post(checks(version), form)
    assert refused.status_code == 422
    assert '<a href="#id_reason">' in refused.content.decode()
    assert client.post(checks(version), {**form, "reason": CANARY}).status_code == 302
    html = client.get(checks(version)).content.decode()
    assert CANARY not in html
    assert "alert(&quot;x&quot;)" in html
    client.post(checks(version), {"reopen": one.hint.digest})
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {}, {"digest": "x"}, {"digest": "a\0", "check": "b\0", "reason": "c\0"},
        {"digest": "0" * 64, "check": "duplicate", "reason": "x"},
        {"digest": "x" * 5000, "check": "y", "reason": "z"},
        {"digest": "x", "check": "personal-data", "reason": "z" * 5000},
    ],
)  # fmt: skip
def test_a_faulty_form_is_refused(data: dict[str, str]):
    person = cast.contributor()
    version = with_a_number(person)
    assert client_of(person).post(checks(version), data).status_code == 422
    assert client_of(person).post(checks(version), {"reopen": "a\0" * 99}).status_code == 302


def test_who_may_see_and_who_may_dismiss():
    writer = cast.contributor()
    version = with_a_number(writer)
    [one] = hints(version, writer, "personal-data")
    form = {"digest": one.hint.digest, "check": "personal-data", "reason": "Amt"}
    assert client_of(None).get(checks(version)).status_code == 302
    other = client_of(cast.other_contributor())
    for page in (checks(version), languages(version)):
        assert other.get(page).status_code == 404
    reader = client_of(cast.reader())
    html = reader.get(checks(version)).content.decode()
    assert "A telephone number" in html
    assert "It does not matter" not in html
    assert "/edit/" not in html
    assert reader.post(checks(version), form).status_code == 404
    assert other.post(checks(version), form).status_code == 404
    assert not Finding.objects.exists()
    assert client_of(cast.reviewer()).post(checks(version), form).status_code == 302


def test_what_stops_publication_stands_first():
    person = cast.contributor()
    version = begun(person, cast.chamber(), kind="", cites={"title": ["s9"]})
    html = text(client_of(person).get(checks(version)).content.decode())
    assert html.index("What stops publication") < html.index("kind : is missing")
    assert html.index("What stops publication") < html.index("Open")


def test_the_partial_shows_open_hints_of_a_section_or_of_parts():
    person = cast.contributor()
    version = with_a_number(person)
    rights = rights_of(person)
    context = hints_context(version, rights, section="text-de")
    html = render_to_string("workspace/check/hints.html", {**context, "version": version})
    assert "A telephone number" in html
    assert "<form" not in html, "it stands beside other forms"
    assert "source" not in str([one.hint.check for one in context["hints"]])
    assert {one.hint.part for one in hints_context(version, rights, parts=["de"])["hints"]} == {"de"}
    empty = hints_context(version, rights, section="bodies")
    assert render_to_string("workspace/check/hints.html", {**empty, "version": version}).strip() == ""


def outdated(by: Person) -> WorkingVersion:
    """A version whose English was made from an older German."""
    version = opened(by, cast.chamber())
    version.strands.filter(part="en").update(
        source_language="de", source_digest=source_digest(version.document, "de", SHAPE),
        source_text=part_of(version.document, "de", SHAPE),
    )  # fmt: skip
    return write(version, by, "text-de", **{"texts.{language}.summary": "Sechs Jahre am *Technikum*."})


def test_the_page_of_languages_shows_states_and_what_changed_and_takes_minor_edits():
    person = cast.contributor()
    version = outdated(person)
    client = client_of(person)
    html = client.get(languages(version)).content.decode()
    assert "outdated" in text(html)
    assert "What changed in the text in German" in html
    assert "The text in “German” has changed" in client.get(checks(version)).content.decode()
    assert re.search(r"<ins[^>]*>.*Sechs", html, re.DOTALL)
    form = {
        "language": "de", "since": version.strands.get(part="en").source_digest,
        "seen": source_digest(version.document, "de", SHAPE), "reason": "",
    }  # fmt: skip
    refused = client.post(languages(version), form)
    assert refused.status_code == 422
    assert '<a href="#id_reason">' in refused.content.decode()
    stale = client.post(languages(version), {**form, "seen": "0" * 64, "reason": "Zahl"})
    assert stale.status_code == 422
    assert "The text changed since you looked at it." in stale.content.decode()
    assert client.post(languages(version), {**form, "reason": "Zahl berichtigt"}).status_code == 302
    html = client.get(languages(version)).content.decode()
    assert "Zahl berichtigt" in html
    assert "What changed in the text" not in html
    assert MinorEdit.objects.count() == 1


def test_machine_text_is_marked_and_shown_as_such():
    person = cast.contributor()
    version = opened(person, cast.chamber())
    client = client_of(person)
    for origin, words in (("machine", "Marked as machine text."), ("human", "Marked as written by a person.")):
        html = client.post(languages(version), {"origin": origin, "language": "de"}, follow=True).content.decode()
        assert words in html
        assert version.strands.get(part="de").origin == origin
    client.post(languages(version), {"origin": "machine", "language": "de"})
    assert "machine translation" in client.get(languages(version)).content.decode()
    assert (
        "This record has no text"
        in client.post(languages(version), {"origin": "x", "language": "\0"}, follow=True).content.decode()
    )
    assert client_of(cast.reader()).post(languages(version), {"origin": "machine", "language": "de"}).status_code == 404
    assert client_of(None).get(languages(version)).status_code == 302


def test_the_work_list_is_filtered_and_hides_the_work_of_others():
    person = cast.contributor()
    version = write(opened(person, cast.chamber()), person, "text-fr", **{"texts.{language}.title": "Technicien"})
    begun(person, cast.chamber(), title="Geheimer Entwurf")
    public(title="Nur öffentlich")
    page = "/en/workspace/translations/"
    html = client_of(person).get(page, {"language": "fr"}).content.decode()
    assert f'href="{languages(version)}"' in html
    assert "Geheimer Entwurf" in html
    assert 'action="/en/workspace/records/open/qualification/' in html
    only = text(client_of(person).get(page, {"language": "fr", "state": "draft"}).content.decode())
    assert "1 record" in only
    assert "Nur öffentlich" not in only
    other = client_of(cast.other_contributor()).get(page, {"language": "fr"}).content.decode()
    assert "Geheimer Entwurf" not in other
    assert "Nur öffentlich" in other
    reader = client_of(cast.reader()).get(page, {"language": "fr"}).content.decode()
    assert "Take into work" not in reader
    assert client_of(None).get(page).status_code == 302
    nobody = Person.objects.create_user("nobody", "n@example.org", "correct horse battery")
    assert client_of(nobody).get(page).status_code == 404


@pytest.mark.parametrize(
    "query", ["language=zz", "language=%00", "state=x&country=YY&kind=z", "page=0", "page=x", "language=fr&page=99"]
)
def test_the_work_list_takes_any_query(editor: Client, query: str):
    assert editor.get(f"/en/workspace/translations/?{query}").status_code == (404 if "page=" in query else 200)


def test_the_work_list_asks_as_often_for_ten_records_as_for_one():
    person = cast.contributor()
    client, counts = client_of(person), []
    opened(person, cast.chamber())
    public()
    for _round in range(2):
        client.get("/en/workspace/translations/?language=en")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/workspace/translations/?language=en")
        counts.append(len(queries))
        for _number in range(5):
            opened(person, cast.chamber())
            public()
    assert counts[0] == counts[1]


def test_pages_are_in_the_readers_language_and_direction():
    person = cast.contributor()
    version = outdated(person)
    for page in (checks(version), languages(version), "/en/workspace/translations/"):
        response = client_of(person).get(page.replace("/en/", "/ar/"))
        assert response.status_code == 200
        assert 'dir="rtl"' in response.content.decode()
