"""bqportal doctor: does the search index say what the database says?"""

import json
import sys
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from bqportal.search.consistency import Deviation, deviations
from bqportal.search.current import portal_index
from bqportal.search.index import IndexUnavailableError

SHOWN = 20
WAY_OUT = "Mend it with: bqportal search rebuild"


class Command(BaseCommand):
    help = "Prove that the search index and the database say the same. Exit code 1 when they do not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "jsonl"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        if options["format"] == "jsonl":
            for deviation in found:
                self.stdout.write(json.dumps({"problem": deviation.problem, "key": deviation.key}, ensure_ascii=False))
        elif found:
            for deviation in islice(found, SHOWN):
                self.stdout.write(f"{deviation.problem:12} {deviation.key}")
            self.stdout.write(f"{len(found)} deviations between index and database. {WAY_OUT}")
        else:
            count = sum(1 for _ in portal_index().contents())
            self.stdout.write(f"Search index and database agree: {count} records.")
        if found:
            sys.exit(1)


def examine() -> list[Deviation]:
    """All deviations; a single one with problem "unusable" when there is no index to compare."""
    try:
        return list(deviations(portal_index()))
    except IndexUnavailableError as error:
        return [Deviation("unusable", error.reason)]
