"""bqportal papers sweep"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bqportal.editorial.actions.papers import sweep_papers
from bqportal.editorial.models import Paper


class Command(BaseCommand):
    help = "Files of papers that belong to no record any more, and papers whose file is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["sweep"])
        parser.add_argument("--remove", action="store_true", help="remove the files; otherwise they are only listed")

    def handle(self, *args: Any, **options: Any) -> None:
        orphans = sweep_papers(at=timezone.now(), dry_run=not options["remove"])
        for place in orphans:
            self.stdout.write(place)
        done = "removed" if options["remove"] else "to be removed (bqportal papers sweep --remove)"
        self.stdout.write(f"{len(orphans):6} files without a paper, {done}")
        for paper in Paper.objects.defer("words").iterator():
            if not paper.exists:
                self.stderr.write(f"Paper {paper.pk} lacks its file {paper.stored_as}; restore it from the backup.")
