"""What the page frame shows on every page: who acts, for which organisation, the menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from marketplace.actor import ANONYMOUS
from marketplace.notifications.models import Notification
from marketplace.web.panels import link_of, links, links_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; anonymous visitors cost no query."""
    actor = getattr(request, "actor", ANONYMOUS)
    if actor.user_id is None:
        return {"actor": actor, "menu": [], "organisations": [], "unread": 0, "current_organisation": None}
    organisations = list({row.organisation_id: row.organisation for row in request.memberships}.values())  # type: ignore[attr-defined]
    return {
        "actor": actor,
        "menu": links_for(actor),
        "menu_here": link_of(request.path, (reverse(link.url_name) for link in links)),
        "organisations": organisations,
        "current_organisation": next((o for o in organisations if o.pk == actor.organisation_id), None),
        "unread": Notification.objects.visible_to(actor).filter(read_at=None).count(),
    }
