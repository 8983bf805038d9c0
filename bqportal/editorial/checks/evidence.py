"""Checks of what statements rest on, and whether the pages named are still there."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint, Severity, Subject, mapping_at
from bqportal.editorial.documents import Document
from bqportal.editorial.links import addresses_in
from bqportal.editorial.models import LinkState
from bqportal.editorial.shapes import Shape


class SourceMissing(Check):
    """An important statement of a kind of record names no source."""

    name = "source-missing"
    label = _("Source missing")

    def __init__(self, kind: str, statements: Mapping[str, Any]) -> None:
        """`statements`: names as in `cites` → what people call them. Only what the document says is asked for."""
        self.kinds = frozenset({kind})
        self.statements = dict(statements)

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        cites = mapping_at(document, "cites")
        said = {one.rows or one.path.partition(".")[0] for one in context.statements}
        said |= {one.path.rpartition(".")[2] for one in context.statements if one.path.startswith("texts.")}
        for statement, label in self.statements.items():
            if statement in said and not cites.get(statement):
                yield self.hint(
                    f"cites.{statement}", _("“%(statement)s” names no source."), seen=statement, statement=label
                )


class WeakEvidence(Check):
    """Statements rest only on secondary or unopened sources: one finding for all with the same sources."""

    name = "evidence-weak"
    label = _("Weak evidence")
    severity = Severity.HINT

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        sources = mapping_at(document, "sources")
        groups: dict[tuple[str, ...], list[str]] = {}
        for statement, keys in mapping_at(document, "cites").items():
            named = tuple(str(key) for key in keys) if isinstance(keys, list) else ()
            groups.setdefault(named, []).append(str(statement))
        for named, statements in groups.items():
            found = [source for key in named if isinstance(source := sources.get(key), dict)]
            if found and all(source.get("weak") or not source.get("accessed") for source in found):
                seen = [[str(source.get(key) or "") for key in ("title", "accessed", "weak")] for source in found]
                labels = [label_of(statement, context.shape) for statement in statements]
                yield self.hint(
                    f"sources.{named[0]}", _("Weak or never opened, and all that stands behind: %(statements)s."),
                    seen=[statements, seen], statements=format_lazy(", ".join(["{}"] * len(labels)), *labels),
                )  # fmt: skip


def label_of(statement: str, shape: Shape) -> Any:
    """What people call a statement named in `cites`: a field, the last part of its path, or a list."""
    labels = {field.path.rpartition(".")[2]: field.label for field in shape.fields if not field.path.endswith("}")}
    labels |= {field.path: field.label for field in shape.fields} | {rows.key: rows.label for rows in shape.rows}
    return labels.get(statement, statement)


class DeadLink(Check):
    """A page that the record names did not answer at the last two visits (`bqportal links check`)."""

    name = "link-dead"
    label = _("Dead link")

    def look_up(self, subject: Subject) -> dict[str, int]:
        """Dead addresses → status of their last answer, 0 for none."""
        found = LinkState.objects.dead().filter(url__in=set(addresses_in(subject.document)))
        return {url: status or 0 for url, status in found.values_list("url", "status")}

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        dead = self.known(context) or {}
        if not dead:
            return
        places = [(one.place, one.part, one.value) for one in context.statements]
        places += [(f"sources.{key}", "", source) for key, source in mapping_at(document, "sources").items()]
        for place, part, value in places:
            for address in dict.fromkeys(addresses_in(value)):
                if address in dead:
                    status = dead[address]
                    message = _("%(address)s answers with %(status)s.") if status else _("%(address)s does not answer.")
                    yield self.hint(place, message, part=part, seen=address, address=address, status=status)
