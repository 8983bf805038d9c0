"""What checks find in a working version, for pages: open hints first, then those that somebody dismissed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bqportal.editorial.checks.checking import Context, Hint, Subject, checks_of, findings_of, statements_of
from bqportal.editorial.documents import Document
from bqportal.editorial.kinds import kind_named
from bqportal.editorial.models import Finding, WorkingVersion
from bqportal.organisations.rights import Rights


@dataclass(frozen=True)
class Found:
    """A hint, and who dismissed it if somebody did."""

    hint: Hint
    dismissed: Finding | None = None

    @property
    def is_open(self) -> bool:
        """True until somebody says why it does not matter."""
        return self.dismissed is None


def context_of(subject: Subject) -> Context:
    """What the checks for this kind of record need to know; each asks the database for its own facts."""
    shape = kind_named(subject.kind).shape
    asking = {check.facts or check.name: check for check in checks_of(subject.kind)}
    facts = {name: check.look_up(subject) for name, check in asking.items()}
    return Context(subject.kind, shape, subject.today, statements_of(subject.document, shape), facts)


def subject_of(version: WorkingVersion, rights: Rights, at: datetime) -> Subject:
    """A working version, looked at by somebody on a day (in the portal's time zone)."""
    return Subject(
        version.document, version.kind, timezone.localdate(at), rights, version=version.pk, record=version.object_id
    )


def hints_of(version: WorkingVersion, rights: Rights, at: datetime) -> list[Found]:
    """Everything the checks find, open ones first, the gravest first. Nobody is told what she may not read."""
    subject = subject_of(version, rights, at)
    dismissed = {finding.digest: finding for finding in version.dismissed.select_related("by")}
    found = [Found(hint, dismissed.get(hint.digest)) for hint in findings_of(subject.document, context_of(subject))]
    return sorted(found, key=lambda one: not one.is_open)


def hints_for(found: Iterable[Found], *, part: str | None = None, section: str | None = None) -> list[Found]:
    """Those of one part (FACTS or a language) or of one section, for the page on which it is edited."""
    return [
        one
        for one in found
        if (part is None or one.hint.part == part) and (section is None or one.hint.section == section)
    ]


def hint_with(version: WorkingVersion, digest: str, rights: Rights, at: datetime) -> Hint | None:
    """The hint with that digest, as long as the checks still find it."""
    return next((one.hint for one in hints_of(version, rights, at) if one.hint.digest == digest), None)


def hints_in_document(document: Document, kind: str, rights: Rights, at: datetime) -> list[Hint]:
    """What the checks find in a document that is no working version yet, such as an import."""
    return findings_of(document, context_of(Subject(document, kind, timezone.localdate(at), rights)))
