"""What of measures on labels waits for who reads and decides them."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from labels.enums import LabelStatus, Matter, MeasureStatus
from labels.models import Case, Decision, Measure
from labels.rules.assignment import DECIDERS
from labels.rules.measure import warned_until
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting

PAGE, HOLDER = "measure-detail", {"holder": "label__organisation__name"}


@add_waiting(*DECIDERS)
def measures_to_read_and_decide(actor: Actor, on: date) -> list[Lines]:
    """Proposals of others to read, what can be decided and was not by this person, and what came back to them."""
    rows = Measure.objects.visible_to(actor)
    own_cases = Case.objects.handled_by(actor.user_id).values("pk")
    others = rows.exclude(proposed_by=actor.user_id).filter(Q(case=None) | ~Q(case__in=own_cases))
    made = Decision.objects.filter(label=OuterRef("label"), attempt=OuterRef("number"), decided_by=actor.user_id)
    to_decide = others.exclude(reviewed_by=actor.user_id).filter(~Exists(made), status=MeasureStatus.REVIEWED)
    mine = rows.filter(proposed_by=actor.user_id, status=MeasureStatus.RETURNED)
    words, day = _("Voorstel over het label van %(holder)s"), "provisional_until_on"
    return [
        Lines(others.filter(status=MeasureStatus.PROPOSED), PAGE, words, HOLDER, verb=_("Lees na"), day=day),
        Lines(to_decide, PAGE, words, HOLDER, verb=_("Beslis mee"), day=day),
        Lines(mine, PAGE, words, HOLDER, verb=_("Pas aan"), day=day),
    ]


@add_waiting(*DECIDERS)
def suspensions_that_lapse(actor: Actor, on: date) -> list[Lines]:
    """Provisional suspensions that soon lapse and wait for others, and those that lapsed beside a major case."""
    rows = Measure.objects.visible_to(actor)
    made = Decision.objects.filter(label=OuterRef("label"), attempt=OuterRef("number"), decided_by=actor.user_id)
    did_my_part = Q(proposed_by=actor.user_id) | Q(reviewed_by=actor.user_id) | Exists(made)
    ending = rows.ending(on, warned_until(on)).filter(did_my_part).exclude(status=MeasureStatus.RETURNED)
    soon = _("De voorlopige schorsing van %(holder)s vervalt: het label geldt dan weer")
    back = _("Het label van %(holder)s geldt weer, en een ernstig dossier loopt nog: stel een schorsing voor")
    return [
        Lines(ending, PAGE, soon, HOLDER, verb=_("Kijk wie nog beslist"), day="provisional_until_on"),
        Lines(rows.came_back(), PAGE, back, HOLDER, verb=_("Bekijk")),
    ]


@add_waiting(*DECIDERS)
def suspended_too_long(actor: Actor, on: date) -> list[Lines]:
    """Suspensions that last longer than they may: reinstate or withdraw."""
    since = on - relativedelta(months=int(Figure.objects.value("measure_most_months", on)))
    rows = Measure.objects.visible_to(actor).filter(
        Q(label__status=LabelStatus.SUSPENDED, label__stops_on=None),
        status=MeasureStatus.IN_FORCE,
        matter=Matter.SUSPENSION,
        effective_on__lte=since,
    )
    words = _("Het label van %(holder)s is te lang geschorst: herstel het of trek het in")
    return [Lines(rows, PAGE, words, HOLDER, verb=_("Bekijk"))]
