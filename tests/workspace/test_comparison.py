"""What changed in a record is seen by those who may read it, and by nobody else."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.writing import begin_record, open_record, replace_document
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Person
from bqportal.qualifications.actions import publish_qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MARKER = "Geheimwort der Kammer Musterstadt"
PAGES = ("compare", "history", "authors")


@pytest.fixture
def writer() -> Person:
    return cast.contributor()


@pytest.fixture
def version(writer: Person) -> WorkingVersion:
    """A public profile in work, whose German summary was written anew."""
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"), slug="pl-technik-mechatronik")
    publish_qualification(qualification=record, at=NOW)
    record.refresh_from_db()
    kind = kind_named("qualification")
    begun = open_record(kind=kind, record=record, organisation=cast.chamber(), by=writer, at=NOW)
    return changed(begun, writer, lambda document: document["texts"]["de"].update(summary=MARKER))


def changed(version: WorkingVersion, by: Person, change: Any, hours: int = 1) -> WorkingVersion:
    """The working version after somebody changed its document."""
    document = deepcopy(version.document)
    change(document)
    return replace_document(
        version=version, document=document, occasion="saved", by=by, at=NOW + timedelta(hours=hours),
        edition=version.edition,
    )  # fmt: skip


def address(version: WorkingVersion, page: str, query: str = "") -> str:
    return f"/en/workspace/records/{version.pk}/{page}/{query}"


def read(client: Client, version: WorkingVersion, page: str, query: str = "") -> str:
    response = client.get(address(version, page, query))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("who", ["contributor", "reviewer", "reader", "manager", "editor"])
@pytest.mark.parametrize("page", PAGES)
def test_the_chamber_and_editors_read_it(version: WorkingVersion, who: str, page: str) -> None:
    person = Person.objects.filter(username=who).first() or getattr(cast, who)()
    html = read(client_of(person), version, page, "?part=de" if page == "authors" else "")
    assert (MARKER in html) == (page != "history")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", ["", "?from=1&to=2", "?part=de", "?all=on"])
def test_another_chamber_is_told_nothing(version: WorkingVersion, page: str, query: str) -> None:
    response = client_of(cast.other_contributor()).get(address(version, page, query))
    assert response.status_code == 404
    assert MARKER not in response.content.decode()
    assert version.title not in response.content.decode()
    visitor = client_of(None).get(address(version, page, query))
    assert visitor.status_code == 302
    assert "/sign-in/" in visitor["Location"]


def test_who_was_asked_to_review_reads_it(version: WorkingVersion) -> None:
    stranger = cast.other_contributor()
    version.strands.filter(part="de").update(assignee=stranger)
    assert MARKER in read(client_of(stranger), version, "compare")


def test_at_first_one_sees_what_is_not_public_yet(version: WorkingVersion, writer: Person) -> None:
    version = changed(version, writer, lambda document: document.update(duration_months=48))
    html = read(client_of(writer), version, "compare")
    assert f'<ins class="work-ins"><span class="kern-sr-only" lang="en">added: </span>{MARKER}</ins>' in html
    assert '<div class="work-wording" lang="de" dir="ltr"><del class="work-del">' in html
    assert '<del class="work-del"><span class="kern-sr-only" lang="en">removed: </span>60</del>' in html
    assert '<a href="#facts">facts</a>: 1' in html
    assert '<a href="#texts">texts</a>: 1' in html
    assert "languages: German" in html
    assert "Montage" not in html, "only what differs"
    assert "Montage" in read(client_of(writer), version, "compare", "?all=on")


def test_one_language_alone(version: WorkingVersion, writer: Person) -> None:
    version = changed(version, writer, lambda document: document["texts"]["en"].update(summary="English marker"))
    html = read(client_of(writer), version, "compare", "?part=en")
    assert "English marker" in html
    assert MARKER not in html
    assert "Both say the same." in read(client_of(writer), version, "compare", "?part=facts")
    assert "Both say the same." in read(client_of(writer), version, "compare", "?from=now&to=now")


def test_units_say_in_words_what_happened_to_them(version: WorkingVersion, writer: Person) -> None:
    def change(document: dict[str, Any]) -> None:
        document["units"].reverse()
        document["units"].append({"no": "N.9", "title": "<script>alert(1)</script>", "ar": "لحام"})
        document["units"][0]["no"] = "N.2"

    html = read(client_of(writer), changed(version, writer, change), "compare")
    assert "<script>alert" not in html
    assert 'lang="ar" dir="rtl"' in html
    for words in ("added", "was ELM.", "moved from place"):
        assert words in html


def test_since_you_last_judged(version: WorkingVersion, writer: Person) -> None:
    judge = cast.reviewer()
    take_step(version=version, step=Step.SUBMIT, parts=["de"], by=writer, at=NOW)
    reason = "Bitte kürzer."
    take_step(version=version, step=Step.REQUEST_CHANGES, parts=["de"], by=judge, at=NOW, reason=reason)
    version.refresh_from_db()
    number = version.snapshots.first().number
    version = changed(version, writer, lambda document: document["texts"]["de"].update(title="Neuer Titel"))
    html = read(client_of(judge), version, "compare")
    assert f'from={number}&amp;to=now">Since you last approved or sent back' in html
    assert "Since you last approved" not in read(client_of(writer), version, "compare")
    since = read(client_of(judge), version, "compare", f"?from={number}&to=now")
    assert "Neuer Titel" in since
    assert MARKER not in since
    listed = read(client_of(writer), version, "history")
    assert reason in listed
    assert (
        'in review <span class="work-arrow">→</span> <strong>changes requested</strong>, <bdi>reviewer</bdi>' in listed
    )


def test_a_record_that_is_not_public_is_compared_with_its_beginning(writer: Person) -> None:
    document = {"slug": "pl-x", "country": "PL", "title": "Nowy zawód", "lang": "pl", "kind": "initial"}
    CountryFactory(code="PL", alpha2="PL")
    kind = kind_named("qualification")
    version = begin_record(kind=kind, document=document, organisation=cast.chamber(), by=writer, at=NOW)
    version = changed(version, writer, lambda document: document.update(title="Nowy piękny zawód"))
    html = read(client_of(writer), version, "compare")
    assert (
        'lang="pl" dir="ltr">Nowy <ins class="work-ins"><span class="kern-sr-only" lang="en">added: </span>piękny'
        in html
    )
    assert "what is public now" not in html


@pytest.mark.parametrize(
    "query",
    [
        "?from=99", "?from=0", "?from=-1", "?to=x", "?from=%00", "?from=³", "?part=zz", "?part=%00", "?to=2'--",
        f"?from={'9' * 400}", "?part=<script>",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(version: WorkingVersion, writer: Person, query: str) -> None:
    client = client_of(writer)
    assert client.get(address(version, "compare", query)).status_code == 404
    if "part" in query:
        assert client.get(address(version, "authors", query)).status_code == 404
    assert client.get(f"/en/workspace/records/{'9' * 30}/compare/").status_code == 404
    assert client.get(address(version, "history", "?page=99")).status_code == 404


def test_a_draft_with_odd_values_still_has_its_pages(version: WorkingVersion, writer: Person) -> None:
    odd = {"valid_from": "soon", "kind": ["a", {"b": 1}], "duration_months": "x", "lang": "zz", "country": "??",
           "also_known_as": {"de": 3}, "sources": ["no"], "cites": 3,
           "units": ["no", {"no": None, "title": 7}]}  # fmt: skip
    version.document = {**version.document, **odd}
    version.save()
    for page in PAGES:
        read(client_of(writer), version, page, "?all=on" if page == "compare" else "")


def test_authors_of_statements(version: WorkingVersion, writer: Person) -> None:
    reviewer = cast.reviewer()
    version = changed(version, reviewer, lambda document: document["texts"]["de"].update(title="Neuer Titel"))
    html = read(client_of(writer), version, "authors", "?part=de")
    rows = {row.split("</th>")[0].split(">")[-1]: row for row in html.split("<h2>")[0].split("<tr>")}
    assert "<bdi>reviewer</bdi>" in rows["title"]
    assert "<bdi>contributor</bdi>" in rows["summary"]
    facts = read(client_of(writer), version, "authors")
    assert MARKER not in facts
    assert "the portal" in facts
    assert "<bdi>" not in facts.split("</h1>")[1].split("<h2>")[0], "nobody has changed a fact since it was imported"


def test_the_history_can_be_picked_from_and_restored_by_writers(version: WorkingVersion, writer: Person) -> None:
    html = read(client_of(writer), version, "history")
    assert 'name="from" value="1" checked' in html
    assert 'name="to" value="2" checked' in html
    assert "imported" in html
    compared = read(client_of(writer), version, "compare", "?from=1&to=2")
    assert MARKER in compared
    backwards = read(client_of(writer), version, "compare", "?from=2&to=1")
    assert f"removed: </span>{MARKER}</del>" in backwards
    assert ">Action<" in html
    assert ">Action<" not in read(client_of(cast.reader()), version, "history")


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_as_often_for_many_snapshots_as_for_few(version: WorkingVersion, writer: Person, page: str) -> None:
    client = client_of(writer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, version, page)
        if page == "history":
            lists = [query["sql"] for query in queries if 'FROM "editorial_snapshot"' in query["sql"]]
            assert not [sql for sql in lists if '"editorial_snapshot"."document"' in sql], "no content for a list"
        return len(queries)

    few = asked()
    for number in range(20):
        version = changed(version, writer, lambda document, n=number: document.update(duration_months=n + 1), number)
    take_step(version=version, step=Step.SUBMIT, parts=["", "de"], by=writer, at=NOW)
    more = asked()
    allowed = few + (2 if page == "history" else 0)  # strands and persons of steps, of which there were none before
    assert more <= allowed
    assert few <= 30
