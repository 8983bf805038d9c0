"""bqportal deadlines --events FILE|- [--format json|text] [--language de]"""

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.formats import date_format

from bqportal.procedures.deadlines import Deadlines, InvalidEventsError, deadlines
from bqportal.procedures.eventfile import read_events
from bqportal.procedures.reckoning import DEADLINES, as_json, words_of, words_of_error

REFUSED = 2  # exit code


class Command(BaseCommand):
    help = "The statutory deadlines that follow from the events in a file, with the reasoning in words."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--events", required=True, metavar="FILE", help="JSON (docs/deadlines.md); - reads stdin")
        parser.add_argument("--format", choices=["json", "text"], default="json")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default=own_language())

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                asked = read_events(content_of(options["events"]))
                found = deadlines(asked.events, regime=asked.regime, seat=asked.seat, in_eea=asked.in_eea)
                printed = in_json(found) if options["format"] == "json" else in_words(found)
            except InvalidEventsError as error:
                raise CommandError(words_of_error(error), returncode=REFUSED) from error
            if asked.ignored:
                self.stderr.write(translation.gettext("Ignored, for it is unknown: %s") % ", ".join(asked.ignored))
            self.stdout.write(printed)


def content_of(name: str) -> bytes:
    """The file, or what comes from standard input."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InvalidEventsError(name, "no_file", given=error.strerror or "") from error


def in_json(found: Deadlines) -> str:
    """For machines."""
    return json.dumps(as_json(found), ensure_ascii=False, indent=2)


def in_words(found: Deadlines) -> str:
    """For people: every deadline with its reasoning."""
    due = {
        "acknowledge": found.acknowledge_by, "decide": found.decide_by,
        "decide_literal": found.decide_by_literal if found.has_two_readings else None, "remedy": found.remedy_by,
    }  # fmt: skip
    lines = []
    for about, day in due.items():
        steps = [step for step in found.steps if step.about == about]
        if day or steps:
            lines.append(f"{DEADLINES[about]}: {date_format(day, 'DATE_FORMAT') if day else '–'}")
            lines += [f"  {words_of(step)}" for step in steps]
    return "\n".join(lines)


def own_language() -> str:
    """The language of the shell, if the portal speaks it; English otherwise."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    code = named[:2].lower()
    return code if code in dict(settings.LANGUAGES) else "en"
