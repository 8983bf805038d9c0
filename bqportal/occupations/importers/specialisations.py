"""Fields of specialisation follow from the sections of the positions, whoever wrote those."""

from collections.abc import Iterable

from bqportal.editorial.writing import synced
from bqportal.occupations.models import Specialisation
from bqportal.occupations.rules import specialisations


def sync_specialisations(version_id: int, sections: Iterable[str]) -> None:
    """Make the fields of specialisation of an occupation version those that its sections name."""
    rows = [{"order": order, "name": name[:300]} for order, name in enumerate(specialisations(sections), start=1)]
    synced(Specialisation, {"version_id": version_id}, "name", rows)
