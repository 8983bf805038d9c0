"""The description of the search that browsers add, once per language."""

import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from tests.catalogue.conftest import Portal

NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def described(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    return ElementTree.fromstring(response.content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_search(client: Client, language: str):
    root = described(client, f"/opensearch.{language}.xml")
    assert root.tag == f"{NAMESPACE}OpenSearchDescription"
    assert root.findtext(f"{NAMESPACE}Language") == language
    assert 0 < len(root.findtext(f"{NAMESPACE}ShortName") or "") <= 16
    assert 0 < len(root.findtext(f"{NAMESPACE}Description") or "") <= 1024
    template = root.find(f"{NAMESPACE}Url[@type='text/html']").attrib["template"]
    assert template == f"http://testserver/{language}/search/?q={{searchTerms}}"


@pytest.mark.django_db
def test_the_address_of_the_search_answers(client: Client, portal: Portal):
    template = described(client, "/opensearch.en.xml").find(f"{NAMESPACE}Url[@type='text/html']").attrib["template"]
    response = client.get(template.removeprefix("http://testserver").replace("{searchTerms}", "mechatronik"))
    assert response.status_code == 200
    assert response.context["result"].text == "mechatronik"


def test_without_a_language_it_is_the_portal_s_own(client: Client):
    assert described(client, "/opensearch.xml").findtext(f"{NAMESPACE}Language") == settings.LANGUAGE_CODE


def test_a_language_that_the_portal_does_not_speak_has_none(client: Client, db: None):
    assert client.get("/opensearch.xx.xml").status_code == 404


def test_a_long_name_is_cut_and_special_characters_are_escaped(client: Client, settings):
    settings.BQPORTAL_NAME = "Recognition & <more> portal of the North"
    root = described(client, "/opensearch.en.xml")
    assert root.findtext(f"{NAMESPACE}ShortName") == "Recognition & <m"
    assert root.findtext(f"{NAMESPACE}LongName") == "Recognition & <more> portal of the North"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_every_page_names_it_in_its_head(client: Client, portal: Portal, language: str):
    for address in ("/", "/glossary/", f"/qualifications/{portal.qualification.slug}/"):
        html = client.get(f"/{language}{address}").content.decode()
        found = re.findall(
            r'<link rel="search" type="application/opensearchdescription\+xml"[^>]* href="([^"]+)"', html
        )
        assert found == [f"/opensearch.{language}.xml"]
