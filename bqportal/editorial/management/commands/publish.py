"""bqportal publish due"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bqportal.editorial.actions.stepping import publish_due


class Command(BaseCommand):
    help = (
        "Make public what was scheduled for now or earlier. Run it every few minutes; running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["due"])

    def handle(self, *args: Any, **options: Any) -> None:
        number, failed = publish_due(at=timezone.now())
        self.stdout.write(f"{number:6} parts published")
        for version, reason in failed:
            self.stderr.write(f"not published: {version.kind}/{version.slug} (no. {version.pk}): {reason}")
        if failed:
            raise CommandError(f"{len(failed)} records could not be published")
