"""From a request to its Actor: which organisation, which roles today, and who may enter a page."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import ANONYMOUS, CITY_ROLES, COMPANY_ROLES, PARTNER_ROLES, SCHOOL_ROLES, Actor, Role

View = Callable[..., HttpResponseBase]
CAPACITY_ROLES = {"company": COMPANY_ROLES, "school": SCHOOL_ROLES, "city": CITY_ROLES, "partner": PARTNER_ROLES}

# Whether the organisation of this key has a capacity: companies and schools register theirs when they are ready.
capacities: dict[str, Callable[[int], bool]] = {
    "city": lambda organisation_id: Organisation.objects.filter(pk=organisation_id, is_city=True).exists(),
    "partner": lambda organisation_id: Organisation.objects.filter(pk=organisation_id, is_partner=True).exists(),
}
subjects: dict[str, Callable[[User], int | None]] = {}


class ActorRequest(HttpRequest):
    """A request after the middleware, as views see it: who acts, and behind `require` a person with an account."""

    actor: Actor
    memberships: list[Membership]
    user: User


def has_capacity_for(organisation_id: int, role: str) -> bool:
    """Whether the organisation has the capacity that a role belongs to."""
    names = [name for name, roles in CAPACITY_ROLES.items() if role in roles]
    return any(capacities[name](organisation_id) for name in names)


def held_by(user: User, on: date) -> list[Membership]:
    """The memberships of a user on a day with their organisations, by name."""
    rows = Membership.objects.in_force(on).filter(user=user).select_related("organisation")
    return list(rows.order_by("organisation__name", "pk"))


def actor_for(user: User, organisation_id: int | None, on: date) -> Actor:
    """The actor for a user in an organisation on a day; without a chosen organisation, in their first."""
    return actor_among(held_by(user, on), user, organisation_id, on)


def actor_among(rows: list[Membership], user: User, organisation_id: int | None, on: date) -> Actor:
    """The same from the memberships as `held_by` gives them for that day."""
    chosen = [row for row in rows if row.organisation_id == organisation_id] or [
        row for row in rows if row.organisation_id == rows[0].organisation_id
    ]
    roles = frozenset(row.role for row in chosen)
    return Actor(
        user_id=user.pk,
        organisation_id=chosen[0].organisation_id if chosen else None,
        roles=roles,
        may_sign=any(row.may_sign for row in chosen),
        student_id=subjects["student"](user) if Role.STUDENT in roles else None,
        on=on,
    )


def require(*roles: str) -> Callable[[View], View]:
    """Let in only actors with one of the roles: anonymous people to the login page, others get a 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor is ANONYMOUS:
                return redirect_to_login(request.get_full_path())
            if roles and not actor.has(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Mark a page as open to everybody, so that the access table can tell it from a forgotten guard."""
    view.required_roles = None  # type: ignore[attr-defined]
    return view
