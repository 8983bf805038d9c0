"""Server time of the page that compares what is public with what is written now: 60 units in 12 languages.

    python benchmarks/comparing.py [--rounds 50]

Makes one public profile and several new versions of it in a folder of its own, then asks for each page as an editor's
browser does, through all of Django. Prints median and p95 by the clock, the same of the processor's time (what a busy
machine does not blur), the size of each page, and the median of the comparison without its page.
Budget: p95 ≤ 1,000 ms.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

os.environ["BQPORTAL_HOME"] = tempfile.mkdtemp(prefix="bqportal-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from bqportal.countries.models import Country
from bqportal.editorial.actions.writing import open_record, replace_document
from bqportal.editorial.comparing import compared
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import WorkingVersion
from bqportal.editorial.records import Record
from bqportal.organisations.models import Person

BUDGET = 1000  # milliseconds
UNITS = 60
# Language → its letters, and what stands between words.
LANGUAGES = {
    "de": ("abdefgiklmnoprstuüä", " "), "en": ("abcdefghilmnoprstuw", " "), "fr": ("abcdeéèfilmnoprstuv", " "),
    "es": ("abcdeñfilmnoprstuvz", " "), "pl": ("abcćdeęłmnoprstuwzż", " "), "ru": ("абвгдежзиклмнопрст", " "),
    "uk": ("абвгґдеєжиіїклмнопр", " "), "ar": ("ابتثجحدرسشعفقكلمنهوي", " "), "fa": ("ابپتجچدرزسشفقکگلمنهوی", " "),
    "tr": ("abcçdeğıiklmnoöprsşu", " "), "ja": ("電気工事設備配線安全管理技術機械溶接図面計測", ""),
    "th": ("กขคงจชซดตถทนบปพมยรลวส", ""),
}  # fmt: skip
PARTS = ("summary", "access", "objectives", "organisation", "examination", "progression")
chance = random.Random(4711)  # the same texts in every run


def words(language: str, number: int) -> str:
    """Made-up words in the letters of a language."""
    letters, space = LANGUAGES[language]
    made = ("".join(chance.choices(letters, k=chance.randint(2, 9))) for _word in range(number))
    return space.join(made).strip()


def profile() -> dict[str, Any]:
    """A record with as many units and languages as the largest that people write."""
    texts = {code: {"title": words(code, 3), **{part: words(code, 150) for part in PARTS}} for code in LANGUAGES}
    units = [
        {
            "no": str(number), "title": words("pl", 6), "hours": chance.randint(10, 200),
            **{code: words(code, 6) for code in LANGUAGES},
            "details": {code: words(code, 40) for code in LANGUAGES},
        }
        for number in range(1, UNITS + 1)
    ]  # fmt: skip
    return {
        "slug": "pl-benchmark", "country": "PL", "title": words("pl", 3), "lang": "pl", "kind": "initial",
        "duration_months": 36, "texts": texts, "units": units,
        "sources": {"law": {"title": "Dziennik Ustaw", "url": "https://isap.sejm.gov.pl/"}},
        "cites": {"units": ["law"]},
    }  # fmt: skip


def rewrite(document: dict[str, Any], *codes: str) -> None:
    """Every text of these languages said in other words."""
    for code in codes:
        for part in PARTS:
            document["texts"][code][part] = words(code, 150)
        for unit in document["units"]:
            unit[code], unit["details"][code] = words(code, 6), words(code, 40)


def mend(document: dict[str, Any]) -> None:
    """A word changed in every text of every language."""
    for code in LANGUAGES:
        for holder, key in [(document["texts"][code], part) for part in PARTS] + [
            (unit["details"], code) for unit in document["units"]
        ]:
            text = holder[key]
            at = len(text) // 2
            holder[key] = f"{text[:at]}{words(code, 1)}{text[at + 5 :]}"


def move(document: dict[str, Any]) -> None:
    """Twenty units taken elsewhere."""
    for _time in range(20):
        units = document["units"]
        units.insert(chance.randrange(UNITS), units.pop(chance.randrange(UNITS)))


def insert(document: dict[str, Any]) -> None:
    """Three new units at the front, all others with new numbers and hours, ten removed."""
    new = [{"title": words("pl", 6), **{code: words(code, 6) for code in LANGUAGES}} for _time in range(3)]
    document["units"] = new + document["units"][:-10]
    for number, unit in enumerate(document["units"], 1):
        unit["no"], unit["hours"] = str(number), number


EDITS: dict[str, Callable[[dict[str, Any]], None]] = {
    "one language rewritten": lambda document: rewrite(document, "de"),
    "a word in every text": mend,
    "twenty units moved": move,
    "inserted, renumbered": insert,
    "everything rewritten": lambda document: rewrite(document, *LANGUAGES),
}


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


Times = list[tuple[float, float]]


def timed(deed: Callable[[], Any], rounds: int) -> Times:
    """How long it takes by the clock and of the processor's time, in milliseconds, again and again."""
    times = []
    for _round in range(rounds):
        start, start_cpu = time.perf_counter(), time.process_time()
        deed()
        times.append(((time.perf_counter() - start) * 1000, (time.process_time() - start_cpu) * 1000))
    return times


def figures(times: Times) -> tuple[float, float, float, float]:
    """Median and p95 by the clock, then of the processor."""
    clock, cpu = ([time[which] for time in times] for which in (0, 1))
    return statistics.median(clock), percentile(clock, 0.95), statistics.median(cpu), percentile(cpu, 0.95)


def opened(editor: Person) -> WorkingVersion:
    """The profile, public and in work."""
    Country.objects.get_or_create(code="PL", defaults={"alpha2": "PL", "languages": ["pl"]})
    kind, record = kind_named("qualification"), Record(profile(), "pl-benchmark")
    row = kind.write(record)
    assert row is not None, record.problems
    kind.publish(row, timezone.now())
    row.refresh_from_db()
    return open_record(kind=kind, record=row, organisation=None, by=editor, at=timezone.now())


def main() -> None:
    """Edit in several ways, and ask for the page of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50, help="requests for each way of editing")
    rounds = parser.parse_args().rounds
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    editor = Person.objects.create_superuser("editor", "editor@example.org", "correct horse battery")
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    version = opened(editor)
    public, shape = version.document, kind_named("qualification").shape
    print(f"{UNITS} units, {len(LANGUAGES)} languages, {len(str(public)):,} characters, {connection.vendor}")
    print(f"{'edited':24} {'median':>8} {'p95':>8} {'cpu':>8} {'cpu p95':>8} {'kB':>6} {'compared':>8}")
    every: Times = []
    for name, edit in EDITS.items():
        document = deepcopy(public)
        edit(document)
        version = replace_document(
            version=version, document=document, occasion="saved", by=editor, at=timezone.now(), edition=version.edition
        )
        address = f"/en/workspace/records/{version.pk}/compare/"
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        times = timed(lambda address=address: client.get(address), rounds)
        every += times
        alone = timed(lambda document=document: [one.marks for one in compared(public, document, shape).changes], 5)
        print(
            f"{name:24} {' '.join(f'{figure:8.0f}' for figure in figures(times))} "
            f"{len(response.content) / 1000:6.0f} {figures(alone)[0]:8.0f}"
        )
    median, p95, cpu, cpu_p95 = figures(every)
    verdict = "within" if p95 <= BUDGET else "OVER"
    print(f"{len(every)} pages: median {median:.0f} ms, p95 {p95:.0f} ms: {verdict} {BUDGET} ms")
    print(f"of the processor: median {cpu:.0f} ms, p95 {cpu_p95:.0f} ms")


if __name__ == "__main__":
    main()
