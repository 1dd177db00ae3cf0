"""Roles hold exactly on their days, for a capacity that the organisation has."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.access import actor_for
from marketplace.accounts.models import Membership, Organisation
from marketplace.actor import SYSTEM, Role
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)
NEXT = timedelta(days=1)


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


def test_the_last_day_counts_and_the_day_after_does_not():
    membership = MembershipFactory(ends_on=DAY)
    assert actor_of(membership, DAY).roles == {Role.HR}
    after = actor_of(membership, DAY + NEXT)
    assert (after.roles, after.organisation_id, after.may_sign) == (frozenset(), None, False)


def test_a_membership_to_come_gives_nothing_yet():
    membership = MembershipFactory(starts_on=DAY)
    assert not actor_of(membership, DAY - NEXT).roles
    assert actor_of(membership, DAY).roles == {Role.HR}


def test_a_person_acts_for_one_organisation_at_a_time(hr):
    other = MembershipFactory(user=hr.user, organisation=CityFactory(), role=Role.AUDITOR, may_sign=False)
    assert actor_for(hr.user, other.organisation_id, DAY).roles == {Role.AUDITOR}
    assert actor_for(hr.user, hr.organisation_id, DAY).roles == {Role.HR}
    assert not actor_for(hr.user, other.organisation_id, DAY).may_sign


def test_a_foreign_choice_falls_back_on_an_own_organisation(hr):
    assert actor_for(hr.user, OrganisationFactory().pk, DAY).organisation_id == hr.organisation_id


@pytest.mark.parametrize(
    ("factory", "role"),
    [
        (lambda: CompanyFactory().organisation, Role.DIRECTOR),
        (CityFactory, Role.HR),
        (OrganisationFactory, Role.PANEL_MEMBER),
        (CityFactory, Role.SYSTEM),
        (CityFactory, Role.REPRESENTATIVE),
    ],
)
def test_a_role_fits_a_capacity(factory, role):
    with pytest.raises(Refused) as refused:
        actions.add_member(user=UserFactory(), organisation=factory(), role=role, may_sign=False, by=SYSTEM)
    assert refused.value.code == "membership.wrong_capacity"


def test_a_partner_flag_is_a_capacity():
    partner = OrganisationFactory(is_partner=True)
    added = actions.add_member(
        user=UserFactory(), organisation=partner, role=Role.DECIDER, may_sign=False, by=SYSTEM, starts_on=DAY
    )
    assert added.starts_on == DAY


def test_a_role_is_held_once(hr):
    with pytest.raises(Refused) as refused:
        actions.add_member(user=hr.user, organisation=hr.organisation, role=Role.HR, may_sign=False, by=SYSTEM)
    assert refused.value.code == "membership.exists"


def test_somebody_who_can_invite_stays(hr):
    end = {"ends_on": DAY, "by": actor_of(hr)}
    with pytest.raises(Refused) as refused:
        actions.end_membership(membership=hr, **end)
    assert refused.value.code == "membership.last_manager"
    hr_of_same = MembershipFactory(organisation=hr.organisation)
    assert actions.end_membership(membership=hr, **end).ends_on == DAY
    assert set(actions.holders(hr.organisation_id, Role.HR, DAY + NEXT)) == {hr_of_same.user}


def test_an_end_before_the_start_is_refused(hr):
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR, starts_on=DAY)
    with pytest.raises(Refused) as refused:
        actions.end_membership(membership=mentor, ends_on=DAY - NEXT, by=actor_of(hr))
    assert refused.value.code == "membership.ends_before_start"


def test_a_mentor_ends_nobody_but_themselves(hr):
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR)
    with pytest.raises(PermissionDenied):
        actions.end_membership(membership=hr, ends_on=DAY, by=actor_of(mentor))
    assert actions.end_membership(membership=mentor, ends_on=DAY, by=actor_of(mentor)).ends_on == DAY


@pytest.fixture
def colleague(hr):
    return MembershipFactory(organisation=hr.organisation, role=Role.MENTOR, may_sign=False)


def name(hr, user, starts_on=DAY, ends_on=DAY + NEXT, by=None):
    return actions.name_stand_in(membership=hr, user=user, starts_on=starts_on, ends_on=ends_on, by=by or actor_of(hr))


def test_a_stand_in_holds_the_role_exactly_on_its_days(hr, colleague):
    name(hr, colleague.user)
    roles = {n: Role.HR in actor_of(colleague, DAY + n * NEXT).roles for n in (-1, 0, 1, 2)}
    assert roles == {-1: False, 0: True, 1: True, 2: False}
    assert actor_of(colleague, DAY).may_sign
    assert colleague.user in actions.holders(hr.organisation_id, Role.HR, DAY)
    assert colleague.user not in actions.holders(hr.organisation_id, Role.HR, DAY + 2 * NEXT)


def test_a_stand_in_ends_with_the_one_stood_in_for(hr, colleague):
    name(hr, colleague.user, ends_on=DAY + 5 * NEXT)
    hr.ends_on = DAY
    hr.save()
    assert Role.HR not in actor_of(colleague, DAY + NEXT).roles


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(DAY, DAY - NEXT), (date(2020, 8, 31), DAY), (DAY, date(2031, 1, 1))]
)
def test_a_stand_in_stays_inside_the_membership(hr, colleague, starts_on, ends_on):
    hr.ends_on = date(2030, 12, 31)
    hr.save()
    with pytest.raises(Refused) as refused:
        name(hr, colleague.user, starts_on, ends_on)
    assert refused.value.code == "stand_in.dates"


def test_a_stand_in_is_a_colleague_and_no_chain(hr, colleague):
    with pytest.raises(Refused) as refused:
        name(hr, UserFactory())
    assert refused.value.code == "stand_in.not_a_colleague"
    first = name(hr, colleague.user)
    with pytest.raises(Refused) as refused:
        name(first, hr.user, by=actor_of(hr))
    assert refused.value.code == "stand_in.of_stand_in"
    with pytest.raises(Refused) as refused:
        name(hr, colleague.user, DAY + NEXT, DAY + 3 * NEXT)
    assert refused.value.code == "stand_in.exists"


def test_who_cannot_sign_names_no_stand_in_who_can(hr):
    weak = MembershipFactory(organisation=hr.organisation, may_sign=False)
    with pytest.raises(Refused) as refused:
        name(hr, weak.user, by=actor_of(weak))
    assert refused.value.code == "membership.no_power_to_give"


def test_ended_people_hold_nothing(hr):
    hr.ends_on = timezone.localdate() - NEXT
    hr.save()
    assert not actions.own_organisations(hr.user, timezone.localdate())
    assert not Organisation.objects.visible_to(actor_of(hr))


def test_breaks_membership_ends_after_start(hr):
    with breaks("membership_ends_after_start"):
        Membership.objects.update(ends_on=date(2020, 8, 31))


def test_breaks_membership_stand_in_has_end(hr, colleague):
    stand_in = name(hr, colleague.user)
    with breaks("membership_stand_in_has_end"):
        Membership.objects.filter(pk=stand_in.pk).update(ends_on=None)


def test_breaks_membership_role_known(hr):
    with breaks("membership_role_known"):
        Membership.objects.update(role="boss")


def test_breaks_membership_confirmed_by_another(hr):
    with breaks("membership_confirmed_by_another"):
        Membership.objects.update(granted_by=hr.user, confirmed_by=hr.user)
    with breaks("membership_confirmed_by_another"):
        Membership.objects.update(confirmed_by=hr.user)


def test_breaks_membership_once_per_start(hr):
    with breaks("membership_once_per_start"):
        MembershipFactory(user=hr.user, organisation=hr.organisation)


def test_breaks_membership_stand_in_once_per_start(hr, colleague):
    stand_in = name(hr, colleague.user)
    stand_in.pk = None
    with breaks("membership_stand_in_once_per_start"):
        stand_in.save(force_insert=True)
