"""Settings from the environment."""

from importlib import reload

import pytest
from django.core.exceptions import ImproperlyConfigured

from marketplace import environment
from marketplace import settings as module


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


STARTS = "must start with sqlite:// or postgres://."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", None, "is missing or empty."),
        ("SECRET_KEY", "", "is missing or empty."),
        ("DATABASE_URL", "", STARTS),
        ("DATABASE_URL", "var/db.sqlite3", STARTS),
        ("DATABASE_URL", "mysql://post@db.example/markt", STARTS),
        ("DATABASE_URL", "postgres://post@db.example:poort/markt", "has a value that cannot be read."),
    ],
)
def test_a_setting_that_is_missing_or_malformed_is_named_in_one_sentence(monkeypatch, name, value, said):
    monkeypatch.delenv(name, raising=False)
    if value is not None:
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as raised:
        reload(module)
    assert str(raised.value) == f"The environment variable {name} {said}"
