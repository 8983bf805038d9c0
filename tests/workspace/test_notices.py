"""Notices and the watch list in the work area; no more mail by one click."""

import pytest
from django.test import Client
from django.utils import timezone

from bqportal.editorial import notices
from bqportal.editorial.models import Notice, NoticePreference, Watch
from bqportal.editorial.unsubscribing import token_of
from bqportal.organisations.models import Person
from tests import cast
from tests.editorial.together import version_of
from tests.occupations.factories import ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

LIST = "/en/workspace/notices/"
WATCHING = "/en/workspace/watching/"
pytestmark = pytest.mark.django_db


def tell(person: Person, title: str = "Technik") -> None:
    """Something of her chamber is approved."""
    version = version_of(cast.chamber(), title)
    notices.notify([person], deed="work.approve", about=version, by=None, at=timezone.now())


def test_unread_stand_first_are_counted_and_read_at_once(contributor: Client) -> None:
    person = Person.objects.get(username="contributor")
    tell(person, "eins")
    html = contributor.get(LIST).content.decode()
    assert "(1<span" in html.split('class="work-bar"')[1]
    until = html.split('name="until" value="')[1].split('"')[0]
    tell(person, "zwei")
    contributor.post(f"{LIST}read/", {"until": until})
    assert [notice.read_at is None for notice in notices.notices_of(person)] == [True, False], "what came later stays"
    html = contributor.get(LIST).content.decode()
    assert html.index("zwei") < html.index("eins")
    assert html.count("Unread:") == 1


@pytest.mark.parametrize("until", ["", "x", "2026-13-45T00:00:00Z", "2026-01-01T00:00:00", "\0"])
def test_a_moment_that_is_none_marks_nothing(contributor: Client, until: str) -> None:
    tell(Person.objects.get(username="contributor"))
    assert contributor.post(f"{LIST}read/", {"until": until}).status_code == 404
    assert Notice.objects.filter(read_at=None).count() == 1


def test_the_pace_is_chosen(contributor: Client) -> None:
    page = f"{LIST}mail/"
    assert "contributor@example.org" in contributor.get(page).content.decode()
    assert contributor.post(page, {"pace": "hourly", "language": "de"}).status_code == 422
    assert contributor.post(page, {"pace": "weekly", "language": "xx"}).status_code == 422
    assert contributor.post(page, {"pace": "weekly", "language": "de"}).status_code == 302
    preference = NoticePreference.objects.get()
    assert (preference.pace, preference.language) == ("weekly", "de")


def test_one_click_stops_the_mail_and_looking_changes_nothing() -> None:
    person = cast.contributor()
    client = Client(enforce_csrf_checks=True)
    page = f"/en/workspace/unsubscribe/{token_of(person)}/"
    response = client.get(page)
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert "contributor" not in response.content.decode(), "the page says nobody's name"
    assert not NoticePreference.objects.exists()
    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoticePreference.objects.get(person=person).pace == "never"
    for forged in (f"{person.pk}.forged", "1", f"{person.pk + 1}.{token_of(person).split('.')[1]}"):
        assert client.post(f"/en/workspace/unsubscribe/{forged}/").status_code == 404


def test_things_are_watched_by_form_and_removed(contributor: Client) -> None:
    qualification, occupation = QualificationFactory(), ReferenceOccupationFactory()
    form = {"country": qualification.country.code, "language": "fr", "occupation": occupation.slug,
            "qualification": f"https://portal.example/de/qualifications/{qualification.slug}/"}  # fmt: skip
    html = contributor.post(WATCHING, form, follow=True).content.decode()
    for name in ("French", occupation.name_m, qualification.title):
        assert name in html
    assert Watch.objects.count() == 4
    mine = Watch.objects.first()
    assert client_of(cast.other_contributor()).post(f"{WATCHING}{mine.pk}/remove/").status_code == 404
    assert contributor.post(f"{WATCHING}{mine.pk}/remove/").status_code == 302
    assert Watch.objects.count() == 3


@pytest.mark.parametrize(
    "wrong", [{}, {"country": "ZZ"}, {"occupation": "x"}, {"qualification": "gibt-es-nicht"}, {"qualification": "a\0"}]
)
def test_what_is_not_there_cannot_be_watched(contributor: Client, wrong: dict[str, str]) -> None:
    assert contributor.post(WATCHING, wrong).status_code == 422
    assert not Watch.objects.exists()


def test_the_button_leads_back_and_never_out_of_the_portal(contributor: Client) -> None:
    version = version_of(cast.chamber())
    place = f"/en/workspace/records/{version.pk}/discussion/"
    assert 'name="subject" value="work"' in contributor.get(place).content.decode()
    form = {"subject": "work", "key": version.pk}
    assert contributor.post(f"{WATCHING}add/", {**form, "next": place})["Location"] == place
    assert "Do not watch any more" in contributor.get(place).content.decode()
    for outside in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""):
        assert contributor.post(f"{WATCHING}add/", {**form, "next": outside})["Location"] == WATCHING
    other = client_of(cast.other_contributor())
    assert other.post(f"{WATCHING}add/", form).status_code == 404
    for subject, key in (("x", "PL"), ("country", "\0"), ("work", "9" * 40)):
        assert contributor.post(f"{WATCHING}add/", {"subject": subject, "key": key}).status_code == 302
    assert Watch.objects.count() == 1
