"""Who may open and who may send what about counselling (see matrix.py; things: world_counselling.py).

A request belongs to one body at a time. Its counsellors and managers read, export and erase it; only counsellors work
on it; managers say how long it is kept. No central role opens one; editors read the anonymous sum over all centres.
`COUNSELLING` goes into WORKSPACE, `INTAKE` into PAGES by names without a face: everybody may write to a centre.
"""

from tests.workspace.matrix_cases import day, either, of
from tests.workspace.roles import EDITORS, EVERYONE, ONE, Page, on

READS, WORKS, OVERSEES = frozenset({"counsellor", "manager"}), frozenset({"counsellor"}), frozenset({"manager"})
READ, WORK = of(READS, "new_request"), of(WORKS, "new_request")
# Who has a request now that the other chamber referred; and who may still send the words that she was writing then.
HAS_NOW = {"referred_request": frozenset({"o_counsellor"}), "o_referred_request": WORKS}
WROTE = dict.fromkeys(HAS_NOW, either(WORKS))
SLUG = ("{one.slug}",)
CONSENTED = {f"consented_on_{part}": f"{{one.day.{part}}}" for part in ("day", "month", "year")}

COUNSELLING: dict[str, Page] = {
    "counselling-list": Page(get=on(either(READS))),
    "counselling-show": Page(ONE, of(READS, "new_request", "closed_request")),
    "counselling-take": Page(ONE, None, WORK, {"x": "x"}),
    "counselling-contact": Page(
        ONE, {**WORK, **HAS_NOW}, {**WORK, **WROTE}, {"channel": "phone", "partner": "person", "note": "x", **day("on")}
    ),
    "counselling-refer": Page(
        ONE, {**WORK, **HAS_NOW}, {**WORK, **WROTE}, {"to": "{one.to}", "consent": "spoken", **CONSENTED}
    ),
    "counselling-close": Page(ONE, {**WORK, **HAS_NOW}, {**WORK, **WROTE}, {"outcome": "other"}),
    "counselling-reopen": Page(ONE, None, of(WORKS, "closed_request"), {"x": "x"}),
    "counselling-erase": Page(ONE, READ, READ, {"reason": "request"}),
    "counselling-export": Page(ONE, READ),
    "counselling-referred": Page(("{one.referral}",), of(READS, "referred_request")),
    "counselling-figures": Page(get=on(EDITORS)),
    "counselling-figures-csv": Page(get=on(EDITORS)),
    "counselling-office": Page(
        SLUG, of(READS, "counselling_body"), of(OVERSEES, "counselling_body"), {"kept_months": "6"}
    ),
    "counselling-statistics": Page(SLUG, of(READS, "counselling_body")),
    "counselling-statistics-csv": Page(SLUG, of(READS, "counselling_body")),
}  # fmt: skip

INTAKE: dict[str, Page] = {
    "counselling-request": Page(SLUG, on(EVERYONE, "counselling_body"), on(EVERYONE, "counselling_body")),
    "counselling-withdraw": Page(get=on(EVERYONE), post=on(EVERYONE)),
    "counselling-withdrawn": Page(get=on(EVERYONE)),
}
# Why no form of counselling can overwrite what somebody else wrote (test_lost_updates.py).
ELSEWHERE = {
    "adds": {"counselling-request"},
    "state": {"counselling-take", "counselling-reopen", "counselling-withdraw"},
    "seen": {
        "counselling-contact", "counselling-refer", "counselling-close", "counselling-erase", "counselling-office",
    },
}  # fmt: skip
