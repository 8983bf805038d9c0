"""Two people with the same form: the second one overwrites nothing unseen, and loses nothing of what she wrote.

Either she is told (409, 422) and finds what is stored beside her own words, or both changes stand.
The sections of a record have a test of their own (test_editing.py), as have imports and changes in bulk.
"""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bqportal.editorial.models import Enquiry, Message, MissingProfileRequest, Paper, Strand
from bqportal.matching.models import Synonym
from bqportal.organisations.models import Organisation, Registration
from bqportal.qualifications.models import Qualification
from tests.workspace.conftest import client_of
from tests.workspace.lost_cases import ELSEWHERE as CASES_ELSEWHERE
from tests.workspace.lost_cases import REFUSED as CASES_REFUSED
from tests.workspace.matrix import WORKSPACE
from tests.workspace.matrix_counselling import ELSEWHERE as COUNSELLING_ELSEWHERE
from tests.workspace.world import World, build

pytestmark = pytest.mark.django_db
AREA = "/en/workspace/"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world of test_walk.py, made once; each test is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build()
        Strand.objects.filter(version=world.things["asked"], part="").update(state="approved")
        yield world
        transaction.set_rollback(True)


class Forms(HTMLParser):
    """The forms of a page as a browser would send them, untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, Any]]] = []
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields belong to the form that was opened last."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        if not self.forms:
            return
        data, name = self.forms[-1][1], given.get("name", "")
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                data.setdefault(name, []).append(given.get("value") or "on")
        elif tag == "input" and name:
            data[name] = given.get("value", "")
        elif tag == "textarea":
            self.area, data[name] = name, ""
        elif tag == "select":
            self.select, data[name] = name, ""
        elif tag == "option" and "selected" in given:
            data[self.select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A text begins with a line break of its own."""
        if tag == "textarea" and self.area:
            self.forms[-1][1][self.area] = self.forms[-1][1][self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data: str) -> None:
        """What stands in a text field."""
        if self.area:
            self.forms[-1][1][self.area] += data


def form_on(client: Client, page: str, field: str, action: str = "") -> tuple[str, dict[str, Any]]:
    """Where the form with that field sends to, and what it holds."""
    response = client.get(page)
    assert response.status_code == 200, page
    parser = Forms()
    parser.feed(response.content.decode())
    to, data = next(one for one in parser.forms if field in one[1] and one[0].endswith(action))
    return to or page, data


def both(
    world: World, page: str, first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]], action: str = ""
) -> tuple[Any, Any]:
    """Both open the page, both change the form and send it: the two responses."""
    sent = []
    for who, changes in (first, second):
        client = client_of(world.people[who])
        to, data = form_on(client, page, next(iter(changes)), action)
        sent.append((client, to, data | changes))
    return tuple(client.post(to, data) for client, to, data in sent)  # type: ignore[return-value]


def day(text: str) -> dict[str, str]:
    """Three boxes of a date."""
    year, month, number = text.split("-")
    return {"day_day": number, "day_month": month, "day_year": year}


# Route → page, form's address, what both write, what is stored, words that the second one must see.
Case = tuple[Callable[[World], str], str, dict[str, Any], dict[str, Any], Callable[[World], Any], list[str]]
REFUSED: dict[str, Case] = {
    "paper-change": (
        lambda w: f"{AREA}papers/{w.things['chamber'].paper.pk}/change/", "",
        {"title": "Erster Titel"}, {"title": "Zweiter Titel"},
        lambda w: Paper.objects.get(pk=w.things["chamber"].paper.pk).title, ["Erster Titel", "Zweiter Titel"],
    ),
    "record-assign": (
        lambda w: f"{AREA}records/{w.things['chamber'].pk}/", "/assign/",
        {"elsewhere": "o_reviewer", "priority": "3"}, {"elsewhere": "", "priority": "1"},
        lambda w: w.things["chamber"].strands.get(part="").priority, ["priority:", "o_reviewer"],
    ),
    "record-schedule": (
        lambda w: f"{AREA}records/{w.things['asked'].pk}/", "/schedule/",
        day("2027-05-01") | {"time": "08:00"}, day("2027-06-02") | {"time": "09:30"},
        lambda w: w.things["asked"].strands.get(part="").publish_at.month, ["becomes public on", "09:30"],
    ),
    "enquiry-show": (
        lambda w: f"{AREA}enquiries/{w.things['enquiry'].pk}/", "",
        {"answer": "Erste Antwort"}, {"answer": "Zweite Antwort"},
        lambda w: Enquiry.objects.get(pk=w.things["enquiry"].pk).answer, ["Erste Antwort", "Zweite Antwort"],
    ),
    "enquiry-hand-over": (
        lambda w: f"{AREA}enquiries/{w.things['enquiry'].pk}/", "/hand-over/",
        {"expert": "manager"}, {"expert": "o_manager"},
        lambda w: Enquiry.objects.get(pk=w.things["enquiry"].pk).expert.username, ["<bdi>manager", "o_manager"],
    ),
    "freshness-show": (
        lambda w: f"{AREA}freshness/qualification/{w.things['public'].pk}/", "",
        day("2027-05-01") | {"reason": "Gesetz", "set": ""}, day("2027-06-02") | {"reason": "Lehrplan", "set": ""},
        lambda w: Qualification.objects.get(pk=w.things["public"].pk).review_by.month, ["1 May 2027", "Lehrplan"],
    ),
    "organisation-change": (
        lambda w: f"{AREA}organisations/{w.things['chamber_body'].pk}/change/", "",
        {"city": "Erststadt"}, {"city": "Zweitstadt"},
        lambda w: Organisation.objects.get(pk=w.things["chamber_body"].pk).city, ["Erststadt", "Zweitstadt"],
    ),
    "message-edit": (
        lambda w: f"{AREA}messages/{w.things['chamber'].message.pk}/", "",
        {"text": "Erster Text"}, {"text": "Zweiter Text"},
        lambda w: Message.objects.get(pk=w.things["chamber"].message.pk).text, ["Erster Text", "Zweiter Text"],
    ),
    **CASES_REFUSED,
}  # fmt: skip
WHO = {
    "paper-change": ("contributor", "editor"), "message-edit": ("contributor", "contributor"),
    "organisation-change": ("administrator", "administrator"), "record-assign": ("reviewer", "manager"),
    **dict.fromkeys(CASES_REFUSED, ("case_worker", "case_worker")),
    **dict.fromkeys(("case-office", "case-remedy"), ("manager", "manager")),
}  # fmt: skip


@pytest.mark.parametrize("route", REFUSED)
def test_the_second_one_is_told_and_finds_both(world: World, route: str) -> None:
    page, action, mine, theirs, stored, shown = REFUSED[route]
    one, other = WHO.get(route, ("editor", "second_editor"))
    first, second = both(world, page(world), (one, mine), (other, theirs), action)
    assert first.status_code == 302
    kept = stored(world)
    assert second.status_code in (409, 422)
    html = second.content.decode()
    assert not [words for words in shown if words not in html]
    assert stored(world) == kept
    # Having seen both, she may save hers.
    if route not in ("enquiry-show", "message-edit"):
        parser = Forms()
        parser.feed(html)
        to, data = next(found for found in parser.forms if set(theirs) & set(found[1]) and found[0].endswith(action))
        again = client_of(world.people[other]).post(to or page(world), data | theirs)
        assert again.status_code == 302
        assert stored(world) != kept


def test_a_registration_is_decided_once(world: World) -> None:
    pk = world.things["registration"].pk
    first, second = both(
        world, f"{AREA}registrations/{pk}/",
        ("administrator", {"reason": "Erster Grund", "decision": "refused"}),
        ("administrator", {"reason": "Zweiter Grund", "decision": "refused"}),
    )  # fmt: skip
    assert (first.status_code, second.status_code) == (302, 404)
    assert Registration.objects.get(pk=pk).decision_reason == "Erster Grund"


def test_a_missed_profile_is_linked_once(world: World) -> None:
    pk = world.things["request"].pk
    versions = [world.things[name].pk for name in ("chamber", "central")]
    first, second = both(
        world, f"{AREA}demand/{pk}/", ("editor", {"version": versions[0]}), ("second_editor", {"version": versions[1]})
    )
    assert (first.status_code, second.status_code) == (302, 422)
    assert MissingProfileRequest.objects.get(pk=pk).version_id == versions[0]


def test_a_step_is_taken_once(world: World) -> None:
    page = f"{AREA}records/{world.things['chamber'].pk}/"
    first, second = both(
        world, page, ("contributor", {"step": "submit", "parts": ["facts"]}),
        ("contributor", {"step": "submit", "parts": ["facts"]}), "/step/",
    )  # fmt: skip
    assert (first.status_code, second.status_code) == (302, 422)


def test_an_older_state_comes_back_only_over_what_was_seen(world: World) -> None:
    version = world.things["chamber"]
    before = version.snapshots.count()
    page = f"{AREA}records/{version.pk}/restore/1/"
    first, second = both(world, page, ("contributor", {"edition": "0"}), ("editor", {"edition": "0"}))
    assert (first.status_code, second.status_code) == (422, 422)
    seen = form_on(client_of(world.people["contributor"]), page, "edition")[1]["edition"]
    first, second = both(world, page, ("contributor", {"edition": seen}), ("editor", {"edition": seen}))
    assert (first.status_code, second.status_code) == (302, 422)
    assert version.snapshots.count() == before + 1


@pytest.mark.parametrize(
    ("page", "first", "second"),
    [
        ("people/{reader}/central-roles/", ["editor"], ["administrator"]),
        ("organisations/{body}/members/{reader}/", ["reader", "contributor"], ["reader", "reviewer"]),
    ],
)
def test_roles_that_two_people_give_are_all_given(world: World, page: str, first: list[str], second: list[str]) -> None:
    reader = world.people["reader"]
    address = AREA + page.format(reader=reader.pk, body=world.things["chamber_body"].pk)
    sent = []
    for roles in (first, second):
        client = client_of(world.people["administrator"])
        sent.append((client, form_on(client, address, "seen")[1] | {"roles": roles}))
    for client, data in sent:
        assert client.post(address, data).status_code == 302
    held = reader.central_roles if "central" in page else reader.memberships
    assert set(held.values_list("role", flat=True)) == {*first, *second}


def test_what_is_gone_cannot_be_removed_again(world: World) -> None:
    for page, model, name in (
        (f"{AREA}matching/synonyms/{world.things['synonym'].pk}/remove/", Synonym, "editor"),
        (f"{AREA}papers/{world.things['chamber'].paper.pk}/remove/", Paper, "editor"),
    ):
        client, before = client_of(world.people[name]), model.objects.count()
        assert [client.post(page).status_code for _time in range(2)] == [302, 404]
        assert model.objects.count() == before - 1


# Why no form of these can overwrite what somebody else wrote.
ELSEWHERE = {
    "only adds": {
        "enquiry-ask", "room-open", "room-show", "record-discussion", "record-new", "record-open", "record-guest-new",
        "record-papers", "invitation-list", "invitation-accept", "register", "organisation-add", "member-add",
        "competence-add", "synonym-add", "watch-add", "watch-list", "record-language", *CASES_ELSEWHERE["adds"],
        *COUNSELLING_ELSEWHERE["adds"],
    },
    "one's own, and nobody else's": {
        "sign-in", "sign-in-oidc", "sign-out", "notice-read-all", "notice-preferences", "unsubscribe", "watch-remove",
        "record-import", "register-confirm", "guest-review", "message-withdraw",
    },
    "says in which state it ends, and is refused or does nothing where that is reached": {
        "enquiry-close", "record-guest-revoke", "invitation-revoke", "demand-unlink", "demand-drop", "record-drop",
        "person-account", "competence-remove", "paper-remove", "synonym-remove", *CASES_ELSEWHERE["state"],
        *COUNSELLING_ELSEWHERE["state"],
    },
    "carries what was seen, and is tested with its page": {
        "record-edit", "record-paste", "record-bulk", "record-bulk-show", "record-import-show", "record-review",
        "record-languages", "record-checks", *CASES_ELSEWHERE["seen"],
        *COUNSELLING_ELSEWHERE["seen"],
    },
}  # fmt: skip


def test_every_form_is_accounted_for() -> None:
    here = {
        "registration-decide",
        "demand-show",
        "record-step",
        "record-restore",
        "person-central-roles",
        "member-roles",
    }
    known = {*REFUSED, *here, *(route for routes in ELSEWHERE.values() for route in routes)}
    assert {name for name, page in WORKSPACE.items() if page.post} <= known
