"""bqportal esco import DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bqportal.occupations.actions import import_esco
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "ESCO occupations, skills, their relations and ISCO groups, all languages of the folder in one run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read the unpacked official download (CSV)")
        verb.add_argument("directory", type=Path, metavar="DIR")
        self.add_options(verb)

    def handle(self, *args: Any, **options: Any) -> None:
        changes = self.carry_out(
            lambda: import_esco(directory=options["directory"], dry_run=options["dry_run"], progress=self.progress)
        )
        self.report_changes(changes, options)
