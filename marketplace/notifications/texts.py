"""The sentences of notifications: apps register one translatable sentence for each code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class ByDays:
    """A sentence that says otherwise what is today and tomorrow; the parameter `days` chooses."""

    today: str | Promise
    tomorrow: str | Promise
    later: str | Promise

    def __mod__(self, parameters: Mapping[str, Any]) -> str:
        chosen = {0: self.today, 1: self.tomorrow}.get(parameters["days"], self.later)
        return str(chosen) % parameters


Text = str | Promise | ByDays
sentences: dict[str, Text] = {}


def register(texts: Mapping[str, Text]) -> None:
    """Add sentences by code; each is a %-format over the notification's parameters, which may choose its number."""
    sentences.update(texts)


def sentence(code: str, parameters: dict[str, Any]) -> str:
    """The sentence of a code in the language of the moment; KeyError for a code or parameter that nobody gave."""
    text: Any = sentences[code]
    return str(text % parameters)
