"""Requests, seats and candidates as columns of numbers, and the block of every request against every row of seats."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]

FORMS = (
    "VISIT",
    "OBSERVE",
    "STAGE",
    "SAO",
    "OAO",
    "DA",
    "SNUFFEL",
    "AANLOOP",
    "TEACHER",
)  # a form is a bit: 1 << its place in this row
VISIT, OBSERVE, STAGE, SAO, OAO, DA, SNUFFEL, AANLOOP, TEACHER = (1 << bit for bit in range(len(FORMS)))
DUAL = SAO | OAO | DA
PAID = OAO | DA  # which of the two a paid contract is follows from the company's joint committee (R03)
WORK = DUAL | STAGE | AANLOOP
NO_DAY = 0  # a day is its proleptic ordinal
LAST_DAY = 4_000_000
ALL_SCHOOLS = -1
EARTH_RADIUS_KM = 6371.009  # the mean radius, as in geopy
KM_A_DEGREE = 111.0  # of latitude, rounded down, so that a box is rather too wide
SPARE_KM = 0.01  # so that a seat on the edge of a box is in no doubt


@dataclass(frozen=True, eq=False)
class _Columns:
    def __len__(self) -> int:
        return len(self.id)  # type: ignore[attr-defined]

    def take(self, rows: Any) -> Self:
        """The same columns for these rows only (numbers or flags)."""
        return replace(self, **{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, eq=False)
class Requests(_Columns):
    """n placement requests, by rising id; sets of codes are bit masks."""

    id: Numbers
    school: Numbers
    programme: Numbers
    form: Numbers  # one bit of FORMS
    form_allowed: Numbers  # the forms that the programme allows (R03)
    first_grade: Numbers  # whether the programme is of the first grade (R02)
    age: Numbers  # full years on the first day
    years_followed: Numbers  # of secondary school, before the first day
    study_year: Numbers
    school_year: Numbers
    starts_on: Numbers
    ends_on: Numbers
    weekdays: Numbers  # bit 1 = Monday ... bit 7 = Sunday
    reach_km: Numbers
    home_lat: Numbers  # [n, 2] degrees, NaN = no second home, or not located
    home_lon: Numbers  # [n, 2]
    home_weeks: Numbers  # [n, 2] which part of the weeks is spent there; sums to 1
    languages: Numbers
    attests: Numbers
    needs: Numbers
    wanted: Numbers  # [n, W] uint64: the competences still to learn, by their place in the programme's list
    sectors: Numbers  # wished sectors
    code_signed: Numbers  # by the school


@dataclass(frozen=True, eq=False)
class Seats(_Columns):
    """m rows: the seats of one capacity for one programme, open to all or reserved for one school.

    Rows of one capacity and one school are one `place`; a reserved place has a lower number than the open one.
    """

    id: Numbers  # of the capacity
    place: Numbers
    site: Numbers  # its id: who works there is the owner of the mentors' seats
    programme: Numbers
    school: Numbers  # whom the seats are reserved for, or ALL_SCHOOLS
    seats: Numbers  # left
    reserved_elsewhere: Numbers  # seats left of the same capacity that are reserved for schools
    places: Numbers  # of the capacity, taken ones too
    published: Numbers  # published, at a site in use
    locked: Numbers  # a matching round holds it
    verified: Numbers  # the company is
    code_signed: Numbers  # by the company
    label: Numbers  # 0 none, 1 provisional, 2 label, 3 with distinction
    label_until: Numbers
    suspended: Numbers
    recognised_from: Numbers  # for this programme; from NO_DAY to LAST_DAY when requested
    recognised_until: Numbers
    maribel: Numbers  # paid contracts are a DA here
    forms: Numbers
    school_year: Numbers
    starts_on: Numbers
    ends_on: Numbers
    weekdays: Numbers
    lat: Numbers
    lon: Numbers
    languages: Numbers
    attests: Numbers
    supports: Numbers
    minimum_age: Numbers
    minimum_study_year: Numbers
    mentor_seats: Numbers  # of the site: what its mentors can still take, those named later included
    mentor_seats_dual: Numbers  # the same, counting only mentors who may guide SAO, OAO and DA (R10)
    trained_percent: Numbers  # of the site's mentors
    missing: Numbers  # [m, W] uint64: competences of this programme that are not offered
    sector: Numbers  # one bit


@dataclass(frozen=True)
class Ages:
    """From which age real work is allowed (R01): at once, or after the first two years of secondary school."""

    work: int = 16
    work_after_two_years: int = 15


@dataclass(frozen=True, eq=False)
class Block:
    """Every request against every row of seats: n x m pairs; a mask broadcasts to (n, m)."""

    requests: Requests
    seats: Seats
    declined: Numbers  # [k, 2] request id, capacity id
    wishes: Numbers  # [k, 3] request id, site id, rank from 1
    ages: Ages = Ages()

    @cached_property
    def shape(self) -> tuple[int, int]:
        return len(self.requests), len(self.seats)

    @cached_property
    def home_km(self) -> Numbers:
        """[n, m, 1 or 2] kilometres in a straight line from each home; NaN when either end is not located.

        Nobody's second home is left out when nobody has one.
        """
        requests, seats = self.requests, self.seats
        homes = slice(None) if not np.isnan(requests.home_lat[:, 1]).all() else slice(1)
        ways = zip(requests.home_lat.T[homes], requests.home_lon.T[homes], strict=True)
        return np.stack([distances_km(lat, lon, seats.lat, seats.lon) for lat, lon in ways], axis=2)

    @cached_property
    def farthest_km(self) -> Numbers:
        """[n, m] from the farthest home that is located; NaN when none is."""
        return np.fmax(self.home_km[..., 0], self.home_km[..., -1])

    def mean_km(self, rows: Numbers, columns: Numbers) -> Numbers:
        """[E] the mean over the weeks for these pairs; NaN when no home is located."""
        km = self.home_km[rows, columns]
        weeks = np.where(np.isnan(km), 0, self.requests.home_weeks[rows, : km.shape[1]])
        total = weeks.sum(axis=1)
        way = (np.where(weeks > 0, km, 0) * weeks).sum(axis=1)
        return np.divide(way, total, out=np.full(len(rows), np.nan), where=total > 0)


@dataclass(frozen=True, eq=False)
class Candidates:
    """E eligible pairs, by request and then from the most wanted to the least; rows of the block's columns."""

    request: Numbers
    seats: Numbers
    parts: Numbers  # [E, 6]
    score: Numbers
    preference: Numbers
    km: Numbers

    def __len__(self) -> int:
        return len(self.request)

    def take(self, rows: Numbers) -> "Candidates":
        """These rows only."""
        return Candidates(*(getattr(self, field.name)[rows] for field in fields(self)))


def first_homes(requests: Requests) -> Numbers:
    """[n, 2] latitude and longitude of the first home that is located, NaN when none is."""
    lat, lon = requests.home_lat, requests.home_lon
    first = np.where(np.isnan(lat[:, :1]), [[False, True]], [[True, False]])
    return np.column_stack((lat[first], lon[first]))


def boxes(requests: Requests) -> Numbers:
    """[n, 4] south, west, north and east of all that is in reach of these requests; NaN when no home is located."""
    home, margin = first_homes(requests), (requests.reach_km + SPARE_KM) / KM_A_DEGREE
    widest = margin / np.cos(np.radians(np.minimum(89.0, np.abs(home[:, 0]) + margin)))
    reach = np.column_stack((margin, widest))
    return np.hstack((home - reach, home + reach))


def distances_km(lat: Numbers, lon: Numbers, lats: Numbers, lons: Numbers) -> Numbers:
    """[n, m] great-circle distances from n points to m points, all in degrees; NaN where a point has one."""
    here, there = on_earth(lat, lon), on_earth(lats, lons)
    return np.asarray(kilometres(sum((here[:, None, axis] - there[None, :, axis]) ** 2 for axis in range(3))))


def kilometres(square: Any) -> Any:
    """Along the surface, from the squared chord of a unit sphere: the first terms of the arc sine, which has no end.

    Right to a millimetre up to 1,000 km; too short beyond, where nobody is in reach. It has only sums, products and a
    root, which every machine and the compiled way round alike.
    """
    terms = 1 + square * (1 / 24 + square * (3 / 640 + square * (5 / 7168)))
    return EARTH_RADIUS_KM * (np.sqrt(square) * terms)


def on_earth(lat: Numbers, lon: Numbers) -> Numbers:
    """Points on the unit sphere, [n, 3]."""
    north, east = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
