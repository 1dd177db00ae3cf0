"""The compiled solvers: the same results from machine code where numba (extra `fast`) is installed."""

import os
from importlib.util import find_spec


def available() -> bool:
    """Whether numba is installed and not switched off by its own setting NUMBA_DISABLE_JIT=1."""
    return find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")
