"""Reads requests and capacity into the columns that the matching rules look at, in few queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from django.db.models import QuerySet

from marketplace.bulk import read
from marketplace.commitments.models import Commitment, TextKind
from marketplace.period import school_year_of
from marketplace.reference.figures import read_once
from placements.matching.columns import Ages, Block, Requests
from placements.models import Capacity, DeclinedPair, PlacementRequest, SiteWish
from placements.rules.form import allowed_forms, paid_from_hours
from placements.rules.match_codes import Codes, Day, days_mask, forms_mask
from placements.rules.match_seats import SeatFacts, seat_columns
from placements.rules.match_tables import Tables
from schools.enums import Grade, Weeks
from schools.models import Home

WEEKS: dict[str, float] = {Weeks.EVERY: 1.0, Weeks.EVEN: 0.5, Weeks.ODD: 0.5}


@read_once()
def read_block(
    requests: QuerySet[PlacementRequest], capacities: QuerySet[Capacity], *, day: Day, **options: Any
) -> Block:
    """The block of these requests against these capacities, as they are on a day.

    `options` are those of `SeatFacts`: the period that mentors must be there for, and what a round sets aside.
    """
    tables = Tables()
    signed = tables.add(Commitment.objects.in_force(TextKind.ETHICS_CODE, day.on), "organisation")  # R23
    codes = Codes(requests.order_by().values("programme"), tables)
    seats, asked = SeatFacts(capacities, day, tables, **options), _Asked(requests, tables)
    tables.read()
    signers = {organisation for (organisation,) in signed}
    return Block(
        request_columns(requests, codes, asked, day, signers),
        seat_columns(seats, codes, signers),
        np.array(asked.declined, np.int64).reshape(-1, 2),
        np.array(asked.wishes, np.int64).reshape(-1, 3),
        ages_on(day),
    )


class _Asked:
    """What is known about the requests beside their own columns."""

    def __init__(self, requests: QuerySet[PlacementRequest], tables: Tables) -> None:
        keys = requests.order_by().values("pk")
        competences = PlacementRequest.competences.through.objects.filter(placementrequest__in=keys)
        self.competences = tables.add(competences, "placementrequest", "competence")
        self.declined = tables.add(DeclinedPair.objects.filter(request__in=keys), "request", "capacity")
        self.wishes = tables.add(SiteWish.objects.filter(request__in=keys), "request", "site", "rank")

    def wanted(self, codes: Codes) -> dict[int, list[int]]:
        """Request -> the places of the competences that it still asks for, where it does not ask for all."""
        wanted: dict[int, list[int]] = defaultdict(list)
        for request, competence in self.competences:
            if competence in codes.position:
                wanted[request].append(codes.position[competence])
        return wanted


def ages_on(day: Day) -> Ages:
    """The figures of R01 in force on a day."""
    return Ages(int(day.figures["minimum_age_work"]), int(day.figures["minimum_age_work_after_two_years"]))


def request_columns(
    requests: QuerySet[PlacementRequest], codes: Codes, asked: _Asked, day: Day, signers: set[int]
) -> Requests:
    """The columns of these requests, by rising id; `signers` are the organisations that have signed the code."""
    rows = [dict(zip(FIELDS, row, strict=True)) for row in read(requests.order_by("pk"), *FIELDS)]
    homes, learns = _homes(requests), asked.wanted(codes)
    allowed = _allowed(codes, {row["starts_on"] for row in rows})
    first = {pk: programme.grade == Grade.FIRST for pk, programme in codes.programmes.items()}
    column = _column_of(rows)
    lat, lon, weeks = homes.of([row["student"] for row in rows])
    return Requests(
        id=column("id"),
        school=column("school"),
        programme=column("programme"),
        form=column(lambda row: forms_mask([row["form"]])),
        form_allowed=column(lambda row: allowed[row["programme"], row["starts_on"]]),
        first_grade=column(lambda row: first[row["programme"]], bool),
        age=column(lambda row: full_years(row["student__born_on"], row["starts_on"])),
        years_followed=column(lambda row: _years_followed(row, day.on)),
        study_year=column("student__study_year"),
        school_year=column("school_year"),
        starts_on=column(lambda row: row["starts_on"].toordinal()),
        ends_on=column(lambda row: row["ends_on"].toordinal()),
        weekdays=column(lambda row: days_mask(row["weekdays"])),
        reach_km=column("reach_km"),
        home_lat=lat,
        home_lon=lon,
        home_weeks=weeks,
        languages=column(lambda row: codes.languages(row["student__languages"])),
        attests=column(lambda row: codes.attests(row["student__attests"])),
        needs=column(lambda row: codes.needs(row["student__needs"])),
        wanted=codes.masks(learns.get(row["id"]) or range(codes.length[row["programme"]]) for row in rows),
        sectors=column(lambda row: codes.sectors(row["sectors"])),
        code_signed=column(lambda row: row["school"] in signers, bool),
    )


def _allowed(codes: Codes, firsts: set[date]) -> dict[tuple[int, date], int]:
    """The forms of each programme by its key and a first day: what the figures say then (R03)."""
    hours = {first: paid_from_hours(first) for first in firsts}
    programmes = codes.programmes.items()
    return {(pk, first): forms_mask(allowed_forms(row, hours[first])) for pk, row in programmes for first in firsts}


FIELDS = (
    *("id", "student", "school", "programme", "form", "school_year", "starts_on", "ends_on", "weekdays", "reach_km"),
    *("sectors", "student__born_on", "student__study_year", "student__school_class__school_year"),
    *("student__languages", "student__attests", "student__needs"),
)


def full_years(born_on: date, on: date) -> int:
    """The age of somebody born on that day, as `Student.age_on` counts it."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _years_followed(row: Mapping[str, Any], on: date) -> int:
    """As `placements.rules.admission.years_followed`: the study year is that of the class, else of today."""
    known_for = row["student__school_class__school_year"] or school_year_of(on)
    return row["student__study_year"] - 1 + max(0, school_year_of(row["starts_on"]) - known_for)


def _column_of(rows: list[dict[str, Any]]) -> Any:
    def column(source: Any, kind: Any = np.int64) -> Any:
        values = (row[source] for row in rows) if isinstance(source, str) else map(source, rows)
        return np.fromiter(values, kind, len(rows))

    return column


class _Homes(dict[int, list[tuple[float, float, float]]]):
    def of(self, students: list[int]) -> tuple[Any, Any, Any]:
        """lat, lon and part of the weeks, each [n, 2]; the first two homes of a student count."""
        nowhere = (np.nan, np.nan, 0.0)
        table = np.array([(*self.get(pk, [])[:2], nowhere, nowhere)[:2] for pk in students], float).reshape(-1, 2, 3)
        total = table[..., 2].sum(axis=1, keepdims=True)
        return table[..., 0], table[..., 1], table[..., 2] / np.where(total > 0, total, 1)


def _homes(requests: QuerySet[PlacementRequest]) -> _Homes:
    homes = _Homes()
    rows = Home.objects.filter(student__in=requests.order_by().values("student")).order_by("pk")
    for student, weeks, lat, lon in read(rows, "student", "weeks", "lat", "lon"):
        point = (np.nan, np.nan) if lat is None or lon is None else (lat, lon)
        homes.setdefault(student, []).append((*point, WEEKS[weeks]))
    return homes
