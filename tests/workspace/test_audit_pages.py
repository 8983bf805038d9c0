"""The audit log on pages: all of it for administrators, one's own for everybody."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.workflow import Step
from bqportal.organisations import audit
from bqportal.organisations.models import AuditEntry, Person
from bqportal.organisations.models.admission import Registration
from bqportal.workspace.deeds import DEEDS
from tests import cast
from tests.conftest import ROOT
from tests.workspace.conftest import client_of

LOG, MINE, EXPORT = (f"/en/workspace/audit/{part}" for part in ("", "mine/", "entries.csv"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> Client:
    return client_of(cast.administrator())


def bodies(page: str) -> str:
    """The rows of the table."""
    return page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""


def test_only_administrators_read_and_export_the_log(administrator: Client) -> None:
    audit.record(deed="role.given", by=None, details={"role": "marker"})
    for person in (cast.editor(), cast.manager(), cast.contributor(), cast.other_contributor()):
        client = client_of(person)
        for address in (LOG, EXPORT):
            response = client.get(address)
            assert response.status_code == 404
            assert "marker" not in response.content.decode()
    assert "marker" in administrator.get(LOG).content.decode()


def test_the_log_says_who_did_what_about_what(administrator: Client) -> None:
    manager, contributor, chamber = cast.manager(), cast.contributor(), cast.chamber()
    audit.record(deed="role.given", by=manager, about=contributor, organisation=chamber, details={"role": "reviewer"})
    audit.record(deed="organisation.changed", by=manager, about=chamber)
    page = bodies(administrator.get(LOG).content.decode())
    for words in ("gave a role", "<bdi>manager</bdi>", "<bdi>contributor</bdi>", "role: reviewer", chamber.name):
        assert words in page
    assert f"?record=organisations.organisation%3A{chamber.pk}" in page


def test_an_erased_person_is_said_to_be_erased(administrator: Client) -> None:
    person = cast.contributor()
    audit.record(deed="role.given", by=person)
    person.delete()
    assert "a person who was erased" in administrator.get(LOG).content.decode()


@pytest.fixture
def three(administrator: Client) -> dict[str, AuditEntry]:
    """Three entries that differ in everything one can ask for."""
    long_ago = datetime(2020, 5, 4, 22, 30, tzinfo=UTC)
    return {
        "old": audit.record(deed="role.taken", by=cast.manager(), about=cast.reader(), at=long_ago),
        "body": audit.record(
            deed="organisation.changed", by=None, about=cast.chamber(), organisation=cast.chamber(),
            details={"mark": "body"},
        ),
        "other": audit.record(deed="role.given", by=cast.other_contributor(), organisation=cast.other_chamber()),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"old", "body", "other"}),
        ({"deed": "role.given"}, {"other"}), ({"person": "Reader@example.org"}, {"old"}),
        ({"person": "manager"}, {"old"}), ({"person": "nobody"}, set()), ({"organisation": "anders"}, {"other"}),
        ({"until": "2020-05-04"}, set()), ({"since": "2020-05-05", "until": "2020-05-05"}, {"old"}),
        ({"since": "2020-05-06"}, {"body", "other"}), ({"record": "organisations.organisation:{chamber}"}, {"body"}),
        ({"record": "x"}, set()), ({"deed": "role.given", "person": "manager"}, set()),
    ],
)  # fmt: skip
def test_the_log_is_narrowed(
    administrator: Client, three: dict[str, AuditEntry], wanted: dict[str, str], found: set[str]
) -> None:
    query = {name: value.format(chamber=cast.chamber().pk) for name, value in wanted.items()}
    response = administrator.get(LOG, query)
    assert response.status_code == 200
    assert {line.entry.pk for line in response.context["lines"]} == {three[name].pk for name in found}
    rows = list(csv.DictReader(io.StringIO(administrator.get(EXPORT, query).getvalue().decode())))
    assert {int(row["id"]) for row in rows} == {three[name].pk for name in found}


@pytest.mark.parametrize(
    "query",
    [
        {"deed": "nonsense"}, {"since": "31.12."}, {"since": "0001-01-01"}, {"until": "9999-12-31"},
        {"person": "x" * 1000}, {"person": "\0"}, {"record": "\0:\0"}, {"organisation": "\0"},
    ],
)  # fmt: skip
def test_a_faulty_question_is_told(administrator: Client, query: dict[str, str]) -> None:
    response = administrator.get(LOG, query)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert administrator.get(EXPORT, query).status_code == 404


def test_nothing_in_the_export_is_a_formula_and_exporting_is_logged(administrator: Client) -> None:
    person = Person.objects.create_user("=cmd|' /C calc'!A0", "evil@example.org", "correct horse battery")
    audit.record(deed="role.given", by=person, details={"x": 'a,"b"\n=1'})
    response = administrator.get(EXPORT)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="audit-' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    written = next(row for row in rows if row["deed"] == "role.given")
    assert written["by"] == "'=cmd|' /C calc'!A0"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert AuditEntry.objects.filter(deed="audit.exported").count() == 1


def test_one_asks_as_often_for_much_as_for_little(administrator: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert administrator.get(LOG).status_code == 200
        return len(queries)

    audit.record(deed="x", by=cast.manager(), about=cast.reader(), organisation=cast.chamber())
    few = asked()
    for number in range(24):
        person = Person.objects.create_user(f"p{number}", f"p{number}@example.org", "correct horse battery")
        audit.record(deed="x", by=person, about=person, organisation=cast.other_chamber())
    assert asked() == few
    for number in range(30):
        audit.record(deed="x", by=None, details={"number": number})
    assert 'rel="next"' in administrator.get(LOG).content.decode()


def test_every_deed_that_the_portal_logs_has_words() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "bqportal").rglob("*.py"))
    logged = set(re.findall(r'\brecord\(\s*deed="([a-z_.]+)"', code))
    logged |= set(re.findall(r'\b_(?:log|tell|record\w*)\(\s*"([a-z_]+\.[a-z_]+)"', code))
    logged |= {f"part.{step.value}" for step in Step} | {f"account.{decision}" for decision in Registration.Decision}
    assert len(logged) > 40
    assert logged <= set(DEEDS)


def test_everybody_reads_what_is_logged_about_themselves_and_no_more() -> None:
    contributor, reader = cast.contributor(), cast.reader()
    audit.record(deed="role.given", by=cast.manager(), about=contributor, details={"role": "mine-by-others"})
    audit.record(deed="role.taken", by=contributor, details={"role": "mine-by-me"})
    audit.record(deed="role.taken", by=reader, about=reader, details={"role": "not-mine"})
    page = client_of(contributor).get(MINE).content.decode()
    assert "mine-by-others" in page
    assert "mine-by-me" in page
    assert "not-mine" not in page
    assert "?record=" not in page
    stranger = client_of(Person.objects.create_user("new", "new@example.org", "correct horse battery"))
    assert "Nothing is logged about you yet." in stranger.get(MINE).content.decode()


def test_the_log_of_a_record_is_shown_to_those_who_may_read_the_record() -> None:
    now = timezone.now()
    version = WorkingVersion.objects.create(
        kind="qualification", title="T", country="PL", organisation=cast.chamber(), begun_at=now, changed_at=now
    )
    audit.record(deed="version.begun", by=cast.contributor(), about=version, at=now - timedelta(days=1))
    other = WorkingVersion.objects.create(kind="qualification", title="U", begun_at=now, changed_at=now)
    audit.record(deed="version.other", by=None, about=other)

    def shown(person: Person) -> str:
        request = RequestFactory().get("/")
        request.user = person
        return Template("{% load logs %}{% record_log version %}").render(
            Context({"request": request, "version": version})
        )

    for person in (cast.reader(), cast.editor()):
        assert "version.begun" in shown(person)
        assert "version.other" not in shown(person)
    for person in (cast.other_contributor(), Person.objects.create_user("x", "x@example.org", "correct horse battery")):
        assert shown(person).strip() == ""
