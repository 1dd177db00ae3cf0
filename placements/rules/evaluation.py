"""When evaluations are planned, who may score and hold them, and which competences are reached."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.school_calendar import is_school_day
from marketplace.workflow import Refusal
from placements.enums import Moment, Party, Score
from placements.models import Evaluation, EvaluationScore, Placement, ReachedCompetence
from schools.models import Competence

# Default moments of the field's practice: start, end of the first week, week 4, halfway, a week before the end.
AFTER = {Moment.INTAKE: 0, Moment.WEEK_1: 4, Moment.WEEK_4: 27}
BEFORE_END = timedelta(days=7)
SEEN_TWICE = 2  # a competence is reached when it was seen well enough on two days
JUDGES = (Party.COMPANY, Party.SCHOOL)  # what students say of themselves is shown beside it and counts for talk


def moments_of(period: Period, days_off: Collection[date] = frozenset()) -> dict[Moment, date]:
    """The days of the moments that fit in a placement, each on a school day; short placements have fewer."""
    length = period.ends_on - period.starts_on
    wanted = {moment: period.starts_on + timedelta(days=days) for moment, days in AFTER.items()}
    wanted[Moment.MIDDLE] = period.starts_on + length / 2
    wanted[Moment.END] = max(period.starts_on, period.ends_on - BEFORE_END)
    found: dict[Moment, date] = {}
    for moment in (Moment.INTAKE, Moment.END, Moment.WEEK_1, Moment.MIDDLE, Moment.WEEK_4):
        day = _open_day(wanted[moment], period, days_off)
        if day and day not in found.values() and (moment == Moment.INTAKE or day <= wanted[Moment.END]):
            found[moment] = day
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _open_day(day: date, period: Period, days_off: Collection[date]) -> date | None:
    """The first day from this one on which school is open, inside the period."""
    days = Period(day, period.ends_on).each_day() if day <= period.ends_on else ()
    return next((each for each in days if is_school_day(each) and each not in days_off), None)


def opens_on(evaluation: Evaluation) -> date:
    """The first day to score and to talk: shortly before the planned day, or the last day of the placement.

    "Shortly" is the figure `evaluation_opens_days`: who looks back too early sees twice the same, and what was seen
    twice is reached. After an early end every moment that is left is open.
    """
    placement = evaluation.placement
    ahead = timedelta(days=int(Figure.objects.value("evaluation_opens_days", evaluation.planned_on)))
    last_on = placement.ended_on or placement.ends_on
    return max(placement.starts_on, min(evaluation.planned_on - ahead, last_on))


def may_score(evaluation: Evaluation, on: date) -> Refusal | None:
    """From the day on which the moment opens until the talk was held."""
    if evaluation.held_on:
        return Refusal("evaluation.held", _("Dit gesprek is gehouden. De scores liggen vast."))
    opens = opens_on(evaluation)
    if on < opens:
        sentence = gettext("Dit gesprek komt nog. Scoren kan vanaf %(day)s.")
        return Refusal("evaluation.too_early", sentence % {"day": date_format(opens, "j F Y")})
    return None


def scores_wrong(scores: Mapping[int, int], competences: Collection[int]) -> Refusal | None:
    """Only competences of this placement, from 0 to 3."""
    if not set(scores) <= set(competences):
        return Refusal("evaluation.other_competence", _("Deze competentie hoort niet bij deze plaats."))
    if not set(scores.values()) <= set(Score.values):
        return Refusal("evaluation.score", _("Kies een score van 0 tot 3."))
    return None


def held_day_wrong(evaluation: Evaluation, held_on: date, on: date) -> Refusal | None:
    """Between the first day of the placement and today."""
    if evaluation.placement.starts_on <= held_on <= on:
        return None
    return Refusal("evaluation.held_day", _("Kies de dag van het gesprek: na de start, en niet in de toekomst."))


def reached_by(scores: Iterable[EvaluationScore]) -> set[int]:
    """The competences that everybody of floor and school who scored them saw at least mostly alone, on two days.

    All scores are of moments that were held; two moments that were held on one day saw it once.
    """
    lowest: dict[tuple[int, int], int] = {}
    days: dict[int, date | None] = {}
    for row in scores:
        if row.party in JUDGES:
            key = (row.competence_id, row.evaluation_id)
            lowest[key] = min(lowest.get(key, Score.ALONE_AND_SAFE), row.score)
            days[row.evaluation_id] = row.evaluation.held_on
    enough = [key for key, score in lowest.items() if score >= Score.MOSTLY_ALONE]
    seen = Counter(competence for competence, _day in {(competence, days[moment]) for competence, moment in enough})
    return {competence for competence, times in seen.items() if times >= SEEN_TWICE}


def reach_wrong(
    placement: Placement, competence: Competence, learnt: Iterable[Competence], council_on: date, on: date
) -> Refusal | None:
    """A competence of this placement, reached once, on a day of the placement that is not in the future."""
    if competence not in learnt:
        return Refusal("reached.other_competence", _("Deze competentie hoort niet bij deze plaats."))
    if ReachedCompetence.objects.filter(student=placement.student_id, competence=competence).exists():
        return Refusal("reached.before", _("Deze competentie staat al op het getuigschrift."))
    if not placement.starts_on <= council_on <= on:
        return Refusal("reached.council_day", _("Kies de dag van de klassenraad: na de start, en niet in de toekomst."))
    return None
