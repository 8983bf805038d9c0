"""What the page of one working version shows: its parts, the steps that are open, and ways to go from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from bqportal.editorial import history
from bqportal.editorial.actions.stepping import actor_of, standing_of
from bqportal.editorial.documents import FACTS, Document, changed_parts
from bqportal.editorial.kinds import Kind, kind_named
from bqportal.editorial.models import Strand, Transition, WorkingVersion
from bqportal.editorial.sections import TEXT
from bqportal.editorial.workflow import State, Step, open_steps
from bqportal.organisations.models import Person
from bqportal.organisations.rights import Rights, may_review, may_write
from bqportal.workspace.forms.comparison import part_name
from bqportal.workspace.forms.steps import StepForm
from bqportal.workspace.wordings import STEPS

NEARBY = timedelta(minutes=2)  # for which somebody counts as being in the record
STEPS_SHOWN = 20
# Route → what the link says; pages that are not mounted are not linked.
WAYS = (
    ("record-show", _("Overview")),
    ("record-review", _("Review")),
    ("record-compare", _("What is new")),
    ("record-preview", _("Preview")),
    ("record-languages", _("Languages")),
    ("record-checks", _("Checks")),
    ("record-papers", _("Papers")),
    ("record-discussion", _("Discussion")),
    ("record-history", _("History")),
    ("record-authors", _("Authors")),
)


@dataclass(frozen=True)
class PartRow:
    """One part of the record. `sections` are links to where it is written: label and address."""

    strand: Strand
    is_changed: bool
    sections: list[tuple[Any, str]]


def part_rows(version: WorkingVersion, rights: Rights) -> list[PartRow]:
    """All parts, the facts first, with what differs from what is public."""
    kind = kind_named(version.kind)
    changed = changed_parts(public_document(version), version.document, kind.shape)
    writes = may_write(rights, version.work)
    strands = version.strands.select_related("author", "last_editor", "assignee")
    return [
        PartRow(strand, strand.part in changed, list(section_links(version, kind, strand.part)) if writes else [])
        for strand in strands
    ]


def public_document(version: WorkingVersion) -> Document:
    """What the public reads now; nothing where the record is not public."""
    return history.public_document(version) if history.is_public(version) else {}


def section_links(version: WorkingVersion, kind: Kind, part: str) -> Iterator[tuple[Any, str]]:
    """Where a part is written."""
    sections = [(TEXT + part, part_name(part))]
    if part == FACTS:
        lists = [(rows.key, rows.label) for rows in kind.shape.rows]
        sections = [("facts", _("Facts")), *lists, ("sources", _("Sources"))]
    for section, label in sections:
        if address := address_of("record-edit", version.pk, section):
            yield label, address


def address_of(route: str, *arguments: Any) -> str:
    """The address of a page of the work area; empty where it is not mounted."""
    try:
        return reverse(f"workspace:{route}", args=arguments)
    except NoReverseMatch:
        return ""


def ways(version: WorkingVersion, rights: Rights, here: str) -> list[dict[str, Any]]:
    """Tabs to all pages about the record that the person may see; `here` is the path of the current one."""
    hidden = set() if may_review(rights, version.work) else {"record-review"}
    links = [(label, address_of(route, version.pk)) for route, label in WAYS if route not in hidden]
    return [{"label": label, "url": url, "current": url == here} for label, url in links if url]


def open_parts(version: WorkingVersion, rights: Rights) -> dict[Step, list[str]]:
    """Steps that the person may take now, each with the parts for which it is open."""
    strands = list(version.strands.all())
    actor = actor_of(version, rights)
    facts = next((strand for strand in strands if strand.part == FACTS), None)
    public = facts is not None and facts.is_public
    found: dict[Step, list[str]] = {}
    for strand in strands:
        # Texts can be published together with the facts that they hang on.
        together = public or (facts is not None and facts.state == State.APPROVED)
        for step in open_steps(standing_of(strand, facts_are_public=together), actor):
            if step in STEPS:
                found.setdefault(step, []).append(strand.part)
    return {step: found[step] for step in map(Step, STEPS) if step in found}


def step_forms(version: WorkingVersion, rights: Rights, bound: StepForm | None = None) -> list[StepForm]:
    """A form for each open step; one that was refused stands in its place, with what was written in it."""
    forms = {step: StepForm(version, step, parts) for step, parts in open_parts(version, rights).items()}
    if bound is not None:
        forms = {bound.step: bound, **{step: form for step, form in forms.items() if step is not bound.step}}
    return list(forms.values())


def people_nearby(version: WorkingVersion, person: Person, at: datetime) -> list[Person]:
    """Who else has the record open now."""
    here = version.presences.filter(seen_at__gte=at - NEARBY).exclude(person=person).select_related("person")
    return [presence.person for presence in here]


def last_transitions(version: WorkingVersion) -> list[Transition]:
    """The last steps, the newest first."""
    steps = Transition.objects.filter(strand__version=version).select_related("strand", "by", "organisation")
    return list(steps[:STEPS_SHOWN])
