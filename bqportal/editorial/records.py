"""Reading records that people wrote by hand, so that every mistake is named with its place and the way out.

What is said of a record is in the reader's language, for the work area shows it too, in the words of
`importing/wording.py`. Files from disk are read by operators only, in English.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from bqportal.editorial.faults import UNKEEPABLE, shown
from bqportal.editorial.fields import PARTIAL_DATE

LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")
LARGEST_FILE = 2_000_000  # bytes; a profile of 100 units in 12 languages stays below a tenth of it


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class InvalidRecordsError(ValueError):
    """Nothing was imported, because of these problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class RecordLoader(yaml.SafeLoader):
    """Safe YAML in which `no` is a word, as YAML 1.2 has it, and aliases are refused: they can make bombs."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            refusal = _("line %(line)s: aliases (*) are not allowed, write the value out")
            raise yaml.YAMLError(refusal % {"line": event.start_mark.line + 1})
        return super().compose_node(parent, index)


RecordLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass
class Record:
    """A mapping with its place. Readers note problems instead of raising, so that all are reported at once."""

    data: Mapping[str, Any]
    place: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, key: str, message: str) -> None:
        """Note a mistake at `key`."""
        self.problems.append(Problem(f"{self.place}: {key}" if key else self.place, message))

    def allow(self, *keys: str) -> None:
        """Note every key that is not one of `keys`: usually a typing error."""
        for key in self.data:
            if key not in keys:
                self.problem(str(key), _("is not known here; known are %(known)s") % {"known": ", ".join(keys)})

    def text(self, key: str, *, required: bool = False, limit: int = 20_000) -> str:
        """A text; numbers count as text. Empty if missing."""
        value = self.data.get(key)
        if value is None or value == "":
            if required:
                self.problem(key, _("is missing"))
            return ""
        if isinstance(value, bool | Mapping | list):
            self.problem(key, _("must be a text, not “%(value)s”") % {"value": shown(value)})
            return ""
        result = str(value).strip()
        if UNKEEPABLE.search(result):
            self.problem(key, _("holds characters that cannot be kept"))
            return ""
        if len(result) > limit:
            self.problem(key, _("is too long; at most %(limit)s characters") % {"limit": limit})
            return ""
        return result

    def address(self, key: str, *, required: bool = False, limit: int = 1000) -> str:
        """An address on the web; empty if missing or of another kind, so that no page makes a link of a script."""
        result = self.text(key, required=required, limit=limit)
        if result and not result.startswith(("https://", "http://")):
            refusal = _("must be a web address that begins with https:// or http://, not “%(value)s”")
            self.problem(key, refusal % {"value": shown(result)})
            return ""
        return result

    def number(self, key: str, *, low: int = 0, high: int = 100_000) -> int | None:
        """A whole number between `low` and `high`. None if missing."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            refusal = _("must be a whole number from %(low)s to %(high)s, not “%(value)s”")
            self.problem(key, refusal % {"low": low, "high": high, "value": shown(value)})
            return None
        return value

    def flag(self, key: str) -> bool:
        """true or false; false if missing."""
        value = self.data.get(key) or False
        if not isinstance(value, bool):
            self.problem(key, _("must be true or false, not “%(value)s”") % {"value": shown(value)})
            return False
        return value

    def partial_date(self, key: str) -> str:
        """2019, 2019-09 or 2019-09-01 as text. Empty if missing."""
        value = self.data.get(key)
        if value is None or value == "":
            return ""
        result = value.isoformat()[:10] if isinstance(value, date) else str(value)
        if not re.match(PARTIAL_DATE, result):
            refusal = _("must be a date such as 2019, 2019-09 or 2019-09-01, not “%(value)s”")
            self.problem(key, refusal % {"value": shown(result)})
            return ""
        return result

    def day(self, key: str) -> date | None:
        """A full date, also as text such as 2019-09-01. None if missing."""
        value = self.data.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or value == "" or isinstance(value, date):
            return value or None
        if isinstance(value, str):
            with suppress(ValueError):
                return date.fromisoformat(value)
        self.problem(key, _("must be a day such as 2019-09-01, not “%(value)s”") % {"value": shown(value)})
        return None

    def choice(self, key: str, choices: list[str], *, required: bool = False) -> str:
        """One of `choices`. Empty if missing."""
        value = self.text(key, required=required)
        if value and value not in choices:
            refusal = _("must be one of %(choices)s, not “%(value)s”")
            self.problem(key, refusal % {"choices": ", ".join(choices), "value": shown(value)})
            return ""
        return value

    def language(self, key: str, default: str = "") -> str:
        """An ISO 639 code such as pl or sr-Latn."""
        value = self.text(key) or default
        if not LANGUAGE.match(value):
            self.problem(key, no_language(value))
        return value

    def strings(self, key: str) -> list[str]:
        """A list of texts."""
        value = self.data.get(key) or []
        if not isinstance(value, list) or any(isinstance(item, Mapping | list) or item is None for item in value):
            self.problem(key, _("must be a list of texts"))
            return []
        return [str(item) for item in value]

    def child(self, key: str) -> "Record":
        """The mapping at `key`; an empty one if missing."""
        value = self.data.get(key) or {}
        if not isinstance(value, Mapping):
            self.problem(key, _("must be a mapping (key: value)"))
            value = {}
        return Record(value, f"{self.place}: {key}", self.problems)

    def children(self, key: str) -> Iterator["Record"]:
        """The mappings in the list at `key`."""
        value = self.data.get(key) or []
        if not isinstance(value, list):
            self.problem(key, _("must be a list"))
            return
        for index, item in enumerate(value, start=1):
            if isinstance(item, Mapping):
                yield Record(item, f"{self.place}: {key}[{index}]", self.problems)
            else:
                self.problem(f"{key}[{index}]", _("must be a mapping (key: value)"))

    def named(self, key: str) -> Iterator[tuple[str, "Record"]]:
        """The mappings below the mapping at `key`, with their names."""
        parent = self.child(key)
        for name in parent.data:
            yield str(name), parent.child(name)

    def texts(self, key: str, *fields: str) -> dict[str, dict[str, str]]:
        """Texts per language: {"de": {field: text}}; languages without any text are left out."""
        found = {}
        for language, record in self.named(key):
            record.allow(*fields)
            if not LANGUAGE.match(language):
                record.problem("", no_language(language))
            values = {name: record.text(name) for name in fields}
            if any(values.values()):
                found[language] = values
        return found

    def wordings(self, *known: str) -> dict[str, str]:
        """Every key that is a language code, beside the `known` ones: {"de": text, "en": text}."""
        for key in self.data:
            if key not in known and not LANGUAGE.match(str(key)):
                neither = _("is neither a language code nor one of %(known)s") % {"known": ", ".join(known)}
                self.problem(str(key), neither if known else no_language(key))
        languages = [str(key) for key in self.data if key not in known and LANGUAGE.match(str(key))]
        return {language: text for language in languages if (text := self.text(language))}


def no_language(value: Any) -> str:
    """What is said of something that is no language code."""
    return _("must be a language code such as pl, not “%(value)s”") % {"value": shown(value)}


def read_record(path: Path, place: str) -> Record:
    """The YAML mapping in a file. A file that cannot be read gives an empty record with the problem noted."""
    record = Record({}, place)
    try:
        if path.stat().st_size > LARGEST_FILE:
            record.problem("", f"is larger than {LARGEST_FILE} bytes; split it")
            return record
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=RecordLoader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError as error:
        record.problem("", f"is not UTF-8 (byte {error.start}); save it as UTF-8")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        record.problem("", f"is not valid YAML: {' '.join(str(error).split())[:300]}")
    except OSError as error:
        record.problem("", f"cannot be read: {error.strerror}")
    else:
        if isinstance(data, Mapping):
            record.data = data
        else:
            record.problem("", "must be a mapping (key: value)")
    return record
