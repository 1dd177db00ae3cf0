"""What a re-matching changes and why, in sentences for the people who confirm it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

# What is counted in the result, in the order in which it is told.
SAYS = {
    "gains": ngettext_lazy(
        "%(number)s leerling zonder match krijgt er nu een.",
        "%(number)s leerlingen zonder match krijgen er nu een.",
        "number",
    ),
    "better": ngettext_lazy(
        "%(number)s leerling krijgt iets beters.", "%(number)s leerlingen krijgen iets beters.", "number"
    ),
    "elsewhere": ngettext_lazy(
        "%(number)s leerling moet naar een andere plaats.",
        "%(number)s leerlingen moeten naar een andere plaats.",
        "number",
    ),
    "loses": ngettext_lazy(
        "%(number)s leerling verliest de match en heeft dan niets.",
        "%(number)s leerlingen verliezen hun match en hebben dan niets.",
        "number",
    ),
    "forced_gone": ngettext_lazy(
        "Voor %(number)s van hen kan de plaats niet meer: ze is weg, geweigerd of past niet meer bij de regels.",
        "Voor %(number)s van hen kan de plaats niet meer: ze is weg, geweigerd of past niet meer bij de regels.",
        "number",
    ),
    "forced_taken": ngettext_lazy(
        "Voor %(number)s van hen krijgt iemand met meer voorrang de plaats, of zijn er minder plaatsen of mentoren.",
        "Voor %(number)s van hen krijgt iemand met meer voorrang de plaats, of zijn er minder plaatsen of mentoren.",
        "number",
    ),
}


def would_move(result: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing that a re-matching changes; one that says so when it changes nothing."""
    told = [words % {"number": result[name]} for name, words in SAYS.items() if result[name]]
    return told or [_("Er verandert niets: niemand wint er iets bij.")]


def number_moved(result: Mapping[str, Any]) -> int:
    """For how many students something changes."""
    return sum(result[kind] for kind in ("better", "gains", "elsewhere", "loses"))
