"""Erasing the rows and files of cases. Who may, and what holds them, stands in actions.privacy.

What stays: the flat record for the statistics, which has no name and leads nowhere (§ 17), and a shared result, which
never said anything about a person; the link to it goes with the case.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from bqportal.procedures.models import Applicant, Case, Document, Notice

FOLDER = "cases"  # where documents and notices lie, below the media folder
ORPHAN_AGE = timedelta(hours=24)  # an upload under way has a file and no row yet
_asked: list[Callable[[Case], None]] = []


def before_erasing(function: Callable[[Case], None]) -> Callable[[Case], None]:
    """Have `function` called with each case before it goes, in the same transaction (the statistics keep a record)."""
    if function not in _asked:
        _asked.append(function)
    return function


def files_of(cases: Iterable[Case]) -> list[str]:
    """Where the files of the cases lie: documents as they were sent in, notices as they were issued."""
    wanted = [case.pk for case in cases]
    found = [
        *Document.objects.filter(case__in=wanted).values_list("stored_as", flat=True),
        *Notice.objects.filter(case__in=wanted).values_list("stored_as", flat=True),
    ]
    return [place for place in found if place]


def erase_files(cases: list[Case]) -> int:
    """Erase cases with everything that hangs on them, and the person when she has no other; returns how many files.

    Rows go in the caller's transaction, files when it is certain. A machine that stops between the two leaves files
    that belong to nothing; `orphans` finds them.
    """
    places = files_of(cases)
    people = {case.applicant_id for case in cases}
    for case in cases:
        for function in _asked:
            function(case)
    Case.objects.filter(pk__in=[case.pk for case in cases]).delete()
    Applicant.objects.filter(pk__in=people, cases__isnull=True).delete()
    transaction.on_commit(lambda: _remove(places))
    return len(places)


def _remove(places: list[str]) -> None:
    """Remove files from the storage."""
    for place in places:
        default_storage.delete(place)


def orphans(at: datetime) -> list[str]:
    """Files in the folder of cases that belong to no row and are older than `ORPHAN_AGE`."""
    known = {*Document.objects.values_list("stored_as", flat=True), *Notice.objects.values_list("stored_as", flat=True)}
    return [
        place
        for place in _stored(FOLDER)
        if place not in known and default_storage.get_modified_time(place) < at - ORPHAN_AGE
    ]


def remove_orphans(at: datetime) -> int:
    """Remove the files that belong to nothing; returns how many."""
    found = orphans(at)
    _remove(found)
    return len(found)


def _stored(folder: str) -> list[str]:
    """Every file below a folder of the storage."""
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    found = [f"{folder}/{name}" for name in sorted(files)]
    for name in sorted(folders):
        found += _stored(f"{folder}/{name}")
    return found
