"""What every page about a recognition case shows."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bqportal.procedures.models import Case
from bqportal.procedures.standing import due_in
from bqportal.procedures.wordings import OUTCOMES, STATES, STEPS

register = template.Library()
# Route and words of the pages of a case, in the order of the work.
PAGES = (
    ("case-show", _("Overview")), ("case-documents", _("Documents")), ("case-assess", _("Comparison")),
    ("case-precedents", _("Earlier results")), ("case-notices", _("Notices")), ("case-messages", _("Messages")),
    ("case-clock", _("Deadlines")), ("case-history", _("History")), ("case-privacy", _("Data protection")),
)  # fmt: skip


@register.inclusion_tag("workspace/case/head.html")
def case_head(case: Case, here: str = "") -> dict[str, Any]:
    """File number, person, state, what is due, and the pages of the case; `here` is the route that is open."""
    words, kind = STATES[case.state]
    days = due_in(case, timezone.localdate())
    return {
        "case": case, "state": words, "badge_kind": kind, "days": days, "late": -days if days is not None else None,
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
