"""Postcodes and municipalities from a table `osm_id,ags,ort,plz,landkreis,bundesland` (OpenStreetMap, ODbL)."""

import re
from pathlib import Path

from django.db import transaction

from bqportal.editorial.records import InvalidRecordsError, Problem
from bqportal.languages.folding import fold
from bqportal.occupations.importers.classifications.storage import Changes
from bqportal.occupations.importers.tables import Row, read_table
from bqportal.organisations.models import PostalPlace
from bqportal.organisations.places import LAND_OF_KEY, LANDS

_BATCH = 500
COLUMNS = ("ags", "ort", "plz", "landkreis", "bundesland")


def read_postcodes(path: Path) -> list[PostalPlace]:
    """The rows of the file, unsaved. Raises InvalidRecordsError with every line that is wrong."""
    table = read_table(path, COLUMNS)
    problems: list[Problem] = []
    found: dict[tuple[str, str], PostalPlace] = {}
    for row in table.rows():
        fault = _fault(row)
        if fault:
            problems.append(Problem(f"{table.name}, line {row.line}", fault))
            continue
        key = (row["plz"], row["ags"])
        found.setdefault(
            key,
            PostalPlace(
                postcode=row["plz"], ags=row["ags"], name=row["ort"], folded=fold(row["ort"])[:100],
                district=row["landkreis"],
            ),
        )  # fmt: skip
    if not found and not problems:
        problems.append(Problem(table.name, "has a heading and no rows; get the file again"))
    if problems:
        raise InvalidRecordsError(problems)
    return list(found.values())


@transaction.atomic
def store_postcodes(read: list[PostalPlace], *, dry_run: bool = False) -> Changes:
    """Put these rows in the place of all that are there; rows that are the same stay."""
    kept = {(row.postcode, row.ags): row for row in PostalPlace.objects.all()}
    wanted = {(row.postcode, row.ags): row for row in read}
    gone = [row.pk for key, row in kept.items() if key not in wanted or _said(row) != _said(wanted[key])]
    new = [row for key, row in wanted.items() if key not in kept or _said(kept[key]) != _said(row)]
    changed = len([row for row in new if (row.postcode, row.ags) in kept])
    if not dry_run:
        for start in range(0, len(gone), _BATCH):
            PostalPlace.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
        PostalPlace.objects.bulk_create(new, batch_size=_BATCH)
    return Changes("places", len(read), len(new) - changed, changed, len(gone) - changed)


def _said(row: PostalPlace) -> tuple[str, str]:
    return row.name, row.district


def _fault(row: Row) -> str:
    """What is wrong with a row, in words with the way out; empty when nothing is."""
    if not re.fullmatch(r"\d{5}", row["plz"]):
        return f"'{row['plz']}' is no postcode of five digits; mend the column plz"
    if not re.fullmatch(r"\d{8}", row["ags"]) or row["ags"][:2] not in LAND_OF_KEY:
        return f"'{row['ags']}' is no key of eight digits of a German municipality; mend the column ags"
    if LANDS[LAND_OF_KEY[row["ags"][:2]]] != row["bundesland"]:
        return f"the key {row['ags']} does not lie in '{row['bundesland']}'; mend ags or bundesland"
    if not 0 < len(row["ort"]) <= 100 or len(row["landkreis"]) > 100:
        return "the name of the place is missing, or a name is longer than 100 characters; mend ort or landkreis"
    return ""
