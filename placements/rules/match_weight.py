"""The weights of the part scores: figures of the city, the same for everybody; no company chooses them."""

from datetime import date

from marketplace.reference.models import Figure
from placements.matching.score import PARTS


def weights_on(on: date) -> dict[str, int]:
    """The weight of each part score on a day, in the engine's order; they sum to 100."""
    figures = Figure.objects.in_force(on)
    return {part: int(figures[f"match_weight_{part}"]) for part in PARTS}
