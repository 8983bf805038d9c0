"""What is done with organisations."""

import csv
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from bqportal.organisations.models import Organisation

CHAMBERS = Path(__file__).parent.parent / "data" / "chambers.csv"
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
CONTACT = ("url", "email", "phone")


@transaction.atomic
def load_chambers() -> int:
    """Bring in the shipped list of chambers (Kammern nach § 8 BQFG). Idempotent; returns their number.

    Web address, e-mail and telephone of the list only fill what is empty: what a body has entered itself stays.
    """
    with CHAMBERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        facts = {
            "kind": row["kind"].lower(),
            "code": row["code"],
            "name": row["name"],
            "city": row["city"],
            "land": row["land"],
            "closed": row["closed"] == "yes",
        }
        contact = {name: row[name] for name in CONTACT if row[name]}
        organisation, created = Organisation.objects.update_or_create(
            slug=slugify(f"{row['kind']} {row['code']} {row['name']}".translate(GERMAN))[:120],
            defaults=facts, create_defaults={**facts, **contact},
        )  # fmt: skip
        if not created:
            _fill(organisation, contact)
    return len(rows)


def _fill(organisation: Organisation, contact: dict[str, str]) -> None:
    """Write what the body does not have yet."""
    missing = {name: value for name, value in contact.items() if not getattr(organisation, name)}
    if missing:
        Organisation.objects.filter(pk=organisation.pk).update(**missing)
