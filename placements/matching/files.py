"""Markets and results as CSV files with any identifiers."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .checks import one_number
from .types import Assignment, Market, MarketError, Numbers

Row = tuple[int, list[str]]  # line number and cells
PAIR_COLUMNS = ["student", "place", "student_score", "place_priority"]
PLACE_COLUMNS = ["place", "capacity"]
OWNER_COLUMNS = ["owner", "owner_capacity"]


@dataclass(frozen=True)
class Named:
    """A market with the identifiers of its students and places by index; students without a pair have none."""

    market: Market
    students: Sequence[str]
    places: Sequence[str]


def read_market(pairs: Path, places: Path, *, n_students: int | None = None, seed: int | None = None) -> Named:
    """The market of two files; the order of their rows does not matter, indices follow the sorted identifiers.

    ``seed`` draws the lottery, without it the index is the lottery. Raises MarketError with the file and the line.
    """
    place_rows = list(_rows(places, [PLACE_COLUMNS, PLACE_COLUMNS + OWNER_COLUMNS]))
    pair_rows = list(_rows(pairs, [PAIR_COLUMNS]))
    place_index = _index(row[0] for _, row in place_rows)
    student_index = _index(row[0] for _, row in pair_rows)
    known = len(student_index)
    n_all = one_number(known if n_students is None else n_students, "The number of students", known, 2**31 - 1)
    market = Market(
        n_students=n_all,
        **_places(places, place_rows, place_index),
        **_pairs(pairs, pair_rows, student_index, place_index),
        lottery=_lottery(n_all, seed),
    )
    return Named(market, list(student_index), list(place_index))


def write_result(path: Path, named: Named, assignment: Assignment) -> None:
    """One row for every student with a pair, sorted by identifier; no place is an empty cell."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["student", "place"])
        for student, place in zip(named.students, assignment.place.tolist(), strict=False):
            writer.writerow([student, named.places[place] if place >= 0 else ""])


def _rows(path: Path, headers: list[list[str]]) -> Iterator[Row]:
    """Line number and cells of every row that is not empty, in the order of the longest header."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            header = [cell.strip() for cell in next(reader, [])]
            if sorted(header) not in [sorted(known) for known in headers]:
                raise MarketError(f"{path.name} must start with the line {' or '.join(map(','.join, headers))}.")
            columns = [header.index(name) for name in headers[-1] if name in header]
            for cells in reader:
                if any(cells):
                    yield reader.line_num, _cells(path, reader.line_num, cells, columns)
    except (UnicodeDecodeError, csv.Error) as error:
        raise MarketError(f"{path.name} is not a CSV file in UTF-8.") from error


def _cells(path: Path, line: int, cells: list[str], columns: list[int]) -> list[str]:
    if len(cells) != len(columns):
        raise MarketError(f"{path.name} line {line} must have {len(columns)} cells and has {len(cells)}.")
    ordered = [cells[column].strip() for column in columns]
    if not ordered[0] or not ordered[1]:
        raise MarketError(f"{path.name} line {line} has an empty cell.")
    return ordered


def _index(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(sorted(set(names)))}


def _number(path: Path, line: int, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise MarketError(f"{path.name} line {line} has '{text}' where a whole number must be.") from error


def _pairs(path: Path, rows: list[Row], students: dict[str, int], places: dict[str, int]) -> dict[str, Any]:
    columns: dict[str, list[int]] = {name: [] for name in PAIR_COLUMNS}
    for line, (student, place, score, priority) in rows:
        if place not in places:
            raise MarketError(f"{path.name} line {line} names place '{place}', which is not in the list of places.")
        columns["student"].append(students[student])
        columns["place"].append(places[place])
        columns["student_score"].append(_number(path, line, score))
        columns["place_priority"].append(_number(path, line, priority))
    return columns


def _places(path: Path, rows: list[Row], places: dict[str, int]) -> dict[str, Any]:
    by_place = {row[0]: (line, row) for line, row in rows}
    if len(by_place) < len(rows):
        raise MarketError(f"{path.name} names a place twice.")
    ordered = [by_place[name] for name in places]
    capacity = [_number(path, line, row[1]) for line, row in ordered]
    if not rows or len(rows[0][1]) == len(PLACE_COLUMNS):
        return {"capacity": capacity}
    return {"capacity": capacity, **_owners(path, ordered)}


def _owners(path: Path, rows: list[Row]) -> dict[str, Any]:
    owners = _index(row[2] for _, row in rows if row[2])
    totals: dict[str, int] = {}
    for line, (_, _, owner, total) in rows:
        if bool(owner) != bool(total):
            raise MarketError(f"{path.name} line {line} must name both owner and owner_capacity, or neither.")
        if owner and totals.setdefault(owner, _number(path, line, total)) != int(total):
            raise MarketError(f"{path.name} gives owner '{owner}' unequal capacities.")
    return {
        "owner": [owners.get(row[2], -1) for _, row in rows],
        "owner_capacity": [totals[owner] for owner in owners],
    }


def _lottery(n_students: int, seed: int | None) -> Numbers:
    if seed is None:
        return np.arange(n_students)
    if seed < 0:
        raise MarketError("The seed must be 0 or more.")
    return np.random.default_rng(seed).permutation(n_students)
