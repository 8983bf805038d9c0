"""Passing a page on: its address, a mail, paper; no button of others, no script."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.safestring import mark_safe

from bqportal.design.templatetags.share import mail_of
from tests.catalogue.conftest import Portal

pytestmark = pytest.mark.django_db


def shared(html: str) -> tuple[str, dict[str, list[str]]]:
    """The address in the box, and what the mail says."""
    address = re.search(r'id="share-address" type="text" readonly dir="ltr" value="([^"]+)"', html)
    mail = re.search(r'href="(mailto:\?[^"]+)"', html)
    assert address
    assert mail
    return unescape(address[1]), parse_qs(urlsplit(unescape(mail[1])).query)


@pytest.mark.parametrize("kind", ["qualification", "occupation", "comparison", "guide", "country"])
def test_entries_can_be_passed_on(client: Client, portal: Portal, kind: str):
    path = f"/en{portal.addresses()[kind]}"
    html = client.get(path).content.decode()
    address, mail = shared(html)
    assert address == f"http://testserver{path}"
    assert mail["subject"][0].strip()
    assert "None" not in mail["subject"][0]
    assert mail["body"] == [f"{mail['subject'][0]}\r\n{address}"]
    assert '<label class="kern-label" for="share-address">' in html
    assert html.count('id="share"') == 1


def test_titles_are_those_of_the_pages(client: Client, portal: Portal):
    def subject(kind: str) -> str:
        return shared(client.get(f"/en{portal.addresses()[kind]}").content.decode())[1]["subject"][0]

    assert subject("qualification") == portal.qualification.title
    assert portal.occupation.name_m in subject("occupation")
    assert subject("comparison").startswith(portal.qualification.title)
    assert subject("country") == "Poland"


def test_the_address_keeps_the_state_of_the_page(client: Client, portal: Portal):
    path = f"/en{portal.addresses()['differences']}"
    assert shared(client.get(path).content.decode())[0] == f"http://testserver{path}"


def test_nothing_of_others_is_on_the_page(client: Client, portal: Portal):
    html = client.get(f"/en{portal.addresses()['qualification']}").content.decode().lower()
    block = re.search(r'<section class="bq-share".*?</section>', html, re.DOTALL)
    assert block
    assert "<script" not in block[0]
    assert "onclick" not in block[0]
    assert not re.findall(r'href="https?://', block[0])


def test_a_plan_can_be_mailed(client: Client, portal: Portal):
    html = Template('{% include "catalogue/finder/plan_keep.html" %}').render(
        Context({"address": "http://testserver/en/finder/plan/?title=a&place=b", "portal": {"language": "en"}})
    )
    mail = re.search(r'href="(mailto:\?[^"]+)"', html)
    assert mail
    assert parse_qs(urlsplit(unescape(mail[1])).query)["body"][0].endswith("?title=a&place=b")


def test_a_mail_is_plain_and_its_subject_one_line():
    assert parse_qs(urlsplit(mail_of("a\r\nBcc: x@example.org", "https://e.org")).query)["subject"] == [
        "a Bcc: x@example.org"
    ]
    assert "\n" not in mail_of("a\r\nBcc: x@example.org", "https://e.org")
    assert parse_qs(urlsplit(mail_of(mark_safe("a &amp; b"), "x")).query)["subject"] == ["a & b"]
    assert parse_qs(urlsplit(mail_of("a &amp; b", "x")).query)["subject"] == ["a &amp; b"]


def test_without_a_request_the_block_still_stands():
    html = Template("{% load share %}{% share title address %}").render(
        Context({"title": "Köksmästare", "address": 'https://example.org/?a="b"'})
    )
    assert shared(html)[0] == 'https://example.org/?a="b"'
