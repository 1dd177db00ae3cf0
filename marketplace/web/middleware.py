"""Turns a refused step on a page into a plain answer, and empties the device of who logs out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.audit.actions import record_refused
from marketplace.workflow import Refused


class LeavingMiddleware:
    """Who logs out leaves nothing on the device: the browser wipes what pages kept there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"storage"'
        return response


class RefusedMiddleware:
    """A page that does not catch a refusal itself answers 409 with the sentence and the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals are answered here; every other fault goes on."""
        if not isinstance(exception, Refused):
            return None
        record_refused(exception.code, subject=exception.subject, by=request.actor)  # type: ignore[attr-defined]
        return render(request, "web/refused.html", {"refusal": exception.refusal, "back": _back(request)}, status=409)


def _back(request: HttpRequest) -> str:
    """The page before, when it is one of ours."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else reverse("dashboard")
