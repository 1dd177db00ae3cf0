"""Where somebody came from, as an address of our own that a form or link carries along as `next`."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # characters; a longer one is none of ours


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to this site, as safely as the request came."""
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def back_of(request: HttpRequest) -> str:
    """That address, or nothing where it leads to another site or is no address."""
    there = request.POST.get("next") or request.GET.get("next") or ""
    return there if len(there) <= LONGEST and is_ours(request, there) and there.startswith("/") else ""
