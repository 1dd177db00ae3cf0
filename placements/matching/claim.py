"""What a certificate is about: who sits where, who is confirmed, which seats are open."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .types import Market, Numbers


@dataclass(frozen=True, eq=False)
class Claim:
    """An assignment with its market and the arguments of the re-matching that it came from; E pairs."""

    market: Market
    given: Numbers  # [n_students] as it came, perhaps with places that do not exist
    previous: Numbers
    confirmed: Numbers
    stay_bonus: int

    @cached_property
    def assigned(self) -> Numbers:
        """[n_students] the place, -1 = none or no such place."""
        exists = (self.given >= 0) & (self.given < len(self.market.capacity))
        return np.where(exists, self.given, -1)

    @cached_property
    def sits(self) -> Numbers:
        """[E] whether the student of the pair sits at its place."""
        sits: Numbers = self.assigned[self.market.student] == self.market.place
        return sits

    @cached_property
    def is_open(self) -> Numbers:
        """[E] whether the student of the pair is not confirmed."""
        return ~self.confirmed[self.market.student]

    @cached_property
    def bonus(self) -> Numbers:
        """[E] the stay bonus of the pair."""
        market = self.market
        return (self.previous[market.student] == market.place) * np.int32(self.stay_bonus)

    @cached_property
    def score(self) -> Numbers:
        """[E] student_score with the bonus."""
        return self.market.student_score + self.bonus

    @cached_property
    def kept_places(self) -> Numbers:
        """The places of the confirmed students who have one, one entry a student."""
        return self.previous[self.confirmed & (self.previous >= 0)]

    @cached_property
    def seats(self) -> Numbers:
        """[P] seats that confirmed students leave open."""
        return self.market.capacity - self.per_place(self.kept_places)

    @cached_property
    def totals(self) -> Numbers:
        """[O] what confirmed students leave of the owners' totals."""
        return self.market.owner_capacity - self.per_owner(self.kept_places)

    def per_place(self, places: Numbers) -> Numbers:
        return np.bincount(places, minlength=len(self.market.capacity))

    def per_owner(self, places: Numbers) -> Numbers:
        owners = self.market.owner[places]
        return np.bincount(owners[owners >= 0], minlength=len(self.market.owner_capacity))
