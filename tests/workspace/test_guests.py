"""A guest reads one record by a secret link and says what she thinks; nobody else gets in, and nothing gets out."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.editorial.models import GuestPass, WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Person
from tests import cast
from tests.workspace.conftest import client_of
from tests.workspace.test_records import MARK, in_work, page, states, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def version(writer: Person) -> WorkingVersion:
    return in_work(writer)


@pytest.fixture
def reviewer(db: None) -> Client:
    return client_of(cast.reviewer())


@pytest.fixture
def link(version: WorkingVersion, reviewer: Client) -> str:
    """The path that the page shows once."""
    html = reviewer.post(page(version, "guests/new/"), {"name": "Frau Nowak", "days": "3"}).content.decode()
    return re.search(r'value="http://testserver(/en/workspace/review/[^"]+/)"', html).group(1)


def test_the_link_is_shown_once(version: WorkingVersion, reviewer: Client, link: str) -> None:
    for address in (page(version), page(version, "guests/new/"), page(version, "review/")):
        assert link not in reviewer.get(address).content.decode()
    assert ">Frau Nowak</bdi>" in reviewer.get(page(version)).content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"days": "0"}, {"days": "31"}, {"days": "x"}, {"name": "\0"}])
def test_a_faulty_invitation_is_told(version: WorkingVersion, reviewer: Client, wrong: dict[str, str]) -> None:
    response = reviewer.post(page(version, "guests/new/"), {"name": "A", "days": "3", **wrong})
    assert response.status_code == 422
    assert f'<a href="#id_{next(iter(wrong))}">' in response.content.decode()
    assert GuestPass.objects.count() == 0


def test_the_guest_sees_this_record_and_nothing_from_inside(visitor: Client, link: str, writer: Person) -> None:
    response = visitor.get(link)
    html = response.content.decode()
    assert response.status_code == 200
    assert MARK.split()[0] in html
    assert "Frau Nowak" in html
    for inside in ("contributor", "work-bar", "/workspace/records/", "csrfmiddlewaretoken", "canonical"):
        assert inside not in html, inside
    assert not response.cookies


@pytest.mark.parametrize("rest", ["", "preview/"])
def test_the_secret_goes_nowhere(visitor: Client, link: str, rest: str) -> None:
    response = visitor.get(link + rest)
    assert response["Referrer-Policy"] == "no-referrer"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    secret = link.strip("/").split("/")[-1]
    addresses = re.findall(r'(?:href|action|src|value|content)="([^"]*)"', response.content.decode())
    within = [address for address in addresses if secret in address]
    assert within, "the page leads to its other languages"
    assert all(re.match(rf"^/[a-z]+/workspace/review/{secret}/", address) for address in within), within


def test_unknown_expired_and_revoked_answer_alike(
    version: WorkingVersion, visitor: Client, reviewer: Client, link: str
) -> None:
    secret = link.strip("/").split("/")[-1]
    guest = GuestPass.objects.get()
    wrong = ["x", secret[:-1], secret + "x", guest.digest, "ä" * 200]
    answers = [visitor.get(f"/en/workspace/review/{one}/").status_code for one in wrong]
    assert reviewer.post(page(version, f"guests/{guest.pk}/revoke/")).status_code == 302
    answers += [visitor.get(link).status_code, visitor.post(link, {"verdict": "agree"}).status_code]
    answers += [visitor.get(f"{link}preview/").status_code]
    GuestPass.objects.update(revoked_at=None, expires_at=timezone.now() - timedelta(seconds=1))
    answers += [visitor.get(link).status_code, visitor.post(link, {"verdict": "agree"}).status_code]
    assert set(answers) == {404}
    assert GuestPass.objects.get().verdict == ""


def test_the_answer_is_shown_to_reviewers_and_counts_as_no_approval(
    version: WorkingVersion, writer: Person, reviewer: Client, link: str
) -> None:
    step(version, Step.SUBMIT, ["de"], writer)
    guest = Client(enforce_csrf_checks=True)
    response = guest.post(
        link, {"verdict": "changes", "comment": "Die <b>Dauer</b> fehlt."}, headers={"origin": "null"}
    )
    assert response.status_code == 200
    assert "Thank you." in response.content.decode()
    for address in (page(version), page(version, "review/")):
        html = reviewer.get(address).content.decode()
        assert "wants changes" in html
        assert "Die &lt;b&gt;Dauer&lt;/b&gt; fehlt." in html
    assert states(version)["de"] == "in_review"
    guest.post(link, {"verdict": "agree", "comment": ""})
    assert GuestPass.objects.get().verdict == "agree"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"verdict": "x"}, {"verdict": "changes"}, {"verdict": "agree", "comment": "\0"},
     {"verdict": "agree", "comment": "x" * 10_001}],
)  # fmt: skip
def test_a_faulty_answer_is_told_and_kept(visitor: Client, link: str, wrong: dict[str, str]) -> None:
    response = visitor.post(link, wrong)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert GuestPass.objects.get().answered_at is None


def test_only_who_assigns_invites_and_revokes(version: WorkingVersion, writer: Person, link: str) -> None:
    revoking = page(version, f"guests/{GuestPass.objects.get().pk}/revoke/")
    for person in (writer, cast.reader(), cast.other_contributor()):
        client = client_of(person)
        assert client.get(page(version, "guests/new/")).status_code == 404
        assert client.post(page(version, "guests/new/"), {"name": "A", "days": "3"}).status_code == 404
        assert client.post(revoking).status_code == 404
    assert GuestPass.objects.get().revoked_at is None
