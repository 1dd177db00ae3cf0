"""A small market in which a school can send offers to a company: everything that the hard rules ask for is there."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import factory
from django.utils import timezone

from companies.models import Company, Mentor, Site
from marketplace.accounts.models import Membership
from marketplace.actor import Actor, Role
from placements.actions.offer import accept, send_offer
from placements.models import Capacity, Offer, Placement, PlacementRequest
from schools.models import Coach, Programme, School
from tests.factories.accounts import actor_of, commit_to
from tests.factories.companies import CompanyFactory, MentorFactory, RecognitionFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import (
    CoachFactory,
    HomeFactory,
    ProgrammeFactory,
    SchoolFactory,
    StudentFactory,
    school_member,
)

TOLD_ON = date(2026, 11, 20)


class OfferFactory(factory.django.DjangoModelFactory):
    """An open offer as it stands in the database, without asking the rules of sending."""

    class Meta:
        model = Offer

    request = factory.SubFactory(RequestFactory)
    capacity = factory.SubFactory(CapacityFactory)
    company = factory.LazyAttribute(lambda offer: offer.capacity.company)
    school = factory.LazyAttribute(lambda offer: offer.request.school)
    slot = 1
    student_told_on = TOLD_ON
    sent_at = factory.LazyFunction(timezone.now)
    answer_by_on = date(2027, 6, 30)


@dataclass
class Market:
    """One school and one company that trust each other, with the people who act for them."""

    school: School
    coach: Coach
    programme: Programme
    company: Company
    site: Site
    hr_member: Membership
    coordinator_member: Membership
    coach_member: Membership

    @cached_property
    def hr(self) -> Actor:
        return actor_of(self.hr_member)

    @cached_property
    def coordinator(self) -> Actor:
        return actor_of(self.coordinator_member)

    @cached_property
    def coach_actor(self) -> Actor:
        return actor_of(self.coach_member)

    def capacity(self, **fields) -> Capacity:
        """Published places at the company's site."""
        return CapacityFactory(site=self.site, programmes=[self.programme], **fields)

    def mentor(self, **fields) -> Mentor:
        return MentorFactory(site=self.site, **fields)

    def request(self, student: dict | None = None, **fields) -> PlacementRequest:
        """An open request of a new student who lives near."""
        chosen = {"school": self.school, "programme": self.programme, "coach": self.coach} | (student or {})
        request = RequestFactory(student=StudentFactory(**chosen), **fields)
        HomeFactory(student=request.student)
        return request

    def offer(self, capacity: Capacity | None = None, request: PlacementRequest | None = None) -> Offer:
        """An offer that the coordinator sent."""
        return send_offer(
            request=request or self.request(),
            capacity=capacity or self.capacity(mentors_later=9),
            by=self.coordinator,
            student_told_on=TOLD_ON,
        )

    def placement(self, offer: Offer | None = None, *, wants_meeting: bool = False, mentor=None) -> Placement:
        """A placement to which the company said yes."""
        return accept(offer=offer or self.offer(), by=self.hr, wants_meeting=wants_meeting, mentor=mentor)


def make_market() -> Market:
    """A market with a signed code on both sides, a label and a recognition."""
    school, company, programme = SchoolFactory(), CompanyFactory(), ProgrammeFactory()
    coach_member = school_member(school, Role.COACH)
    coach = CoachFactory(school=school, user=coach_member.user, phone="+3235550101")
    site = SiteFactory(company=company)
    LabelFactory(site=site)
    RecognitionFactory(site=site, programme_code=programme.code)
    commit_to(company.organisation)
    commit_to(school.organisation)
    return Market(school, coach, programme, company, site, hr_of(company), school_member(school), coach_member)
