"""A comparison sheet is made in a minute by anybody, shows what it is worth, and leads on from every state."""

import html
import json
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jwt import PyJWK, PyJWS

from bqportal.catalogue import sheet_showing
from bqportal.comparison.models import ComparisonSheet, Precedent, SigningKey
from bqportal.comparison.sheets.signing import digest_of, revoke_key, sign
from bqportal.editorial.models import Publishable
from bqportal.occupations.models import PositionTranslation, TrainingPosition
from bqportal.qualifications.models import Qualification, TrainingUnit, TrainingUnitText
from tests.catalogue.conftest import Portal
from tests.occupations.factories import OccupationVersionFactory, ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory

NEW = "/en/sheets/new/"
pytestmark = pytest.mark.django_db
Make = Callable[..., ComparisonSheet]


@pytest.fixture
def make(portal: Portal, visitor: Client) -> Make:
    """A sheet, made as a reader makes it."""

    def sheet(year: str = "2020", qualification: str = "", occupation: str = "") -> ComparisonSheet:
        form = {
            "qualification": qualification or portal.qualification.slug,
            "occupation": occupation or portal.occupation.slug, "year": year,
        }  # fmt: skip
        response = visitor.post(NEW, form)
        assert response.status_code == 302, response.content.decode()[:500]
        return ComparisonSheet.objects.get(code=response["Location"].rstrip("/").rsplit("/", 1)[-1])

    return sheet


def words(visitor: Client, address: str, status: int = 200) -> str:
    """The text of a page without its head."""
    response = visitor.get(address)
    assert response.status_code == status, address
    body = response.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def show(sheet: ComparisonSheet, language: str = "en") -> str:
    return f"/{language}/sheets/{sheet.code}/"


def revoke(sheet: ComparisonSheet) -> None:
    revoke_key(kid=sheet.key.kid, at=sheet.key.made_at)


# Making one


@pytest.mark.usefixtures("home")  # with a search index of its own
def test_four_steps_from_the_title_to_the_sheet(portal: Portal, visitor: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    assert "Make a comparison sheet" in words(client, NEW)
    found = client.get(NEW, {"title": "Technik mechatronik"}).content.decode()
    choose = f"{NEW}?qualification={portal.qualification.slug}"
    assert f'href="{choose}"' in found
    occupations = client.get(choose).content.decode()
    last = f"{choose}&amp;occupation={portal.occupation.slug}"
    assert f'href="{last}"' in occupations
    year = client.get(html.unescape(last))
    assert "When was the certificate awarded?" in year.content.decode()
    assert "public" in year["Cache-Control"]
    form = dict(
        re.findall(r'<input type="hidden" name="(qualification|occupation)" value="([^"]+)"', year.content.decode())
    )
    made = client.post(NEW, {**form, "year": "2020"})
    assert made.status_code == 302
    assert client.get(made["Location"]).status_code == 200
    assert not client.cookies, "no cookie at any step"


def test_occupations_that_the_profile_names_come_first_and_others_can_be_found(portal: Portal, visitor: Client) -> None:
    other = ReferenceOccupationFactory(slug="raumausstatter", name_m="Raumausstatter", name_f="Raumausstatterin")
    hidden = ReferenceOccupationFactory(state=Publishable.State.DRAFT)
    portal.qualification.comparable_occupations.add(hidden)
    page = visitor.get(NEW, {"qualification": portal.qualification.slug}).content.decode()
    assert "The profile names" in page
    assert f"occupation={portal.occupation.slug}" in page
    assert f"occupation={hidden.slug}" not in page
    found = visitor.get(NEW, {"qualification": portal.qualification.slug, "wanted": "Raumausstatter"}).content.decode()
    assert f"occupation={other.slug}" in found
    assert "Back to the proposals" in found


def test_a_profile_without_comparable_occupations_gets_proposals_by_its_title(portal: Portal, visitor: Client) -> None:
    alone = QualificationFactory(title=portal.occupation.name_m, language="de")
    text = words(visitor, f"{NEW}?qualification={alone.slug}")
    assert "The title could mean" in text
    assert portal.occupation.name_m in text


def test_nothing_found_leads_on(portal: Portal, visitor: Client) -> None:
    page = visitor.get(NEW, {"title": "qwxyzqwxyz"}).content.decode()
    assert "no profile of this certificate yet" in page
    assert "/en/ask-for-profile/?query=qwxyzqwxyz" in page
    nothing = words(visitor, f"{NEW}?qualification={portal.qualification.slug}&wanted=qwxyzqwxyz")
    assert "knows no German occupation of this name" in nothing


def test_an_empty_title_is_asked_again(portal: Portal, visitor: Client) -> None:
    response = visitor.get(NEW, {"title": " "})
    assert response.status_code == 422
    assert "Write the title of the certificate." in response.content.decode()


@pytest.mark.parametrize("year", ["1899", "2999", "abc", "20", "-1", "²⁰²⁰", "2020\0"])
def test_a_wrong_year_is_asked_again_and_nothing_is_made(portal: Portal, visitor: Client, year: str) -> None:
    form = {"qualification": portal.qualification.slug, "occupation": portal.occupation.slug, "year": year}
    response = visitor.post(NEW, form)
    assert response.status_code == 422
    assert "Write" in response.content.decode()
    assert not ComparisonSheet.objects.exists()


def test_the_year_can_be_left_out(make: Make, visitor: Client) -> None:
    sheet = make("")
    assert sheet.certificate_year is None
    assert "No year was given" in words(visitor, show(sheet))


def test_the_year_in_an_address_is_filled_in(portal: Portal, visitor: Client) -> None:
    address = {"qualification": portal.qualification.slug, "occupation": portal.occupation.slug, "year": "2009<"}
    assert 'value="2009"' in visitor.get(NEW, address).content.decode()


def test_what_is_not_public_is_not_there(portal: Portal, visitor: Client) -> None:
    draft = QualificationFactory(state=Publishable.State.DRAFT)
    hidden = ReferenceOccupationFactory(state=Publishable.State.WITHDRAWN)
    good = {"qualification": portal.qualification.slug, "occupation": portal.occupation.slug}
    for wrong in ({"qualification": draft.slug}, {"occupation": hidden.slug}, {"qualification": "x\0"}):
        assert visitor.get(NEW, {**good, **wrong}).status_code == 404
        assert visitor.post(NEW, {**good, **wrong}).status_code == 404
    assert visitor.post(NEW, {}).status_code == 404
    assert visitor.put(NEW).status_code == 405


def test_what_another_site_sends_is_refused(portal: Portal, visitor: Client) -> None:
    form = {"qualification": portal.qualification.slug, "occupation": portal.occupation.slug}
    for site in ("cross-site", "same-site"):
        assert visitor.post(NEW, form, headers={"Sec-Fetch-Site": site}).status_code == 403
        assert visitor.post("/en/sheets/verify/", {"text": "x"}, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert not ComparisonSheet.objects.exists()
    assert visitor.post(NEW, form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_the_same_question_makes_one_sheet_a_day(make: Make) -> None:
    assert make() == make()
    assert ComparisonSheet.objects.count() == 1


# Reading one


def test_the_page_says_everything_that_a_company_asks(portal: Portal, make: Make, visitor: Client) -> None:
    sheet = make()
    response = visitor.get(show(sheet))
    page, text = response.content.decode(), words(visitor, show(sheet))
    assert text.index("This sheet is genuine.") < text.index("Technik mechatronik")
    for said in (
        "Information, no decision", "Section 35a", "No personal data is in it", "(zuständige Stelle)",
        "Mechatronics technician", "Poland", "5 years", "EQF level 4",
        "dyplom zawodowy", "2020: this lies in the years", "People have compared the two", "shorter by",
        "Prüfen, Anreißen und Kennzeichnen 1", "Montaż 1", "120 hours", "The profile names 2 units.",
        "Fewer than five results are known", "These positions are not covered, or only partly",
        "Work experience in the occupation", "Rozporządzenie 2019", f"{sheet.code[:5]}-{sheet.code[5:]}",
        f"http://testserver{show(sheet)}", sheet.key.kid,
    ):  # fmt: skip
        assert said in text, said
    day = sheet.facts["qualification"]["version"]
    for link in (
        f"/en/qualifications/{portal.qualification.slug}/as-of/{day}/",
        f"/en/comparisons/{portal.comparison.slug}/as-of/{day}/",
        f"/en/occupations/{portal.occupation.slug}/as-of/{day}/",
    ):  # fmt: skip
        assert f'href="http://testserver{link}"' in page
        assert visitor.get(link).status_code == 200
    for verdict in ("yes", "partly", "no", "unknown"):
        assert f"bq-verdict--{verdict}" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert visitor.head(show(sheet)).status_code == 200
    assert visitor.post(show(sheet)).status_code == 405


def test_german_readers_see_no_terms_twice_and_others_the_german_term(make: Make, visitor: Client) -> None:
    sheet = make()
    assert "bq-legal" not in visitor.get(show(sheet, "de")).content.decode()
    assert 'class="bq-legal" lang="de"' in visitor.get(show(sheet, "ar")).content.decode()


def test_the_machines_hints_are_no_verdict(portal: Portal, make: Make, visitor: Client) -> None:
    version = OccupationVersionFactory(positions=2)
    TrainingPosition.objects.create(
        version=version, order=9, number="9", section="Abschnitt B", text="Langhaarfrisuren"
    )
    PositionTranslation.objects.create(german="Langhaarfrisuren", language="en", text="Long hairstyles")
    unit = TrainingUnit.objects.create(
        qualification=portal.qualification, order=9, number="9", title="تصفيف الشعر", language="ar", hours=40
    )
    TrainingUnitText.objects.create(owner=unit, language="de", title="Langhaarfrisuren")
    TrainingUnitText.objects.create(owner=unit, language="en", title="Long hairstyles")
    sheet = make(occupation=version.occupation.slug)
    page, text = visitor.get(show(sheet)).content.decode(), words(visitor, show(sheet))
    assert sheet.facts["basis"] == "proposal"
    assert text.index("Hints of a machine, no verdict") < text.index("Langhaarfrisuren")
    assert "could be covered: a person has to look" in text
    assert "Hints for 1 of 3 positions." in text
    assert "bq-verdict" not in page
    assert "What is missing cannot be said before people have compared the two." in text
    assert "Long hairstyles" in text, "the reader's language beside the original"
    assert '<span lang="ar" dir="rtl">تصفيف الشعر</span>' in page


def test_without_units_or_positions_it_says_why(portal: Portal, make: Make, visitor: Client) -> None:
    portal.comparison.delete()
    portal.qualification.units.all().delete()
    assert "does not name its units yet" in words(visitor, show(make()))
    bare = ReferenceOccupationFactory()
    text = words(visitor, show(make(occupation=bare.slug)))
    assert "does not have the positions of a training regulation" in text
    assert "no information" in text


def test_a_year_outside_of_the_profile_is_said(make: Make, visitor: Client) -> None:
    assert "1990: this does not lie in the years" in words(visitor, show(make("1990")))
    Qualification.objects.update(valid_from="")
    assert "1991: nobody has recorded since when" in words(visitor, show(make("1991")))


def test_decisions_are_shown_from_five_on(make: Make, visitor: Client) -> None:
    sheet = make()
    ComparisonSheet.objects.filter(pk=sheet.pk).delete()
    facts = {**sheet.facts, "decisions": {Precedent.Outcome.PARTIAL.value: 5}}
    sheet.facts, sheet.token, sheet.digest = facts, sign(facts, sheet.key), digest_of(facts)
    sheet.save(force_insert=True)
    text = words(visitor, show(sheet))
    assert "partial equivalence: 5" in text
    assert "Fewer than five" not in text


def test_courses_for_what_is_open_are_named(
    portal: Portal, make: Make, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for = []

    class Offer:
        slug = "x"

        def __str__(self) -> str:
            return "Kurs für Mechatronik"

    def offers_for(occupation: str, *, positions: list[int]) -> list[SimpleNamespace]:
        asked_for.append((occupation, positions))
        return [SimpleNamespace(offer=Offer())] * 5

    monkeypatch.setattr(sheet_showing, "directory", lambda: SimpleNamespace(offers_for=offers_for))
    sheet = make()
    text = words(visitor, show(sheet))
    assert text.count("Kurs für Mechatronik") == 3
    open_verdicts = [row["verdict"] for row in sheet.facts["positions"]]
    assert asked_for[0][0] == portal.occupation.slug
    assert len(asked_for[0][1]) == open_verdicts.count("no") + open_verdicts.count("partly") == 2


# What it is worth


def test_superseded_names_what_changed_and_leads_to_a_new_one(portal: Portal, make: Make, visitor: Client) -> None:
    sheet = make()
    Qualification.objects.filter(pk=portal.qualification.pk).update(duration_months=48)
    page, text = visitor.get(show(sheet)).content.decode(), words(visitor, show(sheet))
    assert "genuine, but out of date" in text
    assert "what is known about the certificate" in text
    assert (
        f"{NEW}?qualification={portal.qualification.slug}&amp;occupation={portal.occupation.slug}&amp;year=2020" in page
    )
    assert "5 years" in text, "what was signed stays"
    assert make() != sheet


def test_superseded_and_not_public_any_more(portal: Portal, make: Make, visitor: Client) -> None:
    sheet = make()
    Qualification.objects.update(duration_months=48, state=Publishable.State.WITHDRAWN)
    text = words(visitor, show(sheet))
    assert "no new sheet can be made" in text
    assert "Make a new sheet" not in text


def test_revoked_says_so_and_has_no_paper(make: Make, visitor: Client) -> None:
    sheet = make()
    revoke(sheet)
    text = words(visitor, show(sheet))
    assert "This sheet proves nothing any more." in text
    assert "says nothing against the person" in text
    assert visitor.get(f"{show(sheet)}sheet.pdf")["Location"] == show(sheet)
    assert SigningKey.objects.count() == 1
    assert make() != sheet, "a new key signs the new one"


def test_what_is_not_what_was_signed_is_not_shown(make: Make, visitor: Client) -> None:
    sheet = make()
    ComparisonSheet.objects.filter(pk=sheet.pk).update(facts={**sheet.facts, "certificate_year": 1999})
    text = words(visitor, show(sheet))
    assert "is not what it signed" in text
    assert "Technik mechatronik" not in text
    for file in ("sheet.pdf", "sheet.json"):
        assert visitor.get(f"{show(sheet)}{file}")["Location"] == show(sheet)


def test_a_code_has_one_address(make: Make, visitor: Client) -> None:
    code = make().code
    for typed in (code.lower(), f"{code[:5]}-{code[5:]}", f"{code[:5]}-{code[5:]}".lower()):
        for rest in ("", "sheet.pdf", "sheet.json"):
            response = visitor.get(f"/en/sheets/{typed}/{rest}")
            assert (response.status_code, response["Location"]) == (301, f"/en/sheets/{code}/{rest}")


@pytest.mark.parametrize(
    "code", ["7K3F9Q2MX", "7K3F9Q2MXRR", "7K3F9Q2MX0", "7K3F9Q2MXI", "----------", "x", "٣٣٣٣٣٣٣٣٣٣"]
)
def test_no_code_no_page(portal: Portal, visitor: Client, code: str) -> None:
    assert visitor.get(f"/en/sheets/{code}/").status_code == 404
    assert visitor.get(f"/en/sheets/{code}/sheet.pdf").status_code == 404


def test_an_unknown_code_is_answered_with_help(portal: Portal, visitor: Client) -> None:
    text = words(visitor, "/en/sheets/7K3F9Q2MXR/", status=404)
    assert "No sheet has this code." in text
    assert "letter by letter" in text
    for file in ("sheet.pdf", "sheet.json"):
        assert visitor.get(f"/en/sheets/7K3F9Q2MXR/{file}").status_code == 302


# For programs


def test_the_file_proves_itself_with_the_published_key(make: Make, visitor: Client) -> None:
    sheet = make()
    response = visitor.get(f"{show(sheet)}sheet.json")
    assert response["Content-Type"] == "application/json"
    assert response["X-Robots-Tag"] == "noindex"
    document = json.loads(response.content)
    assert set(document) == {"facts", "signature", "verify", "keys"}
    keys = visitor.get(document["keys"].removeprefix("http://testserver"))
    assert keys["Content-Type"] == "application/jwk-set+json"
    assert "public" in keys["Cache-Control"]
    (key,) = json.loads(keys.content)["keys"]
    assert "d" not in key
    signed = PyJWS().decode(document["signature"], PyJWK(key), algorithms=["EdDSA"])
    assert json.loads(signed) == document["facts"]
    assert "This sheet is genuine." in words(visitor, document["verify"].removeprefix("http://testserver"))


def test_a_revoked_key_is_not_published(make: Make, visitor: Client) -> None:
    sheet = make()
    revoke(sheet)
    assert json.loads(visitor.get("/.well-known/jwks.json").content) == {"keys": []}
    assert visitor.get(f"{show(sheet)}sheet.json").status_code == 200
    assert visitor.post("/.well-known/jwks.json").status_code == 405


# How often it asks


def asked(visitor: Client, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200
    return len(queries)


def test_a_long_sheet_asks_as_often_as_a_short_one(portal: Portal, make: Make, visitor: Client) -> None:
    long = OccupationVersionFactory(positions=60)
    short = OccupationVersionFactory(positions=2)
    many = QualificationFactory(content=60)
    counts = {
        file: [
            asked(visitor, f"{show(make(qualification=theirs, occupation=ours.occupation.slug))}{file}")
            for theirs, ours in ((portal.qualification.slug, short), (many.slug, long))
        ]
        for file in ("", "sheet.pdf", "sheet.json")
    }
    assert all(few == much for few, much in counts.values()), counts
    assert max(counts[""]) <= 24, counts


def test_the_steps_ask_as_often_for_much_as_for_little(portal: Portal, visitor: Client) -> None:
    address = f"{NEW}?qualification={portal.qualification.slug}"
    before = asked(visitor, address)
    for _ in range(12):
        portal.qualification.comparable_occupations.add(ReferenceOccupationFactory())
    assert asked(visitor, address) <= before + 1


# Ways there


def test_profile_comparison_and_proposal_lead_there(portal: Portal, visitor: Client) -> None:
    profile = f"/en/qualifications/{portal.qualification.slug}/"
    both = f"{NEW}?qualification={portal.qualification.slug}&amp;occupation={portal.occupation.slug}"
    assert f'href="{NEW}?qualification={portal.qualification.slug}"' in visitor.get(profile).content.decode()
    comparison = f"/en/comparisons/{portal.comparison.slug}/"
    assert f'href="{both}"' in visitor.get(comparison).content.decode()
    assert f'href="{both}"' in visitor.get(f"{profile}proposal/{portal.occupation.slug}/").content.decode()
    day = portal.comparison.published_at
    assert day
    assert "Comparison sheet for" not in visitor.get(f"{comparison}as-of/{day.date()}/").content.decode()
