"""What keeps places from being published, one rule at a time, and who may still take a seat."""

from datetime import date, timedelta

import pytest
import time_machine

from labels.models import Label
from marketplace.commitments.models import TextVersion
from marketplace.workflow import Refused
from placements.actions.capacity import close_capacity, publish_capacity, reopen_capacity, reserve_places
from placements.models import Capacity
from placements.rules.capacity import spoken_for
from tests.factories.accounts import actor_of, commit_to
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory
from tests.factories.schools import ProgrammeFactory, SchoolFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


def draft(*, code=True, label=True, programmes=None, company=None, **fields):
    """A draft that may be published unless told otherwise."""
    site = fields.pop("site", None) or SiteFactory(company=company or CompanyFactory())
    if code:
        commit_to(site.company.organisation)
    if label:
        LabelFactory(site=site)
    chosen = [ProgrammeFactory()] if programmes is None else programmes
    return CapacityFactory(site=site, status="draft", published_at=None, programmes=chosen, **fields)


def publish(capacity):
    return publish_capacity(capacity=capacity, by=actor_of(hr_of(capacity.company)))


def refusal_of(capacity):
    with pytest.raises(Refused) as refused:
        publish(capacity)
    assert str(refused.value.refusal.sentence).endswith((".", ")"))
    capacity.refresh_from_db()
    assert capacity.status == "draft"
    return refused.value.code


def test_a_whole_draft_is_published():
    capacity = publish(draft())
    assert (capacity.status, capacity.published_at is not None) == ("published", True)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"starts_on": date(2027, 6, 30), "ends_on": date(2027, 9, 1)}, "capacity.two_school_years"),
        ({"week": {}}, "capacity.no_days"),
        ({"week": {"3": ["16:00", "08:00"]}}, "capacity.wrong_hours"),
        ({"week": {"3": ["acht uur", "16:00"]}}, "capacity.wrong_hours"),
        ({"week": {"8": ["08:00", "16:00"]}}, "capacity.wrong_hours"),
        ({"forms": []}, "capacity.no_programmes"),
        ({"programmes": []}, "capacity.no_programmes"),
        ({"school_year": 2025, "starts_on": date(2025, 9, 1), "ends_on": date(2026, 6, 30)}, "capacity.over"),
        ({"code": False}, "capacity.code_not_signed"),
        ({"label": False}, "capacity.no_label"),
    ],
)
def test_what_a_draft_lacks(fields, code):
    assert refusal_of(draft(**fields)) == code


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2027, 7, 1), date(2027, 8, 31)),
        (date(2027, 1, 4), date(2027, 1, 4)),
    ],
)
def test_july_and_august_belong_to_the_school_year_before(starts_on, ends_on):
    assert publish(draft(starts_on=starts_on, ends_on=ends_on)).status == "published"


def test_an_unverified_company_publishes_nothing():
    company = CompanyFactory(status="unverified", verified_at=None)
    assert refusal_of(draft(company=company)) == "capacity.company_not_verified"


def test_an_inactive_site_publishes_nothing():
    assert refusal_of(draft(site=SiteFactory(is_active=False))) == "capacity.site_not_active"


def test_an_expired_programme_names_its_successor():
    successor = ProgrammeFactory(name="Logistiek nieuw")
    expired = ProgrammeFactory(name="Logistiek oud", valid_until_on=date(2026, 8, 31), replaced_by=successor)
    with pytest.raises(Refused, match="Logistiek nieuw") as refused:
        publish(draft(programmes=[expired]))
    assert refused.value.code == "capacity.programme_expired"


@pytest.mark.parametrize("form", ["VISIT", "OBSERVE"])
def test_visiting_and_observing_need_the_code_only(form):
    assert publish(draft(label=False, forms=[form])).status == "published"
    assert refusal_of(draft(label=False, code=False, forms=[form])) == "capacity.code_not_signed"


@pytest.mark.parametrize("status", ["promised", "suspended", "withdrawn"])
def test_a_label_counts_only_while_it_is_active(status):
    capacity = draft(label=False)
    LabelFactory(site=capacity.site, status=status)
    assert refusal_of(capacity) == "capacity.no_label"


def test_a_label_must_be_valid_on_the_day_of_publication():
    capacity = draft(label=False)
    LabelFactory(site=capacity.site, starts_on=ON + timedelta(days=1))
    assert refusal_of(capacity) == "capacity.no_label"
    with time_machine.travel("2026-11-24 09:00 +0100", tick=False):
        assert publish(capacity).status == "published"


def test_a_new_code_hides_places_after_thirty_days():
    capacity = publish(draft())
    TextVersion.objects.create(
        kind="ethics_code", number=2, in_force_on=date(2026, 12, 1), body_nl="Nieuw", body_en="New"
    )
    assert capacity in Capacity.objects.offered_on(date(2026, 12, 30))
    assert capacity not in Capacity.objects.offered_on(date(2026, 12, 31))
    assert Capacity.objects.get(pk=capacity.pk).status == "published"


def test_a_label_that_falls_away_hides_work_but_not_observing():
    working, watching = publish(draft()), publish(draft(label=False, forms=["OBSERVE"]))
    Label.objects.filter(site=working.site).update(status="suspended")
    assert list(Capacity.objects.offered_on(ON)) == [watching]


def test_places_expire_by_day():
    capacity = publish(draft(ends_on=date(2027, 8, 31)))
    assert capacity in Capacity.objects.offered_on(date(2027, 8, 31))
    assert capacity not in Capacity.objects.offered_on(date(2027, 9, 1))


def test_reserved_seats_are_free_for_that_school_only():
    capacity = publish(draft(places=3))
    school, other = SchoolFactory(), SchoolFactory()
    reserve_places(
        capacity=capacity, school=school, places=2, until_on=date(2026, 12, 31), by=actor_of(hr_of(capacity.company))
    )
    assert (spoken_for(capacity, ON, school.pk), spoken_for(capacity, ON, other.pk)) == (0, 2)
    assert spoken_for(capacity, ON) == 2
    assert spoken_for(capacity, date(2027, 1, 1), other.pk) == 0


def test_closed_places_reopen_by_the_rules_of_publishing():
    capacity = publish(draft())
    hr = actor_of(hr_of(capacity.company))
    close_capacity(capacity=capacity, by=hr)
    assert reopen_capacity(capacity=capacity, by=hr).status == "published"
    close_capacity(capacity=capacity, by=hr)
    Label.objects.filter(site=capacity.site).update(status="suspended")
    with pytest.raises(Refused) as refused:
        reopen_capacity(capacity=capacity, by=hr)
    assert refused.value.code == "capacity.no_label"
