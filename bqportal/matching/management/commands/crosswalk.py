"""bqportal crosswalk import FILE … | load | list"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from bqportal.matching.actions import import_crosswalk
from bqportal.matching.importers.crosswalks import read_crosswalk, read_shipped, two_letters
from bqportal.matching.models import Crosswalk
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "National lists of occupation titles with the ESCO occupation or ISCO group that each means."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read the crosswalk of the Bundesagentur, or title and uri (CSV, TSV)")
        verb.add_argument("files", type=Path, nargs="+", metavar="FILE")
        verb.add_argument("--country", default="", help="where the titles are used (ISO 3166-1)")
        verb.add_argument("--language", default="", help="language of the titles (ISO 639-1)")
        verb.add_argument("--source", default="", help="who publishes the list, and when")
        self.add_options(verb)
        self.add_options(verbs.add_parser("load", help="the titles in further languages that the portal brings along"))
        verbs.add_parser("list", help="what is imported")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "list":
            for row in Crosswalk.objects.all():
                self.stdout.write(f"{row.titles.count():8} {row.country or '–':3} {row.slug}: {row.source}")
            return
        read = self.carry_out(lambda: self.read(options))
        self.report_changes([import_crosswalk(read=one, dry_run=options["dry_run"]) for one in read], options)

    def read(self, options: dict[str, Any]) -> list[Any]:
        """All files, or the first mistakes in them before anything is written."""
        if options["verb"] == "load":
            return [read_shipped()]
        country = two_letters(options["country"]) if options["country"] else ""
        if options["country"] and not country:
            raise CommandError(f"'{options['country']}' is no country; name it as DE or DEU")
        named = {"country": country, "language": options["language"], "source": options["source"]}
        return [read_crosswalk(path, **named) for path in options["files"]]
