"""Checks of how a record's languages stand to each other."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from bqportal.editorial.checks.checking import Check, Context, Hint, Severity, Subject
from bqportal.editorial.documents import FACTS, Document
from bqportal.editorial.models import Strand
from bqportal.editorial.translating import Text, TextState, states_of
from bqportal.editorial.workflow import State

Texts = tuple[Text, ...]


def text_of(strand: Strand) -> Text:
    """A strand as translating sees it."""
    return Text(
        strand.part, strand.state, strand.origin, strand.is_public, strand.source_language, strand.source_digest,
        strand.is_reviewed,
    )  # fmt: skip


class OutdatedTranslation(Check):
    """The text that a translation was made from says something else now."""

    name, facts = "translation-outdated", "texts"
    label = _("Translation older than its source")

    def look_up(self, subject: Subject) -> Texts:
        """What the strands say."""
        strands = Strand.objects.filter(version=subject.version).exclude(part=FACTS) if subject.version else ()
        return tuple(text_of(strand) for strand in strands)

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        texts: Texts = self.known(context) or ()
        states = states_of(document, texts, context.shape)
        for text in texts:
            if states.get(text.language) is TextState.OUTDATED:
                message = _("The text in “%(source)s” has changed since this translation was made.")
                yield self.hint("", message, part=text.language, seen=text.source_digest, source=text.source_language)


class MachineText(OutdatedTranslation):
    """A machine wrote the text, and nobody has approved it yet."""

    name = "text-machine"
    label = _("Machine translation")
    severity = Severity.HINT

    def findings(self, document: Document, context: Context) -> Iterator[Hint]:
        worded = {one.part for one in context.statements}
        for text in self.known(context) or ():
            if text.is_machine and not text.is_reviewed and text.state != State.APPROVED and text.language in worded:
                yield self.hint("", _("Read every sentence: a machine wrote it."), part=text.language, seen=text.state)
