"""Student and family read who stands in for mentor and coach, from when to when, and whom to call then."""

from datetime import date

import pytest
import time_machine

from placements.actions.link import issue_links
from placements.actions.mentor import name_stand_in_mentor
from placements.family_texts import FAMILY_TEXTS
from schools.models import CoachStandIn
from tests.factories.accounts import MembershipFactory
from tests.factories.agreements import agreed_placement, in_signing
from tests.factories.offers import make_market
from tests.factories.schools import CoachFactory
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example"}
FIRST, LAST = date(2027, 2, 1), date(2027, 2, 12)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as moved:
        yield moved


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    return agreed_placement(market, parents=(MOTHER,))


@pytest.fixture
def away(market, placement):
    """Mentor and coach are away in the first weeks of February."""
    mentor = market.mentor(name="Mia Mentor", phone="+32470000000")
    name_stand_in_mentor(placement=placement, mentor=mentor, starts_on=FIRST, ends_on=LAST, by=market.hr)
    other = CoachFactory(school=market.school, name="Tine Tweede", phone="+3235550199")
    return CoachStandIn.objects.create(coach=placement.coach, stand_in=other, starts_on=FIRST, ends_on=LAST)


def text(response):
    return " ".join(response.content.decode().replace("\u2068", "").replace("\u2069", "").replace("\xa0", " ").split())


def follow_link(market, placement):
    issue_links(placement=placement, by=market.coach_actor)
    link = link_of(MOTHER["email"])
    return lambda: text(opened(link, MOTHER["email"]).get(link, follow=True))


def test_the_family_reads_it_on_the_personal_link(market, placement, away):
    page = follow_link(market, placement)()
    site = placement.site
    assert "Mia Mentor vervangt de mentor van 1 februari 2027 tot en met 12 februari 2027." in page
    assert f"Bel dan {site.contact_name}" in page
    assert "+32 470" not in page  # the number of a mentor is for HR
    assert "Tine Tweede vervangt de begeleider van 1 februari 2027 tot en met 12 februari 2027." in page
    assert "Bel dan Tine Tweede +32 3 555 01 99." in page
    assert f"Vragen? Bel {placement.coach.name}" in page


def test_questions_go_to_who_follows_the_student_that_day(market, placement, away, clock):
    clock.move_to("2027-02-03 09:00 +0100")
    assert "Vragen? Bel Tine Tweede +32 3 555 01 99." in follow_link(market, placement)()


def test_what_is_over_is_told_no_more(market, placement, away, clock):
    clock.move_to("2027-02-13 09:00 +0100")
    page = follow_link(market, placement)()
    assert "vervangt" not in page
    assert f"Vragen? Bel {placement.coach.name}" in page


def test_it_stands_beside_the_agreement_too(market):
    agreement = in_signing(market, agreed_placement(market, parents=(MOTHER,)))
    other = CoachFactory(school=market.school, name="Tine Tweede")
    days = {"starts_on": FIRST, "ends_on": LAST}
    CoachStandIn.objects.create(coach=agreement.placement.coach, stand_in=other, **days)
    assert "Tine Tweede vervangt de begeleider" in follow_link(market, agreement.placement)()


def test_each_language_tells_it(market, placement, away):
    placement.student.representatives.update(language="fr")
    assert "Mia Mentor remplace le mentor du 1 février 2027" in follow_link(market, placement)()
    names = {"name", "first", "last", "contact"}
    for texts in FAMILY_TEXTS.values():
        for key in ("stand_in_mentor", "stand_in_coach"):
            assert all(f"%({name})s" in texts[key] for name in names)


def test_the_student_and_the_company_read_it_on_the_page(market, placement, away, client_of):
    student = MembershipFactory(organisation=market.school.organisation, role="student")
    placement.student.user = student.user
    placement.student.save()
    for member in (student, market.hr_member):
        page = text(client_of(member).get(f"/placements/{placement.pk}/"))
        assert "Mia Mentor vervangt de mentor" in page
        assert "Tine Tweede vervangt de trajectbegeleider" in page
        assert "bel Tine Tweede, +32 3 555 01 99" in page
