"""What waits for people who may let others in."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.accounts.models import JoinRequest
from marketplace.accounts.rules import grantable
from marketplace.actor import Actor
from marketplace.web.lines import Lines


def people_at_the_door(actor: Actor, on: date) -> list[Lines]:
    """Questions to join the actor's organisation that the actor may decide."""
    asked = JoinRequest.objects.visible_to(actor).asked_of(actor.organisation_id)
    rows, fill = (
        asked.filter(role__in=grantable(actor.organisation_id, actor)),
        {"who": "user__name", "mail": "user__email"},
    )
    verb = _("Beslis over de toegang")
    return [Lines(rows, "colleague-list", "%(who)s", fill, verb=verb, key=None, note="%(mail)s")]
