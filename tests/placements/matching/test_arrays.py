"""A third party checks and repeats a run from its file alone, and every change in it is found."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from placements.matching import Assignment, Market, MarketError, certify, fast
from placements.matching.arrays import RunArrays, proof_problems, read_arrays, result_problems, write_arrays
from placements.matching.cli import main
from placements.matching.in_parts import Earlier, solve_in_parts
from tests.placements.matching.markets import large_market

METHODS = ("stable", "optimal")


def run_of(method, earlier=None, seed=3):
    market = large_market(seed, 300, 90, 6)
    settings = {"method": method, "policy": "lottery", "seed": seed, "weights": {"travel": 100}}
    return RunArrays(market, solve_in_parts(market, method, earlier), settings, earlier)


def earlier_of(market):
    """A third of the students is confirmed where an earlier run put them."""
    previous = solve_in_parts(market, "stable").place
    return Earlier(previous, (np.arange(market.n_students) % 3 == 0) & (previous >= 0), 20)


@pytest.fixture(params=[*METHODS, "rematch"])
def run(request):
    if request.param == "rematch":
        return run_of("stable", earlier_of(large_market(3, 300, 90, 6)))
    return run_of(request.param)


@pytest.fixture
def stored(tmp_path, run):
    write_arrays(tmp_path / "run.npz", run)
    return tmp_path / "run.npz"


def test_what_is_read_is_what_was_written(stored, run):
    again = read_arrays(stored)
    assert again.digest == again.stated_digest == run.digest
    assert again.settings == run.settings
    assert again.certificate() == run.certificate()
    assert proof_problems(again, again.certificate()) == []


def test_the_same_run_gives_the_same_file(tmp_path, stored, run):
    write_arrays(tmp_path / "again.npz", run)
    assert (tmp_path / "again.npz").read_bytes() == stored.read_bytes()


def test_one_command_checks_a_file_without_django(stored):
    code = (
        "import sys; from placements.matching.cli import main; main(sys.argv[1:]); assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code, "certify", stored], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert (told["proven"], told["feasible"], told["students"]) == (True, True, 300)


def test_one_command_repeats_a_run(stored, run, tmp_path, capsys):
    assert main(["solve", str(stored), "--out", str(tmp_path / "result.csv")]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["same_assignment"] is True
    assert "/" in printed.err
    lines = (tmp_path / "result.csv").read_text().splitlines()
    assert lines[1:] == [f"{n},{place if place >= 0 else ''}" for n, place in enumerate(run.assignment.place.tolist())]


def changed(path, **arrays):
    """The file with some of its arrays changed."""
    with np.load(path) as stored:
        np.savez_compressed(path, **dict(stored) | {name: change(stored[name]) for name, change in arrays.items()})


def raise_first(values):
    return np.concatenate([values[:1] + 1, values[1:]])


@pytest.mark.parametrize("name", ["capacity", "student_score", "place_priority", "owner_capacity"])
def test_a_changed_array_is_found_by_its_digest(stored, capsys, name):
    changed(stored, **{f"market_{name}": raise_first})
    assert main(["certify", str(stored)]) == 1
    assert any("their digest is" in line for line in json.loads(capsys.readouterr().out)["problems"])


@pytest.mark.parametrize("run", ["stable"], indirect=True)
def test_changed_settings_are_found(stored):
    changed(stored, about=lambda about: np.array(str(about).replace('"seed": 3', '"seed": 4')))
    again = read_arrays(stored)
    assert "their digest is" in proof_problems(again, again.certificate())[0]


def test_a_seat_that_does_not_exist_is_found(stored, run, capsys):
    full = int(np.flatnonzero(run.market.capacity == 0)[0])
    taker = int(np.flatnonzero(run.assignment.place < 0)[0])
    changed(stored, place=lambda place: np.where(np.arange(len(place)) == taker, full, place).astype(np.int32))
    assert main(["certify", str(stored)]) == 1
    assert json.loads(capsys.readouterr().out)["feasible"] is False


@pytest.mark.parametrize("run", ["stable"], indirect=True)
def test_a_student_robbed_of_a_place_is_found_as_a_blocking_pair(stored, run):
    victim = int(np.flatnonzero(run.assignment.place >= 0)[0])
    changed(stored, place=lambda place: np.where(np.arange(len(place)) == victim, -1, place).astype(np.int32))
    again = read_arrays(stored)
    assert again.certificate().feasible
    assert any("not stable" in problem for problem in proof_problems(again, again.certificate()))


@pytest.mark.parametrize("run", ["optimal"], indirect=True)
def test_one_place_less_is_found_by_the_bound(stored, run):
    victim = int(np.flatnonzero(run.assignment.place >= 0)[0])
    changed(stored, place=lambda place: np.where(np.arange(len(place)) == victim, -1, place).astype(np.int32))
    again = read_arrays(stored)
    assert any("does not reach its bound" in problem for problem in proof_problems(again, again.certificate()))


@pytest.mark.parametrize("run", ["stable"], indirect=True)
def test_another_assignment_is_found_by_solving_again(stored, capsys):
    changed(stored, place=lambda place: np.full(len(place), -1, np.int32))
    assert main(["solve", str(stored)]) == 1
    assert "gave another assignment" in capsys.readouterr().err


def test_another_solver_s_impossible_assignment_is_not_as_good(tmp_path, capsys):
    """Both students at the one seat: as many, with as great a total, as the optimum."""
    market = Market(2, [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [5] * 4, [0] * 4)
    twice = Assignment([0, 0], "optimal", solver="a solver elsewhere")
    write_arrays(tmp_path / "run.npz", RunArrays(market, twice, {"method": "optimal"}))
    assert main(["solve", str(tmp_path / "run.npz")]) == 1
    assert json.loads(capsys.readouterr().out)["as_good"] is False


def test_who_is_in_it_stands_nowhere_in_the_file(stored):
    with np.load(stored) as arrays:
        kinds = {name: array.dtype.kind for name, array in arrays.items()}
    assert set(kinds.values()) <= {"i", "b", "U"}
    assert [name for name, kind in kinds.items() if kind == "U"] == ["about"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04rubbish"])
def test_a_file_of_something_else_is_refused(tmp_path, capsys, content):
    (tmp_path / "other.npz").write_bytes(content)
    assert main(["certify", str(tmp_path / "other.npz")]) == 2
    assert capsys.readouterr().err == "other.npz does not hold the arrays of a run.\n"


@pytest.mark.parametrize("run", ["optimal"], indirect=True)
def test_a_damaged_file_is_refused_with_a_sentence(stored, capsys):
    """A flipped bit anywhere, and a file that was cut off: it is read, refused or found, and never a traceback."""
    whole = stored.read_bytes()
    spots = range(0, len(whole), len(whole) // 150)
    flipped = [whole[:spot] + bytes([whole[spot] ^ 0x41]) + whole[spot + 1 :] for spot in spots]
    codes = set()
    for content in [*flipped, *(whole[:spot] for spot in spots)]:
        stored.write_bytes(content)
        codes.add(main(["certify", str(stored)]))
        assert capsys.readouterr().err.count("\n") <= 1
    assert 2 in codes


@pytest.mark.parametrize("run", ["optimal"], indirect=True)
@pytest.mark.parametrize("about", ["[]", "{", "null", '{"n_students": 300}'])
def test_a_file_that_tells_something_else_is_refused(stored, capsys, about):
    changed(stored, about=lambda _about: np.array(about))
    assert main(["certify", str(stored)]) == 2
    assert capsys.readouterr().err == "run.npz does not hold the arrays of a run.\n"


def test_settings_without_a_method_are_refused(stored):
    changed(stored, about=lambda about: np.array(json.dumps(json.loads(str(about)) | {"settings": {}})))
    with pytest.raises(MarketError, match="does not hold the arrays"):
        read_arrays(stored)


@pytest.mark.parametrize("command", ["certify", "solve"])
def test_a_method_that_does_not_exist_proves_nothing(tmp_path, capsys, command):
    """An unstable assignment is not proven by promising nothing."""
    run = run_of("stable")
    nobody = replace(run.assignment, place=np.full(300, -1, np.int32), method="Stable")
    unknown = replace(run, assignment=nobody, settings=run.settings | {"method": "Stable"})
    write_arrays(tmp_path / "run.npz", unknown)
    assert main([command, str(tmp_path / "run.npz")]) == 2
    assert "'Stable', which does not exist" in capsys.readouterr().err
    assert result_problems(unknown, unknown.certificate())


def test_the_method_of_the_settings_made_the_assignment(tmp_path, capsys):
    run = run_of("stable")
    write_arrays(tmp_path / "run.npz", replace(run, assignment=replace(run.assignment, method="optimal")))
    assert main(["certify", str(tmp_path / "run.npz")]) == 1
    assert "the assignment says 'optimal'" in capsys.readouterr().err


def test_arrays_of_something_else_are_refused(tmp_path):
    np.savez(tmp_path / "other.npz", rows=np.arange(3))
    with pytest.raises(MarketError):
        read_arrays(tmp_path / "other.npz")


def test_options_that_arrays_bring_themselves_are_refused(stored, capsys):
    assert main(["solve", str(stored), "--seed", "1"]) == 2
    assert main(["solve", "pairs.csv"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("method", METHODS)
def test_in_parts_is_as_good_as_the_whole(method):
    run = run_of(method)
    certificate = certify(run.market, run.assignment)
    assert proof_problems(replace(run, stated_digest=run.digest), certificate) == []


@pytest.mark.parametrize("method", METHODS)
def test_run_of_a_compiled_solver_is_repeated_without_numba(method, tmp_path, monkeypatch, capsys):
    """The optimum is the same one, whoever sits where."""
    stored = tmp_path / "run.npz"
    write_arrays(stored, run_of(method))
    monkeypatch.setattr(fast, "available", lambda: False)
    assert main(["solve", str(stored)]) == 0
