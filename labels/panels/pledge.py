"""What of pledges waits on the homes of HR and label officers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from labels.models import PledgeQuestion
from labels.models.pledge import dormant_labels
from marketplace.actor import Actor, Role
from marketplace.reference.models import Figure
from marketplace.web.lines import Lines, Number
from marketplace.web.panels import add_link, add_tallies, add_waiting

add_link(gettext_lazy("Belofte van plaatsen"), "pledge-own", Role.HR, rank=72)


@add_waiting(Role.HR)
def question_to_answer(actor: Actor, on: date) -> list[Lines]:
    """The yearly question, for who may sign."""
    if not actor.may_sign:
        return []
    rows = PledgeQuestion.objects.filter(organisation=actor.organisation_id, answer="")
    words = _("Hoeveel plaatsen beloven jullie?")
    return [Lines(rows, "pledge-own", words, verb=_("Antwoord"), key=None)]


@add_tallies(Role.LABEL_OFFICER)
def sleeping(actor: Actor, on: date) -> list[Number]:
    """Labels of which nothing is heard."""
    rows = dormant_labels(on, int(Figure.objects.value("label_dormant_months", on)))
    return [Number(rows, lambda count: ngettext("slapend label", "slapende labels", count), reverse("label-dormant"))]
