"""What has a last day, on the homes of those who can still do it, and how much is late for the city."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_tallies, add_waiting
from placements.enums import TimerKind
from placements.models import Timer
from schools.models import full_name

SOON = timedelta(days=30)
STUDENT = {"student": full_name("student")}
LISTED = (Role.HR, Role.COACH, Role.COORDINATOR, Role.DIRECTOR, Role.ADMINISTRATOR)

add_link(gettext_lazy("Termijnen"), "timer-list", *LISTED, rank=55)


@add_waiting(Role.HR, Role.COACH)
def registrations(actor: Actor, on: date) -> list[Lines]:
    """Placements to register in the official counter."""
    rows = _near(actor, TimerKind.REGISTRATION, on)
    words = _("Registreer de overeenkomst van %(student)s")
    return [Lines(rows, "placement-registration", words, STUDENT, verb=_("Registreer"), day="due_on", key="placement")]


@add_waiting(Role.HR)
def papers(actor: Actor, on: date) -> list[Lines]:
    """Risk analyses that grow old, and mentors without training."""
    old = _near(actor.only(Role.HR), TimerKind.RISK_ANALYSIS, on)
    untrained = _near(actor.only(Role.HR), TimerKind.MENTOR_TRAINING, on)
    again, learn = _("Risicoanalyse voor %(student)s"), _("Mentoropleiding van de mentor van %(student)s")
    return [
        Lines(old, "placement-detail", again, STUDENT, verb=_("Vernieuw"), day="due_on", key="placement"),
        Lines(untrained, "placement-detail", learn, STUDENT, verb=_("Rond af"), day="due_on", key="placement"),
    ]


@add_waiting(Role.COACH)
def rests(actor: Actor, on: date) -> list[Lines]:
    """Agreements that rest for more than two weeks."""
    rows = Timer.objects.visible_to(actor.only(Role.COACH)).running().filter(kind=TimerKind.SUSPENSION, due_on__lte=on)
    words = _("De plaats van %(student)s ligt al twee weken stil")
    return [Lines(rows, "placement-suspensions", words, STUDENT, verb=_("Bel"), day="due_on", key="placement")]


@add_tallies(Role.ADMINISTRATOR)
def late(actor: Actor, on: date) -> list[Number]:
    """What nobody did in time."""
    rows = Timer.objects.visible_to(actor).running().filter(due_on__lt=on)
    return [
        Number(rows, lambda count: ngettext("termijn voorbij", "termijnen voorbij", count), reverse("timer-list")),
    ]


def _near(actor: Actor, kind: str, on: date) -> QuerySet[Timer]:
    return Timer.objects.visible_to(actor).running().filter(kind=kind, due_on__lte=on + SOON)
