"""The kinds of sealed documents with their names for people; the app that makes one registers it."""

from django.utils.functional import Promise

_names: dict[str, str | Promise] = {}


def register(kind: str, name: str | Promise) -> None:
    """Give a kind its name, as in 'Dit is een overeenkomst'."""
    _names[kind] = name


def name_of(kind: str) -> str:
    """The name of a kind in the language of the page."""
    return str(_names[kind])
