"""What everybody gets at every door: nobody signs in first, who has no right finds nothing and changes nothing, nobody
keeps a copy, and what somebody wrote for her own organisation is nowhere else.

The table is tests/workspace/matrix.py, what was asked is tests/workspace/crawl.py. The world that everybody walks
through (tests/workspace/world.py) holds a mark of its owner and a canary in every text. One file, because the walk
takes minutes and each file goes to one worker.
"""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bqportal.organisations.models import CentralRole, Person
from tests import cast
from tests.workspace.conftest import Walk, client_of
from tests.workspace.crawl import PUBLIC_ROUTES, Answer
from tests.workspace.matrix import ACCOUNT, PAGES, WORKSPACE
from tests.workspace.roles import EDITORS, MEMBERS, OPERATOR, OTHERS, OUTSIDE
from tests.workspace.world import MARKS

pytestmark = pytest.mark.django_db  # the walk needs the database to be there
MAY_SEE = {
    "chamber": MEMBERS | EDITORS, "other": OTHERS | EDITORS, "central": EDITORS,
    "asked": MEMBERS | EDITORS | {"o_reviewer"}, "expert": OTHERS | EDITORS | {"reviewer"},
    "manager": OPERATOR | {"manager"}, "operator": OPERATOR, "import": {"contributor"},
    "case": {"case_worker", "manager"}, "o_case": {"o_case_worker", "o_manager"},
    "counsel": {"counsellor", "manager"}, "o_counsel": {"o_counsellor", "o_manager"},
}  # fmt: skip
INSIDE = [*(f"workspace:{name}" for name in WORKSPACE), *(name for name in ACCOUNT)]


def central_administrator() -> Person:
    """An administrator by role, as the console makes them: no superuser of Django."""
    person = Person.objects.create_user("operator", "operator@example.org", "correct horse battery")
    CentralRole.objects.create(person=person, role=CentralRole.Role.ADMINISTRATOR)
    return person


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all routes of the portal, Django's own admin apart."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(name for name in (space, one.namespace) if name)
            yield from routes(one.url_patterns, inner) if one.namespace != "admin" else ()
        elif one.name:
            yield f"{space}:{one.name}" if space else one.name


def is_led_to_sign_in(answer: Answer) -> bool:
    """Whether a visitor is asked who she is, and comes back afterwards."""
    return answer.status == 302 and answer.location == f"/en/workspace/sign-in/?next={quote(answer.path)}"


def deviation(answer: Answer) -> str:
    """What is wrong with an answer; empty when it is as the table says."""
    page = PAGES[answer.route]
    things = page.get if answer.method == "get" else page.post
    may = answer.role in (things or {}).get(answer.thing, ())
    right = {200} if answer.method == "get" else {200, 302, 409, 422}
    if things is None and answer.status == 405:
        return "" if answer.is_whole or answer.route not in INSIDE else "405 without the portal's layout"
    if may:
        return "" if answer.status in right | page.status else "must be let in"
    if answer.writes:
        return f"wrote {answer.writes[0]}"
    if answer.role in OUTSIDE and answer.route not in PUBLIC_ROUTES:
        return "" if is_led_to_sign_in(answer) else "must be led to the sign-in"
    return "" if answer.status == 404 and answer.is_whole else "must find nothing"


def test_every_route_of_the_portal_is_in_the_matrix() -> None:
    assert set(routes(get_resolver().url_patterns)) == set(PAGES)


@pytest.mark.parametrize("route", PAGES)
def test_who_may_is_let_in_and_nobody_else(walk: Walk, route: str) -> None:
    wrong = [f"{answer} – {fault}" for answer in walk.by_route[route] if (fault := deviation(answer))]
    assert not wrong, "\n".join(wrong)


# Asks for a wording that changed after it was translated; that only writers and reviewers may is asked before.
NOT_IN_ORDER = {"workspace:record-languages"}


@pytest.mark.parametrize("route", [route for route, page in PAGES.items() if page.body and route not in NOT_IN_ORDER])
def test_the_forms_of_the_matrix_are_in_order(walk: Walk, route: str) -> None:
    """A form that nobody could send would prove nothing about those who may not. 200: a preview of what was sent."""
    may = PAGES[route].post or {}
    sent = [one for one in walk.by_route[route] if one.method == "post" and one.role in may.get(one.thing, ())]
    assert any(answer.status in (200, 302) or answer.writes for answer in sent)


BY_DESIGN = {"workspace:unsubscribe", "workspace:guest-review", "health"}  # the address is the key, no cookie opens it


def test_no_answer_of_the_work_area_is_kept_by_anybody(walk: Walk) -> None:
    wrong = {}
    for answer in [*walk.answers, *walk.forged]:
        if answer.route in INSIDE:
            told = answer.headers
            kept = {"private", "no-store"} - set(told.get("Cache-Control", "").split(", "))
            guarded = told.get("X-Content-Type-Options") == "nosniff" and told.get("Content-Security-Policy")
            if kept or told.get("X-Robots-Tag") != "noindex" or not guarded:
                wrong[f"{answer.method} {answer.route} {answer.status}"] = str(told)
    assert not wrong, "\n".join(f"{name}: {told}" for name, told in wrong.items())


def test_every_form_from_elsewhere_is_refused(walk: Walk) -> None:
    assert {answer.route for answer in walk.forged} >= {name for name in INSIDE if PAGES[name].post}
    wrong = [
        str(answer)
        for answer in walk.forged
        if answer.route not in BY_DESIGN and (answer.status != 403 or answer.writes or not answer.is_whole)
    ]
    assert not wrong, "\n".join(wrong)


def strange(role: str, marks: frozenset[str]) -> list[str]:
    """Marks that the role must never see."""
    return sorted(mark for mark in marks if role not in MAY_SEE[mark])


def test_no_page_shows_what_belongs_to_others(walk: Walk) -> None:
    wrong = [
        f"{answer}: {owners}"
        for answer in [*walk.answers, *walk.forged]
        if (owners := strange(answer.role, answer.marks - PAGES[answer.route].reveals))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_mark_is_seen_by_those_whose_it_is(walk: Walk) -> None:
    """Else its absence elsewhere would prove nothing."""
    assert {mark for answer in walk.answers for mark in answer.marks} == set(MARKS)
    assert {"paper-read", "record-compare", "record-history", "record-checks", "enquiry-show", "room-show"} <= {
        answer.route.removeprefix("workspace:") for answer in walk.answers if "chamber" in answer.marks
    }
    for mark in ("case", "o_case"):
        assert {
            "case-list", "case-show", "case-applicant", "case-clock", "case-history", "case-messages", "case-training",
            "case-document-file", "case-assess", "case-assess-position", "case-notice", "case-notice-pdf",
            "case-notice-docx", "case-export", "case-office", "case-remedy",
        } <= {answer.route.removeprefix("workspace:") for answer in walk.answers if mark in answer.marks}  # fmt: skip


def test_searches_suggestions_and_files_hold_nothing_of_others(walk: Walk) -> None:
    wrong = [f"{path} as {role}: {owners}" for role, path, marks in walk.found if (owners := strange(role, marks))]
    assert not wrong, "\n".join(wrong)
    files = [marks for _role, path, marks in walk.found if "file_format" in path]
    assert any("chamber" in marks for marks in files)
    assert sum("other" in marks for marks in files) >= 2


def test_mails_tell_nobody_of_what_belongs_to_others(walk: Walk) -> None:
    assert len(walk.mails) >= 3
    assert any(marks for _to, marks in walk.mails)
    wrong = [(to, owners) for to, marks in walk.mails if (owners := strange(to.partition("@")[0], marks))]
    assert not wrong


def test_logs_caches_and_the_audit_log_hold_no_text_at_all(walk: Walk) -> None:
    assert walk.kept["logs"]
    assert "version.saved" in walk.kept["audit log"]
    wrong = [(place, mark) for place, text in walk.kept.items() for mark in MARKS.values() if mark in text]
    assert not wrong


def test_of_a_request_hear_the_counsellors_of_its_centre_only(walk: Walk) -> None:
    """Both chambers have a new request and one that the other referred; a closed one is told to nobody any more."""
    assert sorted(walk.told) == [("counsellor", "hwk-musterstadt")] * 2 + [("o_counsellor", "ihk-anderswo")] * 2


def test_no_text_becomes_part_of_a_page(walk: Walk) -> None:
    answers = [*walk.answers, *walk.echoed]
    assert {answer.status // 100 for answer in walk.echoed} <= {2, 3, 4}
    wrong = {f"{answer.method} {answer.route}: {answer.injected[0]}" for answer in answers if answer.injected}
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("person", [cast.editor, cast.manager, central_administrator])
def test_the_admin_of_django_lets_nobody_in_by_a_role(person: Callable[[], Person]) -> None:
    """Only superusers. Whoever else is signed in finds nothing there, and is not sent round in circles."""
    client, index = client_of(person()), reverse("admin:index")
    pages = [index] + [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")
        for model in admin.site._registry
        for page in ("changelist", "add")
    ]
    for page in pages:
        response = client.get(page, follow=True)
        assert response.status_code == 404, page
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["/en/workspace/nowhere/", "/en/workspace/records/999999/", "/de/workspace/%00/"])
def test_what_is_not_there_is_not_kept_either(path: str) -> None:
    response = Client().get(path)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("method", ["get", "head"])
def test_public_pages_stay_free_of_cookies_for_editors(editor: Client, method: str) -> None:
    response = getattr(editor, method)("/de/match/")
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_a_page_says_who_is_there_and_how_to_leave(editor: Client) -> None:
    html = editor.get("/de/workspace/").content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "<bdi>editor</bdi>" in html
    assert 'action="/de/workspace/sign-out/"' in html
    assert "canonical" not in html


def test_a_link_that_leads_nowhere_is_not_shown(contributor: Client) -> None:
    assert "/de/workspace/matching/" not in contributor.get("/de/workspace/").content.decode()
