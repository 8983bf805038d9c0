"""What is done with organisations."""

import csv
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from bqportal.organisations.models import Organisation

CHAMBERS = Path(__file__).parent.parent / "data" / "chambers.csv"
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@transaction.atomic
def load_chambers() -> int:
    """Bring in the shipped list of chambers (Kammern nach § 8 BQFG). Idempotent; returns their number."""
    with CHAMBERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        Organisation.objects.update_or_create(
            slug=slugify(f"{row['kind']} {row['code']} {row['name']}".translate(GERMAN))[:120],
            defaults={
                "kind": row["kind"].lower(),
                "code": row["code"],
                "name": row["name"],
                "city": row["city"],
                "land": row["land"],
                "closed": row["closed"] == "yes",
            },
        )
    return len(rows)
