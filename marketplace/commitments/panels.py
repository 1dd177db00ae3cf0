"""Texts that wait for the signature of an organisation."""

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Subquery, Value, When
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.commitments.models import RESIGN_TERM, Commitment, TextKind, TextVersion
from marketplace.web.lines import Lines

ROLES_BY_KIND = {
    TextKind.ETHICS_CODE: (Role.HR, Role.DIRECTOR, Role.COORDINATOR),
    TextKind.DATA_ARRANGEMENT: (Role.DIRECTOR,),
}


def texts_to_sign(actor: Actor, on: date) -> list[Lines]:
    """The texts in force that the actor may sign and the organisation has not signed yet."""
    kinds = [kind for kind, roles in ROLES_BY_KIND.items() if actor.may_sign and actor.has(*roles)]
    return [_lines(kind, actor, on) for kind in kinds]


def _lines(kind: TextKind, actor: Actor, on: date) -> Lines:
    current = TextVersion.objects.current(kind, on).values("pk")
    signed = Commitment.objects.filter(organisation=actor.organisation_id, text=OuterRef("pk"))
    rows = TextVersion.objects.filter(~Exists(signed), pk=Subquery(current))
    due_on = Case(When(number__gt=1, then=F("in_force_on") + Value(RESIGN_TERM)), output_field=DateField())
    verb = _("Lees en teken")
    return Lines(rows, "commitment-detail", kind.label, verb=verb, key=None, arguments=(kind,), day=due_on)
