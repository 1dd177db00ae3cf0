"""Tells the city what waits for it, and outsiders what is about the city itself."""

from typing import Any

from django.utils import timezone

from labels.models.ties import deciders_from_outside, of_the_city
from marketplace.accounts.models import Organisation
from marketplace.notifications.actions import tell_role, tell_user


def tell_city(code: str, *roles: str, path: str, **words: Any) -> None:
    """Everybody of the city with one of these roles."""
    for city in Organisation.objects.filter(is_city=True):
        for role in roles:
            tell_role(city.pk, role, code, path=path, **words)


def told_outside(holder_id: int, code: str, *, path: str, **words: Any) -> bool:
    """Tell those partners' deciders who do not work for the city what is about its own; False for other holders.

    Where it is True, nobody of the city is told.
    """
    if not of_the_city().filter(pk=holder_id).exists():
        return False
    for user_id in deciders_from_outside(timezone.localdate()):
        tell_user(user_id, code, path=path, **words)
    return True
