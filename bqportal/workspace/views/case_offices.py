"""Overseeing the cases of a body: figures, workload, overdue cases, handing several over, absences."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bqportal.organisations.models import Organisation
from bqportal.organisations.rights import may_oversee_cases, may_work_cases
from bqportal.procedures.actions.organising import add_absence, hand_over_many
from bqportal.procedures.actions.organising import remove_absence as take_absence_back
from bqportal.procedures.models import Absence, Case
from bqportal.procedures.queries import absences_of, bodies_of
from bqportal.procedures.queues import OPEN, OVERDUE, Wanted, case_workers, queue, rows_of, workload
from bqportal.statistics.figures import figures_of
from bqportal.workspace.access import behind_login, page_of, rights, signed_in
from bqportal.workspace.case_pages import acted
from bqportal.workspace.forms.cases import AbsenceForm, HandOverForm


def _body(request: HttpRequest, slug: str, *, overseeing: bool) -> Organisation:
    """A body whose cases the person oversees, or at least works on.

    Raises:
        Http404: neither.
    """
    body: Organisation = get_object_or_404(bodies_of(rights(request)), slug=slug)
    if overseeing and not may_oversee_cases(rights(request), body.pk):
        raise Http404
    return body


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def oversight(request: HttpRequest, slug: str) -> HttpResponse:
    """How the body stands, who has how much, what is overdue; handing several cases over at once."""
    body, today = _body(request, slug, overseeing=True), timezone.localdate()
    form = HandOverForm(request.POST if request.method == "POST" else None, workers=case_workers([body.pk]))
    if request.method == "POST" and form.is_valid() and (done := _handed(request, body, form)) is not None:
        words = ngettext("%(n)s case is handed over.", "%(n)s cases are handed over.", done)
        messages.success(request, words % {"n": done})
        return redirect("workspace:case-oversight", body.slug)
    only = OVERDUE if request.GET.get("only") == OVERDUE else OPEN
    wanted = Wanted(only, handler=_number(request.GET.get("handler", "")), organisation=body.pk)
    page = page_of(request, queue(rights(request), wanted, today))
    context = {
        "body": body, "form": form, "figures": figures_of(body, today), "workload": workload(body.pk, today),
        "page": page, "rows": rows_of(page.object_list, today), "only": only, "handler": wanted.handler,
        "absences": absences_of(body, today), "chosen": request.POST.getlist("cases"),
        "works": may_work_cases(rights(request), body.pk),
    }  # fmt: skip
    return render(request, "workspace/case/oversight.html", context, status=422 if form.errors else 200)


def _number(text: str) -> int:
    """A key in an address; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _handed(request: HttpRequest, body: Organisation, form: HandOverForm) -> int | None:
    """How many cases went over; None when something is wrong, which the form then tells."""
    keys = [_number(key) for key in request.POST.getlist("cases")]
    cases = list(Case.objects.filter(pk__in=keys, organisation=body))
    if not cases:
        form.add_error(None, _("Choose the cases to hand over."))
        return None
    done = [0]

    def act() -> None:
        done[0] = hand_over_many(cases=cases, **form.cleaned_data, by=signed_in(request), at=timezone.now())

    return done[0] if acted(form, act) else None


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is away and who stands in; managers arrange everybody's absence, case workers their own."""
    body, person = _body(request, slug, overseeing=False), signed_in(request)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, workers=case_workers([body.pk]),
        initial={"person": person.pk},
    )  # fmt: skip
    oversees = may_oversee_cases(rights(request), body.pk)
    if not oversees:
        form.fields["person"].queryset = case_workers([body.pk]).filter(pk=person.pk)  # type: ignore[attr-defined]
    if acted(form, lambda: add_absence(organisation=body, **form.cleaned_data, by=person, at=timezone.now())):
        messages.success(request, _("The absence is entered."))
        return redirect("workspace:case-absences", body.slug)
    rows = absences_of(body, timezone.localdate())
    context = {
        "body": body, "form": form, "oversees": oversees,
        "rows": [(row, oversees or row.person_id == person.pk) for row in rows],
    }  # fmt: skip
    return render(request, "workspace/case/absences.html", context, status=422 if form.errors else 200)


@behind_login()
@require_POST
def remove_absence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """She is there after all."""
    body = _body(request, slug, overseeing=False)
    row = get_object_or_404(Absence.objects.select_related("organisation", "person"), pk=pk, organisation=body)
    try:
        take_absence_back(absence=row, by=signed_in(request), at=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("The absence is removed."))
    return redirect("workspace:case-absences", body.slug)
