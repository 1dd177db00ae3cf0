"""What waits for people who may let others in."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.accounts.models import JoinRequest, Membership
from marketplace.accounts.rules import grantable
from marketplace.actor import Actor
from marketplace.web.lines import Lines


def roles_to_confirm(actor: Actor, on: date) -> list[Lines]:
    """Roles of city and partners that a colleague gave and that wait for a second pair of eyes."""
    rows, fill = Membership.objects.to_confirm(actor), {"who": "user__name", "where": "organisation__name"}
    return [Lines(rows, "membership-confirm", "%(who)s, %(where)s", fill, verb=_("Bevestig een rol"))]


def people_at_the_door(actor: Actor, on: date) -> list[Lines]:
    """Questions to join the actor's organisation that the actor may decide."""
    asked = JoinRequest.objects.visible_to(actor).asked_of(actor.organisation_id)
    rows, fill = (
        asked.filter(role__in=grantable(actor.organisation_id, actor)),
        {"who": "user__name", "mail": "user__email"},
    )
    verb = _("Beslis over de toegang")
    return [Lines(rows, "colleague-list", "%(who)s", fill, verb=verb, key=None, note="%(mail)s")]
