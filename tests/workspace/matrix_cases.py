"""Who may open and who may send what about recognition cases (see matrix.py; things: world_cases.py).

A case belongs to one body. Its case workers and managers read it, only case workers write in it; managers say what
holds for all cases of the body, hand cases over, publish and erase. No central role opens a case; the table of
statistical codes belongs to the whole portal, so administrators keep it.
"""

from tests.workspace.roles import EVERYONE, NOBODY, ONE, OPERATOR, Page, Roles, Things, on

READS, WORKS, OVERSEES = frozenset({"case_worker", "manager"}), frozenset({"case_worker"}), frozenset({"manager"})


def of(roles: Roles, *names: str) -> Things:
    """What belongs to the chamber for these roles there, and its like in the other chamber for theirs."""
    others = frozenset(f"o_{role}" for role in roles)
    return dict.fromkeys(names, roles) | dict.fromkeys((f"o_{name}" for name in names), others)


def day(name: str, text: str = "2026-03-05") -> dict[str, str]:
    """Three boxes of a date."""
    year, month, number = text.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def either(roles: Roles) -> Roles:
    """These roles in whichever of the two chambers."""
    return roles | {f"o_{role}" for role in roles}


READ, WORK = of(READS, "case"), of(WORKS, "case")
SLUG = ("{one.slug}",)
OFFICE, MANAGED = of(READS, "case_body"), of(OVERSEES, "case_body")
NOTICE, LETTER = ("{one.pk}", "{one.notice}"), ("{one.pk}", "{one.letter}")
TRAINING = {"kind": "main", "title": "x"}
EXPERIENCE = {"employer": "x", "share": "50", "evidence": "none"}
DOCUMENT = {"kind": "other", "state": "missing", "translation": "missing"}
REMEDY = {"outcome": "partial", "remedy": "action", "body": "x", "seat": "x", "text": "x", **day("valid_from")}
CODES = {name: roles | OPERATOR for name, roles in OFFICE.items()}

CASES: dict[str, Page] = {
    "case-list": Page(get=on(either(READS))),
    "case-new": Page(
        get=on(either(WORKS)), post=on(either(WORKS)),
        body={"applicant_given_names": "x", "applicant_family_name": "y"},
    ),
    "case-show": Page(ONE, of(READS, "case", "ended", "drafted", "gone", "theirs")),
    "case-applicant": Page(ONE, WORK, WORK, {"given_names": "x", "family_name": "y"}),
    "case-application": Page(ONE, WORK, WORK, {"occupation": "{one.occupation}"}),
    "case-hand-over": Page(  # who handles it, and managers
        ONE, of(READS, "case") | of(OVERSEES, "theirs"), of(READS, "case") | of(OVERSEES, "theirs"),
        {"to": "{one.to}", "reason": "x"},
    ),
    "case-step": Page(("{one.pk}", "withdraw"), WORK, WORK, {"reason": "x", **day("on")}),
    "case-notes": Page(ONE, READ, WORK, {"text": "x"}),
    "case-tasks": Page(ONE, READ, WORK, {"text": "x", "person": "{one.worker}", **day("due")}),
    "case-task-done": Page(("{one.pk}", "{one.task}"), None, WORK, {"x": "x"}),
    "case-messages": Page(
        ONE, READ, WORK, {"direction": "in", "partner": "applicant", "channel": "post", "subject": "x", **day("on")}
    ),
    "case-history": Page(ONE, READ),
    "case-follow-up": Page(ONE, None, of(WORKS, "ended"), {"x": "x"}),
    "case-clock": Page(ONE, READ),
    "case-training-add": Page(ONE, WORK, WORK, TRAINING),
    "case-training": Page(("{one.pk}", "{one.training}"), WORK, WORK, TRAINING),
    "case-experience-add": Page(ONE, WORK, WORK, EXPERIENCE),
    "case-experience": Page(("{one.pk}", "{one.experience}"), WORK, WORK, EXPERIENCE),
    "case-documents": Page(ONE, READ),
    "case-document-add": Page(ONE, WORK, WORK, DOCUMENT),
    "case-document": Page(("{one.pk}", "{one.document}"), WORK, WORK, DOCUMENT),
    "case-document-file": Page(("{one.pk}", "{one.document}"), READ),
    "case-assess": Page(
        ONE, READ, WORK, {"finding": "{one.finding}", "reason": "x", "trainings-{one.finding}": "{one.training}"}
    ),
    "case-assess-begin": Page(ONE, READ, WORK, {"x": "x"}),
    "case-assess-questions": Page(ONE, READ, WORK, {"certificate": "yes", "certificate_reason": "x"}),
    "case-assess-position": Page(
        ("{one.pk}", "{one.position}"), READ, WORK, {"differs": "no", "differs_reason": "x"}
    ),
    "case-notices": Page(ONE, READ),
    "case-notice-new": Page(("{one.pk}", "state"), of(WORKS, "theirs"), of(WORKS, "theirs"), {"x": "x"}),
    "case-notice": Page(NOTICE, READ, WORK, {"x": "x"}),
    "case-notice-issue": Page(
        ("{one.pk}", "{one.certificate}"), None, WORK, {"issue-channel": "post", **day("issue-on")}
    ),
    "case-notice-approve": Page(NOTICE, None, of(WORKS, "drafted")),  # what the mark says lacks what the law demands
    "case-notice-return": Page(NOTICE, None, of(WORKS, "drafted"), {"back-reason": "x"}),
    "case-notice-drop": Page(NOTICE, None, WORK, {"x": "x"}),
    "case-notice-pdf": Page(LETTER, of(READS, "case", "drafted")),
    "case-notice-docx": Page(NOTICE, READ),
    "case-notice-translation": Page((*NOTICE, "en"), READ),
    "case-courses": Page(ONE, READ),
    "case-precedents": Page(ONE, READ, WORK, {"reason": "x"}),
    "case-share": Page(ONE, of(READS, "ended"), of(WORKS, "ended"), {"approves": "on"}),
    "case-office": Page(SLUG, OFFICE, MANAGED, {"signatory": "x"}),
    "case-remedy-add": Page(SLUG, MANAGED, MANAGED, REMEDY),
    "case-remedy": Page(("{one.slug}", "{one.pk}"), of(OVERSEES, "remedy"), of(OVERSEES, "remedy"), REMEDY),
    "case-oversight": Page(SLUG, MANAGED, MANAGED, {"cases": "{one.case}", "to": "{one.to}", "reason": "x"}),
    "case-absences": Page(
        SLUG, OFFICE, OFFICE,
        {"person": "{one.worker}", "deputy": "{one.to}", **day("first_day"), **day("last_day")},
    ),
    "case-absence-remove": Page(  # one's own, and managers
        ("{one.slug}", "{one.pk}"), None, of(READS, "absence") | of(OVERSEES, "their_absence"), {"x": "x"}
    ),
    "case-privacy": Page(ONE, READ),
    "case-export": Page(ONE, READ),
    "case-erase": Page(
        ONE, of(OVERSEES, "gone"), of(OVERSEES, "gone"), {"reason": "request", "number": "{one.number}"}
    ),
    "case-retention": Page(SLUG, OFFICE),
    "case-statistics": Page(SLUG, OFFICE, MANAGED, {"x": "x"}),
    "case-statistics-csv": Page(SLUG, OFFICE),
    "case-statistics-codes": Page(
        SLUG, CODES, on(OPERATOR, *CODES), {"field": "citizenship", "ours": "x", "theirs": "y"}
    ),
    "case-statistics-publish": Page(SLUG, MANAGED, MANAGED, {"wrong": "on"}),
}  # fmt: skip

# What a body published is for everybody; what it took back is for nobody.
_YEAR = Page(
    ("{one.slug}", "{one.year}"),
    on(EVERYONE, "figures", "o_figures") | on(NOBODY, "withdrawn_figures", "o_withdrawn_figures", "-"),
)
FIGURES: dict[str, Page] = {"figures": Page(get=on(EVERYONE)), "figures-show": _YEAR, "figures-csv": _YEAR}
