"""The weights of the part scores: figures of the city, the same for everybody; no company chooses them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.matching.score import PARTS


def weights_on(on: date) -> dict[str, int]:
    """The weight of each part score on a day, in the engine's order; `weights_whole` says whether they sum to 100."""
    return weights_of(Figure.objects.in_force(on))


def weights_of(figures: Mapping[str, Decimal]) -> dict[str, int]:
    """The same from the figures of a day."""
    return {part: int(figures[f"match_weight_{part}"]) for part in PARTS}


def weights_whole(weights: Mapping[str, int]) -> Refusal | None:
    """The weights sum to 100, or a score of 100 would not be the best that there is."""
    total = sum(weights.values())
    if total == 100:
        return None
    sentence = _("De gewichten van de matchscore zijn samen %(total)s in plaats van 100: pas de cijfers aan.")
    return Refusal("round.weights_not_whole", sentence % {"total": total})
