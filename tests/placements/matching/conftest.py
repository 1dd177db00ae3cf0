"""Every solver is tested as plain Python and as machine code (the extra `fast`)."""

import pytest

from placements.matching import fast


@pytest.fixture(scope="module", params=["plain", "compiled"])
def way(request):
    """Which of the two ways the solvers take; of a whole module, because hypothesis runs a test many times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "available", lambda: request.param == "compiled")
        yield request.param
