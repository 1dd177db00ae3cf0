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

from marketplace.reference.models import Figure
from placements.matching.columns import FORMS
from placements.rules.match_tables import Tables
from schools.models import Competence, Programme


class Bits(dict[str, int]):
    """Gives each code that it meets the next bit, so that a set of codes is one number."""

    def __call__(self, codes: Iterable[str]) -> int:
        """The bit mask of these codes; raises OverflowError in numpy from the 63rd code on."""
        return sum(1 << self.setdefault(code, len(self)) for code in set(codes))


@dataclass(frozen=True)
class Day:
    """What holds for everybody on a day: the figures of law and house."""

    on: date

    @cached_property
    def figures(self) -> dict[str, Decimal]:
        """Every figure by its code."""
        return Figure.objects.in_force(self.on)


class Codes:
    """What requests and seats must number alike: languages, attests, needs, sectors and competences."""

    def __init__(self, programmes: QuerySet[Any], tables: Tables) -> None:
        self.languages, self.attests, self.needs, self.sectors = Bits(), Bits(), Bits(), Bits()
        self.programmes = {programme.pk: programme for programme in Programme.objects.filter(pk__in=programmes)}
        self._rows = tables.add(Competence.objects.filter(programme__in=self.programmes), "programme", "number", "pk")

    @cached_property
    def position(self) -> dict[int, int]:
        """Competence -> its place in the list of its programme."""
        places = self._places.items()
        return {competence: place for _programme, listed in places for place, competence in enumerate(listed)}

    @cached_property
    def length(self) -> dict[int, int]:
        """Programme -> how many competences its list has."""
        return {programme: len(self._places.get(programme, ())) for programme in self.programmes}

    @cached_property
    def words(self) -> int:
        """How many words of 64 bits the longest list takes."""
        return max(1, -(-max(self.length.values(), default=0) // 64))

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for programme, _number, competence in sorted(self._rows):
            found[programme].append(competence)
        return found

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
