"""The command ``solve``: a market from two CSV files, the assignment into a third, the certificate printed."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .certify import certify
from .files import Named, read_market, write_result
from .rematch import SOLVERS
from .types import Assignment, Certificate, MarketError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 = done, 2 = wrong input, told in one sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        _solve(options)
    except MarketError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename} cannot be used: {error.strerror}.")
    return 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m placements.matching")
    solve = parser.add_subparsers(required=True).add_parser("solve", help="match students to places")
    solve.add_argument("pairs", type=Path, help="CSV: student,place,student_score,place_priority")
    solve.add_argument("places", type=Path, help="CSV: place,capacity[,owner,owner_capacity]")
    solve.add_argument("--students", type=int, help="how many students there are, those without a pair too")
    solve.add_argument("--method", choices=SOLVERS, default="stable")
    solve.add_argument("--seed", type=int, help="draws the lottery; without it the sorted identifiers decide")
    solve.add_argument("--out", type=Path, required=True, help="CSV to write: student,place")
    return parser


def _solve(options: argparse.Namespace) -> None:
    named = read_market(options.pairs, options.places, n_students=options.students, seed=options.seed)
    assignment: Assignment = SOLVERS[options.method](named.market)
    certificate = certify(named.market, assignment)
    write_result(options.out, named, assignment)
    sys.stdout.write(json.dumps(_readable(named, certificate), indent=2, ensure_ascii=False) + "\n")


def _readable(named: Named, certificate: Certificate) -> dict[str, object]:
    examples = [(named.students[student], named.places[place]) for student, place in certificate.examples]
    return {"students": named.market.n_students, **asdict(certificate), "examples": examples}
