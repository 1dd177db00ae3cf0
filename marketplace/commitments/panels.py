"""Texts that wait for the signature of an organisation."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.commitments.models import RESIGN_TERM, Commitment, TextKind, TextVersion
from marketplace.web.panels import Waiting

ROLES_BY_KIND = {
    TextKind.ETHICS_CODE: (Role.HR, Role.DIRECTOR, Role.COORDINATOR),
    TextKind.DATA_ARRANGEMENT: (Role.DIRECTOR,),
}


def texts_to_sign(actor: Actor, on: date) -> list[Waiting]:
    """The texts in force that the actor may sign and the organisation has not signed yet."""
    if not actor.may_sign:
        return []
    kinds = [kind for kind, roles in ROLES_BY_KIND.items() if actor.has(*roles)]
    current = [text for kind in kinds for text in TextVersion.objects.current(kind, on)]
    signed = set(Commitment.objects.filter(organisation=actor.organisation_id).values_list("text", flat=True))
    return [_waiting(text) for text in current if text.pk not in signed]


def _waiting(text: TextVersion) -> Waiting:
    due_on = text.in_force_on + RESIGN_TERM if text.number > 1 else None
    url = reverse("commitment-detail", args=[text.kind])
    return Waiting(_("Lees en teken"), text.get_kind_display(), url, due_on)
