"""The settings of a body for its cases, as its people see them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bqportal.procedures.models import CaseOffice, RemedyInstruction
from tests import cast
from tests.procedures.factories import office
from tests.workspace.conftest import client_of

pytestmark = pytest.mark.django_db
REMEDY = {
    "outcome": "", "remedy": "action", "body": "Verwaltungsgericht Musterstadt", "seat": "Gerichtsplatz 1",
    "text": "Klage bei dem Verwaltungsgericht Musterstadt, Gerichtsplatz 1, innerhalb eines Monats.",
    "valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "2026",
}  # fmt: skip


@pytest.fixture
def manager() -> Client:
    return client_of(cast.manager())


def address(route: str = "case-office", *args) -> str:
    return reverse(f"workspace:{route}", args=[cast.chamber().slug, *args])


def sent(page) -> dict[str, str]:
    """What the form of the page would send as it stands."""
    form = page.context["form"]
    found = {"seen": page.context["seen"]}
    for field in form:
        value = field.value()
        if value not in (None, False):
            found[field.html_name] = "on" if value is True else value
    return found


def test_a_manager_changes_what_is_set(manager):
    data = sent(manager.get(address()))
    data |= {"letterhead": "Anerkennungsstelle", "more_holidays": "08-08\n\n06-02", "file_months": "120", "land": "BY"}
    response = manager.post(address(), data)
    assert response.status_code == 302, response.context["form"].errors
    stored = CaseOffice.objects.get()
    assert (stored.letterhead, stored.more_holidays, stored.file_months) == (
        "Anerkennungsstelle",
        ["06-02", "08-08"],
        120,
    )
    data = sent(manager.get(address()))
    assert data["more_holidays"] == "06-02\n08-08"
    assert manager.post(address(), data).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"), [("more_holidays", "13-01"), ("file_months", "0"), ("fiction_days", "x"), ("land", "XX")]
)
def test_what_is_wrong_is_said_at_its_field(manager, field, value):
    response = manager.post(address(), {**sent(manager.get(address())), field: value})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not CaseOffice.objects.exists()


def test_the_second_of_two_is_told(manager):
    data = sent(manager.get(address()))
    assert manager.post(address(), {**data, "signatory": "A"}).status_code == 302
    response = manager.post(address(), {**data, "signatory": "B"})
    assert response.status_code == 409
    assert "Somebody else changed this meanwhile" in response.content.decode()
    assert CaseOffice.objects.get().signatory == "A"


def test_case_workers_read_and_do_not_change():
    office()
    worker = client_of(cast.case_worker())
    text = worker.get(address()).content.decode()
    assert "Anerkennungsstelle" in text
    assert "Verwaltungsgericht Musterstadt" in text
    assert "Managers of the body change this" in text
    assert worker.post(address(), {}).status_code == 404
    row = RemedyInstruction.objects.get()
    for route, args in (("case-remedy-add", ()), ("case-remedy", (row.pk,))):
        assert worker.get(address(route, *args)).status_code == 404
        assert worker.post(address(route, *args), REMEDY).status_code == 404


def test_instructions_on_remedies(manager):
    assert "Decisions cannot be issued" in manager.get(address()).content.decode()
    assert manager.get(address("case-remedy-add")).status_code == 200
    response = manager.post(address("case-remedy-add"), REMEDY)
    assert response.status_code == 302, response.context["form"].errors
    row = RemedyInstruction.objects.get()
    assert manager.post(address("case-remedy-add"), REMEDY).status_code == 422, "two in force on a day"
    page = manager.get(address("case-remedy", row.pk))
    change = {**REMEDY, "seen": page.context["seen"]}
    change |= {"valid_to_day": "31", "valid_to_month": "12", "valid_to_year": "2026"}
    assert manager.post(address("case-remedy", row.pk), change).status_code == 302
    row.refresh_from_db()
    assert row.valid_to == date(2026, 12, 31)
    assert manager.post(address("case-remedy", row.pk), change).status_code == 409, "seen is old"


def test_a_wording_without_the_court_is_refused(manager):
    response = manager.post(address("case-remedy-add"), {**REMEDY, "text": "Dagegen ist die Klage zulässig."})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["text"]


def test_an_instruction_of_another_body_is_not_there(manager):
    office(cast.other_chamber())
    row = RemedyInstruction.objects.get()
    assert manager.get(address("case-remedy", row.pk)).status_code == 404
    other = reverse("workspace:case-remedy", args=[cast.other_chamber().slug, row.pk])
    assert manager.get(other).status_code == 404
    for person in (cast.other_case_worker(), cast.contributor(), cast.editor(), cast.administrator()):
        assert client_of(person).get(address()).status_code == 404
