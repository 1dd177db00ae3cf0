"""What waits for people who may let others in."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.accounts.models import JoinRequest
from marketplace.accounts.rules import grantable
from marketplace.actor import Actor
from marketplace.web.panels import Waiting


def people_at_the_door(actor: Actor, on: date) -> list[Waiting]:
    """Questions to join the actor's organisation that the actor may decide."""
    asked = JoinRequest.objects.visible_to(actor).asked_of(actor.organisation_id).select_related("user")
    url, may_give = reverse("colleague-list"), grantable(actor.organisation_id, actor)
    return [
        Waiting(_("Beslis over de toegang"), row.user.name, url, note=row.user.email)
        for row in asked
        if row.role in may_give
    ]
