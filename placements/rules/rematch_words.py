"""What a re-matching changes and why, in sentences for the people who confirm it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def would_move(result: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing that a re-matching changes; one that says so when it changes nothing."""
    told = [say(result) for say in SAYS]
    return [sentence for sentence in told if sentence] or [_("Er verandert niets: niemand wint er iets bij.")]


def number_moved(result: Mapping[str, Any]) -> int:
    """For how many students something changes."""
    return sum(result[kind] for kind in ("better", "gains", "elsewhere", "loses"))


def _gains(result: Mapping[str, Any]) -> str:
    number = result["gains"]
    words = ngettext(
        "%(number)s leerling zonder match krijgt er nu een.",
        "%(number)s leerlingen zonder match krijgen er nu een.",
        number,
    )
    return words % {"number": number} if number else ""


def _better(result: Mapping[str, Any]) -> str:
    number = result["better"]
    words = ngettext("%(number)s leerling krijgt iets beters.", "%(number)s leerlingen krijgen iets beters.", number)
    return words % {"number": number} if number else ""


def _loses(result: Mapping[str, Any]) -> str:
    number = result["loses"]
    words = ngettext(
        "%(number)s leerling verliest de match en heeft dan niets.",
        "%(number)s leerlingen verliezen hun match en hebben dan niets.",
        number,
    )
    return words % {"number": number} if number else ""


def _elsewhere(result: Mapping[str, Any]) -> str:
    number = result["elsewhere"]
    words = ngettext(
        "%(number)s leerling moet naar een andere plaats.",
        "%(number)s leerlingen moeten naar een andere plaats.",
        number,
    )
    return words % {"number": number} if number else ""


def _gone(result: Mapping[str, Any]) -> str:
    number = result["forced_gone"]
    words = ngettext(
        "Voor %(number)s van hen kan de plaats niet meer: ze is weg, geweigerd of past niet meer bij de regels.",
        "Voor %(number)s van hen kan de plaats niet meer: ze is weg, geweigerd of past niet meer bij de regels.",
        number,
    )
    return words % {"number": number} if number else ""


def _taken(result: Mapping[str, Any]) -> str:
    number = result["forced_taken"]
    words = ngettext(
        "Voor %(number)s van hen krijgt iemand met meer voorrang de plaats, of zijn er minder plaatsen of mentoren.",
        "Voor %(number)s van hen krijgt iemand met meer voorrang de plaats, of zijn er minder plaatsen of mentoren.",
        number,
    )
    return words % {"number": number} if number else ""


SAYS = (_gains, _better, _elsewhere, _loses, _gone, _taken)
