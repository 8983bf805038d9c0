"""bqportal regulations import DIR"""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.utils import timezone

from bqportal.occupations.actions import RegulationImport, import_regulations, read_regulations
from bqportal.occupations.importers.console import ImportCommand
from bqportal.occupations.importers.regulations import Regulation


class Command(ImportCommand):
    help = "German training regulations (Ausbildungsordnungen) from Markdown, in both dialects of the mirrors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("import", help="read a folder of *.md files, or one file")
        verb.add_argument("directory", type=Path, metavar="DIR")
        self.add_options(verb)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"] and options["format"] == "jsonl":
            self.carry_out(lambda: self.list_read(options["directory"]))
            return
        found = self.carry_out(
            lambda: import_regulations(
                directory=options["directory"],
                at=timezone.now(),
                dry_run=options["dry_run"],
                progress=self.progress,
            )
        )
        self.end_bar()
        if options["format"] == "jsonl":
            for regulation in found.read:
                self.stdout.write(json.dumps(regulation.to_json(), ensure_ascii=False))
            return
        self.say(found, dry_run=options["dry_run"])

    def list_read(self, directory: Path) -> None:
        """One JSON line per file as soon as it is read; needs no database."""
        for _path, regulation in read_regulations(directory=directory):
            self.stdout.write(json.dumps(regulation.to_json(), ensure_ascii=False))

    def say(self, found: RegulationImport, *, dry_run: bool) -> None:
        """One line per file with its warnings, then the sum."""
        for regulation in found.read:
            self.stdout.write(line_about(regulation))
            for warning in regulation.warnings:
                self.stdout.write(f"    {warning}")
        counts = Counter(outcome.status for outcome in found.outcomes)
        said = ", ".join(f"{counts[status]} {status}" for status in ("new", "changed", "unchanged"))
        self.stdout.write(f"{len(found.read)} files, {len(found.outcomes)} regulations: {said}")
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")


def line_about(regulation: Regulation) -> str:
    """What was understood of one file, in one line."""
    names = ", ".join(f"{o.name_m} ({o.duration_months or '?'} months)" for o in regulation.occupations)
    citation = regulation.citation or "no citation"
    return f"{regulation.file}: {names or 'no occupation'}; {len(regulation.positions)} positions; {citation}"
