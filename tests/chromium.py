"""What everybody who drives a Chromium needs: the one of Debian, a place for pictures, and who counts as a stranger."""

import os
from pathlib import Path

import pytest

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in the thread of the tests
SHOTS = Path("var/screenshots")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def base_url():
    """None for all: each window is told the address of its own server."""


def abroad(url, base_url):
    """Whether a page asks somebody else for something."""
    return not url.startswith((base_url, "data:", "chrome"))  # what shows a PDF is Chromium's own
