"""Import, export and changes in many records, as pages."""

import io
import re
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from openpyxl import load_workbook

from bqportal.editorial.models import BulkChange, PendingImport, WorkingVersion
from bqportal.organisations.models import Person
from tests import cast
from tests.countries.factories import CountryFactory
from tests.editorial.malformed import yaml_files
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
IMPORT, EXPORT, BULK = (f"/en/workspace/records/{name}/" for name in ("import", "export", "bulk"))
RECORD = {"slug": "pl-monter", "country": "PL", "title": "Monter", "lang": "pl", "kind": "initial"}


@pytest.fixture(autouse=True)
def _poland(db: None) -> None:
    CountryFactory(code="PL")


def upload(client: Client, *records: dict[str, Any], name: str = "a.yaml", content: bytes = b"", **more: Any) -> Any:
    file = SimpleUploadedFile(name, content or yaml.safe_dump_all(records, allow_unicode=True).encode())
    return client.post(IMPORT, {"file": file, "kind": "qualification", **more})


def seen_in(html: str) -> str:
    return re.search('name="seen" value="([0-9a-f]*)"', html)[1]


def test_first_a_look_then_the_drafts(contributor: Client) -> None:
    response = upload(contributor, RECORD, organisation=cast.chamber().pk)
    assert response.status_code == 302
    address = response.url
    html = contributor.get(address).content.decode()
    assert "Monter" in html
    assert "Import as drafts" in html
    assert not WorkingVersion.objects.exists()
    response = contributor.post(address, {"seen": seen_in(html)}, follow=True)
    assert "Imported as drafts: 1 new, 0 changed, 0 unchanged." in response.content.decode()
    version = WorkingVersion.objects.get()
    assert (version.document, version.organisation) == (RECORD, cast.chamber())
    assert not PendingImport.objects.exists()
    address = upload(contributor, RECORD, organisation=cast.chamber().pk).url
    html = contributor.get(address).content.decode()
    assert "The portal has all of this already." in html
    assert "Import as drafts" not in html


def test_what_was_not_shown_is_not_written(editor: Client) -> None:
    address = upload(editor, RECORD).url
    for seen in ("", "0" * 64):
        response = editor.post(address, {"seen": seen})
        assert response.status_code == 409
        assert "Something changed since you looked" in response.content.decode()
    assert not WorkingVersion.objects.exists()
    editor.post(address, {"drop": "1"})
    assert not PendingImport.objects.exists()
    assert editor.get(address).status_code == 404


def test_faults_are_told_and_nothing_is_written(editor: Client) -> None:
    hostile = {**RECORD, "title": "<script>alert(1)</script>", "kind": "<b>x</b>"}
    address = upload(editor, hostile).url
    response = editor.get(address)
    html = response.content.decode()
    assert "must be one of initial, continuing, master, german_abroad" in html
    assert "<script>alert" not in html
    assert "<b>x" not in html
    assert "Import as drafts" not in html
    assert editor.post(address, {"seen": seen_in(html)}).status_code == 409
    assert not WorkingVersion.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.yaml", b"\xff"), ("a.xlsx", b"PK"), ("a.txt", b"x"), ("a.yaml", b"\n"), ("a.yaml", b"[" * 4000)],
)
def test_a_file_that_cannot_be_read_is_told_at_once(editor: Client, name: str, content: bytes) -> None:
    response = upload(editor, name=name, content=content)
    assert response.status_code == 422
    assert '<a href="#id_file">' in response.content.decode()
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"slug: a\n title: x\n", "line 2", "This is not valid YAML. Look at indents"),
        (b"slug: a\ntitle: \x07\n", "line 2", "holds characters that cannot be kept"),
        (b"a: &x [1]\nb: *x\n", "line 2", "aliases (*) are not allowed"),
        (b"a: !!str x\n", "line 1", "tags (!) are not allowed"),
        (b"{" * 5000, "", "is nested too deeply"),
    ],
)
def test_what_is_no_yaml_is_told_in_our_own_words(editor: Client, content: bytes, line: str, words: str) -> None:
    html = upload(editor, content=content).content.decode()
    assert f"{line}: {words}" in html if line else words in html
    assert not re.search("while parsing|expected|special characters", html), "the words of the library"


def test_a_database_that_refuses_is_told_calmly(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: Any) -> None:
        raise DataError("value too long for type character varying(40)")

    monkeypatch.setattr("bqportal.qualifications.importers.profiles.facts", refuse)
    response = editor.get(upload(editor, RECORD).url)
    assert response.status_code == 200
    html = response.content.decode()
    assert "The database cannot keep this" in html
    assert "character varying" not in html


def test_whatever_is_imported_gets_a_calm_page(editor: Client) -> None:
    odd = {
        "NUL escaped",
        "half a character",
        "key twice",
        "unknown key",
        "key of a list",
        "huge number",
        "record twice",
    }
    files = [file for number, file in enumerate(yaml_files()) if file[0] in odd or number % 9 == 0]
    files.append(("", "a.yaml", b'slug: "\\0\\ud800"\n"\\ud800": x\n"\\ud800": y\nkind: "\\ud800"\n', True))
    for name, file_name, content, _is_refused in files:
        response = upload(editor, name=file_name or "x", content=content)
        if response.status_code == 302:
            response = editor.get(response.url)
            assert response.status_code == 200, name
        else:
            assert response.status_code == 422, name


def test_a_file_is_its_owners_alone(editor: Client) -> None:
    address = upload(editor, RECORD).url
    for person in (cast.second_editor(), cast.administrator()):
        other = client_of(person)
        assert other.get(address).status_code == 404
        assert other.post(address, {"seen": "x"}).status_code == 404
    assert client_of(None).get(address).status_code == 302


@pytest.mark.parametrize("who", ["reader", "manager"])
def test_who_writes_nothing_imports_nothing(who: str) -> None:
    client = client_of(getattr(cast, who)())
    assert client.get(IMPORT).status_code == 404
    assert upload(client, RECORD).status_code == 404
    assert client.get(BULK).status_code == 404
    assert client.get(EXPORT).status_code == 200


def test_the_export_is_a_file_that_comes_in_unchanged(editor: Client) -> None:
    record = QualificationFactory(country=CountryFactory(code="PL"))
    given = {"kind": "qualification", "which": "published", "country": "PL", "file_format": "xlsx"}
    response = editor.get(EXPORT, given)
    assert response["Content-Disposition"].endswith('.xlsx"')
    assert load_workbook(io.BytesIO(response.content))["Records"]["A3"].value == record.slug
    address = upload(editor, name="a.xlsx", content=response.content).url
    assert "The portal has all of this already." in editor.get(address).content.decode()
    assert editor.get(EXPORT, {**given, "which": "in_work"}).status_code == 422
    assert editor.get(EXPORT, {**given, "file_format": "exe"}).status_code == 422
    assert editor.get(EXPORT, {**given, "kind": "\0", "country": "%", "organisation": "x"}).status_code == 422


def test_a_change_in_many_records(editor: Client) -> None:
    QualificationFactory.create_batch(2)
    given = {"field": "qualification:form", "operation": "set", "value": "dual", "find": "", "q": ""}
    html = editor.get(BULK, given).content.decode()
    assert "2 of 2 records would change" in html
    response = editor.post(BULK, {**given, "seen": "0"})
    assert response.status_code == 409
    assert not WorkingVersion.objects.exists()
    response = editor.post(BULK, {**given, "seen": seen_in(html)}, follow=True)
    assert "Changed as drafts: 2 records." in response.content.decode()
    assert "set the value" in response.content.decode()
    address = response.redirect_chain[0][0]
    html = editor.post(address, follow=True).content.decode()
    assert "Undone: all records are as they were before." in html
    assert BulkChange.objects.get().undone_by == Person.objects.get(username="editor")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"field": "qualification:slug"}, "field"), ({"field": ""}, "field"), ({"operation": "x"}, "operation"),
        ({"operation": "add_line"}, "operation"), ({"operation": "replace"}, "find"), ({"value": "x"}, "value"),
        ({"operation": "add_source"}, "source_title"), ({"value": "a\0"}, "value"), ({"country": "xx"}, "country"),
    ],
)  # fmt: skip
def test_a_faulty_change_is_told_field_by_field(editor: Client, wrong: dict[str, str], field: str) -> None:
    given = {"field": "qualification:form", "operation": "set", "value": "dual"}
    response = editor.get(BULK, {**given, **wrong})
    assert response.status_code == 422
    assert f'<a href="#id_{field}">' in response.content.decode()


def test_bulk_pages_are_for_editors(contributor: Client) -> None:
    assert contributor.get(BULK).status_code == 404
    assert contributor.get(f"{BULK}1/").status_code == 404
    assert contributor.post(BULK, {"field": "qualification:form"}).status_code == 404
