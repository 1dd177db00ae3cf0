"""Accounts of the demo: one password for all of a run, and a second factor for some."""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, Organisation, User
from marketplace.actor import Role
from marketplace.api.actions import make_key
from placements.demo.names import FIRST, LAST
from placements.demo.world import World

SIGNS = {Role.HR, Role.DIRECTOR, Role.ADMINISTRATOR}


def person_name(world: World) -> str:
    """An invented first and last name."""
    return f"{world.random.choice(FIRST)} {world.random.choice(LAST)}"


def add_account(world: World, organisation: Organisation, role: str, *, ended: bool = False) -> Membership:
    """A user with a verified address and one membership; told in the accounts file."""
    number = len(world.accounts) + 1
    email = f"{role}{number}@demo.example"
    if not world.password_hash:  # one hash for all: a slow one for each would take a minute
        world.password_hash = make_password(world.password)
    user = User.objects.create(email=email, name=person_name(world), password=world.password_hash)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    membership = Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        may_sign=role in SIGNS,
        starts_on=world.today - timedelta(days=400),
        ends_on=world.today - timedelta(days=1) if ended else None,
    )
    world.accounts.append(_entry(world, membership, ended))
    return membership


def add_second_factor(world: World, membership: Membership) -> None:
    """A TOTP secret for this account, told in the accounts file."""
    secret = generate_totp_secret()
    TOTP.activate(membership.user, secret)
    entry = next(entry for entry in world.accounts if entry["email"] == membership.user.email)
    entry["totp_seed"] = secret


def add_api_key(world: World, membership: Membership) -> None:
    """An API key in the membership's role, told in the accounts file."""
    by = actor_for(membership.user, membership.organisation_id, world.today)
    key, secret = make_key(name="demo", role=membership.role, by=by)
    world.api_keys.append({"key": secret, "role": key.role, "organisation": key.organisation_id})


def _entry(world: World, membership: Membership, ended: bool) -> dict[str, Any]:
    return {
        "email": membership.user.email,
        "password": world.password,
        "role": membership.role,
        "organisation": membership.organisation_id,
        "organisation_name": membership.organisation.name,
        "ended": ended,
        "totp_seed": None,
    }


def born_on(world: World, age: int) -> date:
    """A birth date that makes somebody this old today."""
    return world.today - timedelta(days=int(age * 365.25) + world.random.randrange(1, 360))
