"""bqportal notices send"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bqportal.editorial.digests import send_digests


class Command(BaseCommand):
    help = (
        "Mail people what is new for them, each at her own pace. Call it every few minutes; it never mails too often."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["send"])

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = send_digests(at=timezone.now())
        self.stdout.write(f"{sent:6} mails sent")
        if failed:
            raise CommandError(f"{failed} mails could not be sent; the next run tries again")
