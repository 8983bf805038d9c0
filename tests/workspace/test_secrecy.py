"""What somebody wrote for her own organisation is nowhere else, and is never more than text.

The world that everybody walks through (tests/workspace/world.py) holds a mark of its owner and a canary in every text.
"""

import pytest

from tests.workspace.conftest import Walk
from tests.workspace.matrix import PAGES
from tests.workspace.roles import EDITORS, MEMBERS, OPERATOR, OTHERS
from tests.workspace.world import MARKS

pytestmark = pytest.mark.django_db  # the walk needs the database to be there
MAY_SEE = {
    "chamber": MEMBERS | EDITORS, "other": OTHERS | EDITORS, "central": EDITORS,
    "asked": MEMBERS | EDITORS | {"o_reviewer"}, "expert": OTHERS | EDITORS | {"reviewer"},
    "manager": OPERATOR | {"manager"}, "operator": OPERATOR, "import": {"contributor"},
    "case": {"case_worker", "manager"}, "o_case": {"o_case_worker", "o_manager"},
    "counsel": {"counsellor", "manager"}, "o_counsel": {"o_counsellor", "o_manager"},
}  # fmt: skip


def strange(role: str, marks: frozenset[str]) -> list[str]:
    """Marks that the role must never see."""
    return sorted(mark for mark in marks if role not in MAY_SEE[mark])


def test_no_page_shows_what_belongs_to_others(walk: Walk) -> None:
    wrong = [
        f"{answer}: {owners}"
        for answer in [*walk.answers, *walk.forged]
        if (owners := strange(answer.role, answer.marks - PAGES[answer.route].reveals))
    ]
    assert not wrong, "\n".join(wrong)


def test_every_mark_is_seen_by_those_whose_it_is(walk: Walk) -> None:
    """Else its absence elsewhere would prove nothing."""
    assert {mark for answer in walk.answers for mark in answer.marks} == set(MARKS)
    assert {"paper-read", "record-compare", "record-history", "record-checks", "enquiry-show", "room-show"} <= {
        answer.route.removeprefix("workspace:") for answer in walk.answers if "chamber" in answer.marks
    }
    for mark in ("case", "o_case"):
        assert {
            "case-list", "case-show", "case-applicant", "case-clock", "case-history", "case-messages", "case-training",
            "case-document-file", "case-assess", "case-assess-position", "case-notice", "case-notice-pdf",
            "case-notice-docx", "case-export", "case-office", "case-remedy",
        } <= {answer.route.removeprefix("workspace:") for answer in walk.answers if mark in answer.marks}  # fmt: skip


def test_searches_suggestions_and_files_hold_nothing_of_others(walk: Walk) -> None:
    wrong = [f"{path} as {role}: {owners}" for role, path, marks in walk.found if (owners := strange(role, marks))]
    assert not wrong, "\n".join(wrong)
    files = [marks for _role, path, marks in walk.found if "file_format" in path]
    assert any("chamber" in marks for marks in files)
    assert sum("other" in marks for marks in files) >= 2


def test_mails_tell_nobody_of_what_belongs_to_others(walk: Walk) -> None:
    assert len(walk.mails) >= 3
    assert any(marks for _to, marks in walk.mails)
    wrong = [(to, owners) for to, marks in walk.mails if (owners := strange(to.partition("@")[0], marks))]
    assert not wrong


def test_logs_caches_and_the_audit_log_hold_no_text_at_all(walk: Walk) -> None:
    assert walk.kept["logs"]
    assert "version.saved" in walk.kept["audit log"]
    wrong = [(place, mark) for place, text in walk.kept.items() for mark in MARKS.values() if mark in text]
    assert not wrong


def test_of_a_request_hear_the_counsellors_of_its_centre_only(walk: Walk) -> None:
    """Both chambers have a new request and one that the other referred; a closed one is told to nobody any more."""
    assert sorted(walk.told) == [("counsellor", "hwk-musterstadt")] * 2 + [("o_counsellor", "ihk-anderswo")] * 2


def test_no_text_becomes_part_of_a_page(walk: Walk) -> None:
    answers = [*walk.answers, *walk.echoed]
    assert {answer.status // 100 for answer in walk.echoed} <= {2, 3, 4}
    wrong = {f"{answer.method} {answer.route}: {answer.injected[0]}" for answer in answers if answer.injected}
    assert not wrong, "\n".join(sorted(wrong))
