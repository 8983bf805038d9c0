"""What there is to see in the work area of the journeys' portal: people, and one of everything.

    python -m tests.journeys.work

runs inside the environment of a portal and prints what it made as JSON: passwords by user name, and by name the parts
of addresses. Made anew each time, so that it works in a portal that is kept.
"""

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import django
from playwright.sync_api import Page

from tests.journeys.pages import MECHATRONICS
from tests.journeys.portal import LONGEST_PREPARATION, ROOT, Portal
from tests.journeys.reader import Reader, arrive

OPERATOR = "example-operator"
GERMAN = {
    "title": "Fachkraft für Feinmechanik", "access": "Abschluss der Pflichtschule.",
    "summary": "Eine dreijährige Ausbildung in Betrieb und Schule. Fragen beantwortet Frau Muster, "
    "Telefon 0170 1234567, unter frau.muster@example.org.",
}  # fmt: skip
UNITS = [
    {"no": "J.1", "title": "Obróbka ręczna i mechaniczna", "year": 1, "hours": 320, "de": "Spanende Bearbeitung"},
    {"no": "J.2", "title": "Elektrotechnika", "year": 2, "hours": 240, "hours_theory": 200, "hours_practice": 90},
]


@dataclass(frozen=True)
class Work:
    """What was made: passwords by user name, and parts of addresses by name."""

    passwords: dict[str, str]
    places: dict[str, Any]

    def address(self, path: str) -> str:
        """The path with its braces filled in."""
        return path.format(**self.places)

    def sign_in(self, reader: Reader, name: str = OPERATOR, language: str = "en") -> None:
        """By the form."""
        page = reader.open("workspace/sign-in/", language)
        page.locator("#id_login").fill(name)
        page.locator("#id_password").fill(self.passwords[name])
        page.locator("#id_password").press("Enter")
        page.wait_for_url(f"**/{language}/workspace/")


def into_conflict(page: Page) -> None:
    """From the text of a record to the screen with both texts: save as if somebody else had saved meanwhile."""
    page.locator("[name=base]").evaluate("field => { field.value = 'older' }")
    page.locator("[name='texts.text.summary']").fill("Anders als gespeichert.")
    arrive(page.locator("main .work-editor button[type=submit]:not([name])"))
    page.locator("#two-texts").wait_for()


def made_in(portal: Portal) -> Work:
    """Make it in a portal: a process of its own, because the tests' Django knows another database."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.journeys.work"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**portal.environment, "DJANGO_SETTINGS_MODULE": "config.settings"}, timeout=LONGEST_PREPARATION,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return Work(**json.loads(result.stdout))


def main() -> None:
    """Make it and say where it is."""
    django.setup()
    from django.utils import timezone

    passwords = people()
    print(json.dumps({"passwords": passwords, "places": places(timezone.now())}))


def people() -> dict[str, str]:
    """The people of the example, and one who sees most: an editor who runs the portal."""
    from bqportal.organisations.models import CentralRole, Person
    from demo.people import example_people

    passwords = example_people()
    operator, _is_new = Person.objects.get_or_create(username=OPERATOR, defaults={"email": "operator@example.org"})
    for role in CentralRole.Role:
        CentralRole.objects.get_or_create(person=operator, role=role)
    passwords[OPERATOR] = secrets.token_urlsafe(12)
    operator.set_password(passwords[OPERATOR])
    operator.save()
    return passwords


def places(at: datetime) -> dict[str, Any]:
    """The parts of addresses: numbers, slugs and secrets."""
    from bqportal.organisations.models import Organisation, Person

    called = {name: Person.objects.get(username=f"example-{name}") for name in ("writer", "editor", "operator")}
    chamber = Organisation.objects.get(slug="beispielkammer")
    found: dict[str, Any] = {"chamber": chamber.pk, "chamber_slug": chamber.slug, "person": called["writer"].pk}
    found["competence"] = chamber.competences.first().pk
    found |= records(called, chamber, at)
    found |= talk(called, chamber, at)
    found |= admission(called, chamber, at)
    found |= steering(called, chamber, at)
    return found


def records(called: dict[str, Any], chamber: Any, at: datetime) -> dict[str, Any]:
    """A profile in review with everything that hangs on one, and another in draft."""
    from bqportal.editorial.actions.discussions import post_message
    from bqportal.editorial.actions.guests import answer_as_guest, invite_guest
    from bqportal.editorial.actions.papers import attach_paper
    from bqportal.editorial.actions.stepping import take_step
    from bqportal.editorial.actions.watching import watch
    from bqportal.editorial.actions.writing import replace_document
    from bqportal.editorial.models import Snapshot
    from bqportal.editorial.workflow import Step
    from tests.editorial import hostile

    writer, operator, editor = called["writer"], called["operator"], called["editor"]
    version = opened(chamber, writer, at)
    watch(by=operator, subject="work", key=str(version.pk), at=at)
    document = {
        **version.document, "units": [*version.document.get("units", []), *UNITS],
        "texts": {**version.document.get("texts", {}), "de": GERMAN},
    }  # fmt: skip
    version = replace_document(
        version=version, document=document, occasion=Snapshot.Occasion.SAVED, by=writer, at=at,
        edition=version.edition, note="",
    )  # fmt: skip
    paper = attach_paper(
        version=version, content=hostile.pdf(), name="program-nauczania-311410.pdf", declared=hostile.PDF,
        kind="curriculum", title="Program nauczania, nr 311410", language="pl", by=writer, at=at,
    )  # fmt: skip
    post_message(version=version, by=writer, text="Die Stunden der zweiten Einheit stehen auf Seite 12.", at=at)
    message = post_message(version=version, by=operator, text="Danke, das passt.", at=at)
    secret = invite_guest(version=version, name="Jolanta Przykładowa", days=9, by=operator, at=at)
    answer_as_guest(secret=secret, verdict="changes", comment="Bitte die Stunden prüfen.", at=at)
    parts = ["", "de"]
    take_step(version=version, step=Step.SUBMIT, parts=parts, by=writer, at=at)
    take_step(
        version=version, step=Step.REQUEST_CHANGES, parts=parts, by=editor, reason="Bitte die Quelle nennen.", at=at
    )
    take_step(version=version, step=Step.SUBMIT, parts=parts, by=writer, at=at)
    version.strands.filter(part="de").update(assignee=operator, due=at.date() - timedelta(days=2), priority=3)
    return {
        "version": version.pk, "draft": opened(chamber, writer, at).pk, "paper": paper.pk, "message": message.pk,
        "guest": secret,
    }  # fmt: skip


def opened(chamber: Any, writer: Any, at: datetime) -> Any:
    """A public profile with units that nobody has in work, taken into work."""
    from bqportal.editorial.actions.writing import open_record
    from bqportal.editorial.kinds import kind_named
    from bqportal.editorial.models import WorkingVersion
    from bqportal.qualifications.models import Qualification

    kind = kind_named("qualification")
    busy = WorkingVersion.objects.filter(kind=kind.slug).exclude(object_id=None).values("object_id")
    free = Qualification.objects.filter(state="published", units__isnull=False).exclude(pk__in=busy)
    free = free.exclude(slug=MECHATRONICS)
    record = free.filter(country__code="PL").first() or free.first()
    return open_record(kind=kind, record=record, organisation=chamber, by=writer, at=at)


def talk(called: dict[str, Any], chamber: Any, at: datetime) -> dict[str, Any]:
    """A room and an enquiry with an answer."""
    from bqportal.editorial.actions.discussions import open_room, post_message
    from bqportal.editorial.actions.enquiries import answer_enquiry, ask_enquiry

    room = open_room(
        by=called["editor"], topic="Stundenumfänge in alten Lehrplänen", description="Was gilt als Stunde?",
        organisation=None, at=at,
    )  # fmt: skip
    post_message(room=room, by=called["writer"], text="In Polen sind es 45 Minuten.", at=at)
    enquiry, answered = (
        ask_enquiry(
            by=called["writer"], subject=subject, question="Wie viele Stunden hatte der Lehrplan von 1987?",
            organisation=chamber, at=at,
        )
        for subject in ("Lehrplan von 1987", "Lehrplan von 1991")
    )  # fmt: skip
    answer_enquiry(enquiry=answered, by=called["editor"], answer="Es waren 1.240 Stunden.", at=at)
    return {"room": room.pk, "enquiry": enquiry.pk, "answered": answered.pk}


def admission(called: dict[str, Any], chamber: Any, at: datetime) -> dict[str, Any]:
    """An invitation, and a registration before and after its confirmation."""
    from bqportal.organisations.actions.admission import confirm_registration, invite_person, register_person

    tag = secrets.token_hex(4)
    _invitation, welcome = invite_person(
        organisation=chamber, email=f"new-{tag}@example.org", roles=["reader"], language="de",
        by=called["operator"], at=at,
    )  # fmt: skip
    made = [
        register_person(
            first_name="Erika", last_name="Beispiel", email=f"{name}-{tag}@example.org", organisation=None,
            body="Beratungsstelle Musterstadt", reason="Wir beraten zu Abschlüssen.", language="de", at=at,
        )
        for name in ("asks", "confirms")
    ]  # fmt: skip
    confirm_registration(secret=made[0][1], at=at)
    return {"invitation": welcome, "registration": made[0][0].pk, "confirming": made[1][1]}


def steering(called: dict[str, Any], chamber: Any, at: datetime) -> dict[str, Any]:
    """What visitors ask for, an import and a change in bulk."""
    from bqportal.editorial.actions.bulk import change_in_bulk, preview_of
    from bqportal.editorial.actions.importing import keep_file
    from bqportal.editorial.bulk_rules import Change, Operation
    from bqportal.editorial.importing.selection import Selection
    from bqportal.editorial.kinds import kind_named
    from bqportal.editorial.models import BulkChange, MissingProfileRequest
    from bqportal.editorial.unsubscribing import token_of
    from bqportal.matching.models import Synonym
    from bqportal.occupations.models import ReferenceOccupation
    from bqportal.qualifications.models import Qualification

    kind, operator = kind_named("qualification"), called["operator"]
    bad = "slug: pl-journey\ncountry: PL\ntitle: Technik\nlang: pl\nduration_months: lang\n"
    imported = keep_file(
        name="profile.yaml", content=bad.encode(), kind=kind, organisation=None, overwrite=False, by=operator, at=at
    )
    asked, _is_new = MissingProfileRequest.objects.get_or_create(
        folded="klavierbauer", country="PL",
        defaults={"query": "Klavierbauer", "language": "de", "first_day": at.date(), "last_day": at.date()},
    )  # fmt: skip
    field = next(one for one in kind.shape.fields if one.path == "form")
    order = {"selection": Selection(kind, country="SY"), "words": "", "change": Change(field, Operation.SET, "dual")}
    bulk = BulkChange.objects.first()
    bulk = bulk or change_in_bulk(**order, seen=preview_of(**order).digest, by=operator, at=at)
    synonym, _is_new = Synonym.objects.get_or_create(
        title="Feinwerker", language="de",
        defaults={"occupation": ReferenceOccupation.objects.first(), "source": "Beispiel", "added_at": at},
    )  # fmt: skip
    public = Qualification.objects.filter(state="published", country__code="TR").first()
    return {
        "import": imported.pk, "request": asked.pk, "bulk": bulk.pk, "synonym": synonym.pk,
        "unsubscribe": token_of(operator), "public": public.pk,
    }  # fmt: skip


if __name__ == "__main__":
    main()
