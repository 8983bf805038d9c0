"""bqportal occupations load | match | suggest: the verbs of the lower app, and those that matching adds."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation

from bqportal.matching import queries
from bqportal.matching.actions import import_crosswalk
from bqportal.matching.importers.crosswalks import read_shipped
from bqportal.matching.management.commands.matching import country_of
from bqportal.matching.results import ConceptMatch, OccupationSuggestion, Reason
from bqportal.matching.store import NoModelError
from bqportal.occupations.management.commands.occupations import Command as Load

MOST_RESULTS = 100


class Command(Load):
    help = "German reference occupations: load the shipped list; match and suggest for titles in any language."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="the shipped list of reference occupations, and titles in further languages")
        for name, what in (
            ("match", "ESCO occupations and ISCO groups for titles, one a line on standard input"),
            ("suggest", "German reference occupations for titles, one a line on standard input"),
        ):
            verb = verbs.add_parser(name, help=what)
            verb.add_argument("--lang", default="", help="language of the titles (ISO 639-1); guessed without")
            verb.add_argument("--limit", type=int, default=10, help=f"results for each title, at most {MOST_RESULTS}")
            verb.add_argument("--format", choices=["jsonl", "text"], default="jsonl")
            verb.add_argument("--without", default="", metavar="COUNTRY", help="a model trained without a country")
            verb.add_argument("--text-language", default="en", metavar="LANG", help="language of the reasons")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "load":
            super().handle(*args, **options)
            self.stdout.write(f"{import_crosswalk(read=read_shipped()).records:6} titles in further languages")
            return
        if not 1 <= options["limit"] <= MOST_RESULTS:
            raise CommandError(f"--limit must be 1 to {MOST_RESULTS}")
        options["without"] = country_of(options["without"])
        with translation.override(options["text_language"]):
            try:
                for title, results in self.answers(options):
                    self.say(title, results, options["format"])
            except NoModelError as error:
                raise CommandError(str(error)) from error

    def answers(self, options: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Each line of standard input with its results."""
        asked = {"language": options["lang"], "limit": options["limit"], "without": options["without"]}
        for line in lines(sys.stdin.buffer):
            if options["verb"] == "match":
                yield line, [concept_json(found) for found in queries.match(line, **asked)]
            else:
                yield line, [occupation_json(found) for found in queries.suggest(line, **asked)]

    def say(self, title: str, results: list[dict[str, Any]], layout: str) -> None:
        """One line of JSON, or a few for people."""
        if layout == "jsonl":
            known = bool(results) and results[0]["score"] >= queries.POSSIBLE_FROM
            self.stdout.write(json.dumps({"query": title, "known": known, "results": results}, ensure_ascii=False))
            return
        self.stdout.write(title or "(empty)")
        for result in results:
            name = result.get("occupation") or result["label"]
            self.stdout.write(f"  {100 * result['score']:3.0f} %  {name}")
            for reason in result["reasons"]:
                self.stdout.write(f"          {100 * reason['share']:3.0f} %  {reason['text']}")
        if not results:
            self.stdout.write("  not known")


def lines(stream: Iterable[bytes]) -> Iterator[str]:
    """The lines of a stream as text; bytes that are no UTF-8 become a sign for it."""
    for line in stream:
        yield line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")


def concept_json(found: ConceptMatch) -> dict[str, Any]:
    """A match as the console prints it."""
    return {
        "uri": found.uri, "label": found.label, "score": round(found.score, 4), "certainty": found.certainty,
        "reasons": reasons_json(found.reasons),
    }  # fmt: skip


def occupation_json(found: OccupationSuggestion) -> dict[str, Any]:
    """A suggestion as the console prints it; `occupation` is the male form of the title in the regulation."""
    note = {"note": found.note} if found.note else {}
    return {
        "occupation": found.name_m, "score": round(found.score, 4), "certainty": found.certainty,
        "reasons": reasons_json(found.reasons), **note,
    }  # fmt: skip


def reasons_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons with their part in the score."""
    return [{"signal": each.signal, "share": round(each.share, 3), "text": each.text} for each in reasons]
