"""Something made from the database and kept in this process until the database says something else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Kept(Generic[T]):
    """`make()` once, and again when `stamp()` has changed; the stamp is asked for every `seconds` at most.

    `urgent()`, where given, is asked every time: what it tells counts at once. One value for each home.
    """

    _all: list[Kept[object]] = []

    def __init__(
        self, make: Callable[[], T], stamp: Callable[[], object], *, seconds: float, urgent: Callable[[], object]
    ) -> None:
        self._make, self._stamp, self._urgent, self._seconds = make, stamp, urgent, seconds
        self._lock = threading.Lock()
        self._values: dict[Path, tuple[float, object, object, T]] = {}
        Kept._all.append(self)  # type: ignore[arg-type]

    def get(self) -> T:
        """The newest value."""
        home = Path(settings.BQPORTAL_HOME)
        with self._lock:
            urgent = self._urgent()
            known = self._values.get(home)
            if known and known[2] == urgent and time.monotonic() - known[0] < self._seconds:
                return known[3]
            stamp = self._stamp()
            value = known[3] if known and known[1:3] == (stamp, urgent) else self._make()
            self._values[home] = (time.monotonic(), stamp, urgent, value)
            return value

    @classmethod
    def forget(cls) -> None:
        """Make everything anew at the next question."""
        for each in cls._all:
            with each._lock:
                each._values.clear()


def nothing() -> None:
    """Nothing is urgent."""
