"""The commands ``solve`` and ``certify``: a market from CSV files or from the stored arrays of a round."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from .arrays import RunArrays, proof_problems, read_arrays
from .certify import certify
from .files import Named, read_market, write_result
from .in_parts import solve_in_parts
from .rematch import SOLVERS
from .types import Assignment, Certificate, MarketError

ARRAYS = ".npz"
WIDTH = 30


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 = done, 1 = the arrays do not prove what they state, 2 = wrong input, told in a sentence."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except MarketError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename} cannot be used: {error.strerror}.")


def _refuse(sentence: str, code: int = 2) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m placements.matching")
    commands = parser.add_subparsers(required=True)
    solve = commands.add_parser("solve", help="match students to places, or repeat the run of a round")
    solve.add_argument("pairs", type=Path, help="CSV: student,place,student_score,place_priority; or ARRAYS.npz")
    solve.add_argument("places", type=Path, nargs="?", help="CSV: place,capacity[,owner,owner_capacity]")
    solve.add_argument("--students", type=int, help="how many students there are, those without a pair too")
    solve.add_argument("--method", choices=SOLVERS, help="stable when not given; arrays bring their own")
    solve.add_argument("--seed", type=int, help="draws the lottery; without it the sorted identifiers decide")
    solve.add_argument("--out", type=Path, help="CSV to write: student,place")
    solve.set_defaults(command=_solve)
    check = commands.add_parser("certify", help="check the stored run of a round")
    check.add_argument("arrays", type=Path, help="ARRAYS.npz, as the page of a round gives it")
    check.set_defaults(command=_certify)
    return parser


def _solve(options: argparse.Namespace) -> int:
    if options.pairs.suffix == ARRAYS:
        return _repeat(options)
    if options.places is None or options.out is None:
        raise MarketError("Give PAIRS.csv, PLACES.csv and --out RESULT.csv, or the ARRAYS.npz of a round.")
    named = read_market(options.pairs, options.places, n_students=options.students, seed=options.seed)
    assignment = solve_in_parts(named.market, options.method or "stable", progress=_bar)
    certificate = certify(named.market, assignment)
    write_result(options.out, named, assignment)
    _print({"students": named.market.n_students, **asdict(certificate), "examples": _examples(named, certificate)})
    return 0


def _repeat(options: argparse.Namespace) -> int:
    """Solve the market of a stored run again and compare."""
    if options.places or options.students or options.method or options.seed is not None:
        raise MarketError("The arrays of a round bring their own places, students, method and lottery.")
    run = read_arrays(options.pairs)
    again = solve_in_parts(run.market, run.settings["method"], run.earlier, _bar)
    if options.out:
        write_result(options.out, _numbered(run), again)
    same = again.place.tobytes() == run.assignment.place.tobytes()
    as_good = same or _as_good(run, again)
    _print({**_told(run, run.certificate()), "same_assignment": same, "as_good": as_good})
    if as_good:
        return 0
    return _refuse(f"Solving again, with {again.solver}, gave another assignment than the stored one.", 1)


def _as_good(run: RunArrays, again: Assignment) -> bool:
    """Whether another solver (compiled, resumed) reached the same optimum; it may choose other students for it."""
    if again.solver == run.assignment.solver or run.settings["method"] != "optimal":
        return False
    ours, stored = replace(run, assignment=again).certificate(), run.certificate()
    as_much = (ours.placed, ours.adjusted_total) == (stored.placed, stored.adjusted_total)
    return ours.optimal and stored.feasible and as_much


def _certify(options: argparse.Namespace) -> int:
    run = read_arrays(options.arrays)
    certificate = run.certificate()
    problems = proof_problems(run, certificate)
    _print({**_told(run, certificate), "problems": problems, "proven": not problems})
    return _refuse(problems[0], 1) if problems else 0


def _told(run: RunArrays, certificate: Certificate) -> dict[str, Any]:
    about = {"students": run.market.n_students, "pairs": len(run.market.student), "engine": run.engine}
    return {**about, "input_digest": run.digest, "settings": run.settings, **asdict(certificate)}


def _numbered(run: RunArrays) -> Named:
    """The market with its numbers as identifiers."""
    market = run.market
    return Named(market, [str(n) for n in range(market.n_students)], [str(n) for n in range(len(market.capacity))])


def _examples(named: Named, certificate: Certificate) -> list[tuple[str, str]]:
    return [(named.students[student], named.places[place]) for student, place in certificate.examples]


def _print(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


def _bar(done: int, total: int) -> None:
    """How many parts are done, on standard error."""
    filled = WIDTH * done // total if total else WIDTH
    sys.stderr.write(f"\r[{'#' * filled:<{WIDTH}}] {done}/{total}{'' if done < total else chr(10)}")
