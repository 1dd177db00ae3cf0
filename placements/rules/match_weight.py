"""The weights of the part scores: figures of the city, the same for everybody; no company chooses them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from marketplace.reference.models import Figure
from placements.matching.score import PARTS


def weights_on(on: date) -> dict[str, int]:
    """The weight of each part score on a day, in the engine's order; they sum to 100."""
    return weights_of(Figure.objects.in_force(on))


def weights_of(figures: Mapping[str, Decimal]) -> dict[str, int]:
    """The same from the figures of a day."""
    return {part: int(figures[f"match_weight_{part}"]) for part in PARTS}
