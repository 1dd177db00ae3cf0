"""The shortage report in words: whom to call and what to ask, and where students are left without a place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Site
from marketplace.actor import Actor
from placements.matching.shortage import MENTOR, PLACE
from placements.models import ShortageReport
from schools.models import Programme

MOST_BARS = 10


@dataclass(frozen=True)
class Call:
    """A company to call: its site with the contact person, what to ask, and what solving again gave."""

    site: Site
    ask: str
    brings: str


@dataclass(frozen=True)
class Short:
    """A programme in an area: students of a round, those without a place, and the seats that were offered."""

    programme: Programme
    area: str
    students: int
    without: int
    seats: int


def calls_of(report: ShortageReport, actor: Actor) -> list[Call]:
    """The companies to call, each once, the most useful first; asks that brought nothing are left out."""
    useful = [call for call in report.calls if call["placed"] or call["most_placed"] or call["total"]]
    sites = Site.objects.in_full_for(actor).select_related("company__organisation")
    by_key = sites.in_bulk({call["site"] for call in useful})
    programmes = Programme.objects.in_bulk({call["programme"] for call in useful if call["programme"]})
    return [
        Call(by_key[call["site"]], _ask(call["kind"], programmes.get(call["programme"])), _brings(call))
        for call in useful
        if call["site"] in by_key
    ]


def shortages(report: ShortageReport) -> list[Short]:
    """Programme by area, the most without a place first."""
    programmes = Programme.objects.in_bulk({cell["programme"] for cell in report.areas})
    return [
        Short(programmes[cell["programme"]], cell["area"] or _("geen adres bekend"), *_counts(cell))
        for cell in report.areas
    ]


def by_programme(short: Iterable[Short]) -> list[tuple[str, int]]:
    """Students without a place per programme, the most first."""
    return _most(Counter(), ((str(cell.programme), cell.without) for cell in short))


def by_area(short: Iterable[Short]) -> list[tuple[str, int]]:
    """Students without a place per area, the most first."""
    return _most(Counter(), ((cell.area, cell.without) for cell in short))


@dataclass(frozen=True)
class Worth:
    """The most that one place and one mentor more would bring at a site, in words."""

    site: Site
    place: str
    mentor: str


def worths_of(report: ShortageReport, actor: Actor, most: int) -> list[Worth]:
    """The sites where one more could bring something, the most first."""
    told = report.sites[:most]
    sites = Site.objects.in_full_for(actor).select_related("company__organisation")
    by_key = sites.in_bulk([site["site"] for site in told])
    return [
        Worth(by_key[site["site"]], _limit(site.get(PLACE)), _limit(site.get(MENTOR)))
        for site in told
        if site["site"] in by_key
    ]


def _counts(cell: dict[str, Any]) -> tuple[int, int, int]:
    return cell["students"], cell["without"], cell["seats"]


def _most(counter: Counter[str], rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    for name, number in rows:
        counter[name] += number
    return [(name, number) for name, number in counter.most_common(MOST_BARS) if number]


def _ask(kind: str, programme: Programme | None) -> str:
    if kind == MENTOR:
        words = _("Vraag één mentor meer voor %(programme)s.") if programme else _("Vraag één mentor meer.")
    elif kind == PLACE:
        words = _("Vraag één plaats meer voor %(programme)s.") if programme else _("Vraag één plaats meer.")
    elif programme:
        words = _("Vraag één plaats meer voor %(programme)s, met tijd van een mentor.")
    else:
        words = _("Vraag één plaats meer, met tijd van een mentor.")
    return words % {"programme": programme} if programme else words


def _brings(call: dict[str, Any]) -> str:
    if call["placed"]:
        words = ngettext(
            "Dan heeft één leerling meer een plaats.",
            "Dan hebben %(number)s leerlingen meer een plaats.",
            call["placed"],
        )
        return words % {"number": call["placed"]}
    if call["most_placed"]:
        return _("Met de optimale methode heeft dan één leerling meer een plaats, met die van deze ronde niet.")
    words = _("Niemand extra krijgt een plaats, maar alles samen past %(points)s punten beter.")
    return words % {"points": number_format(round(call["total"] / 100, 1))}


def _limit(most: list[int] | None) -> str:
    if not most or not any(most):
        return "–"
    students, points = most
    if students:
        return ngettext("%(number)s leerling", "%(number)s leerlingen", students) % {"number": students}
    return _("%(points)s punten") % {"points": number_format(round(points / 100, 1))}
