"""A seeded market: clustered students and places, programmes with Zipf-like sizes, the 50 best candidates each."""

import numpy as np

from placements.matching import Market

CANDIDATES = 50


def market(students: int, seed: int = 1, programmes: int = 60) -> Market:
    """A market of this many students and about a third as many places, with about as many seats as students."""
    dice = np.random.default_rng(seed)
    places = max(programmes, int(students * 0.36))
    weights = 1 / np.arange(2, programmes + 2)
    weights /= weights.sum()
    of_student = dice.choice(programmes, students, p=weights)
    of_place = dice.choice(programmes, places, p=weights)
    home, site = dice.normal(0, 5, (students, 2)), dice.normal(0, 5, (places, 2))
    rows, columns, scores = [], [], []
    for programme in range(programmes):
        mine, theirs = np.flatnonzero(of_student == programme), np.flatnonzero(of_place == programme)
        if not len(mine) or not len(theirs):
            continue
        km = np.hypot(*(home[mine][:, None, :] - site[theirs][None, :, :]).transpose(2, 0, 1))
        best = np.argsort(km, axis=1, kind="stable")[:, :CANDIDATES]
        rows.append(np.repeat(mine, best.shape[1]))
        columns.append(theirs[best].ravel())
        scores.append(10_000 - (np.take_along_axis(km, best, axis=1) * 100).astype(np.int32).ravel())
    pairs = np.concatenate(rows)
    return Market(
        n_students=students,
        capacity=dice.integers(1, 6, places).astype(np.int32),
        student=pairs.astype(np.int32),
        place=np.concatenate(columns).astype(np.int32),
        student_score=np.concatenate(scores).astype(np.int32),
        place_priority=np.zeros(len(pairs), dtype=np.int32),
    )
