"""The index on disk: made, opened, written and replaced.

Below `root` stand folders `<schema hash>-<time>` and a file `current` that names the one in use. A rebuild fills a new
folder and then replaces `current`, so readers see the old index or the new one and nothing between. Derived data: a
damaged or outdated index is moved aside and built again from the database.
"""

import contextlib
import fcntl
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tantivy

from bqportal.search.analysis import base_language
from bqportal.search.documents import Document
from bqportal.search.schema import (
    STATE_KEY,
    IndexState,
    build_schema,
    engine_document,
    read_state,
    schema_hash,
    state_document,
)
from bqportal.search.vocabulary import Vocabulary

BUILD_HEAP = 400_000_000  # bytes; one thread and one heap leave one segment behind, the quickest to search
UPDATE_HEAP = 30_000_000
WRITER_PATIENCE = 20.0  # seconds to wait for another process's writer
RELOAD_SHARE = 20  # the vocabulary is read again at most for 1/20 of the time


Generation = tuple[str, int, int]  # folder, time of change and inode of its meta.json


class IndexUnavailableError(Exception):
    """There is no usable index. `reason` is missing, outdated, damaged or busy."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@contextlib.contextmanager
def engine_errors() -> Iterator[None]:
    """Turns whatever the engine says of broken files into IndexUnavailableError("damaged").

    It raises ValueError or OSError, or panics; its PanicException cannot be imported and is no Exception.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise IndexUnavailableError("damaged") from error
        raise


@dataclass(frozen=True)
class Snapshot:
    """One consistent state of the index, good for any number of queries and threads."""

    searcher: Any
    schema: Any
    vocabulary: Vocabulary
    state: IndexState
    generation: Generation

    def sheet(self, address: Any) -> tuple[str, dict[str, Any]]:
        """(key, stored sheet) of one hit."""
        stored = self.searcher.doc(address)
        return stored.get_first("key"), json.loads(bytes(stored.get_first("sheet")))

    def everything(self) -> Any:
        """A query for every document, the index's own note excepted."""
        note = tantivy.Query.term_query(self.schema, "key", STATE_KEY, "basic")
        everything = tantivy.Query.all_query()
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, everything), (tantivy.Occur.MustNot, note)])


class SearchIndex:
    """The index below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._index: Any = None
        self._snapshot: Snapshot | None = None
        self._pointer = ((0, 0), "")  # version and content of the file `current`
        self._vocabulary_due = 0.0

    # Reading

    def snapshot(self) -> Snapshot:
        """The newest committed state. Raises IndexUnavailableError."""
        generation = self._generation()
        known = self._snapshot
        if known is not None and known.generation == generation:
            return known
        with self._lock:
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._load(generation)
            return self._snapshot

    def is_usable(self) -> bool:
        """True when `snapshot` would succeed."""
        try:
            self.snapshot()
        except IndexUnavailableError:
            return False
        return True

    def contents(self) -> Iterator[tuple[str, str]]:
        """(key, digest) of every document, for the comparison with the database."""
        snapshot = self.snapshot()
        for _, address in snapshot.searcher.search(snapshot.everything(), max(snapshot.searcher.num_docs, 1)).hits:
            key, sheet = snapshot.sheet(address)
            yield key, sheet["digest"]

    def _generation(self) -> Generation:
        """Changes with every commit: the engine replaces meta.json as a whole."""
        folder = self.folder()
        try:
            return folder.name, *_version_of(folder / "meta.json")
        except OSError:
            raise IndexUnavailableError("damaged") from None

    def folder(self) -> Path:
        """The folder in use. Raises IndexUnavailableError (missing, outdated)."""
        pointer = self.root / "current"
        try:
            changed = _version_of(pointer)
            if changed != self._pointer[0]:
                self._pointer = changed, pointer.read_text().strip()
        except (OSError, UnicodeDecodeError):
            raise IndexUnavailableError("missing") from None
        name = self._pointer[1]
        if not name.startswith(schema_hash()) or "/" in name:
            raise IndexUnavailableError("outdated")
        return self.root / name

    def _load(self, generation: Generation) -> Snapshot:
        try:
            with engine_errors():
                return self._opened(generation)
        except IndexUnavailableError:
            self.forget()
            raise

    def _opened(self, generation: Generation) -> Snapshot:
        known = self._snapshot
        if self._index is None or known is None or known.generation[0] != generation[0]:
            self._index = tantivy.Index.open(str(self.root / generation[0]))
            self._index.config_reader(reload_policy="manual")
            self._vocabulary_due, known = 0.0, None
        self._index.reload()
        searcher, schema = self._index.searcher(), self._index.schema
        note = tantivy.Query.term_query(schema, "key", STATE_KEY, "basic")
        hits = searcher.search(note, 1).hits
        if not hits:
            raise IndexUnavailableError("damaged")
        state = read_state(bytes(searcher.doc(hits[0][1]).get_first("sheet")))
        return Snapshot(searcher, schema, self._vocabulary(searcher, known), state, generation)

    def forget(self) -> None:
        """Drop what is held in memory, so that the next search opens the files again."""
        self._index = self._snapshot = None
        self._pointer = ((0, 0), "")

    def _vocabulary(self, searcher: Any, known: Snapshot | None) -> Vocabulary:
        """Read again after a commit, but not so often that a burst of commits slows the searches down.

        Until then new words are found as typed; only their compounds and misspellings wait a moment.
        """
        now = time.monotonic()
        if known is not None and now < self._vocabulary_due:
            return known.vocabulary
        vocabulary = Vocabulary(dict(searcher.terms_with_prefix("words", "")))
        took = time.monotonic() - now
        self._vocabulary_due = now + took * RELOAD_SHARE if took > 0.01 else 0.0
        return vocabulary

    # Writing

    def update(self, *, documents: Iterable[Document], removed: Iterable[str], state: IndexState) -> None:
        """Replace `documents`, take out the keys in `removed`, note the new `state`. One commit: all of it or nothing.

        Raises IndexUnavailableError: missing or damaged as in `snapshot`; busy when another writer does not finish.
        """
        languages = set(self.snapshot().state.languages)
        with engine_errors():
            writer = _writer(tantivy.Index.open(str(self.folder())), UPDATE_HEAP)
            try:
                for document in documents:
                    writer.delete_documents_by_term("key", document.key)
                    writer.add_document(engine_document(document))
                    languages |= _languages(document)
                for key in removed:
                    writer.delete_documents_by_term("key", key)
                writer.delete_documents_by_term("key", STATE_KEY)
                writer.add_document(state_document(replace(state, languages=tuple(sorted(languages)))))
                writer.commit()
            finally:
                writer.wait_merging_threads()

    def rebuild(
        self, *, documents: Iterable[Document], state: IndexState, progress: Callable[[int], None] = lambda _: None
    ) -> int:
        """Build a new index and put it in the old one's place. Returns the number of documents."""
        folder = self.root / f"{schema_hash()}-{time.time_ns():x}"
        folder.mkdir(parents=True)
        writer = _writer(tantivy.Index(build_schema(), str(folder), reuse=False), BUILD_HEAP)
        count, languages = 0, set[str]()
        for count, document in enumerate(documents, 1):
            writer.add_document(engine_document(document))
            languages |= _languages(document)
            progress(count)
        writer.add_document(state_document(replace(state, languages=tuple(sorted(languages)))))
        writer.commit()
        writer.wait_merging_threads()
        _write_atomically(self.root / "current", folder.name)
        self._remove_others(folder)
        return count

    @contextlib.contextmanager
    def exclusively(self, *, wait: bool = True) -> Iterator[bool]:
        """One rebuild or update at a time over all processes. Yields False when not waiting and another is at work."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def set_aside(self) -> None:
        """Move a damaged index out of the way; it is kept for whoever wants to know why. Never fails."""
        with contextlib.suppress(OSError, IndexUnavailableError):
            folder = self.folder()
            shutil.rmtree(self.root / "damaged", ignore_errors=True)
            folder.rename(self.root / "damaged")
        with contextlib.suppress(OSError):
            (self.root / "current").unlink()

    def _remove_others(self, kept: Path) -> None:
        for folder in self.root.iterdir():
            if folder.is_dir() and folder != kept and folder.name != "damaged":
                shutil.rmtree(folder, ignore_errors=True)


def _version_of(path: Path) -> tuple[int, int]:
    """Time of change and inode: a file that was replaced within one tick of the clock differs in the second."""
    status = path.stat()
    return status.st_mtime_ns, status.st_ino


def _languages(document: Document) -> set[str]:
    codes = {document.original_language, *document.titles, *document.bodies}
    return {base_language(code) for code in codes if code}


def _writer(index: Any, heap: int) -> Any:
    """The engine allows one writer at a time and releases its lock when a process dies."""
    until = time.monotonic() + WRITER_PATIENCE
    while True:
        try:
            return index.writer(heap, 1)
        except ValueError:
            if time.monotonic() > until:
                raise IndexUnavailableError("busy") from None
            time.sleep(0.05)


def _write_atomically(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with temporary.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
