"""The hours of an agreement, day by day, held against the rules for minors, the sector and the holidays (R16, R17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from django.db.models import Value

from companies.models import Closure
from marketplace.period import Period, school_year_of
from marketplace.reference.models import Figure
from marketplace.school_calendar import holidays, public_holidays
from placements.days_off import Deviation, FreeWeeks, check_holidays
from placements.enums import AgreementStatus, DayKind, Form
from placements.models import Placement, Schedule, Suspension
from placements.rules.law import law_of
from placements.worktime import Block, Breach, WeekHours, average_week, check_as_law_changes, plan_days
from schools.enums import Grade
from schools.models import DayOff

SPAN = ("whose", "starts_on", "ends_on")
HOLIDAY_FORMS = frozenset({Form.SAO, Form.OAO})  # R17 speaks of these two


@dataclass(frozen=True)
class Hours:
    """The planned blocks of a schedule day by day, read once, and what follows from them."""

    schedule: Schedule
    placement: Placement
    since: date | None = None  # an amendment plans no day before its own
    before: "Hours | None" = None  # the version that an amendment changes, which holds until its day

    @cached_property
    def period(self) -> Period:
        """The days that are planned here."""
        first, last = self.placement.starts_on, self.placement.ends_on
        return Period(min(max(first, self.since or first), last), last)

    @cached_property
    def blocks(self) -> list[Block]:
        """Work and school of the whole period; holidays, days without school and closed days of the site are free."""
        found = self._planned(is_work=False, off=self.off)
        return sorted(found + self._planned(is_work=True, off=self.off | self._own("site")))

    def _planned(self, *, is_work: bool, off: set[date]) -> list[Block]:
        rows = [row for row in self.schedule.blocks.all() if row.is_work == is_work]
        days = {day.pk: day.day for day in self.schedule.days.all()}
        week: dict[int, list[tuple[time, time]]] = {}
        special: dict[date, list[tuple[time, time]]] = {day: [] for day in days.values()}
        for row in rows:
            spans = special[days[row.exception_id]] if row.exception_id else week.setdefault(row.weekday or 0, [])
            spans.append((row.starts, row.ends))
        return plan_days(week, self.period, off=off, exceptions=special, is_work=is_work)

    @cached_property
    def off(self) -> set[date]:
        """Days of the period on which schools are closed, for everybody or for this school."""
        return self.holidays | self.public_days | self._own("school")

    @property
    def rests(self) -> list[Period]:
        """When the agreement rests; until the last day where no end is known yet."""
        return self._spans["rest"]

    def _own(self, whose: str) -> set[date]:
        return {day for span in self._spans[whose] for day in span.each_day()}

    @cached_property
    def _spans(self) -> dict[str, list[Period]]:
        """What this school, this site and this agreement take off themselves, read at once."""
        if self.before:
            return self.before._spans
        school = DayOff.objects.filter(school=self.placement.school_id).annotate(whose=Value("school"))
        site = Closure.objects.filter(site=self.placement.site_id).annotate(whose=Value("site"))
        rest = Suspension.objects.filter(placement=self.placement).annotate(whose=Value("rest"))
        found: dict[str, list[Period]] = {"school": [], "site": [], "rest": []}
        rows = school.values_list(*SPAN).union(site.values_list(*SPAN), rest.values_list(*SPAN))
        for whose, first, last in rows:
            found[whose].append(Period(first, last or max(first, self.placement.ends_on)))
        return found

    @cached_property
    def holidays(self) -> set[date]:
        """The school holidays of every school year of the period, single days included."""
        years = range(school_year_of(self.placement.starts_on), school_year_of(self.placement.ends_on) + 1)
        return {day for year in years for holiday in holidays(year) for day in holiday.period.each_day()}

    @cached_property
    def public_days(self) -> set[date]:
        """The legal public holidays of every year of the period."""
        years = range(self.placement.starts_on.year, self.placement.ends_on.year + 1)
        return {holiday.period.starts_on for year in years for holiday in public_holidays(year)}

    @cached_property
    def worked(self) -> set[date]:
        """The days with work."""
        return {block.day for block in self.blocks if block.is_work}

    @cached_property
    def in_holidays(self) -> list[date]:
        """The days at work in a school holiday, in order."""
        return sorted(self.worked & self.holidays)

    @cached_property
    def signed(self) -> list[Block]:
        """What was signed of the days before an amendment holds: the blocks of each version until that of the next."""
        since = self.since or date.min
        return [block for block in self.before.in_turn if block.day < since] if self.before else []

    @property
    def in_turn(self) -> list[Block]:
        """The whole placement as it is with this version: what was signed, and from its own day its own blocks."""
        return self.signed + self.blocks

    @cached_property
    def _kinds(self) -> dict[date, str]:
        """What each exception of the whole placement is, each day by the version that holds on it."""
        since, before = self.since or date.min, self.before._kinds if self.before else {}
        own = {day.day: day.kind for day in self.schedule.days.all() if day.day >= since}
        return {day: kind for day, kind in before.items() if day < since} | own

    def _of_kind(self, kind: DayKind) -> list[date]:
        return sorted(day for day, own in self._kinds.items() if own == kind)

    @cached_property
    def _worked_holidays(self) -> list[date]:
        """The days at work in a school holiday of the whole placement, in order."""
        return sorted({block.day for block in self.in_turn if block.is_work} & self.holidays)

    @cached_property
    def average(self) -> WeekHours | None:
        """Hours of an average whole lesson week; None when the period has no such week.

        A day that makes up for one at work in a holiday is left out as that one is: the swap changes no hours.
        """
        return self._average(self.blocks, self.period)

    @cached_property
    def average_in_turn(self) -> WeekHours | None:
        """The same over the whole placement, with what was signed of the days before an amendment."""
        return self._average(self.in_turn, self.placement.period)

    def _average(self, blocks: Sequence[Block], period: Period) -> WeekHours | None:
        swapped = self._of_kind(DayKind.RECOVERY)[: len(self._worked_holidays)]
        return average_week(blocks, period, off=self.off, swapped=swapped)

    @cached_property
    def breaches(self) -> list[Breach]:
        """Everything that the plan breaks, hard or as a warning, by day.

        An amendment is judged together with what was signed of the days before it; what those break by themselves has
        been signed and is past.
        """
        past = self._worktime(self.signed) if self.signed else []
        found = [breach for breach in self._worktime(self.in_turn) if breach not in past]
        return sorted(found + self._holiday_breaches, key=lambda breach: (breach.day, breach.code))

    def _worktime(self, blocks: Sequence[Block]) -> list[Breach]:
        law = law_of(self.placement, sector_reason=self.schedule.sector_reason)
        born_on = self.placement.student.born_on
        return check_as_law_changes(blocks, born_on=born_on, law=law, public_holidays=self.public_days)

    @property
    def _holiday_breaches(self) -> list[Breach]:
        """Judged over the whole placement; of an amendment not what earlier school years break."""
        if self.placement.form not in HOLIDAY_FORMS or not self._worked_holidays:
            return []
        figures = Figure.objects.in_force(self.placement.starts_on)
        found = check_holidays(
            self._worked_holidays,
            holidays=self.holidays,
            deviation=Deviation(self._of_kind(DayKind.HOLIDAY), self._of_kind(DayKind.RECOVERY)),
            weeks=FreeWeeks(int(figures["holiday_summer_weeks"]), int(figures["holiday_seventh_year_weeks"])),
            is_seventh_year=self.placement.programme.grade == Grade.SEVENTH,
        )
        year = school_year_of(self.since or self.placement.starts_on)
        return [breach for breach in found if school_year_of(breach.day) >= year]


def hours_of(schedule: Schedule) -> Hours:
    """The hours of a schedule as they stand in the database; those of an amendment after the versions before it."""
    agreement = schedule.agreement
    if agreement.in_force_on is None:
        return hours_in_turn([schedule])[0]
    earlier = Schedule.objects.filter(
        agreement__placement=agreement.placement_id,
        agreement__status=AgreementStatus.SEALED,
        agreement__version__lt=agreement.version,
    )
    signed = list(earlier.select_related("agreement").prefetch_related("blocks", "days"))
    for row in signed:
        row.agreement.placement = agreement.placement
    return hours_in_turn([*signed, schedule])[-1]


def hours_in_turn(schedules: Iterable[Schedule]) -> list[Hours]:
    """The hours of the versions of one placement, the first version first; the days off are read once."""
    plans: list[Hours] = []
    for row in sorted(schedules, key=lambda row: row.agreement.version):
        before = plans[-1] if plans else None
        plans.append(Hours(row, row.agreement.placement_then, row.agreement.in_force_on, before))
    return plans
