"""What the page of a placement shows to whom."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch, prefetch_related_objects
from django.forms import Form
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal, Step
from placements.actions.report import REPORTERS
from placements.actions.take_over_paper import telling_whether_sealed
from placements.enums import FOLLOWED, WORK_FORMS, Party, PlacementStatus
from placements.forms.family import NoForm, QuestionForm
from placements.forms.placement import (
    EndEarlyForm,
    MeetingForm,
    MeetingResultForm,
    StopForm,
    WitnessForm,
)
from placements.models import FamilyQuestion, MentorAssignment, Placement
from placements.rules.family import may_say_yes
from placements.rules.hiring import stage_shown
from placements.rules.hiring_words import message_of, reads_own
from placements.rules.placement import (
    first_movers,
    is_minor,
    may_meet,
    meeting_of,
    meeting_open,
    next_step,
    yes_missing,
)
from placements.rules.registration import is_registered
from placements.rules.side import sides_of
from placements.rules.start import missing, ready
from placements.views.agreement_facts import agreements_of
from placements.views.allowance_facts import paid_on
from placements.views.mentor_facts import mentors_of
from placements.views.placement_timeline import timeline_of
from placements.views.start import start_list
from placements.workflow.placement import placements
from schools.enums import Need

MENTORS = Prefetch("mentors", telling_whether_sealed(MentorAssignment.objects.select_related("mentor")))


def page_of(placement: Placement, actor: Actor, on: date, wrong: Form | None = None) -> dict[str, Any]:
    """The context of the page; a form that was refused takes the place of the fresh one."""
    actor = sides_of(placement, actor)
    prefetch_related_objects([placement], MENTORS, "checks")
    not_ready = missing(placement, on)
    steps = {step.step: step for step in _steps(placement, actor, on, not_ready)}
    agreements = agreements_of(placement, actor, on)
    context = {
        "placement": placement,
        "steps": [step for name, step in steps.items() if name in ("start", "end")],
        "next_step": next_step(placement, on),
        "owners": [Role(role).label for role in _owners(placement, on)],
        "meeting": meeting_of(placement),
        "timeline": timeline_of(placement, actor, agreements),
        "wrong": wrong,
        "may_report": actor.has(*REPORTERS),
        **_offers(placement, actor, on),
        **_people(placement, actor, on),
        **_company(placement, actor, steps),
        **mentors_of(placement, actor, on),
        **_school(placement, actor, on),
        **_family(placement, actor, on),
        **agreements,
        **start_list(placement, actor, not_ready),
        "allowance": paid_on(placement, on),
        "has_hand_over": placement.status == PlacementStatus.ENDED_EARLY,
        **_papers(placement, actor),
        "evaluations_planned": placement.form in WORK_FORMS and placement.status in FOLLOWED,
    }
    return context | {name: wrong for name, form in context.items() if wrong and type(form) is type(wrong)}


def _steps(placement: Placement, actor: Actor, on: date, not_ready: list[Refusal]) -> Iterator[Step]:
    """What the actor may do next; the start is held back by what the list before the first day says already."""
    for step in placements.steps(placement, actor, on, unasked=(ready,)):
        held = step.step == "start" and step.refusal is None and not_ready
        yield replace(step, refusal=not_ready[0]) if held else step


def _owners(placement: Placement, on: date) -> tuple[str, ...]:
    waits = placement.status == PlacementStatus.ACCEPTED
    return first_movers(placement, on) if waits else placements.owners[placement.status]


def _people(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """Names are exchanged; of a minor the company learns until when, of practical needs what helps on the floor."""
    adult_on = placement.student.born_on + relativedelta(years=18)
    return {
        "is_hr": actor.has(Role.HR),
        "is_school": actor.has(Role.COACH, Role.COORDINATOR, Role.DIRECTOR),
        "minor_until": adult_on if is_minor(placement, on) else None,
        "needs": [Need(need).label for need in placement.student.needs if need in Need.values],
    }


def _offers(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """What the company may offer now, in words for who reads it."""
    own, stage = reads_own(placement, actor), stage_shown(placement, actor, on)
    return {"reads_own": own, "offer_message": message_of(stage, own=own) if stage else None}


def _company(placement: Placement, actor: Actor, steps: dict[str, Any]) -> dict[str, Any]:
    """The forms of those who carry the placement: meet, name a mentor, stop."""
    may_plan = actor.has(Role.HR, Role.COACH, Role.COORDINATOR)
    return {
        "meeting_form": MeetingForm() if may_plan and may_meet(placement) is None else None,
        "result_form": MeetingResultForm() if may_plan and meeting_open(placement) is None else None,
        "stop_form": StopForm(placement=placement, auto_id="stop_%s") if "stop" in steps and may_plan else None,
        "end_form": EndEarlyForm(placement=placement, auto_id="end_%s") if "end_early" in steps else None,
    }


def _papers(placement: Placement, actor: Actor) -> dict[str, Any]:
    """Which pages about hours and papers the actor may open."""
    parties = actor.has(Role.HR, Role.COACH, Role.COORDINATOR)
    return {
        "has_hours": placement.form in WORK_FORMS,
        "may_register": parties and is_registered(placement),
        "may_suspend": parties and placement.status == PlacementStatus.RUNNING,
    }


def _school(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """What only the school sees: whose yes is missing, the questions of the family, the links."""
    staff = actor.has(Role.COACH, Role.COORDINATOR)
    missing = yes_missing(placement, on)
    waits = staff and placement.status == PlacementStatus.ACCEPTED and bool(missing)
    return {
        "missing": [_learner(placement) if party == Party.STUDENT else Party(party).label for party in missing],
        "witness_form": WitnessForm(placement=placement, auto_id="witness_%s") if waits else None,
        "may_link": staff,
        "tells_by_link": staff and placement.status in FOLLOWED and placement.student.user_id is None,
        "questions": FamilyQuestion.objects.visible_to(actor).filter(placement=placement).order_by("pk"),
    }


def _learner(placement: Placement) -> str:
    return _("leraar") if placement.is_of_teacher else str(Party.STUDENT.label)


def _family(placement: Placement, actor: Actor, on: date) -> dict[str, Any]:
    """The student's own answer."""
    if actor.student_id != placement.student_id or placement.status != PlacementStatus.ACCEPTED:
        return {"asked": False}
    refusal = may_say_yes(placement, Party.STUDENT, None, on)
    return {"asked": True, "yes_refusal": refusal, "no_form": NoForm(auto_id="no_%s"), "question_form": QuestionForm()}
