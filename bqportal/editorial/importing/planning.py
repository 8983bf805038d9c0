"""What an import would do, record by record, before anything is written."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from bqportal.editorial.actions.writing import place_of, record_named
from bqportal.editorial.documents import Document, changed_parts
from bqportal.editorial.faults import Code, Fault, faults_of, shown
from bqportal.editorial.importing.entries import Entry, Reading, Trouble
from bqportal.editorial.importing.values import settled, tidy
from bqportal.editorial.importing.wording import words_of
from bqportal.editorial.importing.workbook import merged
from bqportal.editorial.kinds import Kind
from bqportal.editorial.models import Publishable, Strand, WorkingVersion
from bqportal.editorial.proving import problems_of
from bqportal.editorial.rules import digest_of
from bqportal.editorial.shapes import value_at
from bqportal.editorial.workflow import State
from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import Rights, is_editor, may_begin, may_write

AT_REST = (State.PUBLISHED, State.WITHDRAWN)
LONGEST_SLUG = 150
MOST_PROVEN = 100  # each takes the importer some 50 ms
IN_REVIEW = (State.IN_REVIEW, State.APPROVED)


class Verdict(StrEnum):
    """What becomes of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    FAULTY = "faulty"


BLOCKING = frozenset({Verdict.CONFLICT, Verdict.FORBIDDEN, Verdict.FAULTY})


@dataclass
class Present:
    """What the portal has of a record: working version, record in the tables, and the document that counts."""

    version: WorkingVersion | None = None
    record: Publishable | None = None
    document: Document = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """False for a record that the portal does not know."""
        return self.version is not None or self.record is not None


@dataclass
class Planned:
    """One record of the file and what becomes of it.

    Attributes:
        troubles: what must be mended in the file; hints: what must be mended before the review, and does not block.
    """

    entry: Entry
    slug: str
    title: str
    present: Present
    document: Document
    verdict: Verdict
    troubles: list[Trouble] = field(default_factory=list)
    hints: list[Trouble] = field(default_factory=list)


@dataclass
class Plan:
    """The whole import. `unproven` records were not shown to the importer, for that takes long."""

    planned: list[Planned]
    troubles: list[Trouble]
    unproven: int = 0

    def counted(self, verdict: Verdict) -> int:
        """How many records get this verdict."""
        return sum(one.verdict is verdict for one in self.planned)

    @property
    def is_clear(self) -> bool:
        """True when nothing stands in the way."""
        return not self.troubles and not any(one.verdict in BLOCKING for one in self.planned)

    @property
    def is_needed(self) -> bool:
        """True when the import would write anything."""
        return any(one.verdict in (Verdict.NEW, Verdict.CHANGED) for one in self.planned)

    @property
    def digest(self) -> str:
        """What somebody agrees to: written is what was shown, or nothing. Empty where nothing can be agreed to."""
        if not self.is_clear:
            return ""
        rows = [[one.slug, one.verdict.value, digest_of(one.present.document), one.document] for one in self.planned]
        return digest_of({"records": rows})


def stamp_of(document: Document) -> str:
    """What a file notes of the record as it was exported: 16 hexadecimal digits."""
    return digest_of(settled(document))[:16]


def plan_of(
    reading: Reading,
    *,
    kind: Kind,
    rights: Rights,
    organisation: Organisation | None,
    overwrite: bool,
    prove: bool = True,
) -> Plan:
    """What would happen to every record of the file.

    Args:
        organisation: for which records are begun or taken up.
        overwrite: also change records of which the file does not say what it was made from.
        prove: also ask the importer what keeps the first MOST_PROVEN records from becoming public; slow.
    """
    slugs = [kind.slug_of(entry.document) for entry in reading.entries]
    versions = versions_named(kind, slugs)
    plan, proven = Plan([], list(reading.troubles)), 0
    for slug, entry in zip(slugs, reading.entries, strict=True):
        present = present_of(entry.document, versions.get(slug), kind)
        document = tidy(merged(present.document, entry, kind.shape))
        if settled_safely(document) == settled_safely(present.document):
            document = present.document
        planned = Planned(
            entry, shown(slug, LONGEST_SLUG), shown(kind.title_of(document)), present, document, Verdict.FAULTY
        )
        judge(planned, kind, rights, organisation, overwrite)
        if slugs.count(slug) > 1:
            twice = Fault(Code.TWICE, "slug", params={"value": shown(slug)})
            planned.verdict = Verdict.FAULTY
            planned.troubles.append(Trouble(entry.place_of("slug"), words_of(twice)))
        wanted = prove and planned.verdict in (Verdict.NEW, Verdict.CHANGED)
        if wanted and proven == MOST_PROVEN:
            plan.unproven += 1
        elif wanted:
            proven += 1
            planned.hints = [
                Trouble(entry.place_of(problem.place.replace(": ", ".")), f"{problem.place}: {problem.message}")
                for problem in problems_of(document, kind)
            ]
        plan.planned.append(planned)
    return plan


def settled_safely(document: Document) -> Any:
    """The settled document; where sources are no mappings it has faults, and is like no other."""
    try:
        return settled(document)
    except (AttributeError, TypeError, ValueError):
        return object()


def versions_named(kind: Kind, slugs: list[str]) -> dict[str, WorkingVersion]:
    """Working versions by slug, with their parts: two queries."""
    parts = Prefetch("strands", Strand.objects.order_by("part"))
    clean = [slug for slug in slugs if slug and "\0" not in slug and slug.isprintable()]
    found = WorkingVersion.objects.current().filter(kind=kind.slug, slug__in=clean).prefetch_related(parts)
    return {version.slug: version for version in found.select_related("organisation")}


def present_of(document: Document, version: WorkingVersion | None, kind: Kind) -> Present:
    """What the portal has of the record that a document names. A version at rest follows the tables."""
    if version is not None and any(strand.state not in AT_REST for strand in version.strands.all()):
        return Present(version, version.record, version.document)
    slug, country = document.get("slug"), document.get("country")
    if not all(isinstance(text, str) and text.isprintable() for text in (slug, country or "")):
        return Present()
    record = version.record if version is not None else record_named(kind, document)
    return Present(version, record, kind.document_of(record)) if record is not None else Present(version)


def judge(planned: Planned, kind: Kind, rights: Rights, organisation: Organisation | None, overwrite: bool) -> None:
    """Give the verdict: first faults of the file, then rights, then whether somebody wrote meanwhile."""
    entry, present, document = planned.entry, planned.present, planned.document
    planned.troubles = [*entry.troubles, *troubles_of_kind(entry, kind), *troubles_of_faults(planned, kind)]
    if planned.troubles:
        return
    if refusal := refusal_of(present, document, kind, rights, organisation):
        planned.verdict, planned.troubles = Verdict.FORBIDDEN, [Trouble(entry.place, refusal)]
    elif not present.is_there:
        planned.verdict = Verdict.NEW
    elif document == present.document:
        planned.verdict = Verdict.UNCHANGED
    elif (entry.stamp or not overwrite) and entry.stamp != stamp_of(present.document):
        planned.verdict, planned.troubles = Verdict.CONFLICT, [Trouble(entry.place, conflict_words(entry.stamp))]
    elif blocked := parts_in_review(present, document, kind):
        message = _("is in review: %(parts)s. Take it back first.") % {"parts": ", ".join(blocked)}
        planned.troubles = [Trouble(entry.place, message)]
    else:
        planned.verdict = Verdict.CHANGED


def conflict_words(stamp: str) -> str:
    """Why a record that is there stays as it is."""
    if stamp:
        return _("Somebody wrote in this record since the file was exported. Export it again, and repeat your changes.")
    return _("The portal has this record, and the file does not say which state of it it was made from.")


def troubles_of_kind(entry: Entry, kind: Kind) -> list[Trouble]:
    """A file made for another kind of record."""
    if entry.kind in ("", kind.slug):
        return []
    message = _("The file holds records of another kind: %(kind)s") % {"kind": shown(entry.kind)}
    return [Trouble(entry.place, message)]


def troubles_of_faults(planned: Planned, kind: Kind) -> list[Trouble]:
    """Faults by the shape, and what may not change any more."""
    faults = faults_of(planned.document, kind.shape)
    if planned.present.record is not None:
        for one in kind.shape.fields:
            was = value_at(planned.present.document, one.path)
            if one.fixed and was is not None and was != value_at(planned.document, one.path):
                faults.append(Fault(Code.FIXED, one.path, params={"value": shown(was)}))
    return [
        Trouble(planned.entry.place_of(fault.key), f"{fault.key}: {words_of(fault)}" if fault.key else words_of(fault))
        for fault in faults
    ]


def refusal_of(
    present: Present, document: Document, kind: Kind, rights: Rights, organisation: Organisation | None
) -> str:
    """Why the person may not write this record; empty if she may."""
    version = present.version
    is_in_work = version is not None and any(strand.state not in AT_REST for strand in version.strands.all())
    if version is not None and is_in_work and not may_write(rights, version.work):
        return _("Another organisation has this record in work, or it lies outside your competence.")
    for place in (place_of(document, kind), *([place_of(present.document, kind)] if present.document else [])):
        covered = organisation is not None and organisation.pk in rights.organisations_for(place)
        if not may_begin(rights, place) or not (is_editor(rights) or covered or is_in_work):
            return _("Your organisation is not competent for this country and field.")
    return ""


def parts_in_review(present: Present, document: Document, kind: Kind) -> list[str]:
    """Parts that would change and are being reviewed, by their names."""
    if present.version is None:
        return []
    states = {strand.part: strand.state for strand in present.version.strands.all()}
    changed = changed_parts(present.version.document, document, kind.shape)
    return [part or str(_("facts")) for part in changed if states.get(part) in IN_REVIEW]
