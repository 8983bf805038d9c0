"""bqportal links check"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bqportal.editorial.links import check_links
from bqportal.editorial.models import LinkState


class Command(BaseCommand):
    help = "Visits the pages that public records name, so that editors see which are gone. For a timer at night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["check"])
        parser.add_argument("--limit", type=int, default=0, help="visit at most so many addresses; 0 for all")
        parser.add_argument(
            "--older-than", type=int, default=0, metavar="DAYS", help="leave out what was visited since"
        )
        parser.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="between visits to one host")

    def handle(self, *args: Any, **options: Any) -> None:
        visited, failed = check_links(
            at=timezone.now(), limit=max(0, options["limit"]), older_than=timedelta(days=max(0, options["older_than"])),
            pause=max(0.0, options["pause"]),
        )  # fmt: skip
        dead = LinkState.objects.dead().count()
        self.stdout.write(f"{visited:6} visited, {failed} failed now, {dead} dead")
