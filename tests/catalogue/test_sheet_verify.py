"""Whoever holds a sheet learns whether it is genuine, whatever she hands in; nothing of it is stored."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from jwt import PyJWS

from bqportal.comparison.models import ComparisonSheet
from bqportal.comparison.sheets.handed_in import LARGEST, judged_as_handed_in
from bqportal.comparison.sheets.making import Standing, make_sheet
from bqportal.comparison.sheets.signing import canonical, revoke_key
from bqportal.qualifications.models import Qualification
from tests.catalogue.conftest import Portal

VERIFY = "/en/sheets/verify/"
pytestmark = pytest.mark.django_db
File = dict[str, Any]


@pytest.fixture
def sheet(portal: Portal) -> ComparisonSheet:
    return make_sheet(
        qualification=portal.qualification, occupation=portal.occupation, year=2020, at=timezone.now()
    )  # fmt: skip


@pytest.fixture
def file(sheet: ComparisonSheet, visitor: Client) -> File:
    """The JSON file as a reader downloads it."""
    document: File = json.loads(visitor.get(f"/en/sheets/{sheet.code}/sheet.json").content)
    return document


def handed_in(visitor: Client, text: str = "", content: bytes | None = None) -> tuple[int, str]:
    """Status and page for a pasted text or an uploaded file."""
    data: dict[str, Any] = {"text": text}
    if content is not None:
        data["file"] = SimpleUploadedFile("sheet.json", content, content_type="application/json")
    response = visitor.post(VERIFY, data)
    return response.status_code, response.content.decode()


def with_facts(token: str, **changes: Any) -> str:
    """The token with other facts and the old signature."""
    header, payload, signature = token.split(".")
    facts = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    changed = urlsafe_b64encode(canonical({**facts, **changes})).rstrip(b"=").decode()
    return ".".join((header, changed, signature))


def signed_by_somebody_else(sheet: ComparisonSheet, **changes: Any) -> str:
    facts = {**sheet.facts, **changes}
    headers = {"kid": sheet.key.kid}
    return PyJWS().encode(canonical(facts), Ed25519PrivateKey.generate(), algorithm="EdDSA", headers=headers)


SAID = {
    Standing.GENUINE: "This sheet is genuine.",
    Standing.SUPERSEDED: "This sheet is genuine, but out of date.",
    Standing.ALTERED: "This sheet was altered. Do not rely on it.",
    Standing.FORGED: "This sheet is forged.",
    Standing.REVOKED: "This sheet proves nothing any more.",
    Standing.UNKNOWN: "No sheet has this code.",
    Standing.UNREADABLE: "This is no comparison sheet that the portal can read.",
}


def only(standing: Standing, page: str) -> bool:
    """Whether a page says this, and nothing else of the kind."""
    return [name for name, words in SAID.items() if words in page] == [standing]


def test_by_code_however_it_is_typed(sheet: ComparisonSheet) -> None:
    client = Client(enforce_csrf_checks=True)
    assert "Is this comparison sheet genuine?" in client.get(VERIFY).content.decode()
    for typed in (sheet.code, f" {sheet.code[:5].lower()} - {sheet.code[5:]} "):
        response = client.get(VERIFY, {"code": typed})
        page = response.content.decode()
        assert response.status_code == 200
        assert only(Standing.GENUINE, page)
        assert f'href="/en/sheets/{sheet.code}/"' in page
        assert "Technik mechatronik" in page
        assert "2020" in page
    assert not client.cookies
    assert "public" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Write the code"), ("   ", "Write the code"), ("7K3F9", "ten letters"), ("7K3F9Q2MXRR", "ten letters"),
        ("7K3F9Q2MX0", "No code has 0, 1, I"), ("٣٣٣٣٣٣٣٣٣٣", "No code has"), ("<script>", "No code has"),
        ("x" * 50, "ten letters"), ("7K3F9\0Q2MX", "Null characters"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_explained(portal: Portal, visitor: Client, code: str, said: str) -> None:
    response = visitor.get(VERIFY, {"code": code})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_an_unknown_code(portal: Portal, visitor: Client) -> None:
    page = visitor.get(VERIFY, {"code": "7K3F9-Q2MXR"}).content.decode()
    assert only(Standing.UNKNOWN, page)
    assert "letter by letter" in page


def test_genuine_as_signature_and_as_file(sheet: ComparisonSheet, file: File) -> None:
    visitor = Client(enforce_csrf_checks=True)
    folded = "\n".join(sheet.token[start : start + 76] for start in range(0, len(sheet.token), 76))
    for text in (sheet.token, f"\n {sheet.token} \n", folded, f'"{sheet.token}"', json.dumps(file, indent=4)):
        status, page = handed_in(visitor, text)
        assert status == 200
        assert only(Standing.GENUINE, page)
        assert f'href="/en/sheets/{sheet.code}/"' in page
    for content in (json.dumps(file).encode(), b"\xef\xbb\xbf" + json.dumps(file, ensure_ascii=False).encode()):
        assert only(Standing.GENUINE, handed_in(visitor, content=content)[1])
    assert not visitor.cookies
    assert ComparisonSheet.objects.count() == 1


def test_superseded(sheet: ComparisonSheet, file: File, visitor: Client) -> None:
    Qualification.objects.update(duration_months=48)
    page = handed_in(visitor, content=json.dumps(file).encode())[1]
    assert only(Standing.SUPERSEDED, page)
    assert "what is known about the certificate" in page
    assert "Make a new sheet" in page


def test_altered_in_the_signature_or_beside_it(sheet: ComparisonSheet, file: File, visitor: Client) -> None:
    lie = {**file["facts"], "certificate_year": 2021}
    true_for_one = {**file["facts"], "year_fits": 1}
    for document in (
        {**file, "facts": lie}, {**file, "facts": true_for_one}, {**file, "facts": {}},
        {**file, "facts": {**file["facts"], "x": "\ud800"}},
        {**file, "signature": with_facts(sheet.token, made_on="x")},
    ):  # fmt: skip
        page = handed_in(visitor, content=json.dumps(document).encode())[1]
        assert only(Standing.ALTERED, page)
    page = handed_in(visitor, with_facts(sheet.token, certificate_year=2021))[1]
    assert only(Standing.ALTERED, page)
    assert "Open the sheet as the portal made it" in page
    assert "2021" not in page.partition("<form")[0]


def test_a_name_that_stands_twice_is_not_read_in_the_friendlier_way(file: File) -> None:
    twice = json.dumps(file)[:-1] + ', "facts": {"certificate_year": 2021}}'
    assert judged_as_handed_in(twice, timezone.now()).standing is Standing.UNREADABLE


def test_forged(sheet: ComparisonSheet, file: File, visitor: Client) -> None:
    token = signed_by_somebody_else(sheet, code="2222222222")
    page = handed_in(visitor, token)[1]
    assert only(Standing.FORGED, page)
    assert "do not use it" in page
    facts = {**file["facts"], "code": "2222222222"}
    assert only(Standing.FORGED, handed_in(visitor, json.dumps({"facts": facts, "signature": token}))[1])


def test_revoked(sheet: ComparisonSheet, file: File, visitor: Client) -> None:
    revoke_key(kid=sheet.key.kid, at=timezone.now())
    page = handed_in(visitor, content=json.dumps(file).encode())[1]
    assert only(Standing.REVOKED, page)
    assert "Make a new sheet" in page
    assert only(Standing.REVOKED, visitor.get(VERIFY, {"code": sheet.code}).content.decode())


def test_a_sheet_that_was_deleted_stays_genuine_by_its_signature(sheet: ComparisonSheet, visitor: Client) -> None:
    sheet.delete()
    page = handed_in(visitor, sheet.token)[1]
    assert only(Standing.GENUINE, page)
    assert "does not keep this sheet any more" in page


NUL = urlsafe_b64encode(b'{"code":"\\u0000"}').rstrip(b"=").decode()
HALF = urlsafe_b64encode(b'{"code":"\\ud800"}').rstrip(b"=").decode()
HEAD = urlsafe_b64encode(b'{"alg":"EdDSA","kid":"\\u0000"}').rstrip(b"=").decode()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", bytes(range(256)), b"\xff\xfe{\x00}\x00", b"{", b"{}", b"[]", b"null",
        b'{"facts":1}',
        b'{"facts":{},"signature":[]}', b'{"facts":{},"signature":"a.b.c"}', b"[" * 100_000,
        b'{"a":' * 100_000, b'{"facts":' + b'{"a":' * 50_000, b'{"facts":{},"signature":' + b"9" * 10_000 + b"}",
        b"PK\x03\x04", b"x" * 1_900_000, b"a." * 500_000, b"{" + b" " * 1_000_000, "ä.ö.ü".encode(),
    ],
    ids=range(19),
)  # fmt: skip
def test_hostile_files_are_unreadable_and_nothing_worse(portal: Portal, visitor: Client, content: bytes) -> None:
    status, page = handed_in(visitor, content=content)
    assert status == 200
    assert only(Standing.UNREADABLE, page)
    assert "ends in .json" in page


@pytest.mark.parametrize("payload", [NUL, HALF])
@pytest.mark.parametrize("head", [HEAD, urlsafe_b64encode(b'{"alg":"EdDSA"}').rstrip(b"=").decode()])
def test_letters_that_a_database_refuses_are_forgeries(
    portal: Portal, visitor: Client, head: str, payload: str
) -> None:
    assert only(Standing.FORGED, handed_in(visitor, f"{head}.{payload}.eA")[1])


def test_too_large_is_said_before_anything_is_read(portal: Portal, visitor: Client) -> None:
    for content in (b"x" * (LARGEST + 1), b"x" * (LARGEST + 1_000_000)):
        status, page = handed_in(visitor, content=content)
        assert status == 422
        assert "at most 2 megabytes" in page
    status, page = handed_in(visitor, "x" * (LARGEST + 1))
    assert (status, "at most 2 megabytes" in page) == (422, True)


def test_no_upload_is_written_to_the_disk(portal: Portal, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("an upload went to the disk")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", refuse)
    assert handed_in(visitor, content=b"x" * LARGEST)[0] == 200
    assert handed_in(visitor, content=b"x" * (LARGEST + 5_000_000))[0] == 422


def test_nothing_handed_in_is_asked_again(portal: Portal, visitor: Client) -> None:
    status, page = handed_in(visitor)
    assert status == 422
    assert "Paste the signature, or choose the JSON file" in page
    assert only(Standing.UNREADABLE, handed_in(visitor, content=b"")[1])
    assert visitor.post(VERIFY, b"\0\0", content_type="application/octet-stream").status_code == 422
    assert visitor.delete(VERIFY).status_code == 405
