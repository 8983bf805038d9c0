"""What comes next in a case: ``{% load case_steps %}{% case_next case %}``; and words for its history."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.utils import timezone

from bqportal.procedures.actions.following import follow_up_bar
from bqportal.procedures.models import Case, Document
from bqportal.procedures.offering import NATURAL, offer_for
from bqportal.procedures.standing import actor_of, lacks_of, standing_of, waits_of
from bqportal.procedures.wordings import LACKING, RESULTS, STEPS, SUSPENSIONS, WAITS, refusal_words
from bqportal.procedures.workflow import AT_INTAKE, DECIDED, ENDED, IN_DECISION, Refusal, State, Step
from bqportal.workspace.access import rights

register = template.Library()


@register.inclusion_tag("workspace/case/next.html", takes_context=True)
def case_next(context: Context, case: Case) -> dict[str, Any]:
    """``{% case_next case %}``: what may be done next, and what is lacking, in a fixed number of queries.

    Documents and events of the case should be prefetched (`queries.case_for`).
    """
    request = context["request"]
    actor, today = actor_of(case, rights(request)), timezone.localdate()
    standing = standing_of(case)
    offer = offer_for(standing, actor, today)
    waits_for_lack = case.state in (State.DRAFT, *AT_INTAKE)
    natural = NATURAL.get(standing.state, ())
    return {
        "case": case, "works": actor.works, "is_ended": case.state in ENDED,
        "first": [_told(step) for step in offer.first],
        "others": [_told(step) for step in offer.others],
        "blocked": [(STEPS[step][0], refusal_words(why)) for step, why in offer.blocked],
        "hindered": [
            (STEPS[step][0], refusal_words(why))
            for step, why in offer.blocked
            if step in natural and not offer.first and why is not Refusal.ALREADY_ACKNOWLEDGED  # done, not hindered
        ][:1],
        "lacking": [
            (Document.Kind(lack.kind).label, LACKING[lack.part], lack.norm)
            for lack in (lacks_of(case) if waits_for_lack else ())
        ],
        "waits": [(WAITS[what], until, until < today) for what, until in waits_of(case)],
        "open_positions": standing.open_positions if case.state == State.ASSESSMENT else 0,
        "not_compared": case.state == State.ASSESSMENT and standing.result is None and not standing.open_positions,
        "notice_lacks": len(standing.notice_lacks or ()) if case.state in IN_DECISION else 0,
        "needs_notice": case.state in IN_DECISION and standing.notice_lacks is None,
        "may_follow": actor.works and case.state in (*DECIDED, *ENDED) and not follow_up_bar(case),
        "csrf_token": get_token(request),
    }  # fmt: skip


def _told(step: Step) -> dict[str, Any]:
    words, help_text = STEPS[step]
    return {"step": step.value, "words": words, "help": help_text}


@register.filter
def suspension_label(kind: str) -> Any:
    """``{{ event.kind|suspension_label }}``: a kind of suspension in words."""
    return SUSPENSIONS.get(kind, "")


@register.filter
def result_label(result: str) -> Any:
    """``{{ event.result|result_label }}``: a result in words."""
    return RESULTS.get(result, "")
