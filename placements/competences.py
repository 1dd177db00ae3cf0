"""The arithmetic of the competence split: hours at work and at school, their share, and what the law counts.

60/40 is a target of the city, no legal limit (R20, city plan of 26 June 2018): everything here informs and
nothing blocks. All figures are exact fractions; `percent` rounds them for people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

from marketplace.translatable import gettext_noop

Hours = int | Decimal | Fraction


@dataclass(frozen=True)
class Norms:
    """What a plan is compared with; the values here are those that ship, the figures of a day replace them.

    Legal: twenty hours decide on the contract (Securex, kind of agreement, 27 May 2022); 28 is the smallest size of a
    dual programme (circular SO/2019/01); half on the workplace is asked for the company's premium (VLAIO, 14 May
    2024); the school hours a year, under part-time compulsory schooling (until 18) or above it, decide on the social
    status of a paid contract (RSZ instructions, apprentices, 2020/1).
    """

    target: Fraction = Fraction(60, 100)
    green: tuple[Fraction, Fraction] = (Fraction(55, 100), Fraction(70, 100))
    amber: tuple[Fraction, Fraction] = (Fraction(45, 100), Fraction(80, 100))
    weekly_work_hours: Fraction = Fraction(20)
    weekly_total_hours: Fraction = Fraction(28)
    premium_share: Fraction = Fraction(1, 2)
    school_hours_compulsory: Fraction = Fraction(240)
    school_hours_above: Fraction = Fraction(150)


SHIPPED = Norms()


class Place(Enum):
    """Where a competence is mainly learnt and assessed."""

    WORK = "W"
    SCHOOL = "S"
    BOTH = "B"
    THIRD = "X"


class Band(Enum):
    """How near a share is to the target; both ends of a band belong to it."""

    GREEN = "green"
    AMBER = "amber"
    GREY = "grey"


def exact(hours: Hours | None) -> Fraction:
    """Return hours as an exact fraction; raises ValueError with one sentence when absent, inexact or negative."""
    if hours is None:
        raise ValueError(gettext_noop("Er ontbreken uren: vul 0 in als er geen zijn."))
    if not isinstance(hours, int | Decimal | Fraction):
        raise ValueError(gettext_noop("Vul een exact aantal uren in."))
    if not Fraction(hours) >= 0:
        raise ValueError(gettext_noop("Uren kunnen niet onder nul zijn."))
    return Fraction(hours)


@dataclass(frozen=True)
class Line:
    """One competence of a training plan with its hours at work, at school and in a third place (a training centre).

    Hours may lie in several places whatever the leading place is. Raises ValueError like `exact`.
    """

    place: Place | str
    work_hours: Hours = 0
    school_hours: Hours = 0
    third_hours: Hours = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", Place(self.place))
        for name in ("work_hours", "school_hours", "third_hours"):
            object.__setattr__(self, name, exact(getattr(self, name)))


@dataclass(frozen=True)
class Split:
    """The hours of a whole training plan, in the four segments of the gauge, and its competences per place."""

    work_hours: Fraction
    school_hours: Fraction
    general_hours: Fraction
    third_hours: Fraction
    competence_share: Fraction | None
    norms: Norms = SHIPPED

    @property
    def total_hours(self) -> Fraction:
        return self.work_hours + self.school_hours + self.general_hours + self.third_hours

    @property
    def share(self) -> Fraction | None:
        """Hours at work over all hours, general education and third places included; None for an empty plan."""
        return self.work_hours / self.total_hours if self.total_hours else None

    @property
    def band(self) -> Band:
        """Green, amber or grey; an empty plan is grey."""
        return band_of(self.share, self.norms)

    @property
    def distance(self) -> Fraction | None:
        """Share minus the target (60 %): negative when too little is learnt at work."""
        return None if self.share is None else self.share - self.norms.target

    @property
    def hours_to_target(self) -> Fraction:
        """Hours that must move to the workplace (or from it, when negative) to reach 60/40 with the same total."""
        return self.norms.target * self.total_hours - self.work_hours


@dataclass(frozen=True)
class Threshold:
    """One legal figure beside what the plan has: `met` tells, it never blocks."""

    name: str
    value: Fraction
    minimum: Fraction

    @property
    def met(self) -> bool:
        return self.value >= self.minimum


def split(lines: Iterable[Line], general_hours: Hours, norms: Norms = SHIPPED) -> Split:
    """Add up a plan; a line with place B adds its own hours to work and to school, place X is a segment of its own."""
    lines = tuple(lines)
    return Split(
        work_hours=sum((exact(line.work_hours) for line in lines), Fraction()),
        school_hours=sum((exact(line.school_hours) for line in lines), Fraction()),
        general_hours=exact(general_hours),
        third_hours=sum((exact(line.third_hours) for line in lines), Fraction()),
        competence_share=_competence_share(lines),
        norms=norms,
    )


def band_of(share: Fraction | None, norms: Norms = SHIPPED) -> Band:
    """Return the band of a share (bands of our own, R20)."""
    if share is None:
        return Band.GREY
    if norms.green[0] <= share <= norms.green[1]:
        return Band.GREEN
    return Band.AMBER if norms.amber[0] <= share <= norms.amber[1] else Band.GREY


def thresholds(
    plan: Split, *, weeks: Hours, part_time_compulsory: bool, part_of_year: Fraction = Fraction(1)
) -> list[Threshold]:
    """Compare a plan with the four legal figures, in this order: weekly work, weekly total, premium share, school year.

    `weeks` are the training weeks of the plan, holidays left out; `part_time_compulsory` says whether the student is
    under part-time compulsory schooling, `part_of_year` lowers the yearly school hours for a plan that starts later
    (pro rata, RSZ). Raises ValueError when there are no weeks.
    """
    if not exact(weeks):
        raise ValueError(gettext_noop("Een opleidingsplan duurt minstens één week."))
    norms, school = plan.norms, plan.school_hours + plan.general_hours
    yearly = norms.school_hours_compulsory if part_time_compulsory else norms.school_hours_above
    return [
        Threshold("weekly_work_hours", plan.work_hours / exact(weeks), norms.weekly_work_hours),
        Threshold("weekly_total_hours", plan.total_hours / exact(weeks), norms.weekly_total_hours),
        Threshold("premium_share", plan.share or Fraction(), norms.premium_share),
        Threshold("yearly_school_hours", school, yearly * part_of_year),
    ]


def percent(share: Fraction, digits: int = 1) -> Decimal:
    """Return a share as a percentage rounded half up: 79/130 is 60.8."""
    step = Decimal(1).scaleb(-digits)
    hundredfold = share * 100
    return (Decimal(hundredfold.numerator) / Decimal(hundredfold.denominator)).quantize(step, ROUND_HALF_UP)


def _competence_share(lines: tuple[Line, ...]) -> Fraction | None:
    """Competences learnt at work over all competences, those of both places counted half (the second gauge)."""
    weights = {Place.WORK: Fraction(1), Place.BOTH: Fraction(1, 2)}
    counted = [weights.get(Place(line.place), Fraction()) for line in lines]
    return sum(counted, Fraction()) / len(counted) if counted else None
