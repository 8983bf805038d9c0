"""bqportal kldb import FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bqportal.occupations.actions import import_kldb
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "The German classification of occupations 2010 (KldB) in the layout of the Bundesagentur für Arbeit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read the semicolon-separated CSV with Ebene and Titel")
        verb.add_argument("file", type=Path, metavar="FILE")
        self.add_options(verb)

    def handle(self, *args: Any, **options: Any) -> None:
        changes = self.carry_out(
            lambda: import_kldb(path=options["file"], dry_run=options["dry_run"], progress=self.progress)
        )
        self.report_changes(changes, options)
