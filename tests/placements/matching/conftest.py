"""Every solver is tested as plain Python and, where numba is installed, as machine code."""

import pytest

from placements.matching import fast

needs_numba = pytest.mark.skipif(not fast.available(), reason="numba is not installed")


@pytest.fixture(scope="module", params=["plain", pytest.param("compiled", marks=needs_numba)])
def way(request):
    """Which of the two ways the solvers take; of a whole module, because hypothesis runs a test many times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: request.param == "compiled")
        yield request.param
