"""Hand a large run out in parts to any number of workers, which map its arrays from storage, and collect them."""

from dataclasses import fields
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from marketplace.jobs.actions import enqueue
from placements.actions.round_files import mapped, put
from placements.actions.round_solve import Prepared
from placements.matching import Assignment, Market
from placements.matching.arrays import INPUT, PRICES
from placements.matching.columns import Ages, Block, Candidates, Requests, Seats
from placements.matching.components import Parts
from placements.matching.in_parts import cut, put_together, solve_part
from placements.matching.types import Duals
from placements.models import RoundPart, RoundRun

JOB = "round_part"
COLLECT = "round_collect"
GIVEN = "given"  # the folder with the arrays of a run


def write_out(run: RoundRun, prepared: Prepared) -> Parts:
    """Write the run into its folder, whole or not at all; the parts as they stand there, the largest first."""
    parts, reward = cut(prepared.market)
    block, market = prepared.block, prepared.market
    given = {
        "requests": _columns(block.requests),
        "seats": _columns(block.seats),
        "pairs": {"declined": block.declined, "wishes": block.wishes},
        "ages": {name: np.array(age) for name, age in _columns(block.ages).items()},
        "candidates": _columns(prepared.candidates),
        "market": {name: getattr(market, name) for name in INPUT},
        "parts": _columns(parts),
        "reward": {"reward": np.array(reward)},
    }
    put(run, GIVEN, {f"{what}-{name}": values for what, columns in given.items() for name, values in columns.items()})
    return _parts(mapped(run, GIVEN))


@transaction.atomic
def hand_out(run: RoundRun, parts: Parts) -> None:
    """Ask for every part, the largest first; when that was done before, nothing."""
    RoundRun.objects.select_for_update().get(pk=run.pk)
    if run.parts.exists():
        return
    pairs = (parts.starts[1:, 3] - parts.starts[:-1, 3]).tolist()
    RoundPart.objects.bulk_create(RoundPart(run=run, number=number, pairs=size) for number, size in enumerate(pairs))
    for number in range(len(parts)):
        enqueue(JOB, round_id=run.round_id, run_id=run.pk, part=number)


def solve_one(run: RoundRun, number: int) -> None:
    """Solve one part and leave the answer in the run's folder; the last one asks for the collecting."""
    given = mapped(run, GIVEN)
    found = solve_part(_parts(given), number, run.method, int(given["reward-reward"]))
    put(run, f"answer-{number}", _answer(found))
    _tick(run, number)


@transaction.atomic
def _tick(run: RoundRun, number: int) -> None:
    """Under the run's lock, so that of two last parts one sees that all are done."""
    RoundRun.objects.select_for_update().get(pk=run.pk)
    ticked = run.parts.filter(number=number, done_at=None).update(done_at=timezone.now())
    if ticked and not run.parts.filter(done_at=None).exists():
        enqueue(COLLECT, round_id=run.round_id, run_id=run.pk)


def collect(run: RoundRun) -> tuple[Prepared, Assignment]:
    """The whole of a run whose parts are all done."""
    given = mapped(run, GIVEN)
    parts = _parts(given)
    answers = [_read_answer(mapped(run, f"answer-{number}"), run.method) for number in range(len(parts))]
    return _prepared(given), put_together(parts, answers)


def _parts(given: dict[str, Any]) -> Parts:
    return Parts(**_of("parts", given))


def _prepared(given: dict[str, Any]) -> Prepared:
    ages = Ages(**{name: int(age) for name, age in _of("ages", given).items()})
    block = Block(Requests(**_of("requests", given)), Seats(**_of("seats", given)), **_of("pairs", given), ages=ages)
    market = Market(len(block.requests), **_of("market", given))
    return Prepared(block, Candidates(**_of("candidates", given)), market)


def _of(what: str, given: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(f"{what}-"): values for name, values in given.items() if name.startswith(f"{what}-")}


def _columns(of: Any) -> dict[str, Any]:
    return {entry.name: getattr(of, entry.name) for entry in fields(of)}


def _answer(found: Assignment) -> dict[str, Any]:
    prices = (
        {} if found.duals is None else {f"price_{kind}": getattr(found.duals, kind) for kind in ("reward", *PRICES)}
    )
    return {"place": found.place, "solver": found.solver, **prices}


def _read_answer(stored: dict[str, Any], method: str) -> Assignment:
    duals = None
    if "price_reward" in stored:
        duals = Duals(int(stored["price_reward"]), *(stored[f"price_{kind}"] for kind in PRICES))
    return Assignment(stored["place"], method, duals, str(stored["solver"]))
