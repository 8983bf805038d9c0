"""bqportal cases remind"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bqportal.procedures.reminders import send_reminders


class Command(BaseCommand):
    help = (
        "Mail who handles cases what is due in 21, 7 or 0 days or overdue: file numbers, no names. "
        "Call it once a day; each case is told once per level."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["remind"])

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_reminders(at=timezone.now())
        self.stdout.write(f"{sent:6} mails sent")
        if failed:
            raise CommandError(f"{failed} mails could not be sent; the next run tries again")
