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


@pytest.mark.parametrize("address", ["filemail:///srv/post", "filemail:////srv/post"])
def test_mail_in_files_stands_in_the_folder_that_was_named(monkeypatch, address):
    """Not in one of that name below the folder in which the service was started."""
    monkeypatch.setenv("EMAIL_URL", address)
    assert environment.mail()["EMAIL_FILE_PATH"] == "/srv/post"


def test_mail_to_a_server(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://post:geheim@mail.example:587")
    told = environment.mail()
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
