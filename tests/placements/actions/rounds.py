"""A small cohort for the tests of rounds: requests, places, and a round that is opened and run."""

from datetime import date

from placements.actions.round import open_round, start_round
from placements.actions.round_run import run_round
from placements.models import Capacity
from placements.rules.round import locked_capacities
from tests.factories.accounts import commit_to
from tests.factories.companies import MentorFactory, RecognitionFactory, SiteFactory
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory, RequestFactory
from tests.factories.schools import HomeFactory, SchoolFactory

CLOSES = date(2026, 8, 20)


def is_locked(capacity, on):
    """Whether a round holds it."""
    return locked_capacities(Capacity.objects.filter(pk=capacity.pk), on).exists()


def make_school():
    """A school that has signed the code."""
    found = SchoolFactory()
    commit_to(found.organisation)
    return found


def make_request(school, programme, home=None, **fields):
    """An open request of a student who lives near the places."""
    request = RequestFactory(student__school=school, student__programme=programme, **fields)
    HomeFactory(student=request.student, **(home or {}))
    return request


def make_capacity(programme, site=None, mentors=1, **fields):
    """Open capacity at a labelled, recognised site."""
    if site is None:
        site = SiteFactory()
        LabelFactory(site=site)
        RecognitionFactory(site=site, programme_code=programme.code)
        commit_to(site.company.organisation)
        MentorFactory.create_batch(mentors, site=site)
    return CapacityFactory(site=site, programmes=[programme], **fields)


def open_for(administrator, **fields):
    """A round for the school year that closes on CLOSES."""
    dates = {"starts_on": date(2026, 9, 1), "ends_on": date(2027, 6, 30), "closes_on": CLOSES}
    review = {"review_until_on": date(2026, 8, 27), "name": "Start 2026", "seed": 7}
    return open_round(by=administrator, **dates | review | fields)


def run(clock, row, administrator):
    """Run a round on its closing day."""
    clock.move_to("2026-08-20 12:00 +0200")
    start_round(round=row, by=administrator)
    run_round(round_id=row.pk)
    row.refresh_from_db()
    return row


def pairs(row, **filters):
    """Which requests have which capacity in a round."""
    return set(row.matches.filter(**filters).values_list("request", "capacity"))
