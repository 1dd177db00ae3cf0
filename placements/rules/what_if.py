"""When other settings of a round may be tried, and how variants compare."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import RoundStatus
from placements.models import Round, Variant

FIGURES = {
    "placed": _("Met een match"),
    "first_choices": _("Kregen hun eerste keuze"),
    "median_km": _("Middelste afstand (km)"),
    "blocking_pairs": _("Paren die elkaar liever hadden"),
}


def can_be_studied(row: Round) -> Refusal | None:
    """A cancelled round has nothing to compare."""
    if row.status != RoundStatus.CANCELLED:
        return None
    return Refusal("variant.round_cancelled", _("Deze ronde is geannuleerd: er is niets te vergelijken."))


@dataclass(frozen=True)
class Cell:
    """One figure of a variant, and how much it differs from the first one; None where nothing is known."""

    value: float | None
    difference: float | None


@dataclass(frozen=True)
class Line:
    """One figure of every variant, side by side."""

    label: str
    cells: list[Cell]


def compared(variants: Iterable[Variant]) -> list[Line]:
    """The figures of computed variants, each against the first of them."""
    results = [variant.result for variant in variants]
    return [_line(str(words), [result.get(name) for result in results]) for name, words in FIGURES.items()]


def compared_groups(variants: Iterable[Variant], kind: str) -> list[Line]:
    """How many students of each group are placed by every variant."""
    placed = [{row["label"]: row["placed"] for row in variant.result["groups"][kind]} for variant in variants]
    labels = sorted({label for groups in placed for label in groups})
    return [_line(label, [groups.get(label) for groups in placed]) for label in labels]


def _line(label: str, values: list[float | None]) -> Line:
    first = values[0] if values else None
    return Line(label, [Cell(value, _less(value, first)) for value in values])


def _less(value: float | None, first: float | None) -> float | None:
    return None if value is None or first is None else round(value - first, 1)
