"""bqportal statistics export | tidy"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bqportal.organisations.models import Organisation
from bqportal.statistics.actions.freezing import drop_records
from bqportal.statistics.files import records_csv
from bqportal.statistics.records import delivery_of


class Command(BaseCommand):
    help = "Records of a body for the statistical office (§ 17 BQFG) as CSV; tidy removes those whose time is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="the records of one year, as CSV on standard output")
        export.add_argument("--body", required=True, metavar="SLUG")
        export.add_argument("--year", required=True, type=int, metavar="YYYY")
        export.add_argument("--own-codes", action="store_true", help="our codes instead of the office's")
        verbs.add_parser("tidy", help="remove records that are kept no longer; for a daily timer")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "tidy":
            self.stdout.write(f"{drop_records(at=timezone.now()):6} records removed")
            return
        if not 2012 <= options["year"] <= timezone.localdate().year:
            raise CommandError("The year is one from 2012 (when the law came into force) to this year.")
        try:
            body = Organisation.objects.get(slug=options["body"])
        except Organisation.DoesNotExist as error:
            raise CommandError(f"There is no body with the slug {options['body']}.") from error
        delivery = delivery_of(body, options["year"])
        self.stdout.write(records_csv(delivery, own_codes=options["own_codes"]), ending="")
        self.stderr.write(
            f"{len(delivery.rows):6} records, {delivery.complete} complete,"
            f" {sum(map(len, delivery.unmapped.values()))} codes without one of the office"
        )
