"""bqportal countries load"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bqportal.countries.actions import load_countries


class Command(BaseCommand):
    help = "Countries of ISO 3166-1 and former states of ISO 3166-3."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_countries()} countries and former states")
