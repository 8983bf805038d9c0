"""Recognised training occupations whose regulation's text is not in the portal yet.

The file `data/further_occupations.csv` names them with what is known of their regulation. Its columns:

* `slug`, `name_m`: as `reference_list` would make them from the text, so that a later text finds its occupation;
* `abbreviation`, `enacted`: give the key of the regulation by the same rule; empty where only the name is known;
* `in_force_to`: the day before the successor came into force, empty for what nobody is known to have repealed;
* `source`: one or more, separated by semicolons, each "who: what".
"""

from datetime import date
from typing import Any

from .reference_list import version_key

READ_ON = date(2026, 11, 27)
# Who writes the law or keeps the official list; everything else is a copy or hearsay.
FIRST_HAND = ("Bundesrecht", "Bundesagentur für Arbeit", "Handwerksordnung")
ENCYCLOPEDIA = "https://de.wikipedia.org/wiki/"
REGULATION_FIELDS = ("abbreviation", "citation", "legal_basis", "url")


def regulation_key(row: dict[str, str]) -> str:
    """Key of the regulation, the same as its text would get; empty where only the occupation's name is known.

    >>> regulation_key({"abbreviation": "GerüstbAusbV 2000", "enacted": "2000-05-26"})
    'geruestbausbv-2000-05-26'
    """
    return version_key(row["abbreviation"], row["enacted"]) if row["abbreviation"] and row["enacted"] else ""


def regulation_values(row: dict[str, str]) -> dict[str, Any]:
    """What is known of the regulation, without what is not."""
    values: dict[str, Any] = {name: row[name] for name in REGULATION_FIELDS} | {"title": row["regulation_title"]}
    values |= {name: date.fromisoformat(row[name]) for name in ("enacted", "in_force_to") if row[name]}
    return {name: value for name, value in values.items() if value}


def sources_of(row: dict[str, str]) -> list[dict[str, Any]]:
    """The sources of a row, as the evidence behind the occupation."""
    what = ", ".join(part for part in (row["regulation_title"] or row["name_m"], row["citation"]) if part)
    found = []
    for item in row["source"].split("; "):
        publisher, _colon, detail = item.partition(": ")
        address = ""
        if "/" in publisher:
            address, publisher = f"https://github.com/{publisher}/blob/HEAD/{detail}", f"{publisher} (GitHub)"
        elif publisher == "Wikipedia":
            address = ENCYCLOPEDIA + detail.replace(" ", "_")
        title, weak = f"{what}: {detail}"[:500], publisher not in FIRST_HAND
        found.append({"title": title, "publisher": publisher, "url": address, "weak": weak})
    return found
