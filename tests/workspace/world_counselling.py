"""Requests for counselling at both chambers, for the proofs of secrecy (world.py).

`new_request` is new, `closed_request` has ended, `referred_request` was handed to the other chamber, which has it now:
its first chamber keeps a note of its own. Marks stand in every text of the owner; what a referral hands over is marked
as the receiver's.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from bqportal.organisations.models import Membership, Person
from bqportal.procedures.counselling.actions.working import close_request, note_contact, refer_request
from bqportal.procedures.models import CounsellingOffice, CounsellingRequest
from tests import cast
from tests.procedures.counselling_factories import sent


def add_counselling(people: dict[str, Person | None], things: dict[str, Any], marks: dict[str, str]) -> None:
    """A counsellor at each chamber (`counsellor`, `o_counsellor`), and requests of each state.

    Args:
        marks: before the names of things and roles of a chamber → its mark with a canary.
    """
    bodies = {prefix: cast.other_chamber() if prefix else cast.chamber() for prefix in marks}
    for prefix, body in bodies.items():
        name = f"{prefix}counsellor"
        if name not in people:
            person = Person.objects.create_user(name, f"{name}@example.org", "correct horse battery")
            people[name] = cast.member(person, body, Membership.Role.COUNSELLOR)
    for prefix, mark in marks.items():
        other = next(one for one in marks if one != prefix)
        made = _requests(people, bodies, prefix, other, mark, marks[other])
        named = {f"{prefix}{name}": thing for name, thing in made.items()}
        assert not named.keys() & things.keys(), "a thing of that name is there already"
        things.update(named)


def _requests(
    people: dict[str, Person | None], bodies: dict[str, Any], prefix: str, other: str, mark: str, theirs: str
) -> dict[str, Any]:
    """One request for each thing that can be done with one."""
    body, counsellor, at = bodies[prefix], people[f"{prefix}counsellor"], timezone.now() - timedelta(days=1)
    assert counsellor is not None
    CounsellingOffice.objects.get_or_create(organisation=body, defaults={"privacy_text": ""})
    made = {
        name: _marked(sent(body, at, name=f"{name} {text}"[:190], birth_year=1990), text)
        for name, text in (("new_request", mark), ("closed_request", mark), ("referred_request", theirs))
    }
    note_contact(
        request=made["referred_request"], next_on=None, waits=False, by=counsellor, at=at,
        values={"on": at.date(), "channel": "phone", "partner": "person", "minutes": 9, "topics": [], "note": mark},
    )  # fmt: skip
    close_request(request=made["closed_request"], outcome="other", note=mark, by=counsellor, at=at)
    referral = refer_request(
        request=made["referred_request"], to=bodies[other], consent="spoken", consented_on=timezone.localdate(at),
        message="", by=counsellor, at=at,
    )  # fmt: skip
    own = {"slug": body.slug, "to": bodies[other].pk, "day": timezone.localdate()}
    return {
        "counselling_body": SimpleNamespace(**own, pk=body.pk),
        **{name: SimpleNamespace(**own, pk=one.pk, referral=referral.pk) for name, one in made.items()},
    }


def _marked(request: CounsellingRequest, mark: str) -> CounsellingRequest:
    """The request with the mark in every text."""
    CounsellingRequest.objects.filter(pk=request.pk).update(occupation=mark[:300], question=mark)
    request.educations.update(title=mark[:300], length=mark[:60])
    request.works.update(occupation=mark[:300], tasks=mark[:500], country=mark[:100])
    request.refresh_from_db()
    return request
