import subprocess
import sys

import numpy as np
import pytest

from placements.matching import MarketError
from placements.matching.types import Duals
from tests.placements.matching.markets import one_place

NAN = float("nan")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"n_students": -1}, "n_students must be between 0 and 2147483647."),
        ({"n_students": 2.0}, "n_students must be a whole number."),
        ({"n_students": True}, "n_students must be a whole number."),
        ({"n_students": 0}, "student must be empty, because there is nothing that it could point to."),
        ({"capacity": []}, "place must be empty, because there is nothing that it could point to."),
        ({"capacity": [-1]}, "capacity must hold numbers between 0 and 2147483647."),
        ({"capacity": [2**31]}, "capacity must hold numbers between 0 and 2147483647."),
        ({"capacity": [[1]]}, "capacity must be one row of numbers."),
        ({"capacity": 1}, "capacity must be one row of numbers."),
        ({"capacity": [[1], [1, 2]]}, "capacity must be one row of numbers."),
        ({"capacity": [NAN]}, "capacity must hold whole numbers only."),
        ({"capacity": ["1"]}, "capacity must hold whole numbers only."),
        ({"capacity": [10**30]}, "capacity must hold whole numbers only."),
        ({"capacity": [True]}, "capacity must hold whole numbers only."),
        ({"student": [0, 2]}, "student must hold numbers between 0 and 1."),
        ({"student": [0, -1]}, "student must hold numbers between 0 and 1."),
        ({"student": [0]}, "place must hold 1 numbers and holds 2."),
        ({"student": [1, 1]}, "The pair of student 1 and place 0 is listed twice."),
        ({"place": [0, 1]}, "place must hold numbers between 0 and 0."),
        ({"place": [0, -1]}, "place must hold numbers between 0 and 0."),
        ({"place": [0, 0, 0]}, "place must hold 2 numbers and holds 3."),
        ({"student_score": [0]}, "student_score must hold 2 numbers and holds 1."),
        ({"student_score": [0, NAN]}, "student_score must hold whole numbers only."),
        ({"student_score": [0, float("inf")]}, "student_score must hold whole numbers only."),
        ({"student_score": [0, 0.5]}, "student_score must hold whole numbers only."),
        ({"student_score": [0, 1_000_001]}, "student_score must hold numbers between -1000000 and 1000000."),
        ({"student_score": [0, -1_000_001]}, "student_score must hold numbers between -1000000 and 1000000."),
        ({"place_priority": [0, NAN]}, "place_priority must hold whole numbers only."),
        ({"place_priority": [1_000_001, 0]}, "place_priority must hold numbers between -1000000 and 1000000."),
        ({"place_priority": []}, "place_priority must hold 2 numbers and holds 0."),
        ({"lottery": [0]}, "lottery must hold 2 numbers and holds 1."),
        ({"lottery": [4, 4]}, "lottery holds the same number twice."),
        ({"lottery": [0, NAN]}, "lottery must hold whole numbers only."),
        ({"lottery": [0, 2**31]}, "lottery must hold numbers between -2147483648 and 2147483647."),
        ({"owner": [0]}, "owner and owner_capacity are given together or not at all."),
        ({"owner_capacity": [1]}, "owner and owner_capacity are given together or not at all."),
        ({"owner": [1], "owner_capacity": [1]}, "owner must hold numbers between -1 and 0."),
        ({"owner": [-2], "owner_capacity": [1]}, "owner must hold numbers between -1 and 0."),
        ({"owner": [0, 0], "owner_capacity": [1]}, "owner must hold 1 numbers and holds 2."),
        ({"owner": [0], "owner_capacity": [-1]}, "owner_capacity must hold numbers between 0 and 2147483647."),
        ({"owner": [0], "owner_capacity": [NAN]}, "owner_capacity must hold whole numbers only."),
    ],
)
def test_wrong_market_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(MarketError) as refusal:
        one_place(2, **changes)
    assert str(refusal.value) == sentence


def test_any_kind_of_whole_number_becomes_int32():
    market = one_place(2, student_score=[1.0, 2.0], place_priority=np.array([1, 2], np.uint8))
    assert {market.student_score.dtype, market.place_priority.dtype, market.lottery.dtype} == {np.dtype(np.int32)}


def test_negative_prices_are_refused():
    with pytest.raises(MarketError, match="student price"):
        Duals(1, [-1], [0], [])


def test_engine_imports_neither_django_nor_anything_above_it():
    """The cost of an import stays small for a worker, and the engine runs where there is no Django."""
    code = "import sys, placements.matching; print([m for m in sys.modules if m.split('.')[0] in {'django', 'scipy'}])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
