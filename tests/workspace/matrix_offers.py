"""Who may read the directory of centres, courses, trainings and good practice: everybody (see matrix.py)."""

from tests.workspace.roles import EVERYONE, NOBODY, Page, on

_NO_RECORD = ("nothing-there",)
_NO_DAY = ("nothing-there", "2026-11-28")

OFFERS: dict[str, Page] = {
    "centre-list": Page(get=on(EVERYONE)),
    "centre-networks": Page(get=on(EVERYONE)),
    "centre-detail": Page(_NO_RECORD, on(NOBODY)),
    "centre-as-of": Page(_NO_DAY, on(NOBODY)),
    "offer-list": Page(get=on(EVERYONE)),
    "offer-detail": Page(_NO_RECORD, on(NOBODY)),
    "offer-as-of": Page(_NO_DAY, on(NOBODY)),
    "event-list": Page(get=on(EVERYONE)),
    "event-detail": Page(_NO_RECORD, on(NOBODY)),
    "event-as-of": Page(_NO_DAY, on(NOBODY)),
    "practice-list": Page(get=on(EVERYONE)),
    "practice-detail": Page(_NO_RECORD, on(NOBODY)),
    "practice-as-of": Page(_NO_DAY, on(NOBODY)),
}
