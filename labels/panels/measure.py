"""What of measures on labels waits for who reads and decides them."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from labels.enums import LabelStatus, Matter, MeasureStatus
from labels.models import Decision, Measure
from labels.rules.assignment import DECIDERS
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting


@add_waiting(*DECIDERS)
def measures_to_read_and_decide(actor: Actor, on: date) -> list[Lines]:
    """Proposals of others to read, what can be decided and was not by this person, and what came back to them."""
    rows = Measure.objects.visible_to(actor)
    others = rows.exclude(proposed_by=actor.user_id)
    made = Decision.objects.filter(label=OuterRef("label"), attempt=OuterRef("number"), decided_by=actor.user_id)
    to_decide = others.exclude(reviewed_by=actor.user_id).filter(~Exists(made), status=MeasureStatus.REVIEWED)
    mine = rows.filter(proposed_by=actor.user_id, status=MeasureStatus.RETURNED)
    words, fill = _("Voorstel over het label van %(holder)s"), {"holder": "label__organisation__name"}
    return [
        Lines(others.filter(status=MeasureStatus.PROPOSED), "measure-detail", words, fill, verb=_("Lees na")),
        Lines(to_decide, "measure-detail", words, fill, verb=_("Beslis mee")),
        Lines(mine, "measure-detail", words, fill, verb=_("Pas aan")),
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
    return [Lines(rows, "measure-detail", words, {"holder": "label__organisation__name"}, verb=_("Bekijk"))]
