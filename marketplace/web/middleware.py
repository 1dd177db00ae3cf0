"""Turns a refused step on a page into a plain answer, and empties the device of who logs out."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path, reverse

from marketplace.audit.actions import record_refused
from marketplace.web.back import is_ours
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


class ReloadedMiddleware:
    """Who reloads the address that a form was sent to comes to the page above it: that address shows nothing itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_reloaded = request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if is_reloaded and "text/html" in request.headers.get("Accept", ""):
            return redirect(_page_above(request.path_info))
        return response


def _page_above(path: str) -> str:
    """The nearest address above this one, else the home."""
    parts = path.strip("/").split("/")[:-1]
    while parts and not is_valid_path(f"/{'/'.join(parts)}/"):
        parts.pop()
    return f"/{'/'.join(parts)}/" if parts else reverse("dashboard")


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
    return before if is_ours(request, before) else reverse("dashboard")
