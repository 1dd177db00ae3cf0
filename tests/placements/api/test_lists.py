"""Lists come in pages, and ask the database the same number of questions for 3 rows as for 30."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Closure
from placements.models import Round
from tests.factories.agreements import agreed_placement, draft
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.schools import CompetenceFactory, HomeFactory, RepresentativeFactory

LISTS = {
    "hr": (
        "offers", "placements", "agreements", "capacity", "places", "sites", "mentors", "recognitions", "closures",
        "notifications", "labels", "labels/own", "commitments", "programmes", "competences",
    ),
    "coordinator": ("students", "representatives", "classes", "coaches", "requests", "rounds", "matches", "offers"),
}  # fmt: skip


def grow(market, times):
    """So many rows of everything."""
    for _ in range(times):
        site = SiteFactory(company=market.company)
        LabelFactory(site=site)
        MentorFactory(site=site)
        RecognitionFactory(site=site, programme_code=market.programme.code)
        Closure.objects.create(site=site, starts_on="2026-12-24", ends_on="2027-01-02")
        offer = market.offer()
        offer.request.competences.add(CompetenceFactory(programme=market.programme))
        RepresentativeFactory(student=offer.request.student)
        HomeFactory(student=offer.request.student, weeks="odd")
        Round.objects.create(
            name="r", school_year=2026, starts_on="2026-12-01", ends_on="2027-06-30", closes_on="2026-11-30",
            review_until_on="2026-12-10", seed=1,
        )  # fmt: skip
        draft(market, agreed_placement(market))


def counts(clients):
    found = {}
    for role, names in LISTS.items():
        for name in names:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = clients[role].get(f"/api/v1/{name}/", {"page_size": 100})
            assert answer.status_code == 200, (name, answer.content)
            found[name] = len(queries)
    return found


def test_the_number_of_queries_does_not_grow_with_the_rows(market, hr, coordinator):
    clients = {"hr": hr, "coordinator": coordinator}
    grow(market, 2)
    few = counts(clients)
    grow(market, 6)
    assert counts(clients) == few
    assert max(few.values()) <= 25, few


@pytest.mark.parametrize(("asked", "given"), [({}, 25), ({"page_size": 3}, 3), ({"page_size": 5000}, 30)])
def test_pages_have_25_rows_and_at_most_100(market, coordinator, asked, given):
    for _ in range(30):
        market.request()
    body = coordinator.get("/api/v1/requests/", asked).json()
    assert (body["count"], len(body["results"])) == (30, given)


def test_more_than_100_rows_take_two_pages(market, hr):
    MentorFactory.create_batch(101, site=market.site)
    body = hr.get("/api/v1/mentors/", {"page_size": 5000}).json()
    assert (body["count"], len(body["results"])) == (101, 100)
    assert len(hr.get(body["next"]).json()["results"]) == 1


def test_filters_are_those_of_the_pages(market, hr, coordinator):
    sent, answered = market.offer(), market.offer()
    market.placement(answered)
    found = hr.get("/api/v1/offers/", {"status": "sent"}).json()["results"]
    assert [row["id"] for row in found] == [sent.pk]
    words = {"q": sent.request.student.last_name}
    assert [row["id"] for row in coordinator.get("/api/v1/students/", words).json()["results"]] == [
        sent.request.student_id
    ]
    near = hr.get("/api/v1/places/", {"postcode": "2018"})
    assert near.status_code == 400  # a postcode that the table of this test does not hold
