"""bqportal demo load [DIR]"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bqportal.editorial.records import InvalidRecordsError
from demo.loading import load_portal


class Command(BaseCommand):
    help = "Fill a portal with the example content, or with a folder laid out like it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"])
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DEMO)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--format", choices=["text", "jsonl"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                report = load_portal(options["folder"], at=timezone.now(), progress=self.progress)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except InvalidRecordsError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"{len(error.problems)} problems; nothing was loaded. Mend them and load again."
            ) from error
        if options["format"] == "jsonl":
            self.stdout.write(json.dumps({"dry_run": options["dry_run"], **report.counts}, ensure_ascii=False))
            return
        for kind, count in report.counts.items():
            self.stdout.write(f"{count:6} {kind}")

    def progress(self, kind: str, done: int, total: int) -> None:
        """A bar for people; silent where nobody watches."""
        if self.stderr.isatty():
            self.stderr.write(
                f"\r{kind:16}{'█' * (30 * done // total):30} {done}/{total}", ending="\n" if done == total else ""
            )
