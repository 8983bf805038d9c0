"""Time, memory and size of matching in this process, with the model in use.

    python benchmarks/matching.py [--titles 4000] [FILE.tsv ...]

Titles are the first column of the files, in turns of languages as in real use; without files, the portal's own titles.
Prints p50 and p95 in ms for `match` (10 results with reasons), `suggest` and a whole `answer`, the resident memory
before and after, the size of the model on disk and the seconds that its training took. Budget: p95 of `match` ≤ 5 ms,
resident memory ≤ 300 MB.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import django

django.setup()

from bqportal.matching import queries, store
from bqportal.matching.own_titles import own_titles


def titles(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """(title, language)."""
    for path in paths:
        language = path.stem.split("_")[-1]
        for line in path.open(encoding="utf-8"):
            if line.strip():
                yield line.split("\t")[0], language
    if not paths:
        yield from ((entry.title, entry.language) for entry in own_titles(with_concepts=False).entries)


def resident() -> float:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(name: str, ask: Callable[..., Any], asked: list[tuple[str, str]]) -> None:
    """Print p50 and p95 of asking."""
    ask(asked[0][0], language=asked[0][1])
    times = []
    for title, language in asked:
        begin = time.perf_counter()
        ask(title, language=language)
        times.append(1000 * (time.perf_counter() - begin))
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{name:8} {len(times)} titles  p50 {p50:.2f} ms  p95 {p95:.2f} ms  resident {resident():.0f} MB")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=4000)
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    print(f"before anything is asked: resident {resident():.0f} MB")
    asked = list(titles(arguments.files))
    random.Random(1).shuffle(asked)
    asked = asked[: arguments.titles]
    manifest = store.manifest()
    if manifest:
        size = manifest.get("bytes", 0) / 1e6
        print(f"model {size:.0f} MB, {len(manifest['titles'])} languages, trained in {manifest['seconds']} s")
        timed("match", queries.match, asked)
    else:
        print("no model is trained; own titles only")
    timed("suggest", queries.suggest, asked)
    timed("answer", queries.answer, asked[: len(asked) // 4])


if __name__ == "__main__":
    main()
