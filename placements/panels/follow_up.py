"""What waits while placements run: a week to tell or confirm, scores to give, a talk to hold, a visit to make."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.actor import COMPANY_ROLES, Actor, Role
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.school_calendar import is_school_day
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import WORK_FORMS, Moment, Party, PlacementStatus
from placements.models import Contact, Evaluation, Placement, WeekNote
from placements.rules.follow_up import ISO_WEEK, WEEK, monday_of
from schools.models import Competence, full_name

SOON = timedelta(days=7)
FROM_THURSDAY = timedelta(days=3)  # from then on a week is asked, until Wednesday of the next
STUDENT = {"student": full_name("placement__student")}
COMPANY = {"company": "placement__company__organisation__name"}


@add_waiting(Role.STUDENT)
def own_follow_up(actor: Actor, on: date) -> list[Lines]:
    """A student's own week, and what they may score of themselves."""
    mine, monday = actor.only(Role.STUDENT), monday_of(on - FROM_THURSDAY)
    fill: dict[str, Any] = {"company": "company__organisation__name", "monday": Value(date_format(monday, "j F"))}
    words, score = _("Week van %(monday)s bij %(company)s"), _("Hoe ver sta je bij %(company)s?")
    query = f"?week={monday:{ISO_WEEK}}#weeks"
    talks = _to_score(mine, Party.STUDENT, on)
    return [
        Lines(_untold(mine, monday), "follow-up", words, fill, verb=_("Vertel"), query=query),
        Lines(talks, "evaluation-detail", score, COMPANY, verb=_("Zeg het"), day="planned_on"),
    ]


@add_waiting(Role.MENTOR)
def weeks_to_confirm(actor: Actor, on: date) -> list[Lines]:
    """One line for each student with weeks that nobody confirmed, and the talks that a mentor may score."""
    floor = actor.only(*COMPANY_ROLES)
    told = WeekNote.objects.visible_to(floor).filter(confirmed_at=None).values("placement")
    fill, words = {"student": full_name("student")}, _("Lees wat %(student)s leerde")
    rows = Placement.objects.visible_to(floor).filter(pk__in=told)
    weeks = Lines(rows, "follow-up", words, fill, verb=_("Bevestig"), query="#weeks")
    score = _("Zeg hoe ver %(student)s staat")
    talks = _to_score(actor.only(Role.MENTOR), Party.COMPANY, on)
    return [weeks, Lines(talks, "evaluation-detail", score, STUDENT, verb=_("Zeg het"), day="planned_on")]


@add_waiting(Role.COACH)
def talks_to_hold(actor: Actor, on: date) -> list[Lines]:
    """Evaluations and visits of running placements that are due within a week."""
    near = {"held_on": None, "planned_on__lte": on + SOON, "placement__status": PlacementStatus.RUNNING}
    talks = Evaluation.objects.visible_to(actor.only(Role.COACH)).filter(**near)
    visits = Contact.objects.visible_to(actor).filter(**near)
    words, visit = _("Evaluatie met %(student)s"), _("Bezoek of gesprek: %(student)s")
    own = [(talks.filter(moment=value), f"{words} ({label})") for value, label in Moment.choices]
    return [
        *(Lines(rows, "evaluation-detail", said, STUDENT, verb=_("Bekijk"), day="planned_on") for rows, said in own),
        Lines(visits, "follow-up", visit, STUDENT, verb=_("Noteer"), day="planned_on", key="placement"),
    ]


def _untold(actor: Actor, monday: date) -> QuerySet[Placement]:
    """Running placements of a week with school of which its student wrote nothing."""
    days = Period(monday, monday + WEEK)
    rows = Placement.objects.visible_to(actor).filter(status=PlacementStatus.RUNNING, form__in=WORK_FORMS)
    if not any(is_school_day(day) for day in days.each_day()):
        return rows.none()
    return rows.filter(starts_on__lte=days.ends_on).exclude(week_notes__monday_on=monday)


def _to_score(actor: Actor, party: Party, on: date) -> QuerySet[Evaluation]:
    """Open moments of running placements at which this party scored nothing, where there is something to score."""
    opened_on = on + timedelta(days=int(Figure.objects.value("evaluation_opens_days", on)))
    rows = Evaluation.objects.visible_to(actor).filter(held_on=None, planned_on__lte=opened_on)
    rows = rows.filter(placement__status=PlacementStatus.RUNNING).exclude(scores__party=party)
    return rows.filter(placement__programme__in=Competence.objects.values("programme"))
