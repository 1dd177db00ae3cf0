"""Reads capacity into rows of seats: one for each programme, open to all or reserved for one school."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Count, QuerySet

from companies.enums import CompanyStatus
from companies.models import Recognition
from companies.sector_figures import is_maribel
from labels.enums import LabelStatus, Level
from labels.models import Label
from marketplace.bulk import read
from marketplace.period import Period
from marketplace.reference.models import Figure
from placements.enums import CapacityStatus, OfferStatus
from placements.matching.columns import ALL_SCHOOLS, LAST_DAY, NO_DAY, Seats
from placements.models import Capacity, Match, Offer, Placement, Reservation
from placements.rules.match_codes import Codes, Day, days_mask, forms_mask
from placements.rules.match_mentors import MentorFacts, MentorRoom
from placements.rules.match_tables import Tables
from placements.rules.round import locked_capacities

LEVELS: dict[str, int] = {Level.PROVISIONAL: 1, Level.LABEL: 2, Level.DISTINCTION: 3}
FIELDS = (
    *("id", "site", "company", "school_year", "starts_on", "ends_on", "week", "forms", "places", "taken", "status"),
    *("languages", "minimum_age", "minimum_study_year", "attests", "supports", "company__status", "company__sector"),
    *("company__joint_committee", "site__is_active", "site__lat", "site__lon"),
)


class _Row(NamedTuple):
    """One row of seats to be."""

    capacity: dict[str, Any]
    programme: int
    school: int
    seats: int
    reserved: int
    place: int


class SeatFacts:
    """What is known about capacities.

    `period`: the days for which mentors must be there; who is under the Social Maribel counts on its first day, that of
    the one request or of the round. In a round, seats that wait for a company's answer are set
    aside, those of the matches `set_aside` too, and the round's own lock is not counted.
    """

    def __init__(
        self,
        capacities: QuerySet[Capacity],
        day: Day,
        tables: Tables,
        *,
        period: Period,
        in_round: bool = False,
        set_aside: QuerySet[Match] | None = None,
    ) -> None:
        self.capacities, self.day, self.first_day = capacities, day, period.starts_on
        keys, sites = capacities.order_by().values("pk"), capacities.order_by().values("site")
        self._programmes = tables.add(
            Capacity.programmes.through.objects.filter(capacity__in=keys),
            *("capacity", "pk", "programme"),
            text="programme__code",
        )
        left_out = Capacity.not_offered.through.objects.filter(capacity__in=keys)
        self._not_offered = tables.add(left_out, "capacity", "competence__programme", "competence")
        kept = Reservation.objects.filter(capacity__in=keys, until_on__gte=day.on)
        self._reserved = tables.add(kept, "capacity", "school", "places")
        holding, sent = Placement.objects.holding_seats(), Offer.objects.filter(status=OfferStatus.SENT)
        self._placed = tables.add(_seats_of(holding, keys), "capacity", "school", "seats")
        promised = (sent if in_round else sent.none(), Match.objects.none() if set_aside is None else set_aside)
        self._promised = [
            tables.add(_seats_of(rows, keys, school), "capacity", school, "seats")
            for rows, school in zip(promised, ("school", "request__school"), strict=True)
        ]
        self._locked = tables.add(capacities.none() if in_round else locked_capacities(capacities, day.on), "pk")
        self._valid = tables.add(
            Label.objects.valid_on(day.on).filter(site__in=sites), "site", text="level", days=("ends_on",)
        )
        suspended = Label.objects.filter(site__in=sites, status=LabelStatus.SUSPENDED)
        self._suspended = tables.add(suspended, "site", text="level", days=("ends_on",))
        recognised = Recognition.objects.filter(site__in=sites)
        self._recognised = tables.add(recognised, "site", text="programme_code", days=("starts_on", "ends_on"))
        self._mentors = MentorFacts(sites, period, tables, promised)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return [dict(zip(FIELDS, row, strict=True)) for row in read(self.capacities.order_by("pk"), *FIELDS)]

    @cached_property
    def programmes(self) -> dict[int, list[tuple[int, str]]]:
        """Capacity -> its programmes, key and code."""
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for capacity, _added, programme, code in sorted(self._programmes):
            found[capacity].append((programme, code))
        return found

    @cached_property
    def not_offered(self) -> dict[tuple[int, int], list[int]]:
        """Capacity and programme -> the competences that are not offered."""
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for capacity, programme, competence in self._not_offered:
            found[capacity, programme].append(competence)
        return found

    @cached_property
    def labels(self) -> dict[int, tuple[str, date | None]]:
        """Site -> level and last day of its label, valid today or suspended."""
        return {site: (level, ends_on) for site, level, ends_on in [*self._valid, *self._suspended]}

    @cached_property
    def suspended(self) -> set[int]:
        """Sites with a suspended label."""
        return {site for site, *_label in self._suspended}

    @cached_property
    def recognitions(self) -> dict[tuple[int, str], tuple[int, int]]:
        """Site and programme code -> the days of the recognition; every day when it is requested."""
        return {
            (site, code): (starts_on.toordinal(), ends_on.toordinal()) if starts_on and ends_on else (NO_DAY, LAST_DAY)
            for site, code, starts_on, ends_on in self._recognised
        }

    @cached_property
    def maribel(self) -> set[str]:
        """The joint committees of these seats under which a paid contract is a DA (R03)."""
        figures = Figure.objects.in_force(self.first_day)
        found = {row["company__joint_committee"] for row in self.rows}
        return {code for code in found if is_maribel(code, figures)}

    @cached_property
    def locked(self) -> set[int]:
        """Capacities that a round holds; a round does not lock itself out."""
        return {capacity for (capacity,) in self._locked}

    @cached_property
    def held(self) -> Counter[tuple[int, int]]:
        """Capacity and school -> seats held by placements, and in a round those that are promised."""
        found: Counter[tuple[int, int]] = Counter()
        for capacity, school, seats in chain(self._placed, *self._promised):
            found[capacity, school] += seats
        return found

    @cached_property
    def reserved(self) -> dict[int, list[tuple[int, int]]]:
        """Capacity -> school and seats that are still kept for it."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for capacity, school, places in sorted(self._reserved):
            if (left := places - self.held[capacity, school]) > 0:
                found[capacity].append((school, left))
        return found

    @cached_property
    def rooms(self) -> dict[int, MentorRoom]:
        """Site -> what its mentors can take."""
        return self._mentors.rooms(figures=self.day.figures)

    @cached_property
    def waiting(self) -> Counter[int]:
        """Capacity -> seats that wait for a company's answer or another round's offer, which a round sets aside."""
        found: Counter[int] = Counter()
        for capacity, _school, seats in chain(*self._promised):
            found[capacity] += seats
        return found


def _seats_of(rows: QuerySet[Any], capacities: Any, school: str = "school") -> QuerySet[Any, Any]:
    """Capacity and school -> how many of these rows there are."""
    return rows.filter(capacity__in=capacities).order_by().values("capacity", school).annotate(seats=Count("pk"))


def seat_columns(facts: SeatFacts, codes: Codes, signers: set[int]) -> Seats:
    """The seats of these capacities, by rising id, reserved ones before open ones.

    `signers`: the organisations that have signed the code.
    """
    return _Table(list(_rows(facts)), facts, codes, signers).columns()


def _rows(facts: SeatFacts) -> Iterator[_Row]:
    place = 0
    for capacity in facts.rows:
        kept = facts.reserved[capacity["id"]]
        reserved = sum(seats for _school, seats in kept)
        free = max(0, capacity["places"] - capacity["taken"] - facts.waiting[capacity["id"]])
        for school, seats in [*kept, (ALL_SCHOOLS, max(0, free - reserved))]:
            for programme, _code in facts.programmes[capacity["id"]]:
                yield _Row(capacity, programme, school, min(seats, free), reserved, place)
            place += 1


@dataclass(frozen=True)
class _Table:
    """Turns rows of seats into columns."""

    rows: list[_Row]
    facts: SeatFacts
    codes: Codes
    signers: set[int]

    def columns(self) -> Seats:
        return Seats(**self._seats(), **self._standing(), **self._recognition(), **self._when(), **self._asks())

    def _seats(self) -> dict[str, Any]:
        rooms = self.facts.rooms
        return {
            "id": self._of("id"),
            "place": self._by(lambda row: row.place),
            "site": self._of("site"),
            "programme": self._by(lambda row: row.programme),
            "school": self._by(lambda row: row.school),
            "seats": self._by(lambda row: row.seats),
            "reserved_elsewhere": self._by(lambda row: row.reserved if row.school == ALL_SCHOOLS else 0),
            "places": self._of("places"),
            "mentor_seats": self._by(lambda row: max(0, rooms[row.capacity["site"]].seats)),
            "mentor_seats_dual": self._by(lambda row: max(0, rooms[row.capacity["site"]].seats_dual)),
            "trained_percent": self._by(lambda row: rooms[row.capacity["site"]].trained_percent),
        }

    def _standing(self) -> dict[str, Any]:
        facts = self.facts
        labels = [facts.labels.get(row.capacity["site"], ("", None)) for row in self.rows]
        ends = [ends_on.toordinal() if ends_on else NO_DAY for _level, ends_on in labels]
        return {
            "published": self._by(lambda row: is_published(row.capacity), bool),
            "locked": self._by(lambda row: row.capacity["id"] in facts.locked, bool),
            "verified": self._by(lambda row: row.capacity["company__status"] == CompanyStatus.VERIFIED, bool),
            "code_signed": self._by(lambda row: row.capacity["company"] in self.signers, bool),
            "label": np.array([LEVELS.get(level, 0) for level, _ends_on in labels], np.int64),
            "label_until": np.array(ends, np.int64),
            "suspended": self._by(lambda row: row.capacity["site"] in facts.suspended, bool),
        }

    def _recognition(self) -> dict[str, Any]:
        facts = self.facts
        codes = {pk: code for pairs in facts.programmes.values() for pk, code in pairs}
        never = (LAST_DAY, NO_DAY)
        days = [facts.recognitions.get((row.capacity["site"], codes[row.programme]), never) for row in self.rows]
        return {
            "recognised_from": np.array([starts_on for starts_on, _ends_on in days], np.int64),
            "recognised_until": np.array([ends_on for _starts_on, ends_on in days], np.int64),
            "maribel": self._by(lambda row: row.capacity["company__joint_committee"] in facts.maribel, bool),
            "forms": self._by(lambda row: forms_mask(row.capacity["forms"])),
        }

    def _when(self) -> dict[str, Any]:
        return {
            "school_year": self._of("school_year"),
            "starts_on": self._by(lambda row: row.capacity["starts_on"].toordinal()),
            "ends_on": self._by(lambda row: row.capacity["ends_on"].toordinal()),
            "weekdays": self._by(lambda row: days_mask(row.capacity["week"])),
            "lat": self._degrees("site__lat"),
            "lon": self._degrees("site__lon"),
        }

    def _asks(self) -> dict[str, Any]:
        codes = self.codes
        return {
            "languages": self._by(lambda row: codes.languages(row.capacity["languages"])),
            "attests": self._by(lambda row: codes.attests(row.capacity["attests"])),
            "supports": self._by(lambda row: codes.needs(row.capacity["supports"])),
            "minimum_age": self._of("minimum_age"),
            "minimum_study_year": self._of("minimum_study_year"),
            "missing": codes.masks(self._missing(row) for row in self.rows),
            "sector": self._by(lambda row: codes.sectors(filter(None, [row.capacity["company__sector"]]))),
        }

    def _missing(self, row: _Row) -> list[int]:
        left_out = self.facts.not_offered.get((row.capacity["id"], row.programme), [])
        return [self.codes.position[pk] for pk in left_out if pk in self.codes.position]

    def _by(self, value: Callable[[_Row], Any], kind: Any = np.int64) -> Any:
        return np.fromiter(map(value, self.rows), kind, len(self.rows))

    def _of(self, name: str, kind: Any = np.int64) -> Any:
        return self._by(lambda row: row.capacity[name] or 0, kind)

    def _degrees(self, name: str) -> Any:
        return self._by(lambda row: np.nan if row.capacity[name] is None else row.capacity[name], float)


def is_published(capacity: dict[str, Any]) -> bool:
    """Published, at a site in use."""
    return capacity["status"] == CapacityStatus.PUBLISHED and capacity["site__is_active"]
