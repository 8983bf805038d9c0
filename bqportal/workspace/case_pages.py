"""What the pages that change a case have in common: who may write, and forms over stored values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest

from bqportal.editorial.rules import digest_of
from bqportal.organisations.rights import may_work_cases
from bqportal.procedures.models import Case
from bqportal.workspace.access import case_file, rights
from bqportal.workspace.forms.together import take_errors


def writes(request: HttpRequest, case: Case) -> bool:
    """Whether who is there may change this case; managers only read it."""
    return may_work_cases(rights(request), case.organisation_id)


def working_case(request: HttpRequest, pk: int) -> Case:
    """A case that the person may change.

    Raises:
        Http404: there is none, it is a case of another body, or she may only read it.
    """
    case = case_file(request, pk)
    if not writes(request, case):
        raise Http404
    return case


@dataclass
class Kept:
    """How a form over stored values went.

    Attributes:
        done: it was saved.
        context: `form`, `seen` and `differences`, for the template.
    """

    done: bool = False
    status: int = 200
    context: dict[str, Any] = field(default_factory=dict)


def keep(request: HttpRequest, form: forms.Form, stored: Mapping[str, Any], act: Callable[[str], Any]) -> Kept:
    """Show or save a form that changes stored values; nobody overwrites what another wrote meanwhile.

    Args:
        stored: the values as they are now.
        act: saves; gets the digest of what the person had before her.

    Raises:
        Http404: she may not change it.
    """
    kept, is_stale = Kept(), False
    if request.method == "POST" and form.is_valid():
        try:
            act(request.POST.get("seen", ""))
            kept.done = True
        except PermissionDenied as error:
            raise Http404 from error
        except ValidationError as error:
            take_errors(form, error)
            is_stale = getattr(error, "code", "") == "stale"
    kept.status = 409 if is_stale else 422 if form.errors else 200
    kept.context = {
        "form": form,
        "seen": request.POST["seen"] if "seen" in request.POST and not is_stale else digest_of(dict(stored)),
        "differences": differences(form, stored) if is_stale else [],
    }
    return kept


def acted(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do what a sent and valid form asks for; what the action refuses stands beside the fields.

    Raises:
        Http404: the person may not.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        take_errors(form, error)
        return False
    return True


def differences(form: forms.Form, stored: Mapping[str, Any]) -> list[tuple[Any, Any, Any]]:
    """Where the form differs from what is stored: label, stored, given; in the words of the fields."""
    told = []
    for name in (one for one in stored if one in form.fields):
        given: Any = form.cleaned_data.get(name)
        given = given.isoformat() if isinstance(given, date) else given
        if stored[name] != given:
            words = {str(key): label for key, label in getattr(form.fields[name], "choices", ())}
            pair = (", ".join(one) if isinstance(one, list) else one for one in (stored[name], given))
            shown = [words.get(str(value), value) for value in pair]
            told.append((form[name].label, *shown))
    return told
