"""The sentences of notifications: apps register one translatable sentence for each code."""

from django.utils.functional import Promise

sentences: dict[str, str | Promise] = {}


def register(texts: dict[str, str | Promise]) -> None:
    """Add sentences by code; each is a %-format over the notification's parameters."""
    sentences.update(texts)
