"""On which side of a placement, an offer or a match somebody stands: a role counts on the side of its own capacity."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from marketplace.actor import COMPANY_ROLES, SCHOOL_STAFF, Actor, Role
from placements.enums import Party
from placements.models import Match, Offer, Placement


def sides_of(row: Placement | Offer, by: Actor) -> Actor:
    """The actor with no other roles than those that count for this placement or offer.

    One organisation may be company and school, and one person may hold roles of both there: those of the company count
    where it is the host, those of the school where it is the student's school, a student's for their own placement.
    To whoever belongs to neither the row does not exist: that is for `visible_to` to say.
    """
    counting = _counting(by, row.company_id, row.school_id)
    if isinstance(row, Placement) and row.student_id != by.student_id:
        return counting.only(*(counting.roles - {Role.STUDENT}))
    return counting


def sides_of_match(match: Match, by: Actor) -> Actor:
    """The same for a match, by its place and its request; the system, which moves many, reads neither."""
    return by if by.is_system else _counting(by, match.capacity.company_id, match.request.school_id)


def _counting(by: Actor, company_id: int, school_id: int) -> Actor:
    if by.organisation_id not in (company_id, school_id):
        return by
    elsewhere = COMPANY_ROLES if by.organisation_id != company_id else frozenset()
    elsewhere |= SCHOOL_STAFF if by.organisation_id != school_id else frozenset()
    return by.only(*(by.roles - elsewhere))


def stands(by: Actor, placement: str) -> list[tuple[Party, Q]]:
    """Each side on which an actor stands, with the rows in which they do; `placement` is the path to a row's placement.

    Who stands on both sides of one placement speaks for the company there.
    """
    hosted, taught = Q(**{f"{placement}company": by.organisation_id}), Q(**{f"{placement}school": by.organisation_id})
    found = [(Party.COMPANY, hosted)] if by.has(Role.HR) else []
    if by.has(*SCHOOL_STAFF):
        found.append((Party.SCHOOL, taught & ~hosted if found else taught))
    if by.has(Role.STUDENT):
        found.append((Party.STUDENT, Q(**{f"{placement}student": by.student_id})))
    return found


def of_own_side(by: Actor, placement: str, told: Callable[[Party], Q]) -> Q:
    """The rows of which what is `told` of the actor's side there is true; for who stands on one at least."""
    return reduce(or_, (rows & told(party) for party, rows in stands(by, placement)))


def party_of(placement: Placement, by: Actor) -> Party:
    """On whose behalf an actor speaks about a placement."""
    if by.representative_id:
        return Party.REPRESENTATIVE
    counting = sides_of(placement, by)
    if counting.has(Role.STUDENT):
        return Party.STUDENT
    return Party.COMPANY if counting.has(*COMPANY_ROLES) else Party.SCHOOL
