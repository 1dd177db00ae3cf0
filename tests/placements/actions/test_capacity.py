"""Drafting, changing, copying and reserving places."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.commitments.models import TextVersion
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions import capacity as actions
from placements.models import Capacity, Reservation
from placements.tasks.capacity import close_what_is_over, tell_companies
from tests.factories.accounts import MembershipFactory, actor_of, commit_to
from tests.factories.companies import CompanyFactory, SiteFactory, hr_of
from tests.factories.labels import LabelFactory
from tests.factories.placements import CapacityFactory
from tests.factories.schools import CompetenceFactory, ProgrammeFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def site():
    site = SiteFactory()
    commit_to(site.company.organisation)
    LabelFactory(site=site)
    return site


@pytest.fixture
def hr(site):
    return actor_of(hr_of(site.company))


def published(site, **fields):
    return CapacityFactory(site=site, programmes=fields.pop("programmes", None) or [ProgrammeFactory()], **fields)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def test_a_draft_begins_with_the_rest_of_the_school_year(site, hr):
    capacity = actions.draft_capacity(site=site, by=hr)
    assert (capacity.starts_on, capacity.ends_on) == (date(2026, 11, 23), date(2027, 6, 30))
    assert (capacity.status, capacity.school_year, capacity.places) == ("draft", 2026, 1)
    assert AuditEvent.objects.get(verb="capacity.draft").subject_id == capacity.pk


def test_in_may_a_draft_is_for_the_next_school_year(site, hr):
    with time_machine.travel("2027-05-10 09:00 +0200", tick=False):
        capacity = actions.draft_capacity(site=site, by=hr)
    assert (capacity.starts_on, capacity.ends_on, capacity.school_year) == (date(2027, 9, 1), date(2028, 6, 30), 2027)


def test_another_company_touches_nothing(site):
    stranger = actor_of(hr_of(CompanyFactory()))
    capacity = published(site)
    with refused("capacity.not_yours"):
        actions.draft_capacity(site=site, by=stranger)
    with refused("capacity.not_yours"):
        actions.close_capacity(capacity=capacity, by=stranger)
    for verb in (actions.edit_capacity, actions.copy_last_year, actions.discard_draft):
        with pytest.raises(Capacity.DoesNotExist):
            verb(capacity=capacity, by=stranger)


def test_a_mentor_changes_nothing(site):
    mentor = actor_of(MembershipFactory(organisation=site.company.organisation, role=Role.MENTOR))
    capacity = published(site)
    with pytest.raises(PermissionDenied):
        actions.close_capacity(capacity=capacity, by=mentor)
    with pytest.raises(Capacity.DoesNotExist):
        actions.edit_capacity(capacity=capacity, by=mentor, places=5)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"places": 0}, "capacity.no_places"),
        ({"places": 1}, "capacity.fewer_than_taken"),
        ({"starts_on": date(2027, 7, 1)}, "capacity.ends_before_start"),
        ({"ends_on": date(2027, 9, 1)}, "capacity.two_school_years"),
        ({"week": {"3": ["17:00", "08:00"]}}, "capacity.wrong_hours"),
        ({"week": {}}, "capacity.no_days"),
        ({"programmes": []}, "capacity.no_programmes"),
    ],
)
def test_a_wrong_change_of_published_places_changes_nothing(site, hr, changes, code):
    capacity = published(site, places=3, taken=2)
    before = Capacity.objects.filter(pk=capacity.pk).values().get()
    with refused(code):
        actions.edit_capacity(capacity=capacity, by=hr, **changes)
    assert Capacity.objects.filter(pk=capacity.pk).values().get() == before
    assert capacity.programmes.count() == 1


def test_published_places_may_grow(site, hr):
    capacity = actions.edit_capacity(capacity=published(site, places=3, taken=2), by=hr, places=4)
    assert (capacity.left, capacity.status) == (2, "published")


def test_the_site_is_fixed_once_a_seat_is_taken(site, hr):
    other = SiteFactory(company=site.company)
    with refused("capacity.site_fixed"):
        actions.edit_capacity(capacity=published(site, taken=1), by=hr, site=other)


def test_a_change_never_undoes_a_seat_that_was_taken_meanwhile(site, hr):
    capacity = published(site, places=3)
    Capacity.objects.filter(pk=capacity.pk).update(taken=2)
    actions.edit_capacity(capacity=capacity, by=hr, tasks="Rekken vullen")
    capacity.refresh_from_db()
    assert (capacity.taken, capacity.tasks) == (2, "Rekken vullen")


@pytest.mark.parametrize(
    ("dual", "hours", "kinds", "forms"),
    [
        (True, "23.00", {"work"}, ["OAO"]),
        (True, "15.00", {"work"}, ["SAO"]),
        (False, None, {"work", "OBSERVE"}, ["OBSERVE", "STAGE"]),
        (False, None, {"VISIT"}, ["VISIT"]),
    ],
)
def test_the_forms_follow_from_the_programmes(site, hr, dual, hours, kinds, forms):
    programme = ProgrammeFactory(is_dual=dual, work_hours_a_week=hours)
    programme.refresh_from_db()
    draft = actions.draft_capacity(site=site, by=hr)
    assert actions.choose_programmes(capacity=draft, programmes=[programme], kinds=kinds, by=hr).forms == forms


def test_copy_last_year(site, hr):
    successor = ProgrammeFactory(valid_from_on=date(2027, 9, 1))
    expiring = ProgrammeFactory(valid_until_on=date(2027, 8, 31), replaced_by=successor)
    kept = ProgrammeFactory()
    capacity = published(site, programmes=[expiring, kept], places=3, taken=2, starts_on=date(2026, 9, 1))
    missing = CompetenceFactory(programme=kept)
    capacity.not_offered.add(missing)
    copy = actions.copy_last_year(capacity=capacity, by=hr)
    assert (copy.starts_on, copy.ends_on, copy.school_year) == (date(2027, 9, 1), date(2028, 6, 30), 2027)
    assert (copy.status, copy.taken, copy.places, copy.published_at) == ("draft", 0, 3, None)
    assert set(copy.programmes.all()) == {successor, kept}
    assert list(copy.not_offered.all()) == [missing]
    capacity.refresh_from_db()
    assert (capacity.status, capacity.taken) == ("published", 2)


def test_copying_from_long_ago_gives_this_school_year(site, hr):
    old = published(site, school_year=2023, starts_on=date(2024, 2, 29), ends_on=date(2024, 6, 30), status="closed")
    copy = actions.copy_last_year(capacity=old, by=hr)
    assert (copy.starts_on, copy.ends_on) == (date(2027, 2, 28), date(2027, 6, 30))


def test_reservations_never_promise_more_than_there_is(site, hr):
    capacity = published(site, places=3, taken=0)
    first, second = SchoolFactory(), SchoolFactory()
    until = date(2026, 12, 31)
    actions.reserve_places(capacity=capacity, school=first, places=2, until_on=until, by=hr)
    with refused("capacity.reserved_too_many"):
        actions.reserve_places(capacity=capacity, school=second, places=2, until_on=until, by=hr)
    with refused("capacity.reserved_too_many"):
        actions.edit_capacity(capacity=capacity, places=1, by=hr)
    actions.reserve_places(capacity=capacity, school=first, places=1, until_on=until, by=hr)
    actions.reserve_places(capacity=capacity, school=second, places=2, until_on=until, by=hr)
    assert sorted(Reservation.objects.values_list("places", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("places", "until_on", "code"),
    [
        (0, date(2026, 12, 1), "capacity.no_places"),
        (1, date(2026, 11, 22), "capacity.reserved_in_the_past"),
        (1, date(2027, 7, 1), "capacity.reserved_after_the_end"),
    ],
)
def test_wrong_reservations(site, hr, places, until_on, code):
    with refused(code):
        actions.reserve_places(
            capacity=published(site), school=SchoolFactory(), places=places, until_on=until_on, by=hr
        )


def test_releasing_gives_seats_back(site, hr):
    capacity = published(site)
    reservation = actions.reserve_places(
        capacity=capacity, school=SchoolFactory(), places=2, until_on=date(2026, 12, 1), by=hr
    )
    actions.release_reservation(reservation=reservation, by=hr)
    assert not capacity.reservations.exists()


def test_only_drafts_are_thrown_away(site, hr):
    draft = actions.draft_capacity(site=site, by=hr)
    actions.discard_draft(capacity=draft, by=hr)
    assert not Capacity.objects.exists()
    with refused("capacity.not_a_draft"):
        actions.discard_draft(capacity=published(site), by=hr)


def test_the_sweep_closes_what_is_over(site):
    over, open_still = published(site, ends_on=date(2026, 11, 22)), published(site)
    assert close_what_is_over() == 1
    over.refresh_from_db()
    open_still.refresh_from_db()
    assert (over.status, open_still.status) == ("closed", "published")
    assert AuditEvent.objects.get(verb="capacity.close").roles == "system"


def test_hr_is_told_once_that_a_new_code_hides_places(site):
    published(site)
    published(site)
    assert tell_companies() == 0
    TextVersion.objects.create(
        kind="ethics_code", number=2, in_force_on=date(2026, 10, 1), body_nl="Nieuw", body_en="New"
    )
    assert (tell_companies(), tell_companies()) == (1, 0)
    assert Notification.objects.get(code="capacity.hidden").organisation_id == site.company_id


def test_companies_look_their_places_over_twice_a_year(site):
    published(site, places=3)
    with time_machine.travel("2027-03-01 06:00 +0100", tick=False):
        assert tell_companies() == 1
    with time_machine.travel("2027-03-02 06:00 +0100", tick=False):
        assert tell_companies() == 0
    assert Notification.objects.get(code="capacity.reconfirm").parameters == {"count": 3}


def test_the_system_may_do_what_hr_may(site):
    assert actions.close_capacity(capacity=published(site), by=SYSTEM).status == "closed"
