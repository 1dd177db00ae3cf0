"""Turn the answers of a run into the explanations that are stored with it, and renew them after a re-matching."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from marketplace.bulk import insert
from placements.matching.answers import Answer, Passed, Seats, answers
from placements.matching.arrays import RunArrays
from placements.matching.columns import Block, Candidates
from placements.matching.near import Miss
from placements.models import Explanation, Round


def explanations(row: Round, block: Block, candidates: Candidates, run: RunArrays) -> Iterator[Explanation]:
    """One for each request of a run, not stored yet; made one by one, for together they are large."""
    told = answers(block, candidates, run.market, run.assignment, run.earlier)
    requests = block.requests.id.tolist()
    return (_explanation(row, block, request, answer) for request, answer in zip(requests, told, strict=True))


def renew(row: Round, explained: Iterator[Explanation]) -> None:
    """Store those that say something else than before, instead of what they said; inside a transaction."""
    told = ("passed", "near", "change")
    stored = row.explanations.values_list("request", *told).iterator()
    before = {request: _digest(values) for request, *values in stored}
    new = [one for one in explained if before.get(one.request_id) != _digest([getattr(one, name) for name in told])]
    row.explanations.filter(request__in=[one.request_id for one in new]).delete()
    insert(new)


def _digest(told: list[Any]) -> bytes:
    return sha256(json.dumps(told, sort_keys=True).encode()).digest()


def _explanation(row: Round, block: Block, request: int, answer: Answer) -> Explanation:
    return Explanation(
        round=row,
        request_id=request,
        passed=[_passed(block, passed) for passed in answer.passed],
        near=[_miss(block, miss) for miss in answer.near],
        change=_change(block, answer.change),
    )


def _passed(block: Block, passed: Passed) -> dict[str, Any]:
    return {
        "capacity": _capacity(block, passed.row) if passed.row >= 0 else None,
        "site": passed.site,
        "wish": passed.wish,
        "score": passed.score,
        "ahead": passed.ahead,
        "held": passed.held,
        "mentors": passed.mentors,
        "codes": list(passed.codes),
        "km": passed.km,
    }


def _miss(block: Block, miss: Miss) -> dict[str, Any]:
    return {"capacity": _capacity(block, miss.row), "codes": list(miss.codes), "km": miss.km, "room": miss.room}


def _change(block: Block, change: Miss | Seats | None) -> dict[str, Any]:
    if change is None:
        return {}
    if isinstance(change, Miss):
        return _miss(block, change)
    return {"capacity": _capacity(block, change.row), "places": change.places, "students": change.students}


def _capacity(block: Block, row: int) -> int:
    return int(block.seats.id[row])
