"""The sentences of notifications: apps register one translatable sentence for each code."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

sentences: dict[str, str | Promise] = {}


def register(texts: Mapping[str, str | Promise]) -> None:
    """Add sentences by code; each is a %-format over the notification's parameters."""
    sentences.update(texts)


def sentence(code: str, parameters: dict[str, Any]) -> str:
    """The sentence of a code in the language of the moment; KeyError for a code or parameter that nobody gave."""
    return str(sentences[code]) % parameters
