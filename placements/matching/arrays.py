"""The arrays of a run in one file: what went in and what came out, so that anybody can check or repeat it."""

import json
import zlib
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np

from .certify import certify
from .in_parts import Earlier, solve_in_parts
from .rematch import SOLVERS
from .types import Assignment, Certificate, Duals, Market, MarketError

ENGINE = f"placements.matching 2, numpy {np.__version__}"
INPUT = tuple(entry.name for entry in fields(Market) if entry.name != "n_students")
NO_ARRAYS = "{} does not hold the arrays of a run."
PRICES = ("student", "place", "owner")
# What zipfile, zlib and numpy raise on a damaged file; RuntimeError is said of one that seems encrypted.
DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
OF_ANOTHER_KIND = (AttributeError, KeyError, TypeError, ValueError)


class ProofError(Exception):
    """An assignment that does not prove what its method promises, told in sentences."""


@dataclass(frozen=True, eq=False)
class RunArrays:
    """A run as it was stored. Students, places and owners are numbers from 0 and nothing tells who they are.

    `settings` is what decided beside the arrays: method, policy, seed, weights. `stated_digest` is what the file says.
    """

    market: Market
    assignment: Assignment
    settings: dict[str, Any]
    earlier: Earlier | None = None
    engine: str = ENGINE
    stated_digest: str = field(default="", kw_only=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the settings and of every array that went in."""
        return digest_of(self.market, self.settings, self.earlier)

    def certificate(self) -> Certificate:
        """Checked anew, by code that shares nothing with the solvers."""
        return certify(self.market, self.assignment, **_kept(self.earlier))

    def proven(self) -> Certificate:
        """The certificate of a run that may be stored and told; raises ProofError when it proves too little."""
        certificate = self.certificate()
        if problems := result_problems(self, certificate):
            raise ProofError(" ".join(problems))
        return certificate

    def solved(self) -> Assignment:
        """The same market solved anew, by the method of the settings."""
        return solve_in_parts(self.market, self.settings["method"], self.earlier)


def proof_problems(run: RunArrays, certificate: Certificate) -> list[str]:
    """What this run fails to prove, a sentence each; empty when it is proven."""
    problems = result_problems(run, certificate)
    if run.digest != run.stated_digest:
        problems.append(f"The arrays were changed: their digest is {run.digest}, the file states {run.stated_digest}.")
    return problems


def result_problems(run: RunArrays, certificate: Certificate) -> list[str]:
    """What the assignment fails to prove of the method that the settings promise; as long as it is in no file."""
    method, problems = run.settings["method"], list(certificate.problems)
    if method not in SOLVERS or method != run.assignment.method:
        problems.append(f"The settings say method '{method}', the assignment says '{run.assignment.method}'.")
    if method == "stable" and certificate.blocking_pairs:
        problems.append(f"The assignment is not stable: {certificate.blocking_pairs} pairs would rather have another.")
    if method == "optimal" and not certificate.optimal:
        problems.append("The assignment is not proven to be the best: it does not reach its bound.")
    return problems


def digest_of(market: Market, settings: dict[str, Any], earlier: Earlier | None = None) -> str:
    """SHA-256 of the settings and of every array of the market, in the order of `Market`'s fields."""
    told = settings | ({} if earlier is None else {"stay_bonus": earlier.stay_bonus})
    digest = sha256(json.dumps(told, sort_keys=True).encode())
    arrays = [getattr(market, name) for name in INPUT]
    arrays += [] if earlier is None else [earlier.previous, earlier.confirmed]
    for array in arrays:
        digest.update(f"{array.dtype.str}{len(array)}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def write_arrays(path: Path, run: RunArrays) -> None:
    """Write the run to one compressed file; the same run gives the same bytes."""
    about = {
        "n_students": run.market.n_students,
        "method": run.assignment.method,
        "solver": run.assignment.solver,
        "engine": run.engine,
        "settings": run.settings,
        "digest": run.digest,
    }
    with path.open("wb") as file:
        np.savez_compressed(file, about=np.array(json.dumps(about, sort_keys=True)), **_columns(run))


def read_arrays(path: Path) -> RunArrays:
    """The run in a file; raises MarketError with one sentence when it is none, or its market is wrong."""
    try:
        return _read(_stored(path))
    except MarketError:
        raise
    except OF_ANOTHER_KIND as error:
        raise MarketError(NO_ARRAYS.format(path.name)) from error


def _stored(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        try:
            with ZipFile(file), np.load(file, allow_pickle=False) as stored:
                return dict(stored)
        except DAMAGED as error:
            raise MarketError(NO_ARRAYS.format(path.name)) from error


def _read(stored: dict[str, Any]) -> RunArrays:
    about = json.loads(str(stored["about"]))
    market = Market(about["n_students"], **{name: stored[f"market_{name}"] for name in INPUT})
    assignment = Assignment(stored["place"], about["method"], _duals(stored), about["solver"])
    earlier = None
    if "previous" in stored:
        earlier = Earlier(stored["previous"], stored["confirmed"], int(stored["stay_bonus"]))
    settings, stated = about["settings"], about["digest"]
    if settings["method"] not in SOLVERS:
        raise MarketError(f"The settings name the method '{settings['method']}', which does not exist.")
    return RunArrays(market, assignment, settings, earlier, about["engine"], stated_digest=stated)


def _columns(run: RunArrays) -> dict[str, Any]:
    columns = {f"market_{name}": getattr(run.market, name) for name in INPUT} | {"place": run.assignment.place}
    if run.assignment.duals is not None:
        columns |= {f"price_{name}": value for name, value in asdict(run.assignment.duals).items()}
    return columns | _kept(run.earlier)


def _duals(stored: dict[str, Any]) -> Duals | None:
    if "price_reward" not in stored:
        return None
    return Duals(int(stored["price_reward"]), *(stored[f"price_{name}"] for name in PRICES))


def _kept(earlier: Earlier | None) -> dict[str, Any]:
    """As `certify` is asked, and as it is stored."""
    return {} if earlier is None else earlier._asdict()
