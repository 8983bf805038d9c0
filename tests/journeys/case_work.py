"""Recognition cases for the journeys: where their pages are, and a case worker who fills them in.

    python -m tests.journeys.case_work

runs inside the environment of a portal in which `tests.journeys.work` made its people, and prints what it added.
"""

import json
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django
from playwright.sync_api import Locator, Page

from tests.journeys.portal import LONGEST_PREPARATION, ROOT, Portal
from tests.journeys.reader import Reader, arrive
from tests.journeys.work import Work

LEAD = "example-craft-lead"  # handles cases and manages the body: sees every page
PROGRAMME = "pl-technik-mechatronik"
TABLES = {
    "total": 40,
    "outcomes": [{"key": "full", "count": 25}, {"key": "limited+negative+without_decision", "count": 15}],
    "tables": [
        {"key": "training_state", "rows": [
            {"key": "PL", "cells": [None, None], "total": 18}, {"key": "", "cells": [None, None], "total": 22},
        ]},
        {"key": "reference_occupation", "rows": [
            {"key": "koch", "cells": [15, 6], "total": 21}, {"key": "", "cells": [10, 9], "total": 19},
        ]},
    ],
    "omitted": ["subject"], "is_example": True,
}  # fmt: skip
PERSON = {"given_names": "Ada", "sex": "female", "citizenship": "PL", "country": "DE", "language": "pl"}
# A regulated case in which two positions differ and nobody has written down a measure yet.
REGULATED = {
    "body": "craft", "person": PERSON | {"family_name": "Beispiel-Fryzjerka"}, "qualification": "pl-fryzjer",
    "occupation": "friseur", "regulated": True,
    "training": {"institution": "Przykładowa Szkoła", "certified": date(2010, 6, 30), "months": 36},
    "story": [[60, "receive"], [55, "acknowledge"], [50, "complete"], [45, "assess"], [10, "findings", "partial"]],
}  # fmt: skip


def today() -> date:
    """The portal's day."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def cases_in(portal: Portal, work: Work) -> Work:
    """Add what the pages of cases need: a process of its own, because the tests' Django knows another database."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.journeys.case_work"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**portal.environment, "DJANGO_SETTINGS_MODULE": "config.settings"}, timeout=LONGEST_PREPARATION,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    added = json.loads(result.stdout)
    return Work(work.passwords | added["passwords"], work.places | added["places"])


def main() -> None:
    """Make it and say where it is."""
    django.setup()
    from django.utils import timezone

    print(json.dumps(added(timezone.now(), timezone.localdate())))


def added(at: datetime, today: date) -> dict[str, Any]:
    """The manager who handles cases, a regulated case, and the parts of addresses."""
    from bqportal.organisations.models import Membership, Organisation, Person
    from bqportal.procedures.models import RemedyInstruction
    from demo.cases import tell

    body = Organisation.objects.get(slug="beispielkammer")
    lead, _is_new = Person.objects.get_or_create(username=LEAD, defaults={"email": "lead@example.org"})
    for role in (Membership.Role.CASE_WORKER, Membership.Role.MANAGER):
        Membership.objects.get_or_create(person=lead, organisation=body, role=role)
    password = secrets.token_urlsafe(12)
    lead.set_password(password)
    lead.save()
    workers = (Person.objects.get(username="example-craft"), Person.objects.get(username="example-craft2"))
    regulated = tell(REGULATED, body, workers, today)
    publish(body, lead, at)
    places = {
        "case_body": body.slug, "case_regulated": regulated.pk, "case_published": today.year - 1,
        "case_remedy": RemedyInstruction.objects.filter(organisation=body).first().pk,
    }  # fmt: skip
    return {"passwords": {LEAD: password}, "places": places | shown(body, workers[0], at)}


def shown(body: Any, worker: Any, at: datetime) -> dict[str, Any]:
    """Invented cases of the body by what there is to see of them, with notes, tasks, messages and time off."""
    from bqportal.procedures.actions.correspondence import add_note, add_task, record_message
    from bqportal.procedures.actions.organising import add_absence
    from bqportal.procedures.models import Case
    from bqportal.procedures.workflow import State

    def of(name: str) -> Any:
        return Case.objects.filter(organisation=body, applicant__family_name=name).order_by("pk").first()

    compared, received, drafted, final, lasting = (
        of(name) for name in ("Beispielowska", "Muster", "Quasi-Beispiel", "Beispiel", "Musterowa")
    )
    assert compared.state == State.ASSESSMENT, compared.state
    if not compared.notes.exists():
        day = at.date()
        add_note(case=compared, text="Anruf: Die Stundentafel kommt nächste Woche.", by=worker, at=at)
        add_task(case=compared, text="Stundentafel prüfen", due=day, person=worker, by=worker, at=at)
        record_message(
            case=compared, direction="in", partner="applicant", channel="email", on=day, subject="Stundentafel",
            text="Sie ist unterwegs.", by=worker, at=at,
        )  # fmt: skip
        second = body.memberships.get(person__username="example-craft2").person
        add_absence(
            organisation=body, person=worker, first_day=day + timedelta(30), last_day=day + timedelta(40),
            deputy=second, by=worker, at=at,
        )  # fmt: skip
    positions = compared.assessment.findings.order_by("position__order").values_list("position", flat=True)
    return {
        "case": compared.pk, "case_position": positions[0], "case_training": compared.trainings.first().pk,
        "case_received": received.pk, "case_document": received.documents.first().pk, "case_final": final.pk,
        "case_drafted": drafted.pk, "case_draft": drafted.notices.get(kind="decision", state="draft").pk,
        "case_notice": final.notices.get(kind="decision").pk, "case_lasting": lasting.pk,
        "case_experience": lasting.experiences.first().pk,
    }  # fmt: skip


def publish(body: Any, by: Any, at: datetime) -> None:
    """Invented figures of the year before; too few invented cases were decided in it to publish them in earnest."""
    from bqportal.statistics.models import PublishedFigures

    PublishedFigures.objects.get_or_create(
        organisation=body, year=at.year - 1, defaults={"tables": TABLES, "published_at": at, "published_by": by}
    )


CASE, OFFICE = "workspace/cases/{case}/", "workspace/cases/office/{case_body}/"
RECEIVED, FINAL = "workspace/cases/{case_received}/", "workspace/cases/{case_final}/"


def case_pages() -> dict[str, str]:
    """Pages of recognition cases, as somebody sees them who works on cases and manages the body."""
    return {
        "case-list": "workspace/cases/",
        "case-list-open": "workspace/cases/?tab=open",
        "case-list-empty": "workspace/cases/?q=xqzvwk",
        "case-new": "workspace/cases/new/",
        "case-show": CASE,
        "case-show-received": RECEIVED,
        "case-show-final": FINAL,
        "case-show-no-contact": "workspace/cases/{case_lasting}/",
        "case-applicant": f"{CASE}applicant/",
        "case-application": f"{CASE}application/",
        "case-step-complete-refused": f"{RECEIVED}step/complete/",
        "case-step-withdraw": f"{CASE}step/withdraw/",
        "case-step-suspend": f"{CASE}step/suspend/",
        "case-step-draft": f"{CASE}step/draft/",
        "case-documents": f"{RECEIVED}documents/",
        "case-document": f"{RECEIVED}documents/{{case_document}}/",
        "case-document-add": f"{RECEIVED}documents/add/",
        "case-training": f"{CASE}trainings/{{case_training}}/",
        "case-experience": "workspace/cases/{case_lasting}/experiences/{case_experience}/",
        "case-assess-begin": f"{RECEIVED}comparison/",
        "case-assess": f"{CASE}comparison/",
        "case-assess-open": f"{CASE}comparison/?show=open",
        "case-assess-several": f"{CASE}comparison/?show=several",
        "case-assess-questions": f"{CASE}comparison/questions/",
        "case-assess-questions-regulated": "workspace/cases/{case_regulated}/comparison/questions/",
        "case-assess-position": f"{CASE}comparison/{{case_position}}/",
        "case-courses": f"{CASE}courses/",
        "case-precedents": f"{CASE}precedents/",
        "case-share": f"{FINAL}share/",
        "case-notices": f"{CASE}notices/",
        "case-notice-new": f"{CASE}notices/new/request/?positions={{case_position}}",
        "case-notice-draft": "workspace/cases/{case_drafted}/notices/{case_draft}/",
        "case-notice": f"{FINAL}notices/{{case_notice}}/",
        "case-clock": f"{CASE}clock/",
        "case-history": f"{FINAL}history/",
        "case-messages": f"{CASE}messages/",
        "case-notes": f"{CASE}notes/",
        "case-tasks": f"{CASE}tasks/",
        "case-hand-over": f"{CASE}hand-over/",
        "case-privacy": f"{FINAL}privacy/",
        "case-erase": f"{FINAL}privacy/erase/",
        "case-office": OFFICE,
        "case-remedy": f"{OFFICE}remedies/{{case_remedy}}/",
        "case-remedy-add": f"{OFFICE}remedies/add/",
        "case-oversight": f"{OFFICE}oversight/",
        "case-absences": f"{OFFICE}absences/",
        "case-retention": f"{OFFICE}retention/",
        "case-statistics": f"{OFFICE}statistics/",
        "case-statistics-codes": f"{OFFICE}statistics/codes/",
        "case-statistics-publish": f"{OFFICE}statistics/publish/",
        "figures": "figures/",
        "figures-show": "figures/{case_body}/{case_published}/",
    }


REFUSES = {"case-step-complete-refused": 409}  # pages that answer with something else than 200


@dataclass
class Desk:
    """A case worker at her desk. What she touches is named by names and addresses, which no language changes."""

    reader: Reader
    language: str
    case: str = ""

    @property
    def page(self) -> Page:
        """What she sees."""
        return self.reader.page

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.locator("main")

    def open(self, path: str = "") -> None:
        """A page of the case that she has in hand."""
        self.reader.open(f"workspace/cases/{self.case}/{path}" if self.case else "workspace/cases/", self.language)

    def follow(self, ending: str) -> None:
        """Click the first link whose address ends like this, and arrive."""
        link = self.main.locator(f"a[href$='{ending}']").first
        if not link.is_visible():
            link.locator("xpath=ancestor::details").locator("summary").first.click()
        arrive(link)

    def fill(self, **values: str) -> None:
        """Write into fields, choose from lists and radio buttons, tick boxes, by the names of the fields."""
        for name, value in values.items():
            field = self.main.locator(f"[name='{name}']")
            kind = field.first.evaluate("e => e.type")
            if kind in ("radio", "checkbox"):
                # A box of its own says "on" without an attribute that says so.
                (field if value == "on" else self.main.locator(f"[name='{name}'][value='{value}']")).check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)

    def date(self, name: str, day: date) -> None:
        """A day in its three boxes."""
        self.fill(**{f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)})

    def send(self, form: str = "form[method=post][novalidate]") -> None:
        """Press the first button of a form; what comes must not be the form with errors."""
        arrive(self.main.locator(form).locator("button[type=submit]").first)
        assert not self.main.locator(".bq-errors").count(), self.main.locator(".bq-errors").inner_text()

    def issue(self) -> bytes:
        """Issue the notice that she has before her; its PDF."""
        self.send("form[action$='/issue/']")
        return self.pdf()

    def pdf(self) -> bytes:
        """Save the PDF of the notice by its link."""
        with self.page.expect_download() as saved:
            self.main.locator("a[href$='notice.pdf']").first.click()
        return saved.value.path().read_bytes()


if __name__ == "__main__":
    main()
