"""Hints that the school answers, and for HR the days near which a company may want to offer work."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_coming, add_waiting
from placements.enums import WORK_FORMS, PlacementStatus
from placements.models import HiringQuestion, Placement
from schools.models import full_name

SOON = timedelta(days=60)


@add_waiting(Role.COACH)
def hints_to_answer(actor: Actor, on: date) -> list[Lines]:
    """Questions that wait for the school."""
    return [_questions(actor, Q())]


@add_waiting(Role.COORDINATOR)
def hints_nobody_answers(actor: Actor, on: date) -> list[Lines]:
    """Those of students without a coach, and those whose day has passed."""
    return [_questions(actor, Q(placement__coach=None) | Q(due_on__lt=on))]


@add_coming(Role.HR)
def last_days_to_think_of(actor: Actor, on: date) -> list[Lines]:
    """Placements with real work that end within two months: what may be offered then."""
    near = {"ends_on__range": (on + timedelta(days=1), on + SOON), "form__in": WORK_FORMS}
    rows = Placement.objects.visible_to(actor.only(Role.HR)).filter(status=PlacementStatus.RUNNING, **near)
    fill = {"student": full_name("student")}
    words = _("Wat mag je %(student)s aanbieden na de werkplek?")
    return [Lines(rows, "placement-hiring", words, fill, day="ends_on", most=5)]


def _questions(actor: Actor, which: Q) -> Lines:
    rows = HiringQuestion.objects.visible_to(actor).open().filter(which)
    fill = {"student": full_name("placement__student")}
    words = _("Werk aangeboden aan %(student)s?")
    return Lines(rows, "placement-hiring", words, fill, verb=_("Antwoord"), day="due_on", key="placement")
