"""Where models lie: one folder each below HOME/matching, and a pointer to the one in use.

A folder is complete or not there: it is written under another name, then renamed; the pointer is replaced last. A model
is named after the hash of its data and its seed, so that the same data and seed are never trained twice unasked.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from bqportal.matching.knowledge import data_stamp
from bqportal.matching.matcher import Matcher
from bqportal.matching.model import Model, load_model, save_model

FORMAT = 1  # models of another layout are not read
_LOOK_EVERY = 30.0  # seconds between two looks at the data by one process: counting 400,000 rows takes 70 ms


class NoModelError(Exception):
    """There is no model, or it was trained from other data. The message says what to do."""


@dataclass(slots=True)
class _Loaded:
    name: str
    matcher: Matcher
    looked: float
    outdated: bool


_loaded: dict[tuple[Path, str], _Loaded] = {}
_lock = threading.Lock()


def home() -> Path:
    """The folder of all models."""
    return Path(settings.BQPORTAL_HOME) / "matching"


def keep(model: Model, *, without: str = "") -> Model:
    """Write `model`, point to it, and remove the one that it replaces. Returns the model as it is read back."""
    home().mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=home()))
    name = name_of(model.manifest, without)
    try:
        save_model(model, draft)
        target = home() / name
        if target.exists():
            shutil.rmtree(target)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    before = _pointed(without)
    handle, path = tempfile.mkstemp(prefix=".pointer-", dir=home())
    with os.fdopen(handle, "w") as file:
        file.write(name)
    Path(path).replace(_pointer(without))
    if before and before != name:
        shutil.rmtree(home() / before, ignore_errors=True)
    return load_model(home() / name)


def name_of(manifest: dict[str, Any], without: str) -> str:
    """Name of a model's folder."""
    variant = f"-without-{without.lower()}" if without else ""
    return f"{manifest['digest'][:16]}-{manifest['seed']}{variant}"


def current(*, without: str = "") -> Matcher:
    """A matcher with the model in use.

    Raises NoModelError if there is none, if it cannot be read, or if what it learned from has changed since.
    """
    name = _pointed(without)
    command = f"bqportal matching train{f' --without {without}' if without else ''}"
    if not name:
        raise NoModelError(f"Nothing has been trained yet. Run: {command}")
    with _lock:
        loaded = _loaded.get((home(), without))
        if loaded is None or loaded.name != name:
            loaded = _load(name, without, command)
        if time.monotonic() - loaded.looked > _LOOK_EVERY:
            loaded.looked = time.monotonic()
            loaded.outdated = loaded.matcher.model.manifest["stamp"] != data_stamp()
    if loaded.outdated:
        raise NoModelError(f"The imported data have changed since the model was trained. Run: {command}")
    return loaded.matcher


def manifest(*, without: str = "") -> dict[str, Any] | None:
    """What the model in use says of itself; None if there is none. Reads no array."""
    name = _pointed(without)
    try:
        return json.loads((home() / name / "manifest.json").read_text(encoding="utf-8")) if name else None
    except (OSError, ValueError):
        return None


def forget() -> None:
    """Read the model anew at the next question."""
    with _lock:
        _loaded.clear()


def _load(name: str, without: str, command: str) -> _Loaded:
    try:
        model = load_model(home() / name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoModelError(f"The model cannot be read ({error}). Run: {command}") from error
    if model.manifest.get("format") != FORMAT:
        raise NoModelError(f"The model was made by another version of bqportal. Run: {command}")
    loaded = _Loaded(name, Matcher(model), float("-inf"), outdated=False)
    _loaded[home(), without] = loaded
    return loaded


def _pointer(without: str) -> Path:
    return home() / (f"current-without-{without.lower()}" if without else "current")


def _pointed(without: str) -> str:
    try:
        return _pointer(without).read_text().strip()
    except OSError:
        return ""
