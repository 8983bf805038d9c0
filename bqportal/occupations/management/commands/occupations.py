"""bqportal occupations load"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bqportal.occupations.actions import import_isced_f, import_isco
from bqportal.occupations.importers.reference_data import load_reference_data


class Command(BaseCommand):
    help = "The shipped list of German reference occupations with their training regulations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"])

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in load_reference_data(at=timezone.now()).items():
            self.stdout.write(f"{count:6} {kind}")
        for change in (*import_isced_f(), *import_isco()):
            self.stdout.write(f"{change.records:6} {change.kind}")
