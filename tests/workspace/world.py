"""One small world for the proofs of secrecy: everybody who could stand before a door, and something behind each.

Every text that somebody wrote holds the mark of its owner, by which it is found where it must not be, and a canary: if
any of it ever became part of a page instead of its text, `canary` would run.
"""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from bqportal.editorial.actions.bulk import change_in_bulk, preview_of
from bqportal.editorial.actions.discussions import open_room, post_message
from bqportal.editorial.actions.enquiries import answer_enquiry, ask_enquiry
from bqportal.editorial.actions.guests import answer_as_guest, invite_guest
from bqportal.editorial.actions.importing import keep_file
from bqportal.editorial.actions.papers import attach_paper
from bqportal.editorial.actions.stepping import take_step
from bqportal.editorial.actions.watching import watch
from bqportal.editorial.actions.writing import begin_record, open_record, replace_document
from bqportal.editorial.bulk_rules import Change, Operation
from bqportal.editorial.importing.selection import Selection
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import (
    Enquiry,
    Finding,
    MinorEdit,
    MissingProfileRequest,
    Publishable,
    Snapshot,
    Strand,
    WorkingVersion,
)
from bqportal.editorial.unsubscribing import token_of
from bqportal.editorial.workflow import Step
from bqportal.matching.models import Synonym
from bqportal.organisations.actions.admission import confirm_registration, invite_person, register_person
from bqportal.organisations.models import CentralRole, Membership, Organisation, Person
from bqportal.qualifications.actions import publish_qualification
from bqportal.qualifications.models import Qualification
from tests import cast
from tests.countries.factories import CountryFactory
from tests.editorial import hostile
from tests.occupations.factories import ReferenceOccupationFactory
from tests.qualifications.factories import QualificationFactory
from tests.workspace.world_cases import add_cases
from tests.workspace.world_counselling import add_counselling

CANARY = '"><script>canary()</script><img src=x onerror=canary()>{{7*7}}[x](javascript:canary())'
# Whose text it is → the word that gives it away. `asked` is the chamber's, shown to a reviewer of the other chamber;
# `expert` is the other chamber's, shown to a reviewer of the first; `manager` is for who looks after its people;
# `case` and `o_case` are the chambers' recognition cases, which its case workers and managers read and nobody else.
MARKS = {
    "chamber": "Zwergpinguin", "other": "Quastenflosser", "central": "Ameisenigel", "asked": "Wasseramsel",
    "expert": "Nacktmull", "manager": "Kragenbaer", "operator": "Mondfisch", "import": "Tapirkind",
    "case": "Fingertier", "o_case": "Schuppentier", "counsel": "Nasenbeutler", "o_counsel": "Kegelrobbe",
}  # fmt: skip
KIND = "qualification"


def words(owner: str, where: str = "") -> str:
    """A text of somebody's: mark, where it stands, canary."""
    return f"{MARKS[owner]} {where} {CANARY}"


@dataclass
class World:
    """Everybody by role, and everything by name."""

    at: datetime
    people: dict[str, Person | None] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)


def build() -> World:
    """Make the world. The caller takes it back."""
    world = World(timezone.now())
    add_people(world)
    for country in ("PL", "TR", "FR", "RO"):
        CountryFactory(code=country, alpha2=country)
    world.things["public"] = public("PL", "pl-frei")
    add_records(world)
    add_talk(world)
    add_admission(world)
    add_rest(world)
    add_cases(world.people, world.things, {"": words("case"), "o_": words("o_case")})
    add_counselling(world.people, world.things, {"": words("counsel"), "o_": words("o_counsel")})
    world.people["disabled"].is_active = False
    world.people["disabled"].save()
    Organisation.objects.filter(slug="closed").update(closed=True)
    return world


def add_people(world: World) -> None:
    """One person for each role; each name holds a canary."""
    chamber, other, role = cast.chamber(), cast.other_chamber(), Membership.Role
    closed = Organisation.objects.create(slug="closed", name="Kammer, geschlossen", kind="hwk")
    places: dict[str, tuple[Organisation, str]] = {
        "reader": (chamber, role.READER), "contributor": (chamber, role.CONTRIBUTOR),
        "reviewer": (chamber, role.REVIEWER), "case_worker": (chamber, role.CASE_WORKER),
        "manager": (chamber, role.MANAGER), "o_contributor": (other, role.CONTRIBUTOR),
        "o_reviewer": (other, role.REVIEWER), "o_case_worker": (other, role.CASE_WORKER),
        "o_manager": (other, role.MANAGER),
        "disabled": (chamber, role.REVIEWER), "closed": (closed, role.CONTRIBUTOR),
    }  # fmt: skip
    for name in ("nobody", *places, "editor", "second_editor", "administrator"):
        person = Person.objects.create_user(name, f"{name}@example.org", "correct horse battery")
        person.first_name, person.last_name = name, CANARY
        person.save()
        if name in places:
            cast.member(person, *places[name])
        world.people[name] = person
    for name, central in (("editor", "editor"), ("second_editor", "editor"), ("administrator", "administrator")):
        CentralRole.objects.create(person=world.people[name], role=central)
    for organisation in (chamber, other):
        organisation.city = CANARY[:90]
        organisation.save()
    world.things |= {"chamber_body": chamber, "other_body": other, "person": world.people["reader"]}
    world.things |= {"other_person": world.people["o_contributor"]}
    world.people["visitor"] = None


def public(country: str, slug: str) -> Qualification:
    """A public profile, without marks."""
    record = QualificationFactory(country=CountryFactory(code=country, alpha2=country), slug=slug)
    publish_qualification(qualification=record, at=timezone.now())
    return Qualification.objects.get(pk=record.pk)


def add_records(world: World) -> None:
    """Working versions: of the chamber, beyond its competence, shown to a reviewer elsewhere, of others, begun only."""
    people, chamber, other = world.people, cast.chamber(), cast.other_chamber()
    for name, country, organisation, by in (
        ("chamber", "PL", chamber, "contributor"), ("asked", "TR", chamber, "contributor"),
        ("far", "FR", chamber, "editor"), ("other", "RO", other, "o_contributor"), ("central", "PL", None, "editor"),
    ):  # fmt: skip
        owner = "chamber" if name == "far" else name
        record = public(country, f"{country.lower()}-{name}")
        version = open_record(
            kind=kind_named(KIND), record=record, organisation=organisation, by=people[by], at=world.at
        )
        world.things[name] = filled(world, version, owner, people[by])
    begun = {"slug": "pl-neu", "country": "PL", "title": words("chamber", "title"), "lang": "pl", "kind": "initial"}
    world.things["begun"] = begin_record(
        kind=kind_named(KIND), document=begun, organisation=chamber, by=people["contributor"], at=world.at
    )
    judge(world)


def filled(world: World, version: WorkingVersion, owner: str, by: Person) -> WorkingVersion:
    """The version with words of its owner everywhere, and what hangs on it: paper, message, guest, reasons."""
    document = marked(version.document, owner)
    version = replace_document(
        version=version, document=document, occasion=Snapshot.Occasion.IMPORTED, by=by, at=world.at,
        edition=version.edition, note=words(owner, "note"),
    )  # fmt: skip
    paper = attach_paper(
        version=version, content=hostile.pdf(), name="a.pdf", declared=hostile.PDF, kind="curriculum",
        title=words(owner, "paper"), language="pl", by=by, at=world.at,
    )  # fmt: skip
    paper.words = [words(owner, "page of the paper")]
    paper.save()
    message = post_message(version=version, by=by, text=words(owner, "message"), at=world.at)
    inviting = world.people["o_reviewer" if owner == "other" else "editor"]
    secret = invite_guest(version=version, name=words(owner, "guest")[:190], days=9, by=inviting, at=world.at)
    guest = answer_as_guest(secret=secret, verdict="changes", comment=words(owner, "comment"), at=world.at)
    given = {"version": version, "by": by, "at": world.at}
    Finding.objects.create(check_name="source-missing", digest="0" * 64, reason=words(owner, "dismissed"), **given)
    MinorEdit.objects.create(
        language="de", from_digest="1", to_digest="2", translations=["en"], reason=words(owner, "minor"), **given
    )
    version.paper, version.message, version.guest, version.secret = paper, message, guest, secret
    return version


def marked(document: dict[str, Any], owner: str) -> dict[str, Any]:
    """The document with words of the owner in every text, list and row."""
    units = [
        {**unit, "title": words(owner, "unit"), "de": words(owner, "unit"), "details": {"de": words(owner, "details")}}
        for unit in document["units"]
    ]
    texts = {name: words(owner, name) for name in ("title", "summary", "access", "objectives", "examination")}
    changed = {
        "title": words(owner, "title"), "also_known_as": [words(owner, "alias")], "units": units,
        "bodies": [{**body, "name": words(owner, "body"), "de": words(owner, "body")} for body in document["bodies"]],
        "texts": {**document["texts"], "de": texts}, "certificate": {"original": words(owner, "certificate")},
        "sources": {"s1": {"title": words(owner, "source"), "url": "https://example.org/law"}},
    }  # fmt: skip
    if owner == "other":  # no form takes these addresses; should one ever stand there, no page makes a link of it
        changed["sources"]["s1"]["url"] = "javascript:canary()"
        changed["bodies"][0]["url"] = "javascript:canary()"
    return {**document, **changed}


def judge(world: World) -> None:
    """Steps with reasons: the chamber's facts are sent back; those of `asked` wait for a reviewer elsewhere."""
    people, things = world.people, world.things
    for name in ("chamber", "asked"):
        take_step(version=things[name], step=Step.SUBMIT, parts=[""], by=people["contributor"], at=world.at)
    take_step(
        version=things["chamber"], step=Step.REQUEST_CHANGES, parts=[""], by=people["reviewer"],
        reason=words("chamber", "reason"), at=world.at,
    )  # fmt: skip
    Strand.objects.filter(version=things["asked"], part="").update(assignee=people["o_reviewer"])


def add_talk(world: World) -> None:
    """Rooms and enquiries: of one organisation, of the other with an expert of the first, for everybody."""
    people, things, at = world.people, world.things, world.at
    for name, organisation, topic in (
        ("room", None, f"Thema {CANARY}"), ("chamber_room", cast.chamber(), words("chamber", "room")),
        ("other_room", cast.other_chamber(), words("other", "room")),
    ):  # fmt: skip
        room = open_room(by=people["editor"], topic=topic, description=topic, organisation=organisation, at=at)
        speaker = people["o_contributor" if name == "other_room" else "contributor"]
        room.message = post_message(room=room, by=speaker, text=topic, at=at)
        things[name] = room
    for name, owner, organisation, by, expert in (
        ("enquiry", "chamber", cast.chamber(), "contributor", None),
        ("other_enquiry", "other", cast.other_chamber(), "o_contributor", None),
        ("expert_enquiry", "expert", cast.other_chamber(), "o_contributor", people["reviewer"]),
    ):  # fmt: skip
        things[name] = ask_enquiry(
            by=people[by], subject=words(owner, "subject"), question=words(owner, "question"), expert=expert,
            organisation=organisation, version=things.get(owner), at=at,
        )  # fmt: skip
    answered = ask_enquiry(
        by=people["contributor"], subject=words("chamber", "asked"), question=words("chamber", "asked"),
        organisation=cast.chamber(), at=at,
    )  # fmt: skip
    answer_enquiry(enquiry=answered, by=people["editor"], answer=words("chamber", "answer"), at=at)
    things["answered_enquiry"] = Enquiry.objects.get(pk=answered.pk)


def add_admission(world: World) -> None:
    """An invitation, one to a person who has an account, and a registration before and after its confirmation."""
    people, at = world.people, world.at
    for name, email in (("invitation", f"{MARKS['manager'].lower()}@example.org"), ("welcome", "reader@example.org")):
        invitation, secret = invite_person(
            organisation=cast.chamber(), email=email, roles=["reader"], language="en", by=people["manager"], at=at
        )
        world.things[name] = SimpleNamespace(pk=invitation.pk, secret=secret)
    for name in ("registration", "unconfirmed"):
        made = register_person(
            first_name=words("operator", "name"), last_name=CANARY, email=f"{name}@example.org", organisation=None,
            body=words("operator", "body"), reason=words("operator", "reason"), language="en", at=at,
        )  # fmt: skip
        if name == "registration":
            confirm_registration(secret=made[1], at=at)
        world.things[name] = SimpleNamespace(pk=made[0].pk, secret=made[1])


def add_rest(world: World) -> None:
    """What somebody keeps for herself, what is asked for, and what was changed in bulk."""
    people, things, at = world.people, world.things, world.at
    things["watch"] = watch(by=people["contributor"], subject="work", key=str(things["chamber"].pk), at=at)
    things["import"] = keep_file(
        name=f"{MARKS['import']}.yaml", content=f"slug: pl-x\ncountry: PL\ntitle: {MARKS['import']}\n".encode(),
        kind=kind_named(KIND), organisation=cast.chamber(), overwrite=False, by=people["contributor"], at=at,
    )  # fmt: skip
    asked = {"country": "PL", "language": "de", "first_day": at.date(), "last_day": at.date()}
    for name, version in (("request", None), ("linked_request", things["chamber"])):
        things[name] = MissingProfileRequest.objects.create(
            query=f"{name} {CANARY}", folded=name, version=version, **asked
        )
    things["synonym"] = Synonym.objects.create(
        title=f"Titel {CANARY}", language="ru", occupation=ReferenceOccupationFactory(), source=CANARY, added_at=at
    )
    field = next(one for one in kind_named(KIND).shape.fields if one.path == "form")
    order = {
        "selection": Selection(kind_named(KIND), country="RO"), "words": "",
        "change": Change(field, Operation.SET, "dual"),
    }  # fmt: skip
    seen = preview_of(**order).digest
    things["bulk"] = change_in_bulk(**order, seen=seen, by=people["editor"], at=at)
    person = people["contributor"]
    things["token"] = SimpleNamespace(pk=token_of(person))
    things["draft"] = QualificationFactory(
        country=CountryFactory(code="PL"), slug="pl-entwurf", title=words("central", "draft"),
        state=Publishable.State.DRAFT,
    )  # fmt: skip
    things["-"] = SimpleNamespace(pk=0, slug="none", year=2025)
    for name in ("chamber", "far", "other"):
        things[f"{name}_record"] = things[name].record
    for name, body, member in (
        ("member", cast.chamber(), "reader"), ("other_member", cast.other_chamber(), "o_contributor"),
        ("no_member", cast.chamber(), "o_contributor"),
    ):  # fmt: skip
        competence = body.competences.first().pk
        things[name] = SimpleNamespace(pk=body.pk, person=people[member].pk, competence=competence)
