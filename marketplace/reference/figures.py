"""Figures that one page reads once: they do not change while it is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse

Figures = dict[str, Decimal]

_known: ContextVar[dict[date, Figures] | None] = ContextVar("figures", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, the figures of a day are asked of the database once."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def known_on(on: date, ask: Callable[[date], Figures]) -> Figures:
    """The figures of a day: those known already, or what `ask` answers."""
    known = _known.get()
    if known is None:
        return ask(on)
    if on not in known:
        known[on] = ask(on)
    return known[on]


class ReadFiguresOnce:
    """Middleware: a page that only reads asks the figures once; whatever writes asks them afresh."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with read_once():
            return self.get_response(request)
