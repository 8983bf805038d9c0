"""What the page about rights says is what the predicates decide, for whatever people and places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bqportal.organisations import rights as predicates
from bqportal.organisations.explaining import explained
from bqportal.organisations.models import CentralRole, Membership
from bqportal.organisations.rights import Competent, Place, Rights, Work

KINDS = ["qualification", "country"]
COUNTRIES = ["PL", "TR", ""]
SECTORS = ["07", "0714", "08", ""]
organisations = st.integers(1, 3)
people = st.integers(1, 3)
competences = st.builds(
    Competent, organisations, st.sampled_from([*KINDS, ""]), st.sampled_from(COUNTRIES), st.sampled_from(SECTORS)
)
somebody = st.builds(
    Rights,
    person=people,
    central=st.frozensets(st.sampled_from(CentralRole.Role.values)),
    roles=st.frozensets(st.tuples(organisations, st.sampled_from(Membership.Role.values)), max_size=4),
    competences=st.lists(competences, max_size=4).map(tuple),
)
nobody = st.just(Rights())
places = st.builds(Place, st.sampled_from(KINDS), st.sampled_from(COUNTRIES), st.sampled_from(SECTORS))
works = st.builds(Work, places, st.none() | organisations, st.frozensets(people, max_size=2))

ABOUT_WORK = {"read_work", "write", "review", "assign"}
ABOUT_CASES = {"read_cases", "work_cases", "oversee_cases"}
ABOUT_COUNSELLING = {"read_requests", "counsel", "oversee_counselling"}
ABOUT_ORGANISATION = {"manage_members", "enter_room", *ABOUT_CASES, *ABOUT_COUNSELLING}


def decided(deed: str, rights: Rights, work: Work, expert: int | None) -> bool:
    """What the predicate says."""
    arguments = {
        **dict.fromkeys(ABOUT_WORK, (work,)),
        "begin": (work.place,),
        "begin_kind": (work.place.kind,),
        **dict.fromkeys(ABOUT_CASES | ABOUT_COUNSELLING, (work.organisation,)),
        "manage_members": (work.organisation or 0,),
        "enter_room": (work.organisation,),
        "read_enquiry": (work.organisation, expert),
        "answer_enquiry": (expert,),
    }.get(deed, ())
    return bool(getattr(predicates, f"may_{deed}")(rights, *arguments))


def told(deed: str, rights: Rights, work: Work, expert: int | None) -> bool:
    """What the explanation says."""
    reasons = [reason for reason in explained(rights) if reason.deed == deed]
    if deed in ABOUT_WORK:
        return any(reason.reaches(work) for reason in reasons)
    if deed == "begin_somewhere":
        return any(reason.deed == "begin" for reason in explained(rights))
    if deed == "begin_kind":
        begins = [reason.part for reason in explained(rights) if reason.deed == "begin"]
        return any(part is None or part.kind in ("", work.place.kind) for part in begins)
    if deed == "begin":
        return any(reason.reaches(Work(work.place, reason.organisation)) for reason in reasons)
    if deed.endswith("_enquiry"):
        asked = Work(work.place, work.organisation, frozenset({expert} - {None}))
        return any(reason.reaches(asked) for reason in reasons)
    if deed == "enter_room" and work.organisation is None:
        return any(reason.deed == "enter_common_room" for reason in explained(rights))
    if deed in ABOUT_ORGANISATION:
        return any(reason.organisation in (None, work.organisation or 0) for reason in reasons)
    return bool(reasons)


DEEDS = sorted(name.removeprefix("may_") for name in vars(predicates) if name.startswith("may_"))


@settings(max_examples=2000, deadline=None)
@given(rights=somebody | nobody, work=works, expert=st.none() | people)
def test_the_explanation_says_what_the_predicates_decide(rights: Rights, work: Work, expert: int | None) -> None:
    assert {deed: told(deed, rights, work, expert) for deed in DEEDS} == {
        deed: decided(deed, rights, work, expert) for deed in DEEDS
    }


@given(rights=somebody)
def test_nothing_is_told_twice(rights: Rights) -> None:
    distinct = Rights(rights.person, rights.central, rights.roles, tuple(dict.fromkeys(rights.competences)))
    reasons = explained(distinct)
    assert len(reasons) == len(set(reasons))
    assert {reason.deed for reason in reasons} <= {*DEEDS, "enter_common_room"}
