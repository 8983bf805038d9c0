"""Who may do what: the one place that decides. Facts about a person in, verdict out.

A person's rights come from three things: central roles, roles in organisations, and the competences of these
organisations, which name parts of the catalogue (country, sector, kind of record), never single records.
"""

from dataclasses import dataclass

CASE_ROLES = frozenset({"case_worker", "manager"})
COUNSELLING_ROLES = frozenset({"counsellor", "manager"})
ALL = ""  # an empty part of a competence stands for everything
WRITERS = frozenset({"contributor", "reviewer"})


@dataclass(frozen=True)
class Competent:
    """A part of the catalogue for which an organisation may write (Zuständigkeit)."""

    organisation: int
    kind: str = ALL
    country: str = ALL
    sector: str = ALL

    def covers(self, place: "Place") -> bool:
        """True when the record at `place` lies in this part.

        >>> Competent(1, country="PL", sector="07").covers(Place("qualification", "PL", "0714"))
        True
        """
        return (
            self.kind in (ALL, place.kind)
            and self.country in (ALL, place.country)
            and (not self.sector or place.sector.startswith(self.sector))
        )


@dataclass(frozen=True)
class Place:
    """Where a record stands in the catalogue. Countries' own profiles have no sector."""

    kind: str
    country: str = ""
    sector: str = ""


@dataclass(frozen=True)
class Work:
    """A working version as far as rights go: its place, the organisation that has it in work, who was asked to help.

    A closed one is history: read as before, changed by nobody.
    """

    place: Place
    organisation: int | None = None
    asked: frozenset[int] = frozenset()
    is_closed: bool = False


@dataclass(frozen=True)
class Rights:
    """What is known of a person. Nobody signed in has person 0 and no rights at all."""

    person: int = 0
    central: frozenset[str] = frozenset()
    roles: frozenset[tuple[int, str]] = frozenset()
    competences: tuple[Competent, ...] = ()

    @property
    def organisations(self) -> frozenset[int]:
        """Where the person is a member, whatever the role."""
        return frozenset(organisation for organisation, _role in self.roles)

    def has_role(self, organisation: int | None, *roles: str) -> bool:
        """True when the person has one of `roles` in that organisation."""
        return any((organisation, role) in self.roles for role in roles)

    def organisations_for(self, place: Place) -> frozenset[int]:
        """Organisations for which the person may write the record at `place`."""
        return frozenset(
            one.organisation
            for one in self.competences
            if self.has_role(one.organisation, *WRITERS) and one.covers(place)
        )


def is_editor(rights: Rights) -> bool:
    """Steers and assures quality for the whole portal."""
    return "editor" in rights.central


def is_administrator(rights: Rights) -> bool:
    """Runs the portal: organisations, people, roles, audit log."""
    return "administrator" in rights.central


def may_enter(rights: Rights) -> bool:
    """May see the work area beyond the own account: somebody with any role."""
    return bool(rights.central or rights.roles)


def may_read_work(rights: Rights, work: Work) -> bool:
    """Unpublished content: members of the organisation that has it in work, editors, and who was asked to help."""
    return is_editor(rights) or work.organisation in rights.organisations or rights.person in work.asked


def may_begin(rights: Rights, place: Place) -> bool:
    """Begin a record, or a new version of a published one, at this place of the catalogue."""
    return is_editor(rights) or bool(rights.organisations_for(place))


def may_begin_somewhere(rights: Rights) -> bool:
    """Begin a record at some place of the catalogue."""
    return is_editor(rights) or any(rights.has_role(one.organisation, *WRITERS) for one in rights.competences)


def may_begin_kind(rights: Rights, kind: str) -> bool:
    """Begin a record of this kind at some place of the catalogue."""
    written = (one for one in rights.competences if rights.has_role(one.organisation, *WRITERS))
    return is_editor(rights) or any(one.kind in (ALL, kind) for one in written)


def may_write(rights: Rights, work: Work) -> bool:
    """Change a working version: writers of its organisation, as far as that is competent, and editors."""
    if work.is_closed:
        return False
    return is_editor(rights) or work.organisation in rights.organisations_for(work.place)


def may_review(rights: Rights, work: Work) -> bool:
    """Ask for changes or approve: reviewers of the organisation within its competence, editors, who was asked.

    Whether somebody may approve this very text, which another must have written, is the workflow's question.
    """
    if work.is_closed:
        return False
    by_role = rights.has_role(work.organisation, "reviewer") and work.organisation in rights.organisations_for(
        work.place
    )
    return is_editor(rights) or by_role or rights.person in work.asked


def may_be_asked(rights: Rights) -> bool:
    """Be asked to review a record: reviewers of any organisation, and editors."""
    return is_editor(rights) or any(role == "reviewer" for _organisation, role in rights.roles)


def may_publish(rights: Rights) -> bool:
    """Make approved content public, schedule it, withdraw it: the central office."""
    return is_editor(rights)


def may_assign(rights: Rights, work: Work) -> bool:
    """Say who reviews, until when, how urgent; invite a guest reviewer."""
    if work.is_closed:
        return False
    return is_editor(rights) or rights.has_role(work.organisation, "reviewer", "manager")


def may_answer_enquiries(rights: Rights) -> bool:
    """Answer what bodies ask the central team."""
    return is_editor(rights)


def may_read_enquiry(rights: Rights, organisation: int | None, expert: int | None) -> bool:
    """Members of the organisation that asks, the expert who was asked, editors."""
    asked = expert is not None and rights.person == expert
    return is_editor(rights) or (may_enter(rights) and (organisation in rights.organisations or asked))


def may_answer_enquiry(rights: Rights, expert: int | None) -> bool:
    """Answer this enquiry or hand it over: the expert who was asked, and the central team."""
    asked = expert is not None and rights.person == expert
    return may_answer_enquiries(rights) or (may_enter(rights) and asked)


def may_enter_room(rights: Rights, organisation: int | None) -> bool:
    """Read and write in a room: its organisation's members and editors, or without one all who work here."""
    return may_enter(rights) and (organisation is None or is_editor(rights) or organisation in rights.organisations)


def may_open_rooms(rights: Rights) -> bool:
    """Open a room for a topic."""
    return is_editor(rights)


def may_manage_members(rights: Rights, organisation: int) -> bool:
    """Invite people to an organisation, give and take its roles."""
    return is_administrator(rights) or rights.has_role(organisation, "manager")


def may_manage_organisations(rights: Rights) -> bool:
    """Add and change organisations and their competences, admit people, give central roles."""
    return is_administrator(rights)


def may_read_audit(rights: Rights) -> bool:
    """Read the whole audit log. Everybody may read what is logged about themselves."""
    return is_administrator(rights)


def may_change_in_bulk(rights: Rights) -> bool:
    """Change many records at once."""
    return is_editor(rights)


def case_organisations(rights: Rights) -> frozenset[int]:
    """Bodies whose cases the person may read: where she is case worker or manager. Central roles open none."""
    return frozenset(organisation for organisation, role in rights.roles if role in CASE_ROLES)


def may_enter_cases(rights: Rights) -> bool:
    """Read cases of some body."""
    return bool(case_organisations(rights))


def may_read_cases(rights: Rights, organisation: int | None) -> bool:
    """Read the cases of this body: its case workers and managers, nobody else."""
    return organisation in case_organisations(rights)


def may_work_cases(rights: Rights, organisation: int | None) -> bool:
    """Take steps in the cases of this body; whether somebody may approve this very draft is the workflow's question."""
    return rights.has_role(organisation, "case_worker")


def may_oversee_cases(rights: Rights, organisation: int | None) -> bool:
    """Hand cases over, set letterhead, remedies and retention, erase: the managers of the body."""
    return rights.has_role(organisation, "manager")


def counselling_organisations(rights: Rights) -> frozenset[int]:
    """Bodies whose requests for counselling the person may read: as counsellor or manager. Central roles open none."""
    return frozenset(organisation for organisation, role in rights.roles if role in COUNSELLING_ROLES)


def may_enter_counselling(rights: Rights) -> bool:
    """See the work list of some counselling centre."""
    return bool(counselling_organisations(rights))


def may_read_requests(rights: Rights, organisation: int | None) -> bool:
    """Read, export and erase requests for counselling of this body: its counsellors and managers, nobody else."""
    return organisation in counselling_organisations(rights)


def may_counsel(rights: Rights, organisation: int | None) -> bool:
    """Take requests for counselling of this body, note contacts, refer, close."""
    return rights.has_role(organisation, "counsellor")


def may_oversee_counselling(rights: Rights, organisation: int | None) -> bool:
    """Say how long the body keeps requests for counselling, and what its form tells: its managers."""
    return rights.has_role(organisation, "manager")


def may_read_counselling_figures(rights: Rights) -> bool:
    """Read the anonymous figures over all counselling centres: the central office."""
    return is_editor(rights)
