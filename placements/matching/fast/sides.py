"""Requests and seats as the compiled search looks at them: by programme, band of latitude and longitude."""

from typing import NamedTuple

import numpy as np

from placements.matching.columns import Block, Numbers, Requests, Seats, boxes, on_earth

BAND = 0.1  # degrees of latitude


class Side(NamedTuple):
    """The rows of the block that may be in some pair, as they stand, and where each row stands (-1 = nowhere)."""

    rows: Numbers
    spot: Numbers
    bands: Numbers  # [rows] of each; of requests [rows, 2] the first and the last that is in reach
    lon: Numbers  # [rows] of each; of requests [rows, 2] the least and the greatest that is in reach


def both_sides(block: Block, requests_fit: Numbers, seats_fit: Numbers) -> tuple[Side, Side, int]:
    """The requests, the seats, and how many bands there are: those of the first programme, of the second, ..."""
    requests, seats = block.requests, block.seats
    located = ~np.isnan(seats.lat) & ~np.isnan(seats.lon)
    south = seats.lat[located].min(initial=90.0)
    each = 1 + int(_band(seats.lat[located].max(initial=south), south))
    programmes, of_seats = np.unique(seats.programme, return_inverse=True)
    of_requests = np.minimum(np.searchsorted(programmes, requests.programme), len(programmes) - 1)
    box = boxes(requests)
    asked = requests_fit & (programmes[of_requests] == requests.programme) & ~np.isnan(box).any(axis=1)
    reach = np.clip(_band(np.nan_to_num(box[:, [0, 2]]), south), 0, each - 1) + each * of_requests[:, None]
    stands = _band(np.nan_to_num(seats.lat), south) + each * of_seats
    return (
        _side(reach, box[:, [1, 3]], asked),
        _side(stands, seats.lon, seats_fit & located),
        each * len(programmes),
    )


def _band(lat: Numbers, south: float) -> Numbers:
    band: Numbers = np.floor((lat - south) / BAND).astype(np.int64)
    return band


def _side(bands: Numbers, lon: Numbers, fit: Numbers) -> Side:
    rows = np.flatnonzero(fit)
    first, west = (column if column.ndim == 1 else column[:, 0] for column in (bands, lon))
    rows = rows[np.argsort(360.0 * first[rows] + west[rows])]
    spot = np.full(len(fit), -1, np.int32)
    spot[rows] = np.arange(len(rows))
    return Side(rows.astype(np.int32), spot, bands[rows], lon[rows])


def homes(requests: Requests, rows: Numbers) -> tuple[Numbers, Numbers]:
    """[n, 2, 3] on the unit sphere, the first one located, NaN = there is no second; [n, 2] the part of the weeks."""
    lat, lon, weeks = requests.home_lat[rows], requests.home_lon[rows], requests.home_weeks[rows].astype(float)
    other = np.isnan(lat[:, 0])
    for column in (lat, lon, weeks):
        column[other] = column[other, ::-1]
    found = np.full((len(rows), 2, 3), np.nan)
    found[:, 0] = on_earth(lat[:, 0].copy(), lon[:, 0].copy())
    two = np.flatnonzero(~np.isnan(lat[:, 1]))
    found[two, 1] = on_earth(lat[two, 1], lon[two, 1])
    return found, weeks


def points(seats: Seats, rows: Numbers) -> Numbers:
    """[m, 3] on the unit sphere."""
    return on_earth(seats.lat[rows], seats.lon[rows])
