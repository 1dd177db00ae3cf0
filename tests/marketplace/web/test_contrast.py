"""Colours are readable in light and dark: WCAG 2.2 AA, computed from the tokens."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "marketplace/web/static/web/tokens.css").read_text()
LIGHT = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS.split("@media")[0]))
DARK = LIGHT | dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS.split("@media")[1]))
GROUNDS = ("paper", "raised", "tint")
STATES = ("waiting", "good", "attention", "stopped")
TEXT = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "stopped") for ground in GROUNDS),
    *((state, f"{state}-tint") for state in STATES),
    *(("ink", f"{state}-tint") for state in STATES),
    ("accent-strong", "accent-tint"),
    ("ink", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "mark"),
]
SHAPES = [
    *((line, ground) for line in ("edge", "accent") for ground in GROUNDS),
    ("work", "general"),
    ("work", "tint"),
    ("ink", "school"),
]

schemes = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@schemes
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text(tokens, ink, ground):
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@schemes
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes(tokens, shape, ground):
    assert contrast(tokens[shape], tokens[ground]) >= 3


def test_dark_names_every_colour_of_its_own():
    own = re.findall(r"--([a-z-]+): #", TOKENS.split("@media")[1])
    assert set(own) == set(LIGHT)


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
