"""Server time of the pages that people read most, uncached, over the example portal once and a hundred times.

    python benchmarks/pages.py [--times 100] [--rounds 60]

Works on a copy of the example portal in a folder of its own. Prints medians, p95 and query counts, and the ratio
between the large portal and the small one. Budget: p95 ≤ 50 ms, query counts equal.
"""

import argparse
import os
import statistics
import tempfile
import time

os.environ["BQPORTAL_HOME"] = tempfile.mkdtemp(prefix="bqportal-benchmark-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bqportal.comparison.models import Comparison
from bqportal.countries.models import CountryProfile
from bqportal.occupations.models import ReferenceOccupation
from bqportal.qualifications.models import Qualification, QualificationText, TrainingUnit, TrainingUnitText


def pages() -> dict[str, str]:
    """One rich page of each kind."""
    comparison = Comparison.objects.order_by("slug").first()
    return {
        "profile": "/de/qualifications/pl-technik-mechatronik/",
        "comparison": f"/de/comparisons/{comparison.slug}/",
        "country": "/de/countries/pl/",
        "occupation": "/de/occupations/mechatroniker/",
        "qualification list": "/de/qualifications/",
        "occupation list": "/de/occupations/",
    }


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(rounds: int) -> dict[str, tuple[float, float, int]]:
    """Median and p95 in milliseconds and number of queries, of each page."""
    client, found = Client(headers={"host": "localhost"}), {}
    for name, address in pages().items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        asked = len(queries)
        times = []
        for _round in range(rounds):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        found[name] = (statistics.median(times), percentile(times, 0.95), asked)
    return found


@transaction.atomic
def multiply(times: int) -> None:
    """Copy every qualification with its texts and units until there are `times` as many."""
    originals = list(Qualification.objects.prefetch_related("texts", "units__texts"))
    for number in range(1, times):
        copies, texts, units, unit_texts = [], [], [], []
        for row in originals:
            children = list(row.texts.all()), [(unit, list(unit.texts.all())) for unit in row.units.all()]
            copy = Qualification.objects.get(pk=row.pk)
            copy.pk, copy.slug, copy.predecessor = None, f"{row.slug}-{number}", None
            copies.append((copy, children))
        Qualification.objects.bulk_create([copy for copy, _children in copies])
        for copy, (own_texts, own_units) in copies:
            for text in own_texts:
                values = {f.name: getattr(text, f.name) for f in text._meta.fields if f.name not in {"id", "owner"}}
                texts.append(QualificationText(owner=copy, **values))
            for unit, own in own_units:
                values = {
                    f.name: getattr(unit, f.name) for f in unit._meta.fields if f.name not in {"id", "qualification"}
                }
                units.append(TrainingUnit(qualification=copy, **values))
                unit_texts.append((units[-1], own))
        QualificationText.objects.bulk_create(texts)
        TrainingUnit.objects.bulk_create(units)
        TrainingUnitText.objects.bulk_create(
            TrainingUnitText(owner=unit, language=text.language, title=text.title, details=text.details)
            for unit, own in unit_texts
            for text in own
        )


def main() -> None:
    """Measure, multiply, measure again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    call_command("demo", "prepare")
    print(
        f"{Qualification.objects.count()} qualifications, {CountryProfile.objects.count()} country profiles, "
        f"{ReferenceOccupation.objects.count()} occupations, {connection.vendor}"
    )
    small = measure(options.rounds)
    multiply(options.times)
    print(f"multiplied: {Qualification.objects.count()} qualifications")
    large = measure(options.rounds)
    print(f"{'page':20} {'median':>8} {'p95':>8} {'queries':>8} | {'median':>8} {'p95':>8} {'queries':>8} | ratio")
    for name, (median, p95, queries) in small.items():
        big = large[name]
        note = "" if queries == big[2] else "   query counts differ"
        print(
            f"{name:20} {median:6.1f}ms {p95:6.1f}ms {queries:8} | {big[0]:6.1f}ms {big[1]:6.1f}ms {big[2]:8} "
            f"| {big[0] / median:5.2f}{note}"
        )


if __name__ == "__main__":
    main()
