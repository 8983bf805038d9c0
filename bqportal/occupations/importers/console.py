"""What the import commands share on the console: arguments, progress bar, errors, reports of changes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from bqportal.editorial.records import InvalidRecordsError
from bqportal.occupations.importers.classifications.storage import Changes

_BAR = 30  # characters
Result = TypeVar("Result")


class ImportCommand(BaseCommand):
    """Base of `bqportal NOUN import …`: says what was done, or why nothing was."""

    def add_options(self, parser: ArgumentParser) -> None:
        """The options of every import."""
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--format", choices=["text", "jsonl"], default="text")

    def carry_out(self, action: Callable[[], Result]) -> Result:
        """Run `action`; problems of its files go to standard error, each with its place, and end the command."""
        try:
            return action()
        except InvalidRecordsError as error:
            self.end_bar()
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError("Nothing was imported. Mend this and import again.") from error
        except (OperationalError, ProgrammingError) as error:
            self.end_bar()
            raise CommandError(
                f"The database is not ready ({error}). Nothing was imported. Run: bqportal migrate"
            ) from error

    def report_changes(self, changes: Iterable[Changes], options: dict[str, Any]) -> None:
        """One line per kind of record."""
        self.end_bar()
        for change in changes:
            counts = {"added": change.added, "changed": change.changed, "removed": change.removed}
            if options["format"] == "jsonl":
                line = {"kind": change.kind, "records": change.records, **counts, "dry_run": options["dry_run"]}
                self.stdout.write(json.dumps(line, ensure_ascii=False))
            else:
                said = ", ".join(f"{count} {name}" for name, count in counts.items())
                self.stdout.write(f"{change.records:8} {change.kind:18} {said}")
        if options["dry_run"] and options["format"] == "text":
            self.stdout.write("Dry run: nothing was written.")

    def progress(self, kind: str, done: int, total: int) -> None:
        """A bar for people; silent where nobody watches."""
        if self.stderr.isatty():
            filled = _BAR * done // max(total, 1)
            self.stderr.write(f"\r{kind:22} {'█' * filled:{_BAR}} {done}/{total}", ending="")
            self._bar_open = True

    def end_bar(self) -> None:
        """Leave the line of the bar."""
        if getattr(self, "_bar_open", False):
            self.stderr.write("")
            self._bar_open = False
