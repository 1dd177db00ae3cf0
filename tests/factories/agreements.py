"""Placements on the way from agreed to running, played through the actions."""

from datetime import date, timedelta

from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from placements.actions.agreement import check_data, draft_agreement
from placements.actions.family import say_yes
from placements.actions.host_tie import say_host_tie
from placements.actions.link import actor_of
from placements.actions.start import make_checks
from placements.models import Agreement, PersonalLink, Placement
from schools.models import LegalRepresentative
from tests.factories.offers import Market, OfferFactory
from tests.factories.schools import CompetenceFactory, RepresentativeFactory, school_member

STARTS_ON = date(2027, 1, 11)


def student_actor(placement: Placement) -> Actor:
    """The student, by account or link."""
    return Actor(roles=frozenset({Role.STUDENT}), student_id=placement.student_id)


def parent_actor(parent: LegalRepresentative, placement: Placement) -> Actor:
    """A representative, by link."""
    return actor_of(PersonalLink(representative=parent, placement=placement))


def director_of(market: Market, **fields) -> Membership:
    return school_member(market.school, Role.DIRECTOR, **fields)


def agreed_placement(market: Market, form: str = "OAO", parents: tuple[dict, ...] = ({},), **student) -> Placement:
    """Everybody said yes; a mentor is named, the first day lies ahead, a parent speaks for a minor."""
    capacity = market.capacity(forms=[form], tasks="rekken aanvullen\n- bestellingen klaarzetten")
    request = market.request(student=student, form=form, starts_on=STARTS_ON)
    offer = OfferFactory(request=request, capacity=capacity)
    placement = market.placement(offer, mentor=market.mentor(most_students=3))
    people = [RepresentativeFactory(student=placement.student, **parent) for parent in parents]
    placement = say_yes(placement=placement, by=student_actor(placement), way="link")
    if placement.status == "accepted":
        placement = say_yes(placement=placement, by=parent_actor(people[0], placement), way="link")
    return placement


def draft(market: Market, placement: Placement | None = None, **fields) -> Agreement:
    """A draft with a competence in its plan."""
    CompetenceFactory(programme=market.programme, work_hours=600, school_hours=20)
    return draft_agreement(placement=placement or agreed_placement(market, **fields), by=market.coach_actor)


def in_signing(market: Market, placement: Placement | None = None, **fields) -> Agreement:
    """An agreement that both sides have checked."""
    agreement = draft(market, placement, **fields)
    check_data(agreement=agreement, by=market.hr)
    return check_data(agreement=agreement, by=market.coach_actor)


def make_ready(placement: Placement) -> Placement:
    """The hard items of the start list are ticked, as HR does."""
    make_checks(placement=placement)
    day = placement.starts_on - timedelta(days=10)
    placement.checks.filter(item="risk_analysis").update(done_on=day, document_on=day)
    placement.checks.filter(item="health").update(done_on=day, outcome="fit")
    return placement


def no_tie(agreement: Agreement, by: Actor) -> None:
    """A representative said that they neither work for the host nor own it."""
    if by.representative_id and not agreement.placement.host_ties.filter(representative=by.representative_id).exists():
        person = LegalRepresentative.objects.get(pk=by.representative_id)
        say_host_tie(agreement=agreement, representative=person, tie="none", by=by)
