"""What waits while placements run: a week to confirm, a talk to hold, a visit to make."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from marketplace.actor import COMPANY_ROLES, Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import PlacementStatus
from placements.models import Contact, Evaluation, WeekNote
from schools.models import full_name

SOON = timedelta(days=7)
STUDENT = {"student": full_name("placement__student")}


@add_waiting(Role.MENTOR)
def weeks_to_confirm(actor: Actor, on: date) -> list[Lines]:
    """Weeks that students told and nobody on the floor confirmed."""
    rows = WeekNote.objects.visible_to(actor.only(*COMPANY_ROLES)).filter(confirmed_at=None)
    return [Lines(rows, "follow-up", _("Week van %(student)s"), STUDENT, verb=_("Bevestig"), key="placement")]


@add_waiting(Role.COACH)
def talks_to_hold(actor: Actor, on: date) -> list[Lines]:
    """Evaluations and visits of running placements that are due within a week."""
    near = {"held_on": None, "planned_on__lte": on + SOON, "placement__status": PlacementStatus.RUNNING}
    talks = Evaluation.objects.visible_to(actor.only(Role.COACH)).filter(**near)
    visits = Contact.objects.visible_to(actor).filter(**near)
    words, visit = _("Evaluatie met %(student)s"), _("Bezoek of gesprek: %(student)s")
    return [
        Lines(talks, "evaluation-detail", words, STUDENT, verb=_("Bekijk"), day="planned_on"),
        Lines(visits, "follow-up", visit, STUDENT, verb=_("Noteer"), day="planned_on", key="placement"),
    ]
