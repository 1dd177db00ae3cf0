"""Whose signatures a minor's agreement needs on a day, from who holds authority; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

SOLE, MUST, MAY, NOT = "sole", "must", "may", "not"


@dataclass(frozen=True)
class Representative:
    """One legal representative: joint authority (may, must), sole authority, or none; days are included."""

    key: int
    signs: str
    from_on: date | None = None
    until_on: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether this person has a say on a day."""
        begun = self.from_on is None or self.from_on <= on
        return self.signs != NOT and begun and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True)
class Required:
    """Who may sign; whose signatures are all needed; and of whom one is enough."""

    allowed: frozenset[int] = frozenset()
    all_of: frozenset[int] = frozenset()
    one_of: frozenset[int] = frozenset()

    def waiting(self, signed: Collection[int]) -> frozenset[int]:
        """Who still has to sign, or could be the one."""
        one_is_missing = self.one_of.isdisjoint(signed)
        return (self.all_of | (self.one_of if one_is_missing else frozenset())) - set(signed)

    def is_met(self, signed: Collection[int]) -> bool:
        """Whether these signatures are enough; never when nobody may sign."""
        return bool(self.allowed) and not self.waiting(signed)


def required(people: Iterable[Representative], on: date) -> Required:
    """For a minor on the day of signing: who decides alone, else all who must, else one of those who may (R07).

    Belgian Civil Code art. 374: parents with joint authority are presumed to agree with each other towards others in
    good faith, so that one signature is enough until somebody must sign too.
    """
    held = [row for row in people if row.holds_on(on)]
    sole, must, may = (frozenset(row.key for row in held if row.signs == signs) for signs in (SOLE, MUST, MAY))
    if sole:
        return Required(sole, sole)
    return Required(may | must, must) if must else Required(may, one_of=may)
