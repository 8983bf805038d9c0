"""bqportal audit seal | verify"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from bqportal.organisations.models import AuditEntry, AuditSeal
from bqportal.organisations.sealing import BrokenChainError, faults, seal_entries

# A write that was rolled back leaves a gap in PostgreSQL's ids and none in SQLite's.
HINTS = {"id missing"} if connection.vendor == "postgresql" else set()
MANY = 100  # lines are enough to see what is wrong


class Command(BaseCommand):
    help = "Seals the audit log, every few minutes from a timer; and proves that nobody changed it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["seal", "verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.seal() if options["verb"] == "seal" else self.verify()

    def seal(self) -> None:
        try:
            made = seal_entries(at=timezone.now())
        except BrokenChainError as error:
            raise CommandError("The seals do not agree with the anchor. Run: bqportal audit verify") from error
        except OperationalError as error:
            raise CommandError(f"The log is busy; try again. ({error})") from error
        self.stdout.write(f"{sum(seal.count for seal in made):6} entries sealed, {len(made)} new seals")

    def verify(self) -> None:
        found = list(dict.fromkeys(faults()))
        wrong = [fault for fault in found if fault.what not in HINTS]
        for fault in found[:MANY]:
            kind = "note" if fault.what in HINTS else "FAULT"
            self.stdout.write(f"{kind}  {fault}")
        if len(found) > MANY:
            self.stdout.write(f"… and {len(found) - MANY} more")
        if wrong:
            raise CommandError(f"The audit log was changed: {len(wrong)} faults")
        self.stdout.write(f"{AuditEntry.objects.count():6} entries, {AuditSeal.objects.count()} seals: nothing changed")
