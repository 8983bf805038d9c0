"""Queues of public records that should be looked at again; saying that one is still right, or by when to look."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.editorial.actions.freshness import confirm_fresh, review_day, set_review_by
from bqportal.editorial.freshness import QUEUES, Bucket
from bqportal.editorial.kinds import kinds
from bqportal.editorial.models import Publishable
from bqportal.editorial.reviews import Due, Wanted, due, dues, queue, queue_counts
from bqportal.editorial.rules import digest_of
from bqportal.organisations.rights import may_begin
from bqportal.workspace.access import behind_login, page_of, rights, signed_in, works_here
from bqportal.workspace.forms.checking import OWN, QUEUE_NAMES, ConfirmForm, QueueForm, ReviewDayForm
from bqportal.workspace.forms.together import take_errors


@behind_login()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One queue, and how many records stand in each."""
    _person, mine = works_here(request)
    today, form = timezone.localdate(), QueueForm(request.GET)
    own = mine.organisations if form.asked("whose") == OWN else None
    wanted = Wanted(form.asked("kind"), form.asked("country"), own)
    chosen = Bucket(form.asked("queue") or Bucket.OVERDUE)
    page = page_of(request, queue(chosen, today, wanted))
    rows = dues(page, today)
    context = {
        "filters": form,
        "chosen": QUEUE_NAMES[chosen],
        "tabs": queue_tabs(request, chosen, queue_counts(today, wanted)),
        "page": page,
        "rows": [(row, may_begin(mine, row.place)) for row in rows],
    }
    return render(request, "workspace/freshness/index.html", context)


def queue_tabs(request: HttpRequest, chosen: Bucket, counts: dict[Bucket, int]) -> list[dict[str, Any]]:
    """The queues with their counts, each with the filters of now."""
    tabs = []
    for bucket in QUEUES:
        asked = request.GET.copy()
        asked.pop("page", None)
        asked["queue"] = bucket.value
        label = f"{QUEUE_NAMES[bucket]} ({counts[bucket]})"
        tabs.append({"label": label, "url": f"?{asked.urlencode()}", "current": bucket is chosen})
    return tabs


@behind_login()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One record: still right, or look again by another day. For who may write it."""
    row = due_record(request, kind, pk)
    posted = request.POST if request.method == "POST" else None
    is_day = posted is not None and "set" in posted
    confirm = ConfirmForm(None if is_day else posted)
    review = ReviewDayForm(posted if is_day else None)
    if posted is not None:
        form = review if is_day else confirm
        if done(request, row, form):
            return redirect("workspace:freshness")
    seen = digest_of(review_day(row.record))
    context = {"row": row, "seen": seen, "confirm": confirm, "review": review, "form": review if is_day else confirm}
    status = 422 if confirm.errors or review.errors else 200
    return render(request, "workspace/freshness/show.html", context, status=status)


def due_record(request: HttpRequest, kind: str, pk: int) -> Due:
    """A public record that the person may write.

    Raises:
        Http404: there is none, or it is not for this person.
    """
    known = next((one for one in kinds() if one.slug == kind), None)
    if known is None:
        raise Http404
    records: QuerySet[Any] = known.model._default_manager.filter(state=Publishable.State.PUBLISHED)
    record = get_object_or_404(records.select_related("country", "responsible"), pk=pk)
    row = due(known, record, timezone.localdate())
    if not may_begin(rights(request), row.place):
        raise Http404
    return row


def done(request: HttpRequest, row: Due, form: Form) -> bool:
    """Whether it was done; the form says why not."""
    if not form.is_valid():
        return False
    order: dict[str, Any] = {"record": row.record, "by": signed_in(request), "at": timezone.now(), **form.cleaned_data}
    try:
        if isinstance(form, ReviewDayForm):
            set_review_by(**order, seen=request.POST.get("seen", ""))
        else:
            confirm_fresh(**order)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        take_errors(form, error)
        return False
    is_day = isinstance(form, ReviewDayForm)
    messages.success(request, _("The day is set.") if is_day else _("Confirmed. The public page shows today's date."))
    return True
