"""bqportal organisations load"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bqportal.organisations.actions.chambers import load_chambers


class Command(BaseCommand):
    help = "The shipped list of German chambers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"])

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_chambers():6} chambers")
