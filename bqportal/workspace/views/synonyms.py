"""Synonyms: the list with a title to try, adding, removing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bqportal.matching import queries
from bqportal.matching.actions import add_synonym, remove_synonym
from bqportal.matching.models import Synonym
from bqportal.matching.synonyms import listed_synonyms, names_of_addresses
from bqportal.workspace.access import behind_login, page_of, signed_in
from bqportal.workspace.forms.synonyms import WORDS_LENGTH, SynonymForm, TryForm, WordsForm

TRIED = 5  # proposals are enough to see what a title means


@behind_login("matching.view_synonym")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by words; and what a title answers now, if one is tried."""
    words, title = (request.GET.get(name, "").replace("\0", "").strip()[:WORDS_LENGTH] for name in ("q", "title"))
    page = page_of(request, listed_synonyms(words))
    context = {
        "page": page,
        "names": names_of_addresses(synonym.uri for synonym in page),
        "words": words,
        "words_form": WordsForm(initial={"q": words}),
        "title": title,
        "try_form": TryForm(initial={"title": title}),
        "answer": queries.answer(title, limit=TRIED) if title else None,
    }
    return render(request, "workspace/synonym/index.html", context)


@behind_login("matching.add_synonym")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """The form; afterwards the list with the new title tried at once."""
    form = SynonymForm(request.POST or None, initial={"title": request.GET.get("title", "")[:WORDS_LENGTH]})
    if request.method == "POST":
        synonym = added(request, form)
        if synonym:
            messages.success(request, _("Added: “%(title)s”. It counts from now on.") % {"title": synonym.title})
            return redirect(f"{reverse('workspace:synonym-list')}?{query(title=synonym.title)}")
    return render(request, "workspace/synonym/add.html", {"form": form}, status=422 if form.errors else 200)


def added(request: HttpRequest, form: SynonymForm) -> Synonym | None:
    """The synonym that the form describes; None when it has faults, which the form then tells."""
    if not form.is_valid():
        return None
    try:
        return add_synonym(**form.cleaned_data, by=signed_in(request), at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return None


def query(**values: Any) -> str:
    """The values as the part of an address after the question mark."""
    parameters = QueryDict(mutable=True)
    parameters.update(values)
    return parameters.urlencode()


@behind_login("matching.delete_synonym")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then removes."""
    synonym = get_object_or_404(listed_synonyms(), pk=pk)
    if request.method == "POST":
        remove_synonym(synonym=synonym, by=signed_in(request))
        messages.success(request, _("Removed: “%(title)s”.") % {"title": synonym.title})
        return redirect("workspace:synonym-list")
    context = {"synonym": synonym, "names": names_of_addresses([synonym.uri])}
    return render(request, "workspace/synonym/remove.html", context)
