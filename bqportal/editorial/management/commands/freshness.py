"""bqportal freshness remind"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bqportal.editorial.actions.freshness import remind


class Command(BaseCommand):
    help = "Tells owners which records are to be looked at again in 90, 60, 30 days or are overdue. For a daily timer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["remind"])

    def handle(self, *args: Any, **options: Any) -> None:
        records, told = remind(at=timezone.now())
        self.stdout.write(f"{records:6} records due, {told} notices")
