"""Public credit: which organisations brought what can be read."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bqportal.editorial.actions.stepping import schedule_parts, take_step
from bqportal.editorial.actions.writing import open_record, save_section, section_digest
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Strand, Transition, WorkingVersion
from bqportal.editorial.sections import section_values
from bqportal.editorial.workflow import Step
from bqportal.organisations.models import Organisation, Person
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification, QualificationText
from tests import cast
from tests.countries.factories import CountryFactory
from tests.qualifications.factories import QualificationFactory

PAGE = "/en/contributions/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: None) -> Person:
    return cast.editor()


@pytest.fixture
def approved(editor: Person) -> WorkingVersion:
    """The German text of a public profile, written by the chamber, approved by an editor."""
    record = QualificationFactory(country=CountryFactory(code="PL", alpha2="PL"))
    publish_qualification(qualification=record, at=timezone.now())
    kind, writer = kind_named("qualification"), cast.contributor()
    version = open_record(
        kind=kind, record=Qualification.objects.get(), organisation=cast.chamber(), by=writer, at=timezone.now()
    )
    values = section_values(version.document, "text-de", kind.shape)
    values["fields"]["texts.{language}.summary"] = "Von der Kammer."
    base = section_digest(version, "text-de")
    version = save_section(version=version, section="text-de", values=values, base=base, by=writer, at=timezone.now())
    take_step(version=version, step=Step.SUBMIT, parts=["de"], by=writer, at=timezone.now())
    take_step(version=version, step=Step.APPROVE, parts=["de"], by=editor, at=timezone.now())
    return version


def test_who_brought_what_is_public_is_credited(approved: WorkingVersion, editor: Person, visitor: Client) -> None:
    assert "Handwerkskammer Musterstadt" not in visitor.get(PAGE).content.decode(), "not public yet"
    take_step(version=approved, step=Step.PUBLISH, parts=["de"], by=editor, at=timezone.now())
    response = visitor.get(PAGE)
    html = response.content.decode()
    assert "Handwerkskammer Musterstadt" in html
    assert "contributor" not in html.split("<tbody>")[1].split("</tbody>")[0], "people are not named"
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    record = visitor.get(f"/en/qualifications/{approved.slug}/").content.decode()
    assert "Handwerkskammer Musterstadt" in record.split('id="standing"')[1]
    assert "Contributed by" not in record, "the responsible organisation is named already"
    Transition.objects.create(
        strand=Strand.objects.get(version=approved, part="en"), step=Step.PUBLISH, organisation=cast.other_chamber(),
        at=timezone.now(),
    )  # fmt: skip
    record = visitor.get(f"/en/qualifications/{approved.slug}/").content.decode().split("Contributed by")[1]
    assert "IHK Anderswo" in record
    assert "Handwerkskammer Musterstadt" in record
    take_step(version=approved, step=Step.WITHDRAW, parts=["de"], by=editor, at=timezone.now(), reason="Falsch")
    assert "Handwerkskammer Musterstadt" not in visitor.get(PAGE).content.decode(), "nothing of it is public any more"


def test_the_page_asks_as_often_for_much_as_for_little(approved: WorkingVersion, visitor: Client) -> None:
    strand = Strand.objects.get(version=approved, part="de")
    strand.is_public = True
    strand.save()
    asked = []
    for start, end in ((0, 2), (2, 22)):
        for number in range(start, end):
            body = Organisation.objects.create(slug=f"o{number}", name=f"Kammer {number}", kind="hwk")
            Transition.objects.create(strand=strand, step=Step.PUBLISH, organisation=body, at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(PAGE).status_code == 200
        asked.append(len(queries))
    assert asked == [2, 2]


def test_what_is_due_becomes_public_once(approved: WorkingVersion, editor: Person) -> None:
    now = timezone.now()
    schedule_parts(version=approved, parts=["de"], publish_at=now + timedelta(hours=1), by=editor, at=now)
    assert told() == "     0 parts published\n"
    Strand.objects.update(publish_at=now)
    assert told() == "     1 parts published\n"
    assert QualificationText.objects.get(language="de").summary == "Von der Kammer."
    assert told() == "     0 parts published\n"


def test_what_cannot_be_published_is_named(approved: WorkingVersion, editor: Person) -> None:
    now = timezone.now()
    schedule_parts(version=approved, parts=["de"], publish_at=now + timedelta(hours=1), by=editor, at=now)
    Strand.objects.filter(part="de").update(publish_at=now)
    editor.central_roles.all().delete()
    errors = StringIO()
    with pytest.raises(CommandError, match="1 records could not be published"):
        call_command("publish", "due", stdout=StringIO(), stderr=errors)
    assert approved.slug in errors.getvalue()
    assert QualificationText.objects.get(language="de").summary != "Von der Kammer."


def told() -> str:
    """What the command prints."""
    output = StringIO()
    call_command("publish", "due", stdout=output)
    return output.getvalue()
