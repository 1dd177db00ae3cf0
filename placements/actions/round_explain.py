"""Turn the answers of a run into the explanations that are stored with it; reads and computes, writes nothing."""

from collections.abc import Iterator
from typing import Any

from placements.actions.round_solve import Outcome
from placements.matching.answers import Answer, Passed, Seats, answers
from placements.matching.columns import Block
from placements.matching.near import Miss
from placements.models import Explanation, Round


def explanations(row: Round, outcome: Outcome) -> Iterator[Explanation]:
    """One for each request of a run, not stored yet; made one by one, for together they are large."""
    block = outcome.block
    told = answers(block, outcome.candidates, outcome.market, outcome.assignment)
    requests = block.requests.id.tolist()
    return (_explanation(row, block, request, answer) for request, answer in zip(requests, told, strict=True))


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
