"""bqportal isco import [FILE]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from bqportal.occupations.actions import SHIPPED_ISCO, import_isco
from bqportal.occupations.importers.console import ImportCommand


class Command(ImportCommand):
    help = "ISCO-08 titles, one column per language; without a file the shipped German and English ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read a CSV with the columns isco08, de, en, …")
        verb.add_argument("file", type=Path, nargs="?", default=SHIPPED_ISCO, metavar="FILE")
        self.add_options(verb)

    def handle(self, *args: Any, **options: Any) -> None:
        changes = self.carry_out(
            lambda: import_isco(path=options["file"], dry_run=options["dry_run"], progress=self.progress)
        )
        self.report_changes(changes, options)
