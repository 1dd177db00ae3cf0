"""Where somebody came from, as an address of our own that a form or link carries along as `next`."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # characters; a longer one is none of ours


def back_of(request: HttpRequest) -> str:
    """That address, or nothing where it leads to another site or is no address."""
    there = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if len(there) <= LONGEST and safe and there.startswith("/") else ""
