"""What other sites may frame, and that they may frame nothing else."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from bqportal.qualifications.models import Qualification
from tests.catalogue.conftest import Portal
from tests.catalogue.test_pages import INLINE
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
MOST = 40_000  # bytes of the first view, page and style together, before compression


def policy_of(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _blank, value in parts}


@pytest.fixture
def frames(portal: Portal) -> list[str]:
    return ["/embed/finder/", f"/embed/qualifications/{portal.qualification.slug}/", "/embed/qualifications/nowhere/"]


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_anybody_may_frame_these_and_nothing_else_is_loosened(client: Client, frames: list[str], language: str):
    usual = policy_of(client.get(f"/{language}/glossary/"))
    for frame in frames:
        response = client.get(f"/{language}{frame}")
        policy = policy_of(response)
        assert policy.pop("frame-ancestors") == "*", frame
        assert "X-Frame-Options" not in response, frame
        nonceless = {name: re.sub(r" ?'nonce-[^']+'", "", value) for name, value in usual.items()}
        assert {name: re.sub(r" ?'nonce-[^']+'", "", value) for name, value in policy.items()} == {
            name: value for name, value in nonceless.items() if name != "frame-ancestors"
        }, frame
        assert not response.cookies, frame
        assert "cookie" not in response.get("Vary", "").lower(), frame
        assert response["X-Content-Type-Options"] == "nosniff", frame


def test_no_other_page_may_be_framed(client: Client, portal: Portal):
    more = {"embed": "/embed/", "figures": "/figures/recognition/", "own figures": "/figures/portal/",
            "gone": "/embed/nothing/", "form": "/report-error/",
            "pdf": f"/occupations/{portal.occupation.slug}/fact-sheet.pdf",
            "sign in": "/workspace/sign-in/",
            "chosen": f"/embed/?qualification={portal.qualification.slug}"}  # fmt: skip
    for name, address in {**portal.addresses(), **more}.items():
        response = client.get(f"/en{address}")
        assert policy_of(response)["frame-ancestors"] == "'none'", name
        assert response["X-Frame-Options"] == "DENY", name
        assert ("frame-src" in policy_of(response)) == (name in ("embed", "chosen")), name


def test_a_frame_can_only_be_read(client: Client, frames: list[str]):
    for frame in frames[:2]:
        refused = client.post(f"/en{frame}")
        assert refused.status_code == 405
        assert client.head(f"/en{frame}").status_code == 200


@pytest.mark.parametrize("language", ["de", "ar"])
def test_frames_are_whole_pages_of_their_own(client: Client, frames: list[str], language: str):
    for frame in frames:
        html = client.get(f"/{language}{frame}").content.decode()
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
        assert not INLINE.search(html), frame
        assert "<script" not in html
        assert "<nav" not in html
        assert "bq-header" not in html
        assert html.count("<h1") == html.count("<main") == 1
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))
        assert f'href="/{language}/" target="_blank" rel="noopener"' in html
        leading = re.findall(r"<(?:a|form) [^>]*>", html)
        assert leading
        assert all('target="_blank" rel="noopener"' in tag for tag in leading), frame


def test_a_frame_weighs_little(client: Client, frames: list[str]):
    for frame in frames:
        response = client.get(f"/ar{frame}")
        files = re.findall(r'<link rel="stylesheet" href="([^"]+)"', response.content.decode())
        assert files == ["/static/catalogue/embed.css"]
        styles = sum(len(b"".join(client.get(file).streaming_content)) for file in files)
        assert len(response.content) + styles <= MOST


def test_the_finder_asks_its_first_question_and_goes_on_in_the_portal(client: Client, portal: Portal):
    html = client.get("/en/embed/finder/").content.decode()
    action = re.search(r'<form action="([^"]+)" method="get"', html)
    assert action
    assert action[1] == reverse("catalogue:finder").replace("/de/", "/en/")
    names = re.findall(r'<input[^>]* name="([^"]+)"', html)
    assert names == ["title", "asked"]
    onward = client.get(action[1], {"title": "Technik mechatronik", "asked": "1"})
    assert onward.status_code == 302
    assert "title=Technik+mechatronik" in onward["Location"]
    assert client.get(action[1], {"title": "", "asked": "1"}).status_code == 422
    assert '<label for="title">' in html


def test_the_card_says_what_the_profile_says(client: Client, portal: Portal):
    html = client.get(f"/en/embed/qualifications/{portal.qualification.slug}/").content.decode()
    assert portal.qualification.title in html
    assert "Poland" in html
    assert portal.occupation.name_m in html
    assert "EQF level" in html
    assert f"/en/qualifications/{portal.qualification.slug}/" in html
    assert "(zuständige Stelle)" in html
    assert "decided by the competent body" in html
    assert (
        "(zuständige Stelle)"
        not in client.get(f"/de/embed/qualifications/{portal.qualification.slug}/").content.decode()
    )


def test_what_is_unknown_says_so(client: Client, portal: Portal):
    Qualification.objects.filter(pk=portal.qualification.pk).update(
        eqf_level=None, national_level="", duration_months=None, last_checked=None
    )
    html = client.get(f"/en/embed/qualifications/{portal.qualification.slug}/").content.decode()
    assert html.count("no information") == 3


def test_a_draft_is_not_shown(client: Client, db: None):
    draft = QualificationFactory(state="draft")
    response = client.get(f"/en/embed/qualifications/{draft.slug}/")
    assert response.status_code == 404
    assert draft.title not in response.content.decode()
    assert "This profile is not here" in response.content.decode()
    assert client.get(f"/en/embed/?qualification={draft.slug}").status_code == 404


@pytest.mark.parametrize(("asked", "kept"), [("light", "light"), ("dark", "dark"), ('"><script>', ""), ("", "")])
def test_the_theme_is_light_or_dark_or_the_device_s(client: Client, db: None, asked: str, kept: str):
    html = client.get("/en/embed/finder/", {"theme": asked}).content.decode()
    assert ("data-theme" in html) == bool(kept)
    assert not kept or f'data-theme="{kept}"' in html
    assert f'content="{kept or "light dark"}"' in html
    assert "<script" not in html


class Frame(HTMLParser):
    """What a browser makes of the lines that somebody copied."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def copied(html: str) -> list[str]:
    return [unescape(text).strip() for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)]


def test_the_lines_to_copy_are_a_frame_with_a_title(client: Client, portal: Portal):
    Qualification.objects.filter(pk=portal.qualification.pk).update(title='Kock & "bagare" <b>')
    html = client.get(f"/en/embed/?qualification={portal.qualification.slug}&theme=dark").content.decode()
    lines = copied(html)
    assert len(lines) == 2
    for line in lines:
        frame = Frame()
        frame.feed(line)
        assert [tag for tag, _attributes in frame.tags] == ["iframe"]
        attributes = frame.tags[0][1]
        assert attributes["src"].startswith("http://testserver/en/embed/")
        assert attributes["src"].endswith("?theme=dark")
        assert attributes["title"]
        assert client.get(attributes["src"].removeprefix("http://testserver")).status_code == 200
    assert attributes["title"] == 'Kock & "bagare" <b>'


def test_the_page_shows_a_preview_and_a_plain_link(client: Client, portal: Portal):
    html = client.get(f"/en/embed/?qualification={portal.qualification.slug}").content.decode()
    assert html.count("<iframe") == 2
    assert f'value="http://testserver/en/qualifications/{portal.qualification.slug}/"' in html
    assert 'value="http://testserver/en/finder/"' in html
    assert not INLINE.search(html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_profile_leads_to_its_lines(client: Client, portal: Portal):
    slug = portal.qualification.slug
    html = client.get(f"/en/qualifications/{slug}/").content.decode()
    assert f"/en/embed/?qualification={slug}" in html
    assert "/en/embed/" in client.get("/en/sitemap/").content.decode()
