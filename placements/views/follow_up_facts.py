"""What the page of the follow-up shows to whom."""

from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import F, prefetch_related_objects
from django.forms import Form

from marketplace.actor import SCHOOL_ROLES, Actor, Role
from marketplace.period import Period
from marketplace.reference.models import Figure
from placements.actions.evaluation import competences_of
from placements.enums import AgreementStatus, PlacementStatus
from placements.forms.follow_up import AbsenceForm, ContactForm, ContactHeldForm, ReachedForm, WeekNoteForm
from placements.models import Absence, Contact, Placement, PlanLine, ReachedCompetence, Schedule, WeekNote
from placements.rules.follow_up import asked_day, weeks_open
from placements.rules.plan import split_of_lines
from placements.rules.realised import hours_by_day, realised_split
from placements.rules.schedule import schedule_of
from placements.rules.side import sides_of
from placements.rules.worktime import hours_in_turn
from schools.models import Competence

FLOOR = (Role.HR, Role.MENTOR)
GUIDES = (Role.COACH, Role.COORDINATOR)


def follow_up_of(
    placement: Placement, actor: Actor, on: date, wrong: Form | None = None, week: str = ""
) -> dict[str, Any]:
    """The context of the page; a refused form takes the place of the fresh one; `week` is the one to tell of."""
    actor, lines = sides_of(placement, actor), _lines(placement)
    learnt = [row.competence for row in _newest(lines)] or competences_of(placement)
    absences = list(placement.absences.order_by("-starts_on"))
    context = {
        "placement": placement,
        "weeks": _weeks(placement),
        "may_confirm": actor.has(*FLOOR),
        "absences": absences,
        "evaluations": placement.evaluations.order_by("planned_on"),
        "reached": _reached(placement, actor),
        "may_take": actor.has(*SCHOOL_ROLES),
        "is_sealed": settings.DOCUMENT_SEAL_KEY is not None,
        "learnt": len(learnt),
        "wrong": wrong,
        **_contacts(placement, actor, wrong),
        "visits_a_year": int(Figure.objects.value("visits_a_year", on)),
        **_forms(placement, actor, learnt, on, week),
        **_splits(placement, lines, absences, on),
    }
    return context | {name: wrong for name, form in context.items() if wrong and type(form) is type(wrong)}


def _reached(placement: Placement, actor: Actor) -> Any:
    """What stands on the student's certificate from the programme of this placement."""
    rows = ReachedCompetence.objects.visible_to(actor).filter(
        student=placement.student_id, competence__programme=placement.programme_id
    )
    return rows.select_related("competence").order_by("competence__number")


def _contacts(placement: Placement, actor: Actor, wrong: Form | None) -> dict[str, Any]:
    """The coach's own list, each planned one with the form to say how it went."""
    rows = Contact.objects.visible_to(actor).filter(placement=placement).order_by("planned_on", "pk")
    writes = actor.has(*GUIDES)
    own = wrong.auto_id if isinstance(wrong, ContactHeldForm) else None
    pairs = [(row, _held_form(row, wrong, own) if writes and row.held_on is None else None) for row in rows]
    return {"contacts": pairs, "is_school": actor.has(*GUIDES, Role.DIRECTOR)}


def _held_form(row: Contact, wrong: Form | None, own: Any) -> Form:
    name = f"held_{row.pk}_%s"
    return wrong if wrong is not None and own == name else ContactHeldForm(auto_id=name)


def _forms(placement: Placement, actor: Actor, learnt: list[Competence], on: date, week: str) -> dict[str, Any]:
    """What this reader may add."""
    runs = placement.status == PlacementStatus.RUNNING
    tells = runs and placement.school.keeps_absences and actor.has(*FLOOR, *GUIDES)
    council = actor.has(Role.COORDINATOR, Role.DIRECTOR)
    writes, day = actor.has(Role.STUDENT) and weeks_open(placement, on), asked_day(placement, week, on)
    return {
        "week_form": WeekNoteForm(learnt=learnt, day=day, auto_id="week_%s") if writes else None,
        "absence_form": AbsenceForm(auto_id="absence_%s") if tells else None,
        "contact_form": ContactForm(auto_id="contact_%s") if actor.has(*GUIDES) else None,
        "reached_form": ReachedForm(learnt=learnt, auto_id="reached_%s") if council else None,
    }


def _weeks(placement: Placement) -> list[tuple[WeekNote, list[str]]]:
    """What the student told of each week and the codes that were ticked with it, the newest first."""
    rows = placement.week_notes.annotate(code=F("competences__code")).order_by("-monday_on", "competences__number")
    weeks = [list(same) for _pk, same in groupby(rows, key=lambda row: row.pk)]
    return [(same[0], [row.code for row in same if row.code]) for same in weeks]


def _lines(placement: Placement) -> list[PlanLine]:
    """The lines of the plans of every version, the newest first."""
    rows = PlanLine.objects.filter(plan__agreement__placement=placement)
    rows = rows.select_related("competence", "plan__agreement__schedule")
    return list(rows.order_by("-plan__agreement__version", "competence__number"))


def _newest(lines: list[PlanLine]) -> list[PlanLine]:
    return [row for row in lines if row.plan_id == lines[0].plan_id]


def _splits(placement: Placement, lines: list[PlanLine], absences: list[Absence], on: date) -> dict[str, Any]:
    """The plan that holds beside what was realised until today, by the hours of each day; neither for a STAGE."""
    sealed = [row for row in lines if row.plan.agreement.status == AgreementStatus.SEALED]
    stands = _newest([row for row in sealed if (row.plan.agreement.in_force_on or on) <= on])
    if not stands or (plan := stands[0].plan).half_days is not None:
        return {}
    planned, schedule = split_of_lines(plan, stands, on), schedule_of(plan.agreement)
    if schedule is None:
        return {"planned": planned, "realised": None}
    hours = hours_in_turn(_schedules(placement, sealed))[-1]
    worked = hours_by_day(hours.in_turn)
    away: list[Absence | Period] = [*absences, *hours.rests]
    return {"planned": planned, "realised": realised_split(placement, planned, worked, away, hours.off, on)}


def _schedules(placement: Placement, sealed: list[PlanLine]) -> list[Schedule]:
    """The hours of each sealed version, read at once."""
    versions = {row.plan.agreement_id: row.plan.agreement for row in sealed}
    found = [schedule for row in versions.values() if (schedule := schedule_of(row))]
    for schedule in found:
        schedule.agreement.placement = placement
    prefetch_related_objects(found, "blocks", "days")
    return found
