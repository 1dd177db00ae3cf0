"""Keep the coaches of a school; an account is not needed."""

from django.db import transaction

from marketplace.accounts.actions import invite
from marketplace.accounts.models import Invitation, User
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from schools.models import Coach
from schools.rules import can_be_invited


@transaction.atomic
def add_coach(*, name: str, by: Actor, email: str = "", phone: str = "") -> Coach:
    """Add a coach to the actor's school."""
    coach = Coach.objects.create(school_id=by.organisation_id, name=name, email=email, phone=phone)
    record("coach.added", subject=coach, by=by)
    return coach


@transaction.atomic
def change_coach(*, coach: Coach, name: str, email: str, phone: str, is_active: bool, by: Actor) -> Coach:
    """Change a coach; one who is not active any more is offered for no student."""
    coach.name, coach.email, coach.phone, coach.is_active = name, email, phone, is_active
    coach.save()
    record("coach.changed", subject=coach, by=by)
    return coach


@transaction.atomic
def invite_coach(*, coach: Coach, by: Actor) -> Invitation:
    """Mail a coach the link to an account. Refused: `invitation.no_address`, `invitation.has_account`."""
    refuse_if(can_be_invited(coach))
    invitation, _token = invite(
        organisation=coach.school.organisation,
        email=coach.email,
        role=Role.COACH,
        may_sign=False,
        subject_id=coach.pk,
        by=by,
    )
    return invitation


@transaction.atomic
def link_coach(*, subject_id: int, user: User, by: Actor) -> None:
    """The account of who accepted the invitation becomes the coach's."""
    coach = Coach.objects.select_for_update().get(pk=subject_id, school=by.organisation_id)
    coach.user = user
    coach.save(update_fields=["user"])
    record("coach.linked", subject=coach, by=by)
