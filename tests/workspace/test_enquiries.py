"""Pages of enquiries, rooms and discussions, by plain forms."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.actions.discussions import open_room, post_message
from bqportal.editorial.actions.enquiries import ask_enquiry
from bqportal.editorial.models import Enquiry, Message, Room, WorkingVersion
from bqportal.editorial.workflow import State
from bqportal.organisations.models import Person
from bqportal.organisations.queries import rights_of
from bqportal.workspace.views.enquiries import offered
from tests import cast
from tests.editorial.together import MARKER, part_of, version_of
from tests.workspace.conftest import client_of

LIST = "/en/workspace/enquiries/"
ROOMS = "/en/workspace/rooms/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db: None) -> Client:
    return client_of(cast.other_contributor())


@pytest.fixture
def version(contributor: Client) -> WorkingVersion:
    version = version_of(cast.chamber())
    part_of(version, State.DRAFT, author=Person.objects.get(username="contributor"))
    return version


@pytest.fixture
def enquiry(contributor: Client, version: WorkingVersion) -> Enquiry:
    return ask_enquiry(
        by=Person.objects.get(username="contributor"), subject=f"{MARKER} Frage", question=f"{MARKER} Wie viel?",
        organisation=cast.chamber(), version=version, country="PL", kind="qualification", at=timezone.now(),
    )  # fmt: skip


def form(**values: str) -> dict[str, str]:
    """A form that is in order."""
    return {
        "subject": "Stunden", "question": "Wie viele?\nGenau.", "organisation": str(cast.chamber().pk), "expert": "",
        "kind": "", "country": "", "due_day": "", "due_month": "", "due_year": "",
    } | values  # fmt: skip


def test_a_body_asks_and_the_central_team_answers(contributor: Client, editor: Client) -> None:
    assert contributor.get(f"{LIST}ask/").status_code == 200
    day = timezone.localdate() + timedelta(days=9)
    due = {"due_day": f"{day.day}", "due_month": f"{day.month}", "due_year": f"{day.year}"}
    response = contributor.post(f"{LIST}ask/", form(**due), follow=True)
    assert "Your enquiry has been sent." in response.content.decode()
    enquiry = Enquiry.objects.get()
    assert (enquiry.due, enquiry.state) == (day, "open")
    page = f"{LIST}{enquiry.pk}/"
    assert "Send the answer" not in contributor.get(page).content.decode()
    assert contributor.post(page, {"answer": "x"}).status_code == 404
    assert "Send the answer" in editor.get(page).content.decode()
    response = editor.post(page, {"answer": "<script>alert(1)</script> 1600"}, follow=True)
    html = response.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 1600" in html
    assert "<script>alert" not in html
    late = editor.post(page, {"answer": "zu spät"})
    assert late.status_code == 422
    assert "zu spät</textarea>" in late.content.decode(), "nothing that was written is lost"
    assert contributor.post(f"{page}close/").status_code == 302
    assert "closed" in contributor.get(page).content.decode()


def test_an_expert_is_asked_by_name_and_handed_over_to(contributor: Client, editor: Client, other: Client) -> None:
    contributor.post(f"{LIST}ask/", form(expert="other@example.org"))
    enquiry = Enquiry.objects.get()
    assert enquiry.expert
    assert enquiry.expert.username == "other"
    assert other.get(f"{LIST}{enquiry.pk}/").status_code == 200
    assert other.post(f"{LIST}{enquiry.pk}/hand-over/", {"expert": "nobody"}).status_code == 422
    assert other.post(f"{LIST}{enquiry.pk}/hand-over/", {"expert": ""}).status_code == 302
    assert other.get(f"{LIST}{enquiry.pk}/").status_code == 404
    assert contributor.post(f"{LIST}{enquiry.pk}/hand-over/", {"expert": "other"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"subject": ""}, "subject"), ({"subject": "x" * 201}, "subject"), ({"question": "a\0"}, "question"),
        ({"question": " "}, "question"), ({"organisation": "0"}, "organisation"),
        ({"organisation": ""}, "organisation"),
        ({"expert": "nobody"}, "expert"), ({"expert": "contributor"}, "expert"), ({"country": "ZZ"}, "country"),
        ({"kind": "x"}, "kind"), ({"due_day": "31", "due_month": "2", "due_year": "2026"}, "due"),
        ({"due_day": "1", "due_month": "1", "due_year": "2020"}, "due"),
    ],
)  # fmt: skip
def test_a_faulty_enquiry_is_told_and_kept(contributor: Client, wrong: dict[str, str], field: str) -> None:
    response = contributor.post(f"{LIST}ask/", form(**wrong))
    html = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#id_{field}' in html
    if field != "subject":
        assert 'value="Stunden"' in html
    assert not Enquiry.objects.exists()


def test_other_organisations_find_nothing(
    contributor: Client, other: Client, enquiry: Enquiry, version: WorkingVersion
) -> None:
    editor = cast.editor()
    room = open_room(
        by=editor, topic=f"{MARKER} intern", description=MARKER, at=timezone.now(), organisation=cast.chamber()
    )
    message = post_message(by=editor, text=MARKER, at=timezone.now(), version=version)
    pages = [
        f"{LIST}{enquiry.pk}/", f"{LIST}ask/?version={version.pk}", f"{ROOMS}{room.pk}/",
        f"/en/workspace/records/{version.pk}/discussion/", f"/en/workspace/messages/{message.pk}/",
    ]  # fmt: skip
    for page in pages:
        assert other.get(page).status_code == 404, page
        assert other.post(page, {"text": "x", "answer": "x"}).status_code == 404, page
    for page in (
        f"{LIST}{enquiry.pk}/close/",
        f"{LIST}{enquiry.pk}/hand-over/",
        f"/en/workspace/messages/{message.pk}/withdraw/",
    ):
        assert other.post(page).status_code == 404, page
    lists = [
        LIST,
        f"{LIST}?state=open",
        ROOMS,
        "/en/workspace/notices/",
        "/en/workspace/watching/",
        "/en/workspace/demand/",
    ]
    for page in (*lists, *pages):
        assert MARKER not in other.get(page).content.decode(), page
    assert Message.objects.count() == 1
    for page in (
        LIST,
        ROOMS,
        f"{LIST}{enquiry.pk}/",
        f"{ROOMS}{room.pk}/",
        f"/en/workspace/records/{version.pk}/discussion/",
    ):
        assert MARKER in contributor.get(page).content.decode(), f"{page} shows it where it may"


def test_an_expert_of_another_organisation_sees_the_question_but_not_the_draft(
    contributor: Client, other: Client, version: WorkingVersion
) -> None:
    version.title = "Geheimer Entwurf"
    version.save()
    contributor.post(f"{LIST}ask/?version={version.pk}", form(expert="other"))
    page = f"{LIST}{Enquiry.objects.get().pk}/"
    assert "Geheimer Entwurf" in contributor.get(page).content.decode()
    html = other.get(page).content.decode()
    assert "Stunden" in html
    assert "Geheimer Entwurf" not in html


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "٣", "1\0"])
def test_a_version_that_is_none_is_not_there(contributor: Client, number: str) -> None:
    assert contributor.get(f"{LIST}ask/", {"version": number}).status_code == 404


def test_somebody_without_a_role_finds_no_page() -> None:
    nobody = client_of(Person.objects.create_user("nobody", "n@example.org", "correct horse battery"))
    for page in (LIST, f"{LIST}ask/", ROOMS, f"{ROOMS}open/", "/en/workspace/watching/", "/en/workspace/notices/"):
        assert nobody.get(page).status_code == 404


def test_editors_open_rooms_and_all_talk_there(contributor: Client, editor: Client, other: Client) -> None:
    assert contributor.get(f"{ROOMS}open/").status_code == 404
    assert editor.post(f"{ROOMS}open/", {"topic": ""}).status_code == 422
    editor.post(f"{ROOMS}open/", {"topic": "Schweißen", "description": "Alles", "organisation": ""})
    page = f"{ROOMS}{Room.objects.get().pk}/"
    assert other.post(page, {"text": "Frage <b>?</b>"}, follow=True).status_code == 200
    html = contributor.get(page).content.decode()
    assert "Frage &lt;b&gt;?&lt;/b&gt;" in html
    assert "Edit or withdraw" not in html
    assert contributor.post(page, {"text": " "}).status_code == 422
    assert contributor.post(page, {"text": "x" * 5001}).status_code == 422


def test_own_words_are_mended_and_withdrawn(contributor: Client, editor: Client, version: WorkingVersion) -> None:
    page = f"/en/workspace/records/{version.pk}/discussion/"
    contributor.post(page, {"text": "Erste Fassung"})
    message = Message.objects.get()
    edit = f"/en/workspace/messages/{message.pk}/"
    assert edit in contributor.get(page).content.decode()
    assert editor.get(edit).status_code == 404
    assert contributor.post(edit, {"text": "Zweite Fassung", "seen": ""}).status_code == 302
    stale = contributor.post(edit, {"text": "Aus dem anderen Fenster", "seen": ""})
    html = stale.content.decode()
    assert stale.status_code == 422
    assert "Zweite Fassung" in html
    assert "Aus dem anderen Fenster" in html
    seen = html.split('name="seen"')[0]
    assert seen
    fresh = contributor.get(edit).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert contributor.post(edit, {"text": "Dritte Fassung", "seen": fresh}).status_code == 302
    assert contributor.post(edit, {"text": "x", "seen": "gestern"}).status_code == 422
    contributor.post(f"{edit}withdraw/")
    html = editor.get(page).content.decode()
    assert "This message was withdrawn." in html
    assert "Dritte Fassung" not in html
    assert contributor.get(edit).status_code == 404


def test_lists_ask_as_often_for_much_as_for_little(
    contributor: Client, editor: Client, version: WorkingVersion
) -> None:
    person, counts = Person.objects.get(username="contributor"), []
    room = open_room(by=Person.objects.get(username="editor"), topic="t", description="", at=timezone.now())
    pages = (
        LIST,
        ROOMS,
        f"{ROOMS}{room.pk}/",
        f"/en/workspace/records/{version.pk}/discussion/",
        "/en/workspace/notices/",
    )
    for number in (2, 22):
        for n in range(number):
            ask_enquiry(by=person, subject=f"{n}", question="x", organisation=cast.chamber(), at=timezone.now())
            open_room(by=Person.objects.get(username="editor"), topic=f"{n}", description="", at=timezone.now())
            for place in ({"room": room}, {"version": version}):
                post_message(by=person, text=f"{n}", at=timezone.now(), **place)
        for page in pages:
            editor.get(page)
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert editor.get(page).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_an_answer_is_offered_where_the_profile_is_written(
    contributor: Client, editor: Client, enquiry: Enquiry, rf: RequestFactory
) -> None:
    mine, others = rights_of(cast.reviewer()), rights_of(cast.other_contributor())
    asked = rf.get("/", {"enquiry": enquiry.pk})
    assert offered(asked, mine) is None, "not yet answered"
    editor.post(f"{LIST}{enquiry.pk}/", {"answer": "1600 Stunden"})
    assert offered(asked, mine) == enquiry
    assert offered(asked, others) is None
    for number in ("x", "", "9" * 30, "\0"):
        assert offered(rf.get("/", {"enquiry": number}), mine) is None
    html = contributor.get(f"{LIST}{enquiry.pk}/").content.decode()
    assert f'/records/{enquiry.version_id}/edit/facts/?enquiry={enquiry.pk}"' in html
    assert "Take over into the profile" in html
    reader = client_of(cast.reader())
    assert "Take over into the profile" not in reader.get(f"{LIST}{enquiry.pk}/").content.decode()
