"""Records in work: finding, beginning, opening, the page of one, steps, assigning, scheduling, dropping, restoring."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.actions.stepping import parts_digest, take_step
from bqportal.editorial.actions.writing import note_presence, open_record, save_section, section_digest
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Strand, WorkingVersion
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.models import Competence, Membership, Person
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

LIST = "/en/workspace/records/"
KIND = "qualification"
MARK = "Geheimer Entwurf der Kammer"
pytestmark = pytest.mark.django_db


def public(**values: object) -> Qualification:
    """A public profile of Poland."""
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"), **values)
    publish_qualification(qualification=record, at=timezone.now())
    return Qualification.objects.get(pk=record.pk)


def in_work(by: Person, record: Qualification | None = None) -> WorkingVersion:
    """A profile that the chamber has in work: its German text is a draft."""
    version = open_record(
        kind=kind_named(KIND), record=record or public(), organisation=cast.chamber(), by=by, at=timezone.now()
    )
    return write(version, by, "text-de", **{"texts.{language}.summary": MARK})


def write(version: WorkingVersion, by: Person, section: str, **fields: object) -> WorkingVersion:
    """Save some fields of a section."""
    values = section_values(version.document, section, kind_named(KIND).shape)
    values["fields"] |= fields
    base = section_digest(version, section)
    return save_section(version=version, section=section, values=values, base=base, by=by, at=timezone.now())


def step(version: WorkingVersion, name: Step, parts: list[str], by: Person, **more: str) -> None:
    """Take a step."""
    take_step(version=version, step=name, parts=parts, by=by, at=timezone.now(), **more)


def states(version: WorkingVersion) -> dict[str, str]:
    """State of each part."""
    return dict(version.strands.values_list("part", "state"))


def page(version: WorkingVersion, rest: str = "") -> str:
    """The address of a page of a working version."""
    return f"{LIST}{version.pk}/{rest}"


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def version(writer: Person) -> WorkingVersion:
    return in_work(writer)


def test_the_list_shows_what_one_may_read_and_nothing_else(version: WorkingVersion, writer: Person) -> None:
    html = client_of(writer).get(LIST).content.decode()
    assert f'href="{page(version)}"' in html
    assert "German: draft" in html
    assert "Handwerkskammer Musterstadt" in html
    assert page(version) not in client_of(cast.other_contributor()).get(LIST).content.decode()
    nobody = Person.objects.create_user("nobody", "nobody@example.org", "correct horse battery")
    assert client_of(nobody).get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=technik", True), ("q=TECHNIK+mecha", True), ("q=welder", False), ("kind=qualification", True),
        ("kind=country", False), ("country=PL", True), ("country=XX", True), ("state=draft", True),
        ("state=approved", False), ("whose=mine", True), ("whose=organisation", True), ("whose=review", False),
        ("q=%00&kind=%00", True), ("state=" + "x" * 5000, True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(version: WorkingVersion, writer: Person, query: str, found: bool) -> None:
    response = client_of(writer).get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert (page(version) in response.content.decode()) is found


def test_to_review_is_what_others_sent(version: WorkingVersion, writer: Person) -> None:
    reviewer = client_of(cast.reviewer())
    assert page(version) not in reviewer.get(f"{LIST}?whose=review").content.decode()
    step(version, Step.SUBMIT, ["de"], writer)
    assert page(version) in reviewer.get(f"{LIST}?whose=review").content.decode()
    assert page(version) not in client_of(writer).get(f"{LIST}?whose=review").content.decode()


def test_lists_ask_as_often_for_much_as_for_little(writer: Person) -> None:
    client = client_of(writer)
    numbers = []
    for many in (3, 20):
        for number in range(many):
            record = public(slug=f"pl-{many}-{number}")
            if number % 2:
                in_work(writer, record)
        asked = []
        for address in (LIST, f"{LIST}?view=public", f"{LIST}?view=public&q=technik"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
        numbers.append(asked)
    assert numbers[0] == numbers[1]
    assert max(numbers[1]) <= 20


def test_public_records_are_opened_from_the_list(writer: Person) -> None:
    record = public()
    client = client_of(writer)
    html = client.get(f"{LIST}?view=public&q=mechatronik").content.decode()
    opening = f"{LIST}open/qualification/{record.pk}/"
    assert f'action="{opening}"' in html
    assert client.get(f"{LIST}?view=public&q=welder").content.decode().count("<form") < html.count("<form")
    response = client.post(opening)
    version = WorkingVersion.objects.get()
    assert response["Location"] == page(version)
    assert version.organisation == cast.chamber()
    assert client.post(f"{LIST}open/qualification/0/").status_code == 404
    assert client.post(f"{LIST}open/nothing/{record.pk}/").status_code == 404
    assert client.get(opening).status_code == 405


def test_of_what_others_have_in_work_only_that_is_told(version: WorkingVersion) -> None:
    other = client_of(cast.other_contributor())
    html = other.get(f"{LIST}?view=public").content.decode()
    assert "in work at Handwerkskammer Musterstadt since" in html
    assert MARK not in html
    assert page(version) not in html
    assert other.post(f"{LIST}open/qualification/{version.object_id}/").status_code == 404
    assert other.get(page(version)).status_code == 404


def test_who_writes_for_two_bodies_says_for_which(writer: Person) -> None:
    record = public()
    cast.member(writer, cast.other_chamber(), Membership.Role.CONTRIBUTOR)
    client, opening = client_of(writer), f"{LIST}open/qualification/{record.pk}/"
    assert "IHK Anderswo</option>" in client.get(f"{LIST}?view=public").content.decode()
    assert "Choose for whom you write" in client.post(opening, follow=True).content.decode()
    assert client.post(opening, {"organisation": "4711"}).status_code == 404
    client.post(opening, {"organisation": cast.other_chamber().pk})
    assert WorkingVersion.objects.get().organisation == cast.other_chamber()


def test_a_new_record_begins_with_little(writer: Person) -> None:
    CountryFactory(code="PL", alpha2="PL")
    client = client_of(writer)
    form = {
        "kind": "qualification", "country": "PL", "title": "Ślusarz", "lang": "pl", "slug": "pl-slusarz",
        "organisation": cast.chamber().pk,
    }  # fmt: skip
    assert client.get(f"{LIST}new/").status_code == 200
    response = client.post(f"{LIST}new/", form)
    version = WorkingVersion.objects.get()
    assert response["Location"] == page(version, "edit/facts/")
    assert version.document == {"slug": "pl-slusarz", "country": "PL", "title": "Ślusarz", "lang": "pl"}
    again = client.post(f"{LIST}new/", form)
    assert again.status_code == 422
    assert '<a href="#id_slug">' in again.content.decode()
    assert 'value="Ślusarz"' in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"), ({"lang": ""}, "lang"), ({"slug": "Ä b"}, "slug"), ({"slug": ""}, "slug"),
        ({"country": "TN"}, "country"), ({"country": ""}, "country"), ({"kind": "x"}, "kind"),
        ({"title": "\0"}, "title"),
        ({"organisation": ""}, "organisation"), ({"title": "x" * 301}, "title"), ({"sector": "07145"}, "sector"),
    ],
)  # fmt: skip
def test_a_faulty_beginning_is_told_field_by_field(writer: Person, wrong: dict[str, str], field: str) -> None:
    CountryFactory(code="PL", alpha2="PL")
    CountryFactory(code="TN", alpha2="TN")
    form = {"kind": "qualification", "country": "PL", "title": "A", "lang": "pl", "slug": "pl-a"}
    response = client_of(writer).post(f"{LIST}new/", {**form, "organisation": cast.chamber().pk, **wrong})
    assert response.status_code == 422
    assert f'<a href="#id_{field}">' in response.content.decode()
    assert WorkingVersion.objects.count() == 0


def test_where_an_organisation_is_competent_for_a_field_the_field_is_named(writer: Person) -> None:
    CountryFactory(code="PL", alpha2="PL")
    Competence.objects.filter(organisation=cast.chamber()).update(sector="07")
    form = {"kind": "qualification", "country": "PL", "title": "A", "lang": "pl", "slug": "pl-a"}
    form |= {"organisation": str(cast.chamber().pk)}
    client = client_of(writer)
    assert client.post(f"{LIST}new/", form).status_code == 422
    assert client.post(f"{LIST}new/", {**form, "sector": "0714"}).status_code == 302
    assert WorkingVersion.objects.get().sector == "0714"


def test_editors_begin_for_the_central_team_and_readers_not_at_all() -> None:
    CountryFactory(code="PL", alpha2="PL")
    form = {"kind": "country", "country": "PL", "slug": "2026", "title": "", "lang": "", "organisation": ""}
    assert client_of(cast.editor()).post(f"{LIST}new/", form).status_code == 302
    version = WorkingVersion.objects.get()
    assert (version.organisation, version.document) == (None, {"slug": "2026", "country": "PL"})
    for person in (cast.reader(), cast.manager()):
        assert client_of(person).get(f"{LIST}new/").status_code == 404
        assert client_of(person).post(f"{LIST}new/", form).status_code == 404


def test_the_page_says_where_every_part_stands(version: WorkingVersion, writer: Person) -> None:
    reviewer = cast.reviewer()
    note_presence(version=version, by=reviewer, at=timezone.now() - timedelta(seconds=90))
    html = client_of(writer).get(page(version)).content.decode()
    assert '<span lang="pl" dir="ltr">Technik mechatronik</span>' in html
    assert "public; differs from what is public" in html
    assert "<bdi>reviewer</bdi>" in html.split("open now")[1].split("</div>")[0]
    assert page(version, "edit/text-de/") in html
    assert page(version, "edit/units/") in html
    assert "Send to review" in html
    assert 'value="publish"' not in html
    note_presence(version=version, by=reviewer, at=timezone.now() - timedelta(minutes=3))
    assert "open now" not in client_of(writer).get(page(version)).content.decode()
    reading = client_of(cast.reader()).get(page(version)).content.decode()
    assert page(version, "edit/text-de/") not in reading
    assert 'name="step"' not in reading
    assert page(version, "review/") not in reading


def test_a_step_is_taken_from_the_page(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    response = client.post(page(version, "step/"), {"step": "submit", "parts": ["de"]}, follow=True)
    assert "Sent to review." in response.content.decode()
    assert states(version) == {"": "published", "de": "in_review", "en": "published"}
    assert client.post(page(version, "step/"), {"step": "nonsense", "parts": ["de"]}).status_code == 404
    assert client.post(page(version, "step/"), {"step": "publish", "parts": ["de"]}).status_code == 404
    assert client.get(page(version, "step/")).status_code == 405


def test_a_refused_step_keeps_the_reason(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    words = "Ein langer Grund, der nicht verloren geht"
    for parts in ([], ["facts"], ["xx"]):
        response = client.post(page(version, "step/"), {"step": "discard", "parts": parts, "reason": words})
        assert response.status_code == 422
        html = response.content.decode()
        assert words in html
        assert "There is a problem" in html
        assert html.split("<title>")[1].startswith("Error:")
    response = client.post(page(version, "step/"), {"step": "discard", "parts": ["de"], "reason": " "})
    assert response.status_code == 422
    assert '<a href="#discard-reason">' in response.content.decode()
    assert states(version)["de"] == State.DRAFT
    client.post(page(version, "step/"), {"step": "discard", "parts": ["de"], "reason": words})
    assert states(version)["de"] == State.PUBLISHED


def test_nobody_approves_a_text_that_she_did_not_see(version: WorkingVersion, writer: Person) -> None:
    step(version, Step.SUBMIT, ["de"], writer)
    client, address = client_of(cast.reviewer()), page(version, "step/")
    form = {"step": "approve", "parts": ["de"], "reason": "Gut"}
    seen = f"de={parts_digest(version, ['de'])}"
    assert f'name="seen" value="{seen}"' in client.get(page(version)).content.decode()
    for wrong in ([], ["de=0"], ["facts=" + "0" * 64]):
        response = client.post(address, {**form, "seen": wrong})
        assert response.status_code == 422
        assert "The text changed since you looked at it" in response.content.decode()
        assert "Gut" in response.content.decode()
    assert client.post(address, {**form, "seen": [seen, "facts=0"]}).status_code == 302
    assert states(version)["de"] == State.APPROVED


def test_one_says_who_reviews(version: WorkingVersion, writer: Person) -> None:
    reviewer, helper = cast.reviewer(), cast.member(
        Person.objects.create_user("helper", "helper@example.org", "correct horse battery"),
        cast.other_chamber(), Membership.Role.REVIEWER,
    )  # fmt: skip
    client, address = client_of(reviewer), page(version, "assign/")
    form = {
        "parts": ["de"],
        "due_day": "1",
        "due_month": "2",
        "due_year": "2099",
        "priority": "3",
        "assignee": "",
        "elsewhere": "",
    }
    assert client_of(writer).post(address, form).status_code == 404
    assert client_of(helper).get(page(version)).status_code == 404
    response = client.post(address, {**form, "elsewhere": "nobody@example.org"})
    assert response.status_code == 422
    assert 'value="nobody@example.org"' in response.content.decode()
    assert client.post(address, {**form, "elsewhere": "Helper@example.org"}).status_code == 302
    strand = Strand.objects.get(version=version, part="de")
    assert (strand.assignee, str(strand.due), strand.priority) == (helper, "2099-02-01", 3)
    assert client_of(helper).get(page(version)).status_code == 200
    assert client.post(address, {**form, "assignee": str(writer.pk)}).status_code == 422
    assert client.post(address, {**form, "due_year": "2001"}).status_code == 422
    assert client.post(address, {**form, "priority": "9"}).status_code == 422
    assert "due 1 Feb 2099" in client.get(LIST).content.decode()


def test_editors_schedule_what_is_approved(version: WorkingVersion, writer: Person) -> None:
    step(version, Step.SUBMIT, ["de"], writer)
    editor = cast.editor()
    client, address = client_of(editor), page(version, "schedule/")
    form = {"parts": ["de"], "day_day": "1", "day_month": "2", "day_year": "2099", "time": "08:30"}
    assert client.post(address, form).status_code == 422, "not approved yet"
    step(version, Step.APPROVE, ["de"], editor)
    assert client_of(writer).post(address, form).status_code == 404
    assert client.post(address, {**form, "day_year": "2001"}).status_code == 422
    assert client.post(address, {**form, "time": "abends"}).status_code == 422
    assert client.post(address, {**form, "time": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    at = Strand.objects.get(version=version, part="de").publish_at
    assert timezone.localtime(at).isoformat() == "2099-02-01T08:30:00+01:00"
    client.post(address, {**form, "day_day": "", "day_month": "", "day_year": "", "time": ""})
    assert Strand.objects.get(version=version, part="de").publish_at is None


def test_what_was_never_public_can_be_thrown_away_with_a_reason(writer: Person, version: WorkingVersion) -> None:
    client = client_of(writer)
    assert client.post(page(version, "drop/"), {"reason": "Weg"}).status_code == 422, "it is public"
    form = {"kind": "qualification", "country": "PL", "title": "A", "lang": "pl", "slug": "pl-a"}
    client.post(f"{LIST}new/", {**form, "organisation": cast.chamber().pk})
    new = WorkingVersion.objects.get(slug="pl-a")
    assert "Throw away" in client.get(page(new)).content.decode()
    assert client.post(page(new, "drop/"), {"reason": ""}).status_code == 422
    assert client_of(cast.reader()).post(page(new, "drop/"), {"reason": "Weg"}).status_code == 404
    assert client.post(page(new, "drop/"), {"reason": "Weg"}).status_code == 302
    assert not WorkingVersion.objects.filter(slug="pl-a").exists()


def test_an_older_state_comes_back_as_a_draft(version: WorkingVersion, writer: Person) -> None:
    client, address = client_of(writer), page(version, "restore/1/")
    assert "Restore this state?" in client.get(address).content.decode()
    assert client.post(address, {"edition": "0"}).status_code == 422
    assert client.post(address, {"edition": "x"}).status_code == 422
    assert client.post(address, {"edition": str(version.edition)}).status_code == 302
    version.refresh_from_db()
    assert MARK not in str(version.document)
    assert client.get(page(version, "restore/99/")).status_code == 404
    assert client_of(cast.reader()).get(address).status_code == 404


def test_the_first_page_shows_tasks_and_what_was_written_last(version: WorkingVersion, writer: Person) -> None:
    html = client_of(writer).get("/en/workspace/").content.decode()
    assert page(version) in html.split('id="recent"')[1]
    assert 'href="/en/workspace/records/"' in html
    assert "For you, today" in html
