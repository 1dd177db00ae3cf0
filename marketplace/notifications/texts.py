"""The sentences of notifications: apps register one translatable sentence for each code."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from marketplace.web.templatetags.house import weekday_date

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class ByDays:
    """A sentence that says otherwise what is today and tomorrow; the parameter `days` chooses."""

    today: str | Promise
    tomorrow: str | Promise
    later: str | Promise

    def __mod__(self, parameters: Mapping[str, Any]) -> str:
        chosen = {0: self.today, 1: self.tomorrow}.get(parameters["days"], self.later)
        return str(chosen) % parameters


@dataclass(frozen=True)
class ByReason:
    """A sentence with a gap `why`, that the code in the parameter `reason` chooses; the empty one is of all others.

    A message of before there was a code kept its own words.
    """

    said: str | Promise
    why: Mapping[str, str | Promise]

    def __mod__(self, parameters: dict[str, Any]) -> str:
        reason, said = parameters.get("reason"), copy(parameters)
        said["why"] = self.why.get(reason, self.why[""]) if reason else parameters["why"]
        return str(self.said) % said


Text = str | Promise | ByDays | ByReason
sentences: dict[str, Text] = {}


def register(texts: Mapping[str, Text]) -> None:
    """Add sentences by code; each is a %-format over the notification's parameters, which may choose its number."""
    sentences.update(texts)


def sentence(code: str, parameters: dict[str, Any]) -> str:
    """The sentence of a code in the language of the moment; KeyError for a code or parameter that nobody gave."""
    text, said = sentences[code], copy(parameters)
    said.update({name: _in_words(value) for name, value in parameters.items()})
    return str(text % said)


def to_keep(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as JSON keeps them: a day as its ISO text, which `sentence` puts in the words of who reads it."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in parameters.items()}


def _in_words(value: Any) -> Any:
    """A day in words; a name that only looks like one, such as 2026-02-30, stays as it was typed."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return value
    try:
        return weekday_date(date.fromisoformat(value))
    except ValueError:
        return value
