"""bqportal places import FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bqportal.occupations.actions import import_places
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "Postcodes and municipalities (OpenStreetMap, ODbL), for the finder. An import replaces all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read a CSV with the columns ags, ort, plz, landkreis, bundesland")
        verb.add_argument("file", type=Path, metavar="FILE")
        self.add_options(verb)

    def handle(self, *args: Any, **options: Any) -> None:
        change = self.carry_out(lambda: import_places(file=options["file"], dry_run=options["dry_run"]))
        self.report_changes([change], options)
