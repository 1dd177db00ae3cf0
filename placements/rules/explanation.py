"""The explanation of a round in words: why not that place, and what would help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Site
from placements.models import Capacity, Explanation, PlacementRequest
from placements.rules.match_reason import helps
from placements.rules.match_sentence import Pair, sentence_of

# Where a person changes what a rule refused; the others are for the company.
IN_REQUEST = {"place.too_far", "days.not_offered", "period.outside"}
OF_STUDENT = {"attest.missing", "language.missing", "place.not_located"}


@dataclass(frozen=True)
class PassedOver:
    """A place that was wanted more, with why it was not given; `capacity` is None when the site offered nothing."""

    site: Site
    capacity: Capacity | None
    wish: int
    points: int  # of 100
    km: float | None
    sentences: list[str]


@dataclass(frozen=True)
class Help:
    """What would have helped, at which place, and where it is changed."""

    site: Site
    km: float | None
    sentences: list[str]
    path: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Explained:
    """An explanation in words."""

    request: PlacementRequest
    passed: list[PassedOver]
    near: list[Help]
    change: Help | None


def in_words(explanations: Iterable[Explanation]) -> list[Explained]:
    """These explanations in words, three queries however many they are; they need request, student and programme."""
    rows = list(explanations)
    told = [fact for row in rows for fact in (*row.passed, *row.near, row.change)]
    capacities = Capacity.objects.select_related("site__company__organisation").in_bulk(
        {fact["capacity"] for fact in told if fact.get("capacity")}
    )
    nowhere = {fact["site"] for row in rows for fact in row.passed if not fact["capacity"]}
    sites = Site.objects.select_related("company__organisation").in_bulk(nowhere)
    return [_explained(row, capacities, sites) for row in rows]


def _explained(row: Explanation, capacities: Mapping[int, Capacity], sites: Mapping[int, Site]) -> Explained:
    near = [_help(row.request, capacities[fact["capacity"]], fact) for fact in row.near]
    change = _help(row.request, capacities[row.change["capacity"]], row.change) if row.change else None
    return Explained(row.request, [_passed(row.request, fact, capacities, sites) for fact in row.passed], near, change)


def _passed(
    request: PlacementRequest, fact: dict[str, Any], capacities: Mapping[int, Capacity], sites: Mapping[int, Site]
) -> PassedOver:
    capacity = capacities.get(fact["capacity"] or 0)
    site = capacity.site if capacity else sites[fact["site"]]
    sentences = _why(request, capacity, fact) if capacity else [_("Bood in deze ronde geen plaats aan.")]
    return PassedOver(site, capacity, fact["wish"], round(fact["score"] / 100), fact["km"], sentences)


def _why(request: PlacementRequest, capacity: Capacity, fact: dict[str, Any]) -> list[str]:
    if fact["codes"]:
        pair = Pair(request, capacity, fact["km"])
        return [sentence_of(code, pair) for code in fact["codes"]]
    return [_held_by(fact["held"], fact["mentors"]), _ahead(fact["ahead"], fact["held"])]


def _held_by(held: int, mentors: bool) -> str:
    if mentors:
        words = ngettext(
            "De mentoren hebben geen tijd meer: ze kregen %(held)s leerling.",
            "De mentoren hebben geen tijd meer: ze kregen samen %(held)s leerlingen.",
            held,
        )
    else:
        words = ngettext(
            "Vol: er zit %(held)s leerling op de enige plaats.", "Vol: er zitten %(held)s leerlingen.", held
        )
    return words % {"held": held}


def _ahead(ahead: int, held: int) -> str:
    if held == 1:
        alone = _("Die had meer voorrang.") if ahead else _("Zo kregen meer leerlingen samen een plaats.")
        return str(alone)
    if ahead == held:
        return _("Die hadden allemaal meer voorrang.")
    words = _("%(ahead)s van hen hadden meer voorrang; zo kregen meer leerlingen samen een plaats.")
    return words % {"ahead": ahead}


def _help(request: PlacementRequest, capacity: Capacity, fact: dict[str, Any]) -> Help:
    if "codes" not in fact:
        return Help(capacity.site, None, [_more(fact["places"], fact["students"])], *_at_company(capacity))
    pair = Pair(request, capacity, fact["km"])
    sentences = [helps(code, pair) for code in fact["codes"]]
    return Help(capacity.site, fact["km"], sentences, *_where(request, capacity, set(fact["codes"])))


def _more(places: int, students: int) -> str:
    """What a company that fits already would have to add."""
    seats = ngettext("%(number)s plaats meer", "%(number)s plaatsen meer", places) % {"number": places}
    mentors = ngettext("een mentor voor %(number)s leerling meer", "mentoren voor %(number)s leerlingen meer", students)
    asked = [*([seats] if places else []), *([mentors % {"number": students}] if students else [])]
    told = _("Past met %(asked)s.") % {"asked": _(" en ").join(asked)}
    return told if max(places, students) == 1 else f"{_queue(max(places, students) - 1)} {told}"


def _queue(number: int) -> str:
    """Who would come first to what is added."""
    words = ngettext("Hier gaat nog %(number)s leerling voor.", "Hier gaan nog %(number)s leerlingen voor.", number)
    return words % {"number": number}


def _where(request: PlacementRequest, capacity: Capacity, codes: set[str]) -> tuple[str, str]:
    if codes <= IN_REQUEST:
        return reverse("request-edit", args=[request.pk]), _("Pas de aanvraag aan")
    if codes <= OF_STUDENT:
        return reverse("student-change", args=[request.student_id]), _("Pas de gegevens van de leerling aan")
    return _at_company(capacity)


def _at_company(capacity: Capacity) -> tuple[str, str]:
    return reverse("place-detail", args=[capacity.pk]), _("Bekijk de plaats")
