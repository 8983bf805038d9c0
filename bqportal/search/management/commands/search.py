"""bqportal search rebuild | query TEXT"""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bqportal.search.builders import document_count
from bqportal.search.index import IndexUnavailableError
from bqportal.search.queries import search
from bqportal.search.results import SearchResult
from bqportal.search.upkeep import rebuild_index

BAR = 30  # characters


class Command(BaseCommand):
    help = "Build the search index from the database, or ask it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rebuild", help="build the index anew; searches go on meanwhile")
        query = verbs.add_parser("query", help="search as the public page does")
        query.add_argument("text")
        query.add_argument("--limit", type=int, default=10, help="number of hits, 1 to 100")
        query.add_argument("--lang", default="de", help="language of the reader")
        query.add_argument("--format", choices=["text", "jsonl"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "rebuild":
            self.rebuild()
        else:
            self.query(**{name: options[name] for name in ("text", "limit", "lang", "format")})

    def rebuild(self) -> None:
        """Build everything anew."""
        total = max(document_count(), 1)
        start = time.monotonic()
        try:
            count = rebuild_index(progress=lambda done: self.bar(done, total))
        except (IndexUnavailableError, OSError) as error:
            raise CommandError(
                f"The index could not be written: {error}. Is the disk full, or the folder read-only?"
            ) from error
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"{count:6} records in the search index, {time.monotonic() - start:.1f} s")

    def bar(self, done: int, total: int) -> None:
        """A bar for people; silent where nobody watches."""
        if self.stderr.isatty() and (done % 20 == 0 or done == total):
            filled = min(BAR, BAR * done // total)
            self.stderr.write(f"\rsearch index    {'█' * filled:{BAR}} {done}/{max(done, total)}", ending="")

    def query(self, *, text: str, limit: int, lang: str, format: str) -> None:
        """Search as the public page does."""
        result = search(text, language=lang, size=limit)
        if not result.available:
            raise CommandError("There is no search index. Build it with: bqportal search rebuild")
        with translation.override(lang):
            rows = hit_rows(result)
            if format == "jsonl":
                for row in rows:
                    self.stdout.write(json.dumps(row, ensure_ascii=False))
                return
            for row, hit in zip(rows, result.hits, strict=True):
                self.stdout.write(f"{row['score']:8.2f}  {row['key']}  {row['title']}  ({hit.why_label})")
        for notice in result.notices:
            self.stderr.write(notice.text)
        self.stdout.write(f"{result.total} found")
        if result.did_you_mean:
            self.stdout.write(f"Did you mean: {result.did_you_mean}")


def hit_rows(result: SearchResult) -> list[dict[str, Any]]:
    """Hits as plain rows for JSON lines."""
    return [
        {"key": hit.key, "kind": hit.kind, "title": hit.title, "url": hit.url, "score": hit.score, "why": hit.why}
        for hit in result.hits
    ]
