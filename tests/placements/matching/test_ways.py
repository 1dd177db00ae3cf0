"""However the solvers compute, they agree: one by one, in waves, or compiled."""

import subprocess
import sys

import pytest
from hypothesis import given, settings

from placements.matching import certify, fast, optimal, optimal_matching, rematch, stable, stable_matching, waves
from tests.placements.matching.markets import large_market, markets, rematches


def stable_in(monkeypatch, market, few) -> list[int]:
    monkeypatch.setattr(fast, "available", lambda: False)
    monkeypatch.setattr(waves, "FEW", few)
    return stable_matching(market).place.tolist()


def stable_each_way(market) -> list[list[int]]:
    with pytest.MonkeyPatch.context() as patch:
        found = [stable_in(patch, market, few) for few in (0, 2, 10**9)]
    return [*found, stable_matching(market).place.tolist()]


def optimal_each_way(market):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: False)
        plain = certify(market, optimal_matching(market))
    return plain, certify(market, optimal_matching(market))


@settings(max_examples=75, deadline=None)
@given(markets())
def test_small_stable_markets(market):
    first, *others = stable_each_way(market)
    assert all(other == first for other in others)


@pytest.mark.parametrize("owners", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_larger_stable_markets(seed, owners):
    first, *others = stable_each_way(large_market(seed, 400, 130, 20, owners=owners))
    assert all(other == first for other in others)


@settings(max_examples=100, deadline=None)
@given(rematches())
def test_rematching(drawn):
    market, arguments = drawn
    compiled = rematch(market, **arguments)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: False)
        assert rematch(market, **arguments).place.tolist() == compiled.place.tolist()


@pytest.mark.parametrize("owners", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_optimal_markets(seed, owners):
    plain, compiled = optimal_each_way(large_market(seed, 300, 100, 10, owners=owners))
    assert (plain.placed, plain.total) == (compiled.placed, compiled.total) == compiled.bound


def test_rows_that_cannot_be_written_are_read():
    """Stored arrays are mapped read-only."""
    market = large_market(3, 50, 20, 5)
    for name in ("student", "place", "student_score", "place_priority", "capacity", "lottery", "owner"):
        getattr(market, name).setflags(write=False)
    assert certify(market, stable_matching(market)).blocking_pairs == 0
    assert certify(market, optimal_matching(market)).optimal


def test_long_rows_become_heaps():
    """A student with hundreds of places that refuse goes down the whole row, whatever its order."""
    market = large_market(4, 300, 150, 140, owners=False)
    first, *others = stable_each_way(market)
    assert all(other == first for other in others)


def test_setting_of_numba_switches_it_off(monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not fast.available()
    assert stable_matching(large_market(5, 20, 9, 3)).solver == stable.SOLVER


def test_numba_is_not_loaded_before_it_is_used():
    code = "import sys, placements.matching; print('numba' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


def test_works_where_no_folder_can_be_written(tmp_path):
    """Then it is compiled for this process only."""
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    code = (
        "import numba\nfrom placements.matching.fast.kernel import kernel\n"
        "print(kernel((numba.int64,))(lambda number: number + 1)(1))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"NUMBA_CACHE_DIR": str(blocked), "PATH": ""}
    )
    assert result.stdout == "2\n", result.stderr


@pytest.mark.parametrize("seed", range(3))
def test_a_large_optimal_market_is_solved_in_parts_with_the_same_bytes(seed, monkeypatch):
    market = large_market(seed, 120, 200, 2)
    whole = optimal_matching(market)
    monkeypatch.setattr(optimal, "WHOLE_UP_TO", 0)
    parts = optimal_matching(market)
    assert parts.place.tolist() == whole.place.tolist()
    assert certify(market, parts).optimal
