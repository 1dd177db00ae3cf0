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
    "over_places": ngettext_lazy(
        "%(number)s bevestigde leerling heeft geen plaats meer onder zich: de match blijft, kijk het na.",
        "%(number)s bevestigde leerlingen hebben geen plaats meer onder zich: hun match blijft, kijk het na.",
        "number",
    ),
    "over_mentors": ngettext_lazy(
        "Voor %(number)s bevestigde leerling is er geen mentor meer met tijd: de match blijft, kijk het na.",
        "Voor %(number)s bevestigde leerlingen is er geen mentor meer met tijd: hun match blijft, kijk het na.",
        "number",
    ),
    "over_dual": ngettext_lazy(
        "Voor %(number)s bevestigde duale leerling is er geen mentor meer die duaal mag begeleiden: de match blijft, "
        "kijk het na.",
        "Voor %(number)s bevestigde duale leerlingen is er geen mentor meer die duaal mag begeleiden: hun match "
        "blijft, kijk het na.",
        "number",
    ),
}

COUNTING = ("placed", "total", "adjusted_total", "bound")  # what a certificate tells of how many, and of their scores
FEWEST = 5  # students; below it a count is not shown to other schools


def would_move(result: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing that a re-matching changes; one that says so when it changes nothing."""
    told = [words % {"number": result[name]} for name, words in SAYS.items() if result.get(name)]
    return told or [_("Er verandert niets: niemand wint er iets bij.")]


class Few(int):
    """A number of other schools' students so small that it could point at one of them; it counts as the limit."""

    def __str__(self) -> str:
        return _("minder dan %(limit)s") % {"limit": int(self)}


def without_small_numbers(result: Mapping[str, Any]) -> dict[str, Any]:
    """What a school reads of a round: counts of one to four are told as fewer than five, and no distance of so few."""
    told = {name: Few(FEWEST) if _is_small(value) else value for name, value in result.items()}
    return told | ({"median_km": None} if "median_km" in told and _is_small(result.get("placed")) else {})


def certificate_told(certificate: Mapping[str, Any]) -> dict[str, Any]:
    """What a school reads of a certificate: no numbers of places and scores where one to four students have one."""
    hidden = COUNTING if _is_small(certificate.get("placed")) else ()
    return {name: None if name in hidden else value for name, value in certificate.items()}


def _is_small(value: Any) -> bool:
    return isinstance(value, int) and 0 < value < FEWEST
