"""A comparison sheet says what the portal knows, and forged, altered, superseded and revoked ones are told apart."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt import PyJWK, PyJWS

from bqportal.comparison.models import ComparisonSheet, SigningKey
from bqportal.comparison.sheets.facts import year_fits
from bqportal.comparison.sheets.making import (
    ALPHABET,
    Standing,
    code_of,
    judged_by_code,
    judged_by_token,
    make_sheet,
)
from bqportal.comparison.sheets.signing import canonical, public_keys, revoke_key, rotate_key
from bqportal.editorial.models import Publishable
from bqportal.occupations.models import OccupationVersion
from bqportal.qualifications.models import Qualification, TrainingUnit
from tests.comparison.factories import ComparisonFactory
from tests.occupations.factories import OccupationVersionFactory
from tests.qualifications.factories import QualificationFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def version() -> OccupationVersion:
    return OccupationVersionFactory(positions=3)


@pytest.fixture
def qualification() -> Qualification:
    found = QualificationFactory(valid_from="1998-09", valid_to="2014")
    TrainingUnit.objects.create(qualification=found, order=1, number="1", title="Hairdressing", language="en", hours=40)
    return found


@pytest.fixture
def sheet(qualification: Qualification, version: OccupationVersion) -> ComparisonSheet:
    return made(qualification, version)


def made(qualification: Qualification, version: OccupationVersion, **changes: Any) -> ComparisonSheet:
    values = {"qualification": qualification, "occupation": version.occupation, "year": 2005, "at": NOW, **changes}
    return make_sheet(**values)


def with_facts(token: str, **changes: Any) -> str:
    """The token with other facts and the old signature."""
    header, payload, signature = token.split(".")
    facts = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    changed = urlsafe_b64encode(canonical({**facts, **changes})).rstrip(b"=").decode()
    return ".".join((header, changed, signature))


def test_it_says_both_sides_and_that_no_person_stands_in_it(sheet: ComparisonSheet, version: OccupationVersion):
    facts = sheet.facts
    assert facts["code"] == sheet.code
    assert facts["made_on"] == "2026-11-28"
    assert facts["certificate_year"] == 2005
    assert facts["year_fits"] is True
    assert facts["qualification"]["units"] == sheet.qualification.units.count() > 0
    assert facts["occupation"]["slug"] == version.occupation.slug
    assert len(facts["positions"]) == 3
    assert facts["decisions"] == {}, "no number below five"
    assert set(sheet.code) <= set(ALPHABET)


def test_people_come_before_the_machine(qualification: Qualification, version: OccupationVersion):
    comparison = ComparisonFactory(qualification=qualification, version=version, state=Publishable.State.PUBLISHED)
    facts = made(qualification, version).facts
    assert facts["basis"] == "comparison"
    assert facts["comparison"]["slug"] == comparison.slug


def test_the_same_question_on_the_same_day_gives_the_same_sheet(qualification, version, sheet):
    assert made(qualification, version) == sheet
    assert made(qualification, version, year=2006) != sheet
    assert made(qualification, version, at=NOW + timedelta(days=1)) != sheet
    assert ComparisonSheet.objects.count() == 3


def test_genuine_by_code_however_it_is_typed_and_by_token(sheet: ComparisonSheet):
    typed = f" {sheet.code[:5].lower()}-{sheet.code[5:]} "
    assert judged_by_code(typed, NOW).standing is Standing.GENUINE
    assert judged_by_token(sheet.token + "\n", NOW).sheet == sheet


def test_superseded_when_a_fact_has_changed_since(sheet: ComparisonSheet, qualification: Qualification):
    Qualification.objects.filter(pk=qualification.pk).update(duration_months=99)
    for verdict in (judged_by_code(sheet.code, NOW), judged_by_token(sheet.token, NOW)):
        assert verdict.standing is Standing.SUPERSEDED
        assert verdict.changed == ["qualification"]
        assert verdict.is_genuine


def test_altered_when_one_letter_differs(sheet: ComparisonSheet):
    assert judged_by_token(with_facts(sheet.token, certificate_year=2006), NOW).standing is Standing.ALTERED


def test_altered_when_the_database_says_something_else(sheet: ComparisonSheet):
    ComparisonSheet.objects.filter(pk=sheet.pk).update(facts={**sheet.facts, "certificate_year": 1999})
    assert judged_by_code(sheet.code, NOW).standing is Standing.ALTERED


def test_forged_with_a_key_of_somebody_else(sheet: ComparisonSheet):
    private = Ed25519PrivateKey.generate()
    for kid in ("mine", sheet.key.kid):
        facts = {**sheet.facts, "code": "2222222222"}
        token = PyJWS().encode(canonical(facts), private, algorithm="EdDSA", headers={"kid": kid})
        assert judged_by_token(token, NOW).standing is Standing.FORGED


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_no_weaker_algorithm_is_taken(sheet: ComparisonSheet, algorithm: str):
    secret = sheet.key.public["x"] if algorithm == "HS256" else None
    token = PyJWS().encode(canonical(sheet.facts), secret, algorithm=algorithm, headers={"kid": sheet.key.kid})
    assert judged_by_token(token, NOW).standing is Standing.ALTERED


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "." * 50, "e30.W10.x", "e30.bnVsbA.x", "x" * 3_000_000])
def test_what_is_no_sheet_is_unreadable(token: str):
    assert judged_by_token(token, NOW).standing is Standing.UNREADABLE


@pytest.mark.parametrize("code", ["", "!!", "2222222222", "x" * 500, "٣٣٣"])
def test_an_unknown_code_says_so(code: str):
    assert judged_by_code(code, NOW).standing is Standing.UNKNOWN


def test_keys_rotate_and_old_sheets_stay_genuine(sheet, qualification, version):
    new = rotate_key(at=NOW)
    later = made(qualification, version)
    assert later.key == new
    assert later != sheet
    assert judged_by_code(sheet.code, NOW).standing is Standing.GENUINE
    assert {key["kid"] for key in public_keys()["keys"]} == {sheet.key.kid, new.kid}


def test_a_revoked_key_proves_nothing_and_signs_nothing(sheet, qualification, version):
    revoke_key(kid=sheet.key.kid, at=NOW)
    assert judged_by_code(sheet.code, NOW).standing is Standing.REVOKED
    assert judged_by_token(sheet.token, NOW).standing is Standing.REVOKED
    assert public_keys() == {"keys": []}
    assert made(qualification, version).key.kid != sheet.key.kid


def test_anybody_can_prove_it_with_the_published_key(sheet: ComparisonSheet):
    (key,) = public_keys()["keys"]
    assert "d" not in key, "the private part stays here"
    payload = PyJWS().decode(sheet.token, PyJWK(key), algorithms=["EdDSA"])
    assert json.loads(payload) == sheet.facts


def test_another_secret_key_of_the_portal_makes_a_new_key(sheet, qualification, version, settings):
    settings.SECRET_KEY = "another"
    assert made(qualification, version).key != sheet.key
    settings.SECRET_KEY_FALLBACKS = ["gone"]
    assert judged_by_code(sheet.code, NOW).standing is Standing.GENUINE
    assert SigningKey.objects.count() == 2


@pytest.mark.parametrize(
    ("span", "year", "fits"),
    [
        (("1998-09", "2014"), 1998, True), (("1998-09", "2014"), 2014, True), (("1998-09", "2014"), 2015, False),
        (("", "2014"), 1950, True), (("1998", ""), 1997, False), (("", ""), 2000, None), (("1998", ""), None, None),
    ],
)  # fmt: skip
def test_whether_the_year_fits(span: tuple[str, str], year: int | None, fits: bool | None):
    assert year_fits(*span, year) is fits


def test_the_code_is_what_letters_and_digits_say():
    assert code_of(" 7k3f9-q2mxr ") == "7K3F9Q2MXR"
