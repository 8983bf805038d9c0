"""The comparison in a case: position by position, three questions, and what follows from the answers."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from bqportal.editorial.rules import digest_of
from bqportal.occupations.models import OccupationVersion
from bqportal.organisations.rights import may_work_cases
from bqportal.procedures.actions.assessing import (
    ASSESSABLE,
    answer_position,
    answer_questions,
    answer_several,
    asked_of,
    begin_assessment,
    refuse_closed,
    said_of,
)
from bqportal.procedures.assessing import COVERED, DIFFERENT, OPEN, QUESTIONS
from bqportal.procedures.board import Board, Row, board_of, current_version
from bqportal.procedures.findings import EVIDENCE, needs_licence
from bqportal.procedures.models import Case
from bqportal.procedures.models.assessing import Answer
from bqportal.procedures.proposing import Hint, Source, published_comparison
from bqportal.procedures.wordings import OUTCOMES
from bqportal.procedures.workflow import IN_DECISION, State
from bqportal.workspace.access import behind_login, case_file, rights, signed_in
from bqportal.workspace.forms.case_assessing import LIMBS, AnswersForm, PositionForm, QuestionsForm, SeveralForm
from bqportal.workspace.forms.together import take_errors

ALL, SEVERAL = "all", "several"
# Verdict → its words and its kind of badge.
VERDICTS = {
    DIFFERENT: (gettext_lazy("substantial difference"), "warning"),
    COVERED: (gettext_lazy("no substantial difference"), "success"),
    OPEN: (gettext_lazy("open"), "info"),
}
LACKS = {
    "reason": gettext_lazy("The answer does not count: its reason is missing."),
    "proof": gettext_lazy(
        "The answer does not count: tick what proves it (a further certificate, experience with evidence, a document)."
    ),
}
KINDS = (
    ("units", gettext_lazy("Units of the foreign training")), ("trainings", gettext_lazy("Trainings and certificates")),
    ("experiences", gettext_lazy("Work experience")), ("documents", pgettext_lazy("case", "Documents")),
)  # fmt: skip
CERTAINTY = {
    "strong": gettext_lazy("strong hint"), "fair": gettext_lazy("fair hint"), "weak": gettext_lazy("weak hint"),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A source beside its tick box, with the hint that speaks for it, if any."""

    source: Source
    is_ticked: bool
    hint: Hint | None = None
    is_told: bool = False

    @property
    def stands_out(self) -> bool:
        """Shown without opening the list."""
        return self.is_ticked or self.hint is not None or self.is_told

    @property
    def certainty(self) -> Promise | str:
        """How strong the hint is, in words."""
        return CERTAINTY[self.hint.grade] if self.hint else ""


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All positions with their verdicts; "no difference" for several at once; what follows from the answers."""
    case = case_file(request, pk)
    board = board_of(case)
    if board is None:
        return _beginning(request, case)
    context = _frame(request, board)
    shown = SEVERAL if request.method == "POST" else request.GET.get("show", ALL)
    form, status = None, 200
    if shown == SEVERAL and (context["may_answer"] or request.method == "POST"):
        board.propose(timezone.localdate())
        form = SeveralForm(request.POST if request.method == "POST" else None, rows=board.rows)
        if request.method == "POST":
            number = _answer_several(request, board, form)
            if number:
                messages.success(request, _("Positions answered: %(number)s.") % {"number": number})
                return redirect("workspace:case-assess", case.pk)
            status = 409 if form.is_stale else 422
        context["several"] = [_several_row(row, form, board.sources) for row in board.open_rows]
    rows = board.open_rows if shown == OPEN else board.rows
    context |= {"form": form, "shown": shown, "rows": [_told_row(row) for row in rows], "tabs": _tabs(board, shown)}
    return render(request, "workspace/case/assess.html", context, status=status)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to compare, or begin again with the regulation in force."""
    case = case_file(request, pk)
    if request.method != "POST":
        return _beginning(request, case)
    version = None
    if case.version and (chosen := request.POST.get("version", "")):
        if not chosen.isdecimal():
            raise Http404
        version = get_object_or_404(OccupationVersion, pk=int(chosen[:12]), occupation=case.version.occupation_id)
    try:
        begin_assessment(case=case, version=version, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        return _beginning(request, case_file(request, pk), error.messages)
    messages.success(request, _("The comparison has begun. Nothing is answered yet."))
    return redirect("workspace:case-assess", case.pk)


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions before the positions, and the measures for a regulated occupation."""
    case = case_file(request, pk)
    board = board_of(case)
    if board is None:
        return _beginning(request, case)
    said, data = asked_of(board.assessment), request.POST if request.method == "POST" else None
    form = QuestionsForm(data, is_regulated=case.is_regulated, needs_licence=needs_licence(case), initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            answer_questions(
                assessment=board.assessment, values=form.cleaned_data, seen=request.POST.get("seen", ""),
                by=signed_in(request), at=timezone.now(),
            )  # fmt: skip
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("workspace:case-assess", case.pk)
    context = _frame(request, board) | _kept(request, form, said) | {"form": form}
    context["different"] = [row for row in board.rows if row.verdict == DIFFERENT]
    return render(request, "workspace/case/assess_questions.html", context, status=_status(form))


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One position: what it says, what could cover it, and the three questions."""
    case = case_file(request, pk)
    board = board_of(case)
    row = board.row_of(position) if board else None
    if board is None or row is None:
        raise Http404
    board.propose(timezone.localdate())
    said, data = said_of(row.finding), request.POST if request.method == "POST" else None
    form = PositionForm(
        data, sources=board.sources, is_regulated=case.is_regulated, initial=said | _taken(request, row)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            answer_position(
                finding=row.finding, values=form.cleaned_data, seen=request.POST.get("seen", ""),
                by=signed_in(request), at=timezone.now(),
            )  # fmt: skip
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            _refuse(form, error)
        else:
            return _onwards(request, board, row)
    context = _frame(request, board) | _kept(request, form, said) | _position_facts(request, board, row, form)
    return render(request, "workspace/case/assess_position.html", context, status=_status(form))


def _frame(request: HttpRequest, board: Board) -> dict[str, Any]:
    """What every page of the comparison shows."""
    case, closed = board.case, ""
    try:
        refuse_closed(case)
    except ValidationError as error:
        closed = error.messages[0]
    today = timezone.localdate()
    current = current_version(case, today)
    works = may_work_cases(rights(request), case.organisation_id)
    found = board.assessment
    return {
        "case": case, "board": board, "assessment": found, "tally": board.tally, "closed": closed,
        "may_answer": works and not closed, "works": works, "is_drafted": case.state in IN_DECISION,
        "current": current if current and current.pk != case.version_id else None,
        "outcome": OUTCOMES.get(board.result or "", ""), "next_open": board.next_open(),
        "not_entitled": found.certificate == Answer.NO and found.certificate_reason.strip(),
        "lacks_measure": board.result == "measure" and not found.measure.strip(),
        "asked": _asked(board), "open_keys": ",".join(str(row.position.pk) for row in board.open_rows),
    }  # fmt: skip


def _asked(board: Board) -> list[dict[str, Any]]:
    """The questions before the positions, as far as they are answered."""
    labels = {
        "certificate": _("Certificate of a regulated training"), "activities": _("Comparable activities"),
        "licence": _("Right to practise in the state of training"),
    }  # fmt: skip
    names = ["certificate", "activities", *(["licence"] if needs_licence(board.case) else [])]
    found = []
    for name in names:
        answer, reason = getattr(board.assessment, name), getattr(board.assessment, f"{name}_reason").strip()
        lack = LACKS["reason"] if answer != Answer.UNKNOWN and not reason else ""
        found.append({"label": labels[name], "answer": Answer(answer).label, "reason": reason, "lack": lack})
    return found


def _beginning(request: HttpRequest, case: Case, refused: list[str] | None = None) -> HttpResponse:
    """What a comparison would be made with, and the button that begins it."""
    current = current_version(case, timezone.localdate())
    version = case.version
    is_outdated = bool(version and current and current.pk != version.pk)
    works = may_work_cases(rights(request), case.organisation_id)
    context = {
        "case": case, "current": current, "is_outdated": is_outdated, "refused": refused or [],
        "may_begin": works and case.state in (State.COMPLETE, *ASSESSABLE) and current is not None,
        "works": works, "positions": current.positions.count() if current else 0,
        "comparison": published_comparison(case), "is_again": hasattr(case, "assessment"),
    }  # fmt: skip
    return render(request, "workspace/case/assess_begin.html", context, status=422 if refused else 200)


def _answer_several(request: HttpRequest, board: Board, form: SeveralForm) -> int:
    """Answer them; 0 with the errors in the form."""
    if not form.is_valid():
        return 0
    try:
        values, seen = form.orders()
        return answer_several(
            assessment=board.assessment, values=values, seen=seen, by=signed_in(request), at=timezone.now()
        )
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        _refuse(form, error)
        return 0


def _several_row(row: Row, form: SeveralForm, sources: list[Source]) -> dict[str, Any]:
    """An open position with what could show that nothing differs."""
    hints = {hint.source.key: hint for hint in row.hints}
    told = row.told.units if row.told else frozenset()
    offers = [
        Offer(source, form.shows(row, source), hints.get(source.key), source.field == "units" and source.pk in told)
        for source in sources
        if source.is_shown
    ]
    standing = sorted((one for one in offers if one.stands_out), key=_by_strength)
    others = [one for one in offers if not one.stands_out and one.source.field != "units"]
    said = digest_of(said_of(row.finding))
    return {"row": row, "offers": standing, "others": others, "ticked": form.is_ticked(row), "seen": said}


def _told_row(row: Row) -> dict[str, Any]:
    """A position as the table shows it."""
    words, kind = VERDICTS[row.verdict]
    return {"row": row, "words": words, "kind": kind, "lacks": [LACKS[lack] for lack in set(row.uncounted.values())]}


def _tabs(board: Board, shown: str) -> list[dict[str, Any]]:
    """Views of the list."""
    named = [
        (ALL, _("All positions (%(number)s)") % {"number": board.tally.all}),
        (OPEN, _("Only open (%(number)s)") % {"number": board.tally.open}),
        (SEVERAL, _("No difference for several")),
    ]
    return [{"label": label, "url": f"?show={name}", "current": name == shown} for name, label in named]


def _taken(request: HttpRequest, row: Row) -> dict[str, Any]:
    """What the published comparison proposes, where the person took it over; saved only by her."""
    if request.GET.get("take") != "published" or row.told is None:
        return {}
    taken: dict[str, Any] = {"differs": row.told.differs, "units": sorted(row.told.units)}
    return taken | ({"differs_reason": row.told.quoted} if row.told.quoted else {})


def _position_facts(request: HttpRequest, board: Board, row: Row, form: PositionForm) -> dict[str, Any]:
    """What the page of one position shows."""
    words, kind = VERDICTS[row.verdict]
    at = board.rows.index(row)
    return {
        "form": form, "row": row, "verdict": words, "verdict_kind": kind, "groups": _groups(board, row, form),
        "limbs": [
            {"field": form[name], "reason": form[f"{name}_reason"], "label": LIMBS[name][board.case.is_regulated],
             "answer": Answer(getattr(row.finding, name)).label, "lack": LACKS.get(row.uncounted.get(name, ""), "")}
            for name in QUESTIONS
        ],
        "number": at + 1, "before": board.rows[at - 1] if at else None,
        "after": board.rows[at + 1] if at + 1 < len(board.rows) else None,
        "taken": request.method != "POST" and bool(_taken(request, row)),
    }  # fmt: skip


def _groups(board: Board, row: Row, form: PositionForm) -> list[dict[str, Any]]:
    """What answers may rest on, by kind: what speaks for the position first, the rest below."""
    hints = {hint.source.key: hint for hint in row.hints}
    told = row.told.units if row.told else frozenset()
    found = []
    for name, label in KINDS:
        offers = [
            Offer(source, form.ticked(source), hints.get(source.key), name == "units" and source.pk in told)
            for source in board.sources
            if source.field == name
        ]
        standing = sorted((one for one in offers if one.stands_out), key=_by_strength)
        rest = [one for one in offers if not one.stands_out]
        if offers:
            found.append({"name": name, "label": label, "offers": standing, "others": rest})
    return found


def _by_strength(offer: Offer) -> float:
    """What people published first, then the strongest hint."""
    return -(2 if offer.is_told else offer.hint.strength if offer.hint else 0)


def _kept(request: HttpRequest, form: AnswersForm, said: dict[str, Any]) -> dict[str, Any]:
    """Which stored values the page shows; after a clash those of now, with the differences."""
    is_stale = form.is_stale
    posted = request.POST.get("seen") if not is_stale else None
    labels = {"differs": _("Answer 1"), "essential": _("Answer 2"), "compensated": _("Answer 3")}
    answers = dict(Answer.choices)
    differences = [
        (labels.get(name, form[name].label), answers.get(stored, stored), answers.get(given or "", given))
        for name, stored in said.items()
        if is_stale and name in form.fields and name not in EVIDENCE
        and (given := form.cleaned_data.get(name)) != stored
    ]  # fmt: skip
    return {"seen": digest_of(said) if posted is None else posted, "differences": differences}


def _onwards(request: HttpRequest, board: Board, row: Row) -> HttpResponse:
    """Where to go after saving: the next open position, or the list."""
    following = board.next_open(row)
    if "stay" in request.POST:
        messages.success(request, _("Saved."))
        return redirect("workspace:case-assess-position", board.case.pk, row.position.pk)
    if following is None:
        messages.success(request, _("Saved. No other position is open."))
        return redirect("workspace:case-assess", board.case.pk)
    messages.success(request, _("Saved: position %(number)s.") % {"number": row.position.number})
    return redirect("workspace:case-assess-position", board.case.pk, following.position.pk)


def _refuse(form: AnswersForm | SeveralForm, error: ValidationError) -> None:
    """Show why nothing was saved, and whether somebody else changed it meanwhile."""
    form.is_stale = getattr(error, "code", "") == "stale"
    take_errors(form, error)


def _status(form: AnswersForm) -> int:
    """Of a page with a form."""
    return 200 if not form.errors else 409 if form.is_stale else 422
