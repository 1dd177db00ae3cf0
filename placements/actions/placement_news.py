"""Tell both sides of a placement what happened; never with a name."""

from typing import Any

from django.urls import reverse

from marketplace.actor import Role
from marketplace.notifications.actions import tell_role
from placements.models import Placement


def tell_both(placement: Placement, code: str, **more: Any) -> None:
    """Tell HR of the company, and coach and coordinator of the school; never with a name."""
    path = reverse("placement-detail", args=[placement.pk])
    about = {"programme": placement.programme.name, "company": placement.company.organisation.name} | more
    tell_role(placement.company_id, Role.HR, code, path=path, **about)
    for role in (Role.COACH, Role.COORDINATOR):
        tell_role(placement.school_id, role, code, path=path, **about)
