"""Readers ask for a profile that is missing: counted, and nothing kept about them.

The button stands on cached pages without cookies, so that there is no token against forged forms. None is needed: the
form acts for nobody, and all that it can do is to count. What other sites send through a reader's browser is refused
by the browser's own word (Fetch Metadata); how often one address may ask is bounded by the proxy.
"""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from bqportal.catalogue.forms.profile_requests import ProfileRequestForm
from bqportal.catalogue.responses import public
from bqportal.catalogue.views.errors import forbidden, method_not_allowed
from bqportal.editorial.actions.demand import request_profile
from bqportal.editorial.models.together import QUERY_LENGTH

HERE = ("same-origin", "none", "")  # values of Sec-Fetch-Site; old browsers send none


@csrf_exempt
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and the button on an empty search result."""
    if request.method not in ("GET", "HEAD", "POST"):
        return method_not_allowed(request, ("GET", "HEAD", "POST"))
    if request.method != "POST":
        given = {name: request.GET.get(name, "").replace("\0", "")[:QUERY_LENGTH] for name in ("query", "country")}
        return page(request, ProfileRequestForm(initial=given))
    if request.headers.get("Sec-Fetch-Site", "") not in HERE:
        return forbidden(request)
    form = ProfileRequestForm(request.POST)
    return redirect("catalogue:profile-request-thanks") if is_counted(form) else page(request, form)


def page(request: HttpRequest, form: ProfileRequestForm) -> HttpResponse:
    """The form with what was written and what is wrong with it."""
    return render(request, "catalogue/profile_request/ask.html", {"form": form}, status=422 if form.errors else 200)


def is_counted(form: ProfileRequestForm) -> bool:
    """Whether the form is in order; programs are thanked and forgotten."""
    if not form.is_valid():
        return False
    if form.is_from_a_program:
        return True
    try:
        request_profile(
            query=form.cleaned_data["query"], country=form.cleaned_data["country"],
            language=get_language() or "", on=timezone.localdate(),
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with the request."""
    return render(request, "catalogue/profile_request/thanks.html")
