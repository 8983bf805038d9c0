"""What every page about a recognition case shows."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bqportal.languages.names import language_name
from bqportal.procedures.documents import Lack
from bqportal.procedures.models import Case, Document
from bqportal.procedures.queues import row_of
from bqportal.procedures.wordings import OUTCOMES, STATES, STEPS

register = template.Library()
# Route and words of the pages of a case, in the order of the work.
PAGES = (
    ("case-show", _("Overview")),
    ("case-documents", pgettext_lazy("case", "Documents")),
    ("case-assess", _("Comparison")),
    ("case-precedents", _("Earlier results")),
    ("case-notices", pgettext_lazy("case", "Notices")),
    ("case-messages", pgettext_lazy("case", "Messages")),
    ("case-clock", _("Deadlines")),
    ("case-history", _("History")),
    ("case-privacy", _("Data protection")),
)


@register.inclusion_tag("workspace/case/head.html")
def case_head(case: Case, here: str = "") -> dict[str, Any]:
    """File number, person, state, what is due, and the pages of the case; `here` is the route that is open."""
    words, kind = STATES[case.state]
    row = row_of(case, timezone.localdate())
    return {
        "case": case, "state": words, "badge_kind": kind, "days": row.days, "row": row,
        "outcome": OUTCOMES.get(case.outcome, ""),
        "pages": [{"route": f"workspace:{route}", "label": label, "current": route == here} for route, label in PAGES],
    }  # fmt: skip


@register.simple_tag
def case_state(case: Case) -> dict[str, Any]:
    """The state of a case in words, with its kind of badge: {% case_state case as state %}{% badge … %}."""
    words, kind = STATES[case.state]
    return {"words": words, "kind": kind}


@register.filter
def step_label(step: str) -> Any:
    """What the button of a step says."""
    return STEPS[step][0]


@register.filter
def state_label(state: str) -> Any:
    """A state in words."""
    return STATES[state][0]


@register.filter
def outcome_label(outcome: str) -> Any:
    """An outcome in words; empty while there is none."""
    return OUTCOMES.get(outcome, "")


_DOCUMENTS = {
    Document.State.MISSING: "warning", Document.State.ARRIVED: "info", Document.State.DOUBTED: "danger",
    Document.State.ACCEPTED: "success",
}  # fmt: skip


@register.inclusion_tag("design/badge.html")
def document_badge(document: Document) -> dict[str, Any]:
    """{% document_badge document %}: missing, arrived, doubted or accepted."""
    kind = _DOCUMENTS[Document.State(document.state)]
    return {"text": document.get_state_display(), "kind": kind, "icon": kind}


@register.simple_tag
def lack_words(lack: Lack) -> str:
    """{% lack_words lack %}: what has not arrived."""
    kind = str(Document.Kind(lack.kind).label)
    return gettext("translation of: %(document)s") % {"document": kind} if lack.part == "translation" else kind


@register.filter
def spoken(language: str) -> str:
    """{{ document.language|spoken }}: a language in the reader's words."""
    return language_name(language, get_language() or "en") if language else ""
