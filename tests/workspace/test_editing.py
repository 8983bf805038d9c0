"""The editor: every section saves without JavaScript, an autosave answers in few words, nothing written is lost."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.writing import open_record
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Paper, WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Person
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.conftest import client_of

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SECTIONS = ["facts", "units", "bodies", "text-de", "text-en", "text-fr", "sources"]


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def version(writer: Person) -> WorkingVersion:
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"), slug="pl-technik-mechatronik")
    publish_qualification(qualification=record, at=NOW)
    return open_record(
        kind=kind_named("qualification"), record=Qualification.objects.get(), organisation=cast.chamber(),
        by=writer, at=NOW,
    )  # fmt: skip


def address(version: WorkingVersion, section: str) -> str:
    return f"/en/workspace/records/{version.pk}/edit/{section}/"


def sent_by(html: str) -> dict[str, Any]:
    """What a browser would send from the form of the page, untouched."""
    from html.parser import HTMLParser

    class Form(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.data: dict[str, Any] = {}
            self.inside = False
            self.area = self.select = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name = given.get("name") or ""
            if tag == "form":
                self.inside = "work-editor" in (given.get("class") or "")
            if not self.inside:
                return
            if tag == "input" and given.get("type") in ("checkbox", "radio"):
                if "checked" in given:
                    self.data.setdefault(name, []).append(given.get("value") or "on")
            elif tag == "input" and name:
                self.data[name] = given.get("value") or ""
            elif tag == "textarea":
                self.area, self.data[name] = name, ""
            elif tag == "select":
                self.select, self.data[name] = name, ""
            elif tag == "option" and "selected" in given:
                self.data[self.select] = given.get("value") or ""

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.data[self.area] = self.data[self.area].removeprefix("\n")
                self.area = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                self.data[self.area] += data

    form = Form()
    form.feed(html)
    return form.data


@pytest.mark.parametrize("section", SECTIONS)
def test_a_form_sent_as_it_is_changes_nothing(version: WorkingVersion, writer: Person, section: str) -> None:
    client = client_of(writer)
    page = client.get(address(version, section))
    assert page.status_code == 200
    response = client.post(address(version, section), sent_by(page.content.decode()))
    assert response.status_code == 302
    now = WorkingVersion.objects.get()
    assert (now.document, now.edition) == (version.document, version.edition)
    assert set(now.strands.values_list("state", flat=True)) == {"published"}


@pytest.mark.parametrize(
    ("section", "change", "place"),
    [
        ("facts", {"duration_months": "48"}, ["duration_months"]),
        ("facts", {"also_known_as": "eins\r\nzwei"}, ["also_known_as"]),
        ("text-de", {"texts.text.summary": "Neu."}, ["texts", "de", "summary"]),
        ("text-fr", {"units-ELM.1-text": "Montage un"}, ["units", 0, "fr"]),
        ("units", {"r0-title": "Nowy"}, ["units", 0, "title"]),
        ("units", {"r2-no": "ELM.3", "r2-title": "Trzeci", "r2-position": "1", "r2-hours": "0"}, ["units", 1]),
        ("bodies", {"r0-url": "https://oke.example"}, ["bodies", 0, "url"]),
        ("sources", {"r0-publisher": "Sejm"}, ["sources", "s1", "publisher"]),
        ("sources", {"r0-supports": ["title", "units"]}, ["cites"]),
    ],
)
def test_what_is_written_is_stored_in_its_place(
    version: WorkingVersion, writer: Person, section: str, change: dict[str, Any], place: list[str | int]
) -> None:
    client = client_of(writer)
    data = sent_by(client.get(address(version, section)).content.decode())
    assert client.post(address(version, section), data | change).status_code == 302
    before: Any = version.document
    after: Any = WorkingVersion.objects.get().document
    for key in place:
        before = before.get(key) if isinstance(before, dict) else before[key]
        after = after[key]
    assert after != before
    written = next(iter(change.values()))
    assert json.dumps(written)[1:4] in json.dumps(after) or after in (48, ["eins", "zwei"])


def test_a_row_can_be_removed_and_its_number_changed(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    data = sent_by(client.get(address(version, "units")).content.decode())
    client.post(address(version, "units"), data | {"r0-gone": "on", "r1-no": "X.9"})
    units = WorkingVersion.objects.get().document["units"]
    assert [(unit["no"], unit["de"]) for unit in units] == [("X.9", "Montage 2")]


def test_an_autosave_answers_with_the_new_base_and_the_names_of_rows(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    data = sent_by(client.get(address(version, "units")).content.decode())
    data |= {"r0-no": "ELM.2", "r1-no": "ELM.1", "r2-no": "ELM.3", "r2-title": "Trzeci"}
    said = client.post(address(version, "units"), data, headers={"X-Autosave": "1"}).json()
    assert said["state"] == "saved"
    assert said["was"] == {"r0": "ELM.2", "r1": "ELM.1", "r2": "ELM.3"}
    data |= {"base": said["base"], **{f"{row}-was": was for row, was in said["was"].items()}}
    again = client.post(address(version, "units"), data, headers={"X-Autosave": "1"}).json()
    assert again["base"] == said["base"]
    units = WorkingVersion.objects.get().document["units"]
    assert [(unit["no"], unit.get("de")) for unit in units] == [
        ("ELM.2", "Montage 1"), ("ELM.1", "Montage 2"), ("ELM.3", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("section", "mine", "theirs"),
    [
        ("facts", {"duration_months": "48"}, {"duration_months": "30"}),
        ("text-de", {"texts.text.summary": "Mein Text."}, {"texts.text.summary": "Ihr Text."}),
        ("text-de", {"units-ELM.1-text": "Mein Text."}, {"units-ELM.1-text": "Ihr Text."}),
        ("units", {"r0-title": "Mein Text."}, {"r0-title": "Ihr Text."}),
        ("bodies", {"r0-name": "Mein Text."}, {"r0-name": "Ihr Text."}),
        ("sources", {"r0-title": "Mein Text."}, {"r0-title": "Ihr Text."}),
    ],
)
def test_two_people_in_one_section_lose_nothing(
    version: WorkingVersion, writer: Person, section: str, mine: dict[str, str], theirs: dict[str, str]
) -> None:
    first, second = client_of(writer), client_of(cast.editor())
    data = sent_by(first.get(address(version, section)).content.decode())
    assert second.post(address(version, section), data | theirs).status_code == 302
    stored = WorkingVersion.objects.get().document
    assert first.post(address(version, section), data | mine, headers={"X-Autosave": "1"}).status_code == 409
    screen = first.post(address(version, section), data | mine)
    assert screen.status_code == 409
    html = screen.content.decode()
    for text in (*mine.values(), *theirs.values()):
        assert text in html
    assert WorkingVersion.objects.get().document == stored, "nothing was overwritten"
    assert first.post(address(version, section), sent_by(html)).status_code == 302
    assert next(iter(mine.values())) in json.dumps(WorkingVersion.objects.get().document)


def test_the_other_text_can_be_taken_over(version: WorkingVersion, writer: Person) -> None:
    first, second = client_of(writer), client_of(cast.editor())
    page = address(version, "text-de")
    data = sent_by(first.get(page).content.decode())
    second.post(page, data | {"texts.text.summary": "Ihr Text.", "texts.text.access": "Ihr Zugang."})
    screen = first.post(page, data | {"texts.text.summary": "Mein Text.", "texts.text.access": "Mein Zugang."})
    chosen = sent_by(screen.content.decode()) | {"take": "texts.{language}.summary"}
    first.post(page, chosen)
    german = WorkingVersion.objects.get().document["texts"]["de"]
    assert (german["summary"], german["access"]) == ("Ihr Text.", "Mein Zugang.")


def test_words_for_a_row_that_is_gone_are_shown_again(version: WorkingVersion, writer: Person) -> None:
    client, editor = client_of(writer), client_of(cast.editor())
    french = sent_by(client.get(address(version, "text-fr")).content.decode())
    units = sent_by(editor.get(address(version, "units")).content.decode())
    editor.post(address(version, "units"), units | {"r0-no": "NEU.1"})
    response = client.post(address(version, "text-fr"), french | {"units-ELM.1-text": "Montage un"})
    assert response.status_code == 422
    assert "Montage un" in response.content.decode()


def test_who_else_is_here_is_said(version: WorkingVersion, writer: Person) -> None:
    client, editor = client_of(writer), client_of(cast.editor())
    assert "Now also in this record" not in client.get(address(version, "facts")).content.decode().split("</form>")[-1]
    editor.get(address(version, "facts"))
    html = client.get(address(version, "facts")).content.decode()
    assert re.search(r"Now also in this record: <bdi>editor</bdi>", html)
    said = client.get(address(version, "facts") + "presence/").json()
    assert said["others"] == ["editor"]


@pytest.mark.parametrize(
    "data",
    [
        {}, {"base": "x"}, {"rows": "9" * 30}, {"rows": "-1"}, {"r0-title": "\0"}, {"texts.text.summary": "a\0b"},
        {"texts.text.title": "x" * 30_000}, {"duration_months": "9" * 500},
        {"rows": "2", "r0-position": "x", "r0-no": "1"},
        {"take": "nothing"}, {"r1-supports": ["\0", "x"], "rows": "3"}, {"next": "https://evil.example"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("section", SECTIONS)
def test_no_input_breaks_the_editor(
    version: WorkingVersion, writer: Person, section: str, data: dict[str, Any]
) -> None:
    response = client_of(writer).post(address(version, section), data)
    assert response.status_code in (302, 409, 422)
    assert response.status_code != 302 or response["Location"].startswith("/en/workspace/records/")


def test_what_is_in_review_is_locked(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    data = sent_by(client.get(address(version, "facts")).content.decode())
    client.post(address(version, "facts"), data | {"duration_months": "48"})
    take_step(version=version, step=Step.SUBMIT, parts=[""], by=writer, at=NOW)
    page = client.get(address(version, "facts"))
    assert "This part is in review" in page.content.decode()
    response = client.post(address(version, "facts"), sent_by(page.content.decode()) | {"duration_months": "50"})
    assert response.status_code == 422
    assert 'value="50"' in response.content.decode()
    assert client.post(address(version, "text-de"), sent_by(client.get(address(version, "text-de")).content.decode())
                       ).status_code == 302  # fmt: skip


@pytest.mark.parametrize("who", ["reader", "manager", "other_contributor"])
def test_who_may_not_write_finds_no_editor(version: WorkingVersion, who: str) -> None:
    client = client_of(getattr(cast, who)())
    for section in SECTIONS:
        for response in (client.get(address(version, section)), client.post(address(version, section), {})):
            assert response.status_code == 404
            assert "Technik mechatronik" not in response.content.decode()


@pytest.mark.parametrize("section", ["nothing", "text-", "text-no", "text-../x", "texts"])
def test_a_section_that_is_none_is_not_there(version: WorkingVersion, writer: Person, section: str) -> None:
    assert client_of(writer).get(f"/en/workspace/records/{version.pk}/edit/{section}/").status_code == 404


def test_a_pasted_table_becomes_units_to_confirm(version: WorkingVersion, writer: Person) -> None:
    client: Client = client_of(writer)
    page = address(version, "units") + "paste/"
    table = "Nr\tFach\tTheorie\tPraxis\n1\tMathematik\t120\t\nELM.1\tWerkstatt\t40 h\t1 200\n\tSumme\t160\t1200\n"
    shown = client.post(page, {"text": table}).content.decode()
    assert "3 rows have a title" in shown
    data = sent_by(shown)
    assert [data[f"column-{n}"] for n in range(4)] == ["no", "title", "hours_theory", "hours_practice"]
    assert client.post(page, data | {"confirm": "1"}).status_code == 302
    units = WorkingVersion.objects.get().document["units"]
    assert [unit["no"] for unit in units] == ["ELM.1", "ELM.2", "1", "3", "4"]
    assert units[3] | {"title": ""} == {"no": "3", "title": "", "hours_theory": 40, "hours_practice": 1200}
    assert WorkingVersion.objects.get().snapshots.first().by == writer


@pytest.mark.parametrize(
    "text", ["", "\0", "x" * 600_000, "<table>" * 500, '"' * 1000, "\t" * 5000, "1;2\n3;4", "<td>"]
)
def test_no_paste_breaks_the_page(version: WorkingVersion, writer: Person, text: str) -> None:
    response = client_of(writer).post(address(version, "units") + "paste/", {"text": text, "column-0": "x"})
    assert response.status_code in (200, 422)


def test_what_is_no_number_is_kept_and_said_beside_the_field(version: WorkingVersion, writer: Person) -> None:
    client = client_of(writer)
    data = sent_by(client.get(address(version, "units")).content.decode())
    client.post(address(version, "units"), data | {"r1-hours_theory": "viele", "r0-year": "99"})
    assert WorkingVersion.objects.get().document["units"][1]["hours_theory"] == "viele"
    html = client.get(address(version, "units")).content.decode()
    assert html.count('aria-invalid="true"') == 2
    assert 'href="#id_r1-hours_theory"' in html
    assert 'value="viele"' in html
    facts = client.get(address(version, "facts")).content.decode()
    assert "aria-invalid" not in facts


def test_the_words_of_a_paper_stand_beside_every_section(version: WorkingVersion, writer: Person) -> None:
    paper = Paper.objects.create(
        version=version, kind=Paper.Kind.CURRICULUM, title="Program nauczania", language="pl", stored_as="papers/x.pdf",
        sha256="0" * 64, media_type="application/pdf", size=1, page_count=1, words=["Treść programu"],
        uploaded_by=writer, uploaded_at=NOW,
    )  # fmt: skip
    client = client_of(writer)
    assert "Treść programu" not in client.get(address(version, "facts")).content.decode()
    page = f"{address(version, 'facts')}?paper={paper.pk}"
    html = client.get(page).content.decode()
    assert "Treść programu" in html
    data = sent_by(html) | {"duration_months": "48", "next": "units"}
    assert client.post(page, data)["Location"] == f"{address(version, 'units')}?paper={paper.pk}"
    for wrong in ("0", "x", "9" * 30, str(paper.pk + 1)):
        assert client.get(f"{address(version, 'facts')}?paper={wrong}").status_code == 200
