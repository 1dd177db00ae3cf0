"""Numbers codes, so that requests and capacity can be compared as bit masks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import QuerySet

from marketplace.commitments.models import Commitment, TextKind
from marketplace.reference.models import Figure
from placements.matching.columns import FORMS
from schools.models import Competence, Programme


class Bits(dict[str, int]):
    """Gives each code that it meets the next bit, so that a set of codes is one number."""

    def __call__(self, codes: Iterable[str]) -> int:
        """The bit mask of these codes; raises OverflowError in numpy from the 63rd code on."""
        return sum(1 << self.setdefault(code, len(self)) for code in set(codes))


@dataclass(frozen=True)
class Day:
    """What holds for everybody on a day: the figures of law and house, and who has signed the ethics code."""

    on: date

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Every figure by its code."""
        return Figure.objects.in_force(self.on)

    @cached_property
    def signed(self) -> set[int]:
        """The organisations that have signed the code (R23)."""
        return set(Commitment.objects.in_force(TextKind.ETHICS_CODE, self.on).values_list("organisation", flat=True))


class Codes:
    """What requests and seats must number alike: languages, attests, needs, sectors and competences."""

    def __init__(self, programmes: QuerySet[Any]) -> None:
        self.languages, self.attests, self.needs, self.sectors = Bits(), Bits(), Bits(), Bits()
        self.programmes = {programme.pk: programme for programme in Programme.objects.filter(pk__in=programmes)}
        self.position: dict[int, tuple[int, int]] = {}  # competence -> programme, place in its list
        self.length: dict[int, int] = defaultdict(int)
        rows = Competence.objects.filter(programme__in=self.programmes).order_by("programme", "number")
        for competence, programme in rows.values_list("pk", "programme"):
            self.position[competence] = (programme, self.length[programme])
            self.length[programme] += 1
        self.words = max(1, -(-max(self.length.values(), default=0) // 64))

    def masks(self, places: Iterable[Iterable[int]]) -> Any:
        """[n, words] uint64 from lists of places in a competence list."""
        numbers = [sum(1 << place for place in row) for row in places]
        words = [[number >> 64 * word & 2**64 - 1 for word in range(self.words)] for number in numbers]
        return np.array(words, np.uint64).reshape(len(numbers), self.words)


def forms_mask(forms: Iterable[str]) -> int:
    """The bits of these forms."""
    return sum(1 << FORMS.index(form) for form in set(forms))


def days_mask(days: Iterable[Any]) -> int:
    """The bits of ISO weekdays, given as numbers or text."""
    return sum(1 << int(day) for day in set(days))
