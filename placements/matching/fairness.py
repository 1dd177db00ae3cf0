"""What a run gave to groups of students, and which part of the score differs strongly between groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Candidates, Numbers
from .score import PARTS


@dataclass(frozen=True)
class GroupOutcome:
    """What the students of one group got; the distance is in the middle of those who were placed.

    There is none where so few were placed that it would tell how far one of them travels.
    """

    label: str
    students: int
    placed: int
    first_choices: int
    median_km: float | None


@dataclass(frozen=True)
class Gap:
    """A part of the score that is much higher or lower for the candidates of one group than for all others."""

    part: str
    label: str
    mean: int  # of 100
    others: int


def first_choices(candidates: Candidates, chosen: Numbers) -> Numbers:
    """[n] whether each request got the candidate that it wanted most; `chosen` is its row in `candidates`, or -1."""
    found = np.zeros(len(chosen), bool)
    with_choice, first = np.unique(candidates.request, return_index=True)
    found[with_choice] = chosen[with_choice] == first
    return found


def outcomes(
    labels: Sequence[str], candidates: Candidates, chosen: Numbers, placed: Numbers, *, least: int
) -> list[GroupOutcome]:
    """The outcome of each group that is large enough to show, by label; `labels` [n] says whose group each is.

    Groups of fewer than `least` students are left out, and one more when the rest would tell the left out ones.
    """
    group, names = _numbered(labels)
    first, km = first_choices(candidates, chosen), _km(candidates, chosen)
    shown = shown_groups(np.bincount(group, minlength=len(names)), least)
    rows = ((names[index], group == index) for index in shown)
    return [_outcome(label, members, placed, first, km, least) for label, members in rows]


def median_km(km: Numbers, *, least: int) -> float | None:
    """The distance in the middle of those who travel, or None when they are fewer than `least`; NaN travels not."""
    known = km[~np.isnan(km)]
    return round(float(np.median(known)), 1) if len(known) >= least else None


def shown_groups(sizes: Numbers, least: int) -> list[int]:
    """The groups that may be shown: none smaller than `least`, and what is hidden together not smaller either."""
    by_size = np.argsort(sizes, kind="stable").tolist()
    hidden = [group for group in by_size if sizes[group] < least]
    rest = by_size[len(hidden) :]
    while hidden and rest and sum(int(sizes[group]) for group in hidden) < least:
        hidden.append(rest.pop(0))
    return sorted(rest)


def gaps(labels: Sequence[str], candidates: Candidates, *, least: int, most_points: int) -> list[Gap]:
    """Where the mean part score over the candidates of a group and of all others differ by `most_points` or more.

    Every student with candidates counts once. Groups, and the others together, have at least `least` such students.
    """
    group, names = _numbered(labels)
    students, means = _mean_parts(candidates)
    found = []
    for index, label in enumerate(names):
        inside = group[students] == index
        if min(inside.sum(), (~inside).sum()) < least:
            continue
        own, others = means[inside].mean(axis=0), means[~inside].mean(axis=0)
        found += [
            Gap(part, label, round(float(own[column])), round(float(others[column])))
            for column, part in enumerate(PARTS)
            if abs(own[column] - others[column]) >= most_points
        ]
    return found


def _outcome(label: str, members: Numbers, placed: Numbers, first: Numbers, km: Numbers, least: int) -> GroupOutcome:
    return GroupOutcome(
        label=label,
        students=int(members.sum()),
        placed=int((members & placed).sum()),
        first_choices=int((members & first).sum()),
        median_km=median_km(km[members], least=least),
    )


def _numbered(labels: Sequence[str]) -> tuple[Numbers, list[str]]:
    names, group = np.unique(np.array(labels, dtype=np.str_), return_inverse=True)
    return group, names.tolist()


def _km(candidates: Candidates, chosen: Numbers) -> Numbers:
    """[n] how far each placed student travels, NaN for the others."""
    km = np.full(len(chosen), np.nan)
    km[chosen >= 0] = candidates.km[chosen[chosen >= 0]]
    return km


def _mean_parts(candidates: Candidates) -> tuple[Numbers, Numbers]:
    """The students with candidates, and [students, parts] the mean of each part over their candidates."""
    count = np.bincount(candidates.request)
    students = np.flatnonzero(count)
    sums = [np.bincount(candidates.request, candidates.parts[:, part])[students] for part in range(len(PARTS))]
    return students, np.column_stack(sums) / count[students, None]
