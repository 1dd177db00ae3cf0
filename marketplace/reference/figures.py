"""Figures that one page reads once: they do not change while it is made."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse

History = Sequence[tuple[str, date, Decimal]]  # code, first day, value; the first days in order

_known: ContextVar[list[History] | None] = ContextVar("figures", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, the figures are asked of the database once, for all days together; what a page knows already stays."""
    known = _known.get()
    token = _known.set([] if known is None else known)
    try:
        yield
    finally:
        _known.reset(token)


def history(ask: Callable[[], History]) -> History:
    """Every value that every figure had: those known already, or what `ask` answers."""
    known = _known.get()
    if known is None:
        return ask()
    if not known:
        known.append(ask())
    return known[0]


def is_reading() -> bool:
    """Whether all figures are asked at once here, so that the next one costs nothing."""
    return _known.get() is not None


class ReadFiguresOnce:
    """Middleware: a page that only reads asks the figures once; whatever writes asks them afresh."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with read_once():
            return self.get_response(request)
