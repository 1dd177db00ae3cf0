"""Reads the settings from environment variables; a wrong one is named in one sentence."""

import re
import warnings
from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
STRIPE = "https://api.stripe.com"


def read(name: str, cast: str, default: Any = environ.Env.NOTSET) -> Any:
    """The value of one variable, cast by the method of that name of `environ.Env` (`str`, `bool`, `list`, ...).

    Raises ImproperlyConfigured with one sentence that names the variable when it is missing or malformed.
    """
    try:
        value = getattr(env, cast)(name, default=default)
        if value == "" and default is environ.Env.NOTSET:
            raise ImproperlyConfigured
        return value
    except ImproperlyConfigured:
        raise ImproperlyConfigured(f"The environment variable {name} is missing or empty.") from None
    except (ValueError, TypeError, KeyError):
        raise ImproperlyConfigured(f"The environment variable {name} has a value that cannot be read.") from None


def url(name: str, default: str) -> str:
    """An http(s) address without its last slash; empty is allowed when the default is empty."""
    value = read(name, "str", default).rstrip("/")
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"The environment variable {name} must start with http:// or https://.")
    return value


def signing_key(name: str) -> bytes | None:
    """The 32 bytes of an Ed25519 private key, given as base64; None when the variable is not set."""
    value = read(name, "str", "")
    try:
        key = b64decode(value, validate=True)
    except ValueError:
        key = b""
    if value and len(key) != 32:
        raise ImproperlyConfigured(f"The environment variable {name} must be 32 bytes in base64.")
    return key or None


def mail() -> dict[str, Any]:
    """Django's mail settings for EMAIL_URL; the folder of `filemail:///path` is that path, from the root."""
    settings = read("EMAIL_URL", "email_url", "consolemail://")
    if settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        settings["EMAIL_FILE_PATH"] = f"/{settings['EMAIL_FILE_PATH'].lstrip('/')}"
    return settings


def stripe() -> tuple[str, str, str]:
    """Key, address and webhook secret of Stripe, all empty where it is not used.

    Real money never goes to another address than Stripe's own, and messages are never taken unsigned.
    """
    key, secret = read("STRIPE_API_KEY", "str", ""), read("STRIPE_WEBHOOK_SECRET", "str", "")
    base = url("STRIPE_API_BASE", "")
    if key and not secret:
        raise ImproperlyConfigured("The environment variable STRIPE_WEBHOOK_SECRET is missing beside STRIPE_API_KEY.")
    if (base or secret) and not key:
        raise ImproperlyConfigured("The environment variable STRIPE_API_KEY is missing beside the others of Stripe.")
    if "_live_" in key and base not in ("", STRIPE):
        raise ImproperlyConfigured("A live STRIPE_API_KEY together with a changed STRIPE_API_BASE is refused.")
    return key, base, secret


def origin(address: str) -> list[str]:
    """Scheme and host of an address for a content security policy, a {gap} in the host as *; nothing for none."""
    parts = urlsplit(re.sub(r"{.*?}", "*", address))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def database() -> dict[str, Any]:
    """Django's database settings for DATABASE_URL, with the options that keep concurrent writers safe."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # of an unknown engine: one sentence is enough
        settings = read("DATABASE_URL", "db", "sqlite:///var/db.sqlite3")
    engine = settings.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        settings["OPTIONS"] = SQLITE_OPTIONS
    elif engine == "django.db.backends.postgresql":
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), **POSTGRESQL_OPTIONS}
    else:
        raise ImproperlyConfigured("The environment variable DATABASE_URL must start with sqlite:// or postgres://.")
    return settings


# With Django's defaults most concurrent SQLite writers fail with "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
    ),
}

POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "options": "-c statement_timeout=10s -c lock_timeout=4s -c idle_in_transaction_session_timeout=30s",
}
