"""bqportal retention"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bqportal.organisations.models import Organisation
from bqportal.procedures.actions.privacy import apply_retention, files_due
from bqportal.procedures.counselling.actions import keeping as counselling
from bqportal.procedures.privacy.erasing import orphans, remove_orphans


class Command(BaseCommand):
    help = "Files of cases and requests for counselling that are kept no longer. Prints numbers only, never a name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "verb", choices=["due", "apply", "sweep"],
            help="due: count what is due; apply: erase it; sweep: stored files that belong to no case any more",
        )  # fmt: skip
        parser.add_argument("--remove", action="store_true", help="sweep: remove them; otherwise they are only counted")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["verb"] == "sweep":
            self._sweep(remove=options["remove"])
            return
        for organisation in Organisation.objects.filter(case_office__file_months__isnull=False).order_by("slug"):
            if options["verb"] == "due":
                count = len(files_due(organisation, timezone.localdate(now)))
                self.stdout.write(f"{organisation.slug}: {count} cases due")
            else:
                done = apply_retention(organisation=organisation, at=now)
                self.stdout.write(f"{organisation.slug}: {done.cases} cases and {done.files} files erased")
        self._counselling(apply=options["verb"] == "apply")

    def _counselling(self, *, apply: bool) -> None:
        """Requests for counselling: every body keeps them for a time, whether it has set one or not."""
        now = timezone.now()
        for organisation in counselling.bodies_with_requests():
            if apply:
                done = counselling.apply_retention(organisation=organisation, at=now)
                self.stdout.write(f"{organisation.slug}: {done.requests} requests for counselling erased")
            else:
                count = counselling.requests_due(organisation, timezone.localdate(now)).count()
                self.stdout.write(f"{organisation.slug}: {count} requests for counselling due")

    def _sweep(self, *, remove: bool) -> None:
        now = timezone.now()
        count = remove_orphans(now) if remove else len(orphans(now))
        done = "removed" if remove else "to be removed (bqportal retention sweep --remove)"
        self.stdout.write(f"{count} files without a case, {done}")
