"""What the builders of the demo share: the dice, the day, the reference rows, and the people made so far."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from marketplace.period import Period
from marketplace.reference.models import Postcode
from marketplace.school_calendar import is_school_day
from placements.demo.scale import Scale
from schools.models import Programme

ANTWERP = "11002"
NEAR = ("11002", "46030", "11013", "11024", "11040", "11029")  # Antwerp, its left bank, and municipalities around it


@dataclass
class World:
    """One run of the seeder."""

    random: Random
    today: date
    scale: Scale
    programmes: list[Programme] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)  # how popular each programme is: Zipf-like
    postcodes: list[Postcode] = field(default_factory=list)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    objects: dict[str, Any] = field(default_factory=dict)
    api_keys: list[dict[str, Any]] = field(default_factory=list)
    password: str = ""
    password_hash: str = ""

    @property
    def school_year(self) -> int:
        """The school year that the places are for: the running one, from May on the next."""
        soon = self.today + timedelta(days=60)
        return soon.year if soon.month >= 7 else soon.year - 1

    @property
    def ahead(self) -> Period:
        """The period that requests ask for: from two weeks on, or the first of September, to the end of June."""
        first = max(date(self.school_year, 9, 1), self.today + timedelta(days=14))
        while not is_school_day(first):
            first += timedelta(days=1)
        return Period(first, max(date(self.school_year + 1, 6, 30), first))

    def pick_programme(self) -> Programme:
        """A programme, the popular ones more often."""
        return self.random.choices(self.programmes, self.weights)[0]

    def pick_postcode(self) -> Postcode:
        """A postcode in or near the city, the city itself three times as often."""
        weights = [3 if postcode.nis == ANTWERP else 1 for postcode in self.postcodes]
        return self.random.choices(self.postcodes, weights)[0]


def new_world(*, seed: int, today: date, scale: Scale) -> World:
    """A world with its reference rows: the programmes with a competence list first, then others with a known form."""
    random = Random(seed)  # noqa: S311 -- a demo, no secret
    known = _known(Programme.objects.valid_on(today))
    programmes = known[: scale.programmes]
    world = World(random=random, today=today, scale=scale, programmes=programmes)
    world.weights = [1 / (rank + 2) for rank in range(len(programmes))]
    world.postcodes = list(Postcode.objects.filter(nis__in=NEAR).order_by("code"))
    world.password = f"demo-{random.randrange(10**9):09d}"
    return world


def _known(rows: QuerySet[Programme]) -> list[Programme]:
    """Programmes whose form is known, in an order that mixes dual and other ones and puts full lists first."""
    listed = list(rows.filter(competences__isnull=False).distinct().order_by("code"))
    other = [row for row in rows.order_by("code") if row.forms and row not in listed]
    stage = [row for row in other if not row.is_dual]
    dual = [row for row in other if row.is_dual]
    mixed = [row for pair in zip(dual, stage, strict=False) for row in pair]
    return [*listed[:5], *stage[:2], *listed[5:], *[row for row in mixed if row not in stage[:2]]]
