"""How functions are compiled: once for fixed types, kept on disk where a folder can be written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba

INT32 = numba.types.Array(numba.int32, 1, "C", readonly=True)  # an argument that is only read, perhaps a mapped file
INT64 = numba.types.Array(numba.int64, 1, "C", readonly=True)
HERE = Path(__file__).parent

# Compiled into the kernels that call it. It makes no arrays, so it need not count references, which took most time.
_WITHOUT_COUNTING: dict[str, Any] = {"forceinline": True, "_nrt": False}
inner = numba.njit(nogil=True, **_WITHOUT_COUNTING)
maker = numba.njit(nogil=True)  # the same for a function that makes arrays


def kernel(signature: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile for these types; NUMBA_CACHE_DIR names the folder, else it stands beside the code."""

    def compile_now(function: Callable[..., Any]) -> Callable[..., Any]:
        try:
            with _folder_of_this_source():
                compiled: Callable[..., Any] = numba.njit(signature, nogil=True, cache=True)(function)
        except RuntimeError:  # there is no folder that can be written: compile for this process only
            compiled = numba.njit(signature, nogil=True)(function)
        return compiled

    return compile_now


@contextmanager
def _folder_of_this_source() -> Iterator[None]:
    """A folder named after the source of this package: numba itself only sees changes in the kernel's own file."""
    source = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    config: Any = numba.config
    given = config.CACHE_DIR
    config.CACHE_DIR = str(Path(given or HERE / "__pycache__") / sha256(source).hexdigest()[:16])
    try:
        yield
    finally:
        config.CACHE_DIR = given
