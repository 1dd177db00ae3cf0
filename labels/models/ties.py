"""Who stands too near: where somebody works or worked, and what is the city's own."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Q

from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, Role
from marketplace.reference.models import Figure
from schools.models import School

MUNICIPAL = "gemeentelijk"  # how the register of schools names a network of a municipality


def organisations_tied_to(user_id: int | None, on: date) -> models.QuerySet[Organisation]:
    """Where somebody works, or worked in the last months (a figure): they stay out of what is about those."""
    own = _lately(on).filter(user=user_id, role__in=COMPANY_ROLES | SCHOOL_ROLES)
    return Organisation.objects.filter(pk__in=own.values("organisation"))


def of_the_city() -> models.QuerySet[Organisation]:
    """The city itself and the schools of its network: outsiders judge and decide about these (domain 8.3)."""
    municipal = School.objects.filter(network__icontains=MUNICIPAL)
    return Organisation.objects.filter(Q(is_city=True) | Q(pk__in=municipal.values("pk")))


def works_for_the_city(user_id: int | None, on: date) -> bool:
    """Whether somebody works for the city or its schools, or did in the last months, in whatever role."""
    return _lately(on).filter(user=user_id, organisation__in=of_the_city()).exists()


def deciders_from_outside(on: date) -> set[int]:
    """The users who decide for a partner and neither work nor lately worked for the city or its schools."""
    near = _lately(on).filter(organisation__in=of_the_city()).values("user")
    held = Membership.objects.in_force(on).filter(role=Role.DECIDER, organisation__is_partner=True)
    return set(held.exclude(user__in=near).values_list("user", flat=True))


def _lately(on: date) -> models.QuerySet[Membership]:
    months = int(Figure.objects.value("case_tie_months", on))
    return Membership.objects.not_ended(on - relativedelta(months=months))
