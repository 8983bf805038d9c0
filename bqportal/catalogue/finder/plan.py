"""The plan at the end of the finder: from a certificate and a place to the next step, with norm and source.

It stores nothing and decides nothing: the portal proposes, people decide (§ 35a VwVfG).
"""

from datetime import date

from bqportal.catalogue.finder.plan_body import who_decides
from bqportal.catalogue.finder.plan_help import what_helps, what_next
from bqportal.catalogue.finder.plan_law import certificate, may_you_work, occupation, what_it_is
from bqportal.catalogue.finder.plan_papers import which_papers
from bqportal.catalogue.finder.plan_parts import Plan, numbered
from bqportal.catalogue.finder.plan_time import how_long, what_it_costs
from bqportal.catalogue.finder.plan_ways import other_ways
from bqportal.catalogue.finder.questions import Answers
from bqportal.catalogue.finder.situation import situation_of


def plan_of(answers: Answers, *, day: date) -> Plan:
    """The plan that follows from the answers on a day; it can be said in any language."""
    case = situation_of(answers, day)
    asked = (what_it_is, may_you_work, who_decides, which_papers, what_it_costs, how_long, other_ways, what_helps)
    sections = [section for section in (ask(case) for ask in asked) if section is not None]
    done, references = numbered([*sections, what_next(case)])
    return Plan(day=day, sides=(certificate(case), occupation(case)), sections=done, references=references)
