"""Settings from the environment."""

import pytest

from marketplace import environment


@pytest.mark.parametrize(
    ("address", "origins"),
    [
        ("", []),
        ("https://tiles.example/{z}/{x}/{y}.png", ["https://tiles.example"]),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png", ["https://*.tiles.example:8443"]),
    ],
)
def test_the_origin_of_map_tiles(address, origins):
    assert environment.origin(address) == origins
