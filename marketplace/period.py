"""A period of days with its last day included, and the Flemish school year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.translatable import gettext_noop

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)  # what people may fill in: dates are counted from it


@dataclass(frozen=True, order=True)
class Period:
    """The days from starts_on to ends_on, both included.

    Raises ValueError with one sentence when the last day lies before the first.
    """

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError(gettext_noop("De laatste dag valt voor de eerste."))

    @property
    def days(self) -> int:
        """How many calendar days the period counts; one when it starts and ends on the same day."""
        return (self.ends_on - self.starts_on).days + 1

    def each_day(self) -> Iterator[date]:
        """Yield every calendar day, in order."""
        return (self.starts_on + timedelta(days=number) for number in range(self.days))

    def contains(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, other: "Period") -> bool:
        """Say whether the two periods share at least one day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def covers(self, other: "Period") -> bool:
        """Say whether every day of the other period lies in this one."""
        return self.starts_on <= other.starts_on and other.ends_on <= self.ends_on


def school_year_of(day: date) -> int:
    """Return the start year of the school year of that day: 2026 for 1 September 2026 to 31 August 2027."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_period(start_year: int) -> Period:
    """Return 1 September to 31 August, the Flemish school year."""
    return Period(date(start_year, 9, 1), date(start_year + 1, 8, 31))
