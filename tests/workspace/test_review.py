"""The reviewer sees exactly what is new, and decides."""

import pytest
from django.test import Client

from bqportal.editorial.actions.stepping import parts_digest
from bqportal.editorial.models import Strand, Transition, WorkingVersion
from bqportal.editorial.workflow import State, Step
from bqportal.organisations.models import Person
from bqportal.qualifications.models import QualificationText
from tests import cast
from tests.workspace.conftest import client_of
from tests.workspace.test_records import MARK, in_work, page, states, step, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db: None) -> Person:
    return cast.contributor()


@pytest.fixture
def version(writer: Person) -> WorkingVersion:
    """The German text is in review; the facts are being written."""
    version = in_work(writer)
    step(version, Step.SUBMIT, ["de"], writer)
    return write(version, writer, "facts", duration_months=48)


@pytest.fixture
def reviewer(db: None) -> Client:
    return client_of(cast.reviewer())


def decision(version: WorkingVersion, name: str, **more: object) -> dict[str, object]:
    """A form as the page sends it."""
    seen = [f"de={parts_digest(version, ['de'])}"]
    return {"decision": name, "parts": ["de"], "reason": "", "seen": seen, **more}


def test_the_page_shows_what_is_new_in_the_parts_in_review(version: WorkingVersion, reviewer: Client) -> None:
    html = reviewer.get(page(version, "review/")).content.decode()
    compared = html.split('class="work-totals"')[1].split('id="decide"')[0]
    assert f'<ins class="work-ins">{MARK.split()[0]}' in compared or MARK.split()[0] in compared
    assert 'id="facts"' not in compared, "the facts are not in review"
    assert "48" not in compared
    assert f'value="de={parts_digest(version, ["de"])}"' in html
    beside = html.split('id="beside"')[1].split("</table>")[0]
    assert "German beside English" in beside
    assert MARK in beside
    assert "Mechatronics technician" in beside
    assert 'value="approve"' in html
    assert 'value="request_changes"' in html
    assert "approve_and_publish" not in html
    assert "since you last decided" not in html


def test_asking_for_changes_needs_a_reason(version: WorkingVersion, reviewer: Client) -> None:
    address = page(version, "review/")
    response = reviewer.post(address, decision(version, "request_changes"))
    assert response.status_code == 422
    assert '<a href="#request_changes-reason">' in response.content.decode()
    assert states(version)["de"] == State.IN_REVIEW
    reviewer.post(address, decision(version, "request_changes", reason="Die Dauer fehlt."))
    assert states(version)["de"] == State.CHANGES_REQUESTED
    assert "Die Dauer fehlt." in reviewer.get(page(version)).content.decode()


def test_after_a_decision_one_sees_what_is_new_since(version: WorkingVersion, reviewer: Client, writer: Person) -> None:
    reviewer.post(page(version, "review/"), decision(version, "request_changes", reason="Bitte ändern."))
    write(version, writer, "text-de", **{"texts.{language}.summary": "Ganz anders."})
    step(version, Step.SUBMIT, ["de"], writer)
    html = reviewer.get(page(version, "review/")).content.decode()
    number = Transition.objects.filter(step=Step.REQUEST_CHANGES).get().snapshot.number
    assert f"{page(version, 'compare/')}?from={number}&amp;to=now" in html
    assert reviewer.get(f"{page(version, 'compare/')}?from={number}&to=now").status_code == 200


def test_a_text_that_changed_meanwhile_is_not_approved(
    version: WorkingVersion, reviewer: Client, writer: Person
) -> None:
    form = decision(version, "approve", reason="Mein Grund")
    step(version, Step.RECALL, ["de"], writer)
    write(version, writer, "text-de", **{"texts.{language}.summary": "Ganz anders."})
    step(version, Step.SUBMIT, ["de"], writer)
    response = reviewer.post(page(version, "review/"), form)
    assert response.status_code == 422
    html = response.content.decode()
    assert "The text changed since you looked at it" in html
    assert "Mein Grund" in html
    assert "Ganz anders." in html or "Ganz" in html
    version.refresh_from_db()
    assert f'value="de={parts_digest(version, ["de"])}"' in html, "what is shown now can be approved now"
    assert reviewer.post(page(version, "review/"), decision(version, "approve")).status_code == 302
    assert states(version)["de"] == State.APPROVED


def test_editors_approve_and_publish_at_once(version: WorkingVersion, reviewer: Client) -> None:
    editor = client_of(cast.editor())
    assert "approve_and_publish" in editor.get(page(version, "review/")).content.decode()
    assert reviewer.post(page(version, "review/"), decision(version, "approve_and_publish")).status_code == 404
    assert states(version)["de"] == State.IN_REVIEW
    response = editor.post(page(version, "review/"), decision(version, "approve_and_publish"), follow=True)
    assert "Approved and published." in response.content.decode()
    assert states(version) == {"": "draft", "de": "published", "en": "published"}
    assert QualificationText.objects.get(language="de").summary == MARK


def test_editors_publish_what_others_approved(version: WorkingVersion, reviewer: Client) -> None:
    reviewer.post(page(version, "review/"), decision(version, "approve"))
    editor = client_of(cast.editor())
    assert 'value="publish"' in editor.get(page(version, "review/")).content.decode()
    editor.post(page(version, "review/"), decision(version, "publish"))
    assert states(version)["de"] == State.PUBLISHED


def test_nobody_approves_her_own_text(writer: Person) -> None:
    editor = cast.editor()
    version = in_work(editor)
    step(version, Step.SUBMIT, ["de"], editor)
    client = client_of(editor)
    html = client.get(page(version, "review/")).content.decode()
    assert "You wrote all of this yourself" in html
    assert 'value="approve"' not in html
    for name in ("approve", "approve_and_publish"):
        response = client.post(page(version, "review/"), decision(version, name))
        assert response.status_code == 422
        assert "Somebody else must approve it" in response.content.decode()
    assert states(version)["de"] == State.IN_REVIEW


def test_only_reviewers_come_in(version: WorkingVersion, writer: Person) -> None:
    for person in (writer, cast.reader(), cast.other_contributor(), cast.manager()):
        client = client_of(person)
        assert client.get(page(version, "review/")).status_code == 404
        assert client.post(page(version, "review/"), decision(version, "approve")).status_code == 404
    assert states(version)["de"] == State.IN_REVIEW


def test_nonsense_is_refused(version: WorkingVersion, reviewer: Client) -> None:
    address = page(version, "review/")
    assert reviewer.post(address, {"decision": "withdraw", "parts": ["de"]}).status_code == 404
    assert reviewer.post(address, {}).status_code == 404
    for wrong in ({"parts": ["\0"]}, {"parts": []}, {"reason": "a\0"}, {"reason": "x" * 4001}, {"seen": ["\0"]}):
        assert reviewer.post(address, decision(version, "approve", **wrong)).status_code == 422
    Strand.objects.update(state=State.PUBLISHED)
    assert "Nothing of this record waits" in reviewer.get(address).content.decode()
