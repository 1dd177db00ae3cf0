"""How often one address may ask for what costs much to make or to check, and the page that says so."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from rest_framework.throttling import SimpleRateThrottle

View = Callable[..., HttpResponseBase]


class OfAddress(SimpleRateThrottle):
    """Each address by its own count, over all pages that count."""

    rate = settings.COSTLY_RATE

    def get_cache_key(self, request: Any, view: Any) -> str:
        """The address, as the proxy tells it."""
        return f"costly:{self.get_ident(request)}"


def costly(view: View) -> View:
    """Answer 429, with the seconds to wait, who asks more often than `COSTLY_RATE`; stands above `public`."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        throttle: Any = OfAddress()
        if throttle.allow_request(request, None):
            return view(request, *args, **kwargs)
        return _wait(request, ceil(throttle.wait()))

    return counted


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds)
    return response
