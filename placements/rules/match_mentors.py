"""How many students the mentors of sites can still take in a period."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from companies.models import Mentor
from companies.rules import Figures, mentor_problems
from marketplace.period import Period
from placements.enums import WORK_FORMS, CapacityStatus
from placements.models import Capacity, MentorAssignment, Placement
from placements.rules.match_tables import Tables


@dataclass(frozen=True)
class MentorRoom:
    """What a site's mentors can still take: in all, and for SAO, OAO and DA; and how many of them are trained.

    Below zero where more students have no mentor yet than mentors have seats: who comes later is theirs first.
    """

    seats: int = 0
    seats_dual: int = 0
    trained_percent: int = 0


class MentorFacts:
    """What is known about the mentors of sites in a period; `promised` are offers or matches that they must keep."""

    def __init__(self, sites: Any, period: Period, tables: Tables, promised: Iterable[QuerySet[Any, Any]] = ()) -> None:
        self.sites, self.period = sites, period
        self._held, self._later, self._unnamed = (
            tables.add(rows, *numbers)
            for rows, *numbers in (
                (_held(sites, period), "mentor", "students"),
                (_later(sites, period), "site", "mentors"),
                (_unnamed(sites, period), "site", "students"),
            )
        )
        self._promised = [tables.add(_promised(rows, sites, period), "capacity__site", "students") for rows in promised]

    def rooms(self, *, figures: Figures) -> dict[int, MentorRoom]:
        """Site -> the room that its mentors have on every day of the period.

        The sum over mentors who are there all the time of their limit minus the seats they hold, plus the mentors who
        get a name later, minus placements without a named mentor and what is promised.
        """
        mentors = defaultdict(list)
        for mentor in Mentor.objects.filter(site__in=self.sites).order_by("pk"):
            if _is_there(mentor, self.period):
                mentors[mentor.site_id].append(mentor)
        spare: Counter[int] = Counter(dict(self._later))
        spare.subtract(dict(self._unnamed))
        for rows in self._promised:
            spare.subtract(dict(rows))
        held: Counter[int] = Counter(dict(self._held))
        return defaultdict(
            MentorRoom,
            {site: _room(mentors[site], held, spare[site], self.period, figures) for site in {*mentors, *spare}},
        )


def mentor_rooms(sites: Iterable[int], period: Period, *, figures: Figures) -> dict[int, MentorRoom]:
    """Site -> the room that its mentors have on every day of the period, as `MentorFacts.rooms`."""
    tables = Tables()
    facts = MentorFacts(sites, period, tables)
    tables.read()
    return facts.rooms(figures=figures)


def _room(mentors: list[Mentor], held: Mapping[int, int], spare: int, period: Period, figures: Figures) -> MentorRoom:
    most = int(figures["mentor_students_most"])
    free = {mentor: max(0, min(mentor.most_students, most) - held[mentor.pk]) for mentor in mentors}
    dual = sum(seats for mentor, seats in free.items() if _may_guide_dual(mentor, period, figures))
    trained = sum(mentor.trained_on is not None for mentor in mentors)
    return MentorRoom(
        seats=sum(free.values()) + spare,
        seats_dual=dual + spare,
        trained_percent=100 * trained // len(mentors) if mentors else 0,
    )


def _is_there(mentor: Mentor, period: Period) -> bool:
    arrived = mentor.available_from_on is None or mentor.available_from_on <= period.starts_on
    return arrived and (mentor.left_on is None or mentor.left_on >= period.ends_on)


def _during(period: Period) -> Q:
    return Q(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)


def _held(sites: Any, period: Period) -> QuerySet[Any, Any]:
    """Mentor -> the seats that are held on some day of the period."""
    rows = MentorAssignment.objects.filter(_during(period), mentor__site__in=sites, seat__isnull=False).order_by()
    return rows.values("mentor").annotate(students=Count("seat", distinct=True))


def _later(sites: Any, period: Period) -> QuerySet[Any, Any]:
    """Site -> mentors who get a name later."""
    rows = Capacity.objects.filter(_during(period), site__in=sites, status=CapacityStatus.PUBLISHED).order_by()
    return rows.values("site").annotate(mentors=Sum("mentors_later"))


def _unnamed(sites: Any, period: Period) -> QuerySet[Any, Any]:
    """Site -> placements with real work that have no main mentor yet."""
    rows = Placement.objects.holding_seats().filter(_during(period), site__in=sites, form__in=WORK_FORMS)
    return rows.exclude(mentors__seat__isnull=False).order_by().values("site").annotate(students=Count("pk"))


def _promised(rows: QuerySet[Any, Any], sites: Any, period: Period) -> QuerySet[Any, Any]:
    """Site -> offers or matches for real work in the period, at any of its capacities."""
    asked = Q(request__starts_on__lte=period.ends_on, request__ends_on__gte=period.starts_on)
    here = rows.filter(asked, capacity__site__in=sites, request__form__in=WORK_FORMS).order_by()
    return here.values("capacity__site").annotate(students=Count("pk"))


def _may_guide_dual(mentor: Mentor, period: Period, figures: Figures) -> bool:
    """Whether nothing hard stands in the way of SAO, OAO and DA (R10, R11)."""
    first, last = period.starts_on, period.ends_on
    problems = mentor_problems(mentor, starts_on=first, ends_on=last, strict=True, on=first, figures=figures)
    return not any(problem.is_hard for problem in problems)
