"""Why somebody may do something: the same rights as `rights`, told one by one with where they reach and their reason.

`tests/organisations/test_explaining.py` proves with random people and places that both say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bqportal.organisations.rights import Competent, Rights, Work

# What a role brings, by the names of the predicates without "may_"; rooms without an organisation are a right apart.
CENTRAL = {
    "editor": (
        "read_work", "begin", "write", "review", "be_asked", "assign", "publish", "change_in_bulk",
        "read_enquiry", "answer_enquiry", "answer_enquiries", "enter_room", "open_rooms", "read_counselling_figures",
    ),
    "administrator": ("manage_members", "manage_organisations", "read_audit"),
}  # fmt: skip
EVERYBODY = ("enter", "enter_common_room")
EVERY_MEMBER = (*EVERYBODY, "read_work", "read_enquiry", "enter_room")
IN_ORGANISATION = {
    "reviewer": ("be_asked", "assign"),
    "case_worker": ("enter_cases", "read_cases", "work_cases"),
    "counsellor": ("enter_counselling", "read_requests", "counsel"),
    "manager": (
        "assign", "manage_members", "enter_cases", "read_cases", "oversee_cases",
        "enter_counselling", "read_requests", "oversee_counselling",
    ),
}  # fmt: skip
WITHIN_COMPETENCE = {"contributor": ("begin", "write"), "reviewer": ("begin", "write", "review")}
ASKED = "asked"  # no role: somebody was asked to review one working version, or to answer one enquiry
WHEN_ASKED = ("read_work", "review")
WHEN_ASKED_AND_ENTERING = ("read_enquiry", "answer_enquiry")


@dataclass(frozen=True)
class Reason:
    """One right with its reason.

    Attributes:
        deed: what may be done, such as "write".
        role: because of which role, or `ASKED`.
        organisation: the role is one in this organisation, and reaches what the organisation has in work; None for
            central roles, which reach everything, and for `ASKED`.
        part: the role reaches only this part of the catalogue; None without such a bound.
        person: only working versions or enquiries for which this person was asked; 0 without such a bound.
    """

    deed: str
    role: str
    organisation: int | None = None
    part: Competent | None = None
    person: int = 0

    def reaches(self, work: Work) -> bool:
        """True when the right holds for this working version."""
        return (
            self.organisation in (None, work.organisation)
            and (self.part is None or self.part.covers(work.place))
            and (not self.person or self.person in work.asked)
        )


def explained(rights: Rights) -> tuple[Reason, ...]:
    """Everything that somebody may do, each with its reason; several reasons may give the same right."""
    return tuple(_by_central_roles(rights)) + tuple(_by_roles(rights)) + tuple(_when_asked(rights))


def _by_central_roles(rights: Rights) -> Iterator[Reason]:
    for role in sorted(rights.central):
        for deed in EVERYBODY + CENTRAL.get(role, ()):
            yield Reason(deed, role)


def _by_roles(rights: Rights) -> Iterator[Reason]:
    for organisation, role in sorted(rights.roles):
        for deed in EVERY_MEMBER + IN_ORGANISATION.get(role, ()):
            yield Reason(deed, role, organisation)
        for part in (one for one in rights.competences if one.organisation == organisation):
            for deed in WITHIN_COMPETENCE.get(role, ()):
                yield Reason(deed, role, organisation, part)


def _when_asked(rights: Rights) -> Iterator[Reason]:
    if not rights.person:
        return
    for deed in WHEN_ASKED + (WHEN_ASKED_AND_ENTERING if rights.central or rights.roles else ()):
        yield Reason(deed, ASKED, person=rights.person)
