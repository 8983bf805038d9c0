"""Nobody keeps an answer of the work area, whatever it is: errors and refused forms included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bqportal.workspace.access import unkept

PLACES = {"workspace", "admin", "counselling"}  # first part of an address, or the second one behind its language
WRONG_METHOD = 405


class UnkeptMiddleware:
    """Adds what views cannot: addresses that are not there, forged forms and wrong methods never reach one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not PLACES & set(request.path_info.split("/", 3)[1:3]):
            return response
        if response.status_code == WRONG_METHOD and not response.content:
            page = render(request, "catalogue/error/405.html", {"status": WRONG_METHOD}, status=WRONG_METHOD)
            page["Allow"] = response["Allow"]
            response = page
        return unkept(response)
