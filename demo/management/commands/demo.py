"""bqportal demo load [DIR] | prepare | people"""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bqportal.editorial.records import InvalidRecordsError
from demo.loading import load_portal
from demo.people import example_people


class Command(BaseCommand):
    help = "Fill a portal with the example content, or with a folder laid out like it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load", "prepare", "people"])
        parser.add_argument("folder", nargs="?", type=Path, default=settings.DEMO)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--format", choices=["text", "jsonl"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(options)

    def prepare(self, options: dict[str, Any]) -> None:
        """Everything between a fresh clone and a served portal; quick when there is nothing to do."""
        call_command("messages", "compile")
        call_command("migrate", verbosity=0)
        stamp, digest = settings.HOME / "demo.digest", digest_of_content(options["folder"])
        if not stamp.exists() or stamp.read_text() != digest:
            self.stdout.write("Loading countries, occupations, chambers and the example content …")
            call_command("occupations", "load", stdout=self.stdout)
            call_command("organisations", "load", stdout=self.stdout)
            self.load(options)
            call_command("search", "rebuild", stdout=self.stdout)
            stamp.write_text(digest)
        call_command("collectstatic", interactive=False, verbosity=0)

    def load(self, options: dict[str, Any]) -> None:
        """Load a folder."""
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

    def people(self, options: dict[str, Any]) -> None:
        """Invented people to try the work area with; their passwords are shown once."""
        self.stdout.write("Sign in at /en/workspace/ as one of these. Never do this in a portal that others can reach.")
        for name, password in example_people().items():
            self.stdout.write(f"  {name:24}{password}")

    def progress(self, kind: str, done: int, total: int) -> None:
        """A bar for people; silent where nobody watches."""
        if self.stderr.isatty():
            self.stderr.write(
                f"\r{kind:16}{'█' * (30 * done // total):30} {done}/{total}", ending="\n" if done == total else ""
            )


def digest_of_content(folder: Path) -> str:
    """Changes when anything that `prepare` loads has changed."""
    shipped = sorted(Path(settings.ROOT, "bqportal").glob("*/data/*"))
    # Search speaks every language of the portal, so a new catalogue asks for a new index.
    digest = hashlib.sha256(repr(settings.LANGUAGES).encode())
    for path in [*sorted(folder.rglob("*.yaml")), *shipped]:
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
