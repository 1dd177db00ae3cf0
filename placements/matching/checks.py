"""The checks on numbers that enter the engine; each refusal is a MarketError of one sentence."""

from typing import Any

import numpy as np


class MarketError(ValueError):
    """Input that no matching can be computed from, told in one sentence."""


def one_number(value: Any, name: str, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise MarketError(f"{name} must be a whole number.")
    if not low <= value <= high:
        raise MarketError(f"{name} must be between {low} and {high}.")
    return int(value)


def whole_numbers(values: Any, name: str, length: int | None, low: int, high: int, kind: Any = np.int32) -> Any:
    """One row of whole numbers between low and high; whole floats are accepted, NaN and fractions are not."""
    array = _row(values, name, length)
    if not array.size:
        return np.zeros(0, kind)
    if array.dtype.kind not in "iuf" or (array.dtype.kind == "f" and not _whole(array)):
        raise MarketError(f"{name} must hold whole numbers only.")
    if low > high:
        raise MarketError(f"{name} must be empty, because there is nothing that it could point to.")
    if array.min() < low or array.max() > high:
        raise MarketError(f"{name} must hold numbers between {low} and {high}.")
    return np.ascontiguousarray(array, kind)


def flags(values: Any, name: str, length: int) -> Any:
    array = _row(values, name, length)
    if array.size and array.dtype != np.bool_:
        raise MarketError(f"{name} must hold only true and false.")
    return array.astype(np.bool_)


def no_pair_twice(student: Any, place: Any, n_places: int) -> None:
    keys = np.sort(student * np.int64(n_places) + place)
    for key in keys[1:][keys[1:] == keys[:-1]][:1]:
        raise MarketError(f"The pair of student {key // n_places} and place {key % n_places} is listed twice.")


def _row(values: Any, name: str, length: int | None) -> Any:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise MarketError(f"{name} must be one row of numbers.") from error
    if array.ndim != 1:
        raise MarketError(f"{name} must be one row of numbers.")
    if length is not None and len(array) != length:
        raise MarketError(f"{name} must hold {length} numbers and holds {len(array)}.")
    return array


def _whole(array: Any) -> bool:
    return bool((np.isfinite(array) & (array == np.rint(array))).all())
