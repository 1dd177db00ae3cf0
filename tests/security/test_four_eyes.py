"""Nobody gives themselves a role of the city: by no door."""

from datetime import timedelta
from hashlib import sha256
from typing import ClassVar

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.actions.partners import invite_partner
from marketplace.accounts.models import Invitation, Membership
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.reference.models import Figure
from marketplace.workflow import Refused
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, actor_of, city_member
from tests.factories.companies import CompanyFactory, hr_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return city_member(Role.ADMINISTRATOR)


def refused(code):
    return pytest.raises(Refused, check=lambda error: error.code == code)


def invite(by, email, role=Role.LABEL_OFFICER):
    return actions.invite(organisation=by.organisation, email=email, role=role, may_sign=False, by=actor_of(by))


@pytest.mark.parametrize("role", [Role.LABEL_OFFICER, Role.AUDITOR])
def test_not_by_an_invitation_to_oneself(administrator, role):
    with refused("membership.own_grant"):
        invite(administrator, administrator.user.email, role)


def test_not_by_an_invitation_to_ones_other_address(administrator):
    EmailAddress.objects.create(user=administrator.user, email="ander@demo.example", verified=True)
    _invitation, token = invite(administrator, "ander@demo.example")
    with refused("membership.own_grant"):
        actions.accept_invitation(token=token, user=administrator.user, at=timezone.now())
    assert not Membership.objects.filter(role=Role.LABEL_OFFICER).exists()


def test_not_by_letting_oneself_in(administrator):
    asked = actions.ask_to_join(
        organisation=administrator.organisation, user=administrator.user, role=Role.LABEL_OFFICER
    )
    with refused("membership.own_grant"):
        actions.decide_join_request(join_request=asked, accept=True, by=actor_of(administrator))


def test_not_by_standing_in_for_an_officer(administrator):
    officer = MembershipFactory(role=Role.LABEL_OFFICER, organisation=administrator.organisation)
    today = timezone.localdate()
    with refused("membership.own_grant"):
        actions.name_stand_in(
            membership=officer,
            user=administrator.user,
            starts_on=today,
            ends_on=today + timedelta(days=1),
            by=actor_of(administrator),
        )


def test_another_administrator_does_it(administrator):
    second = MembershipFactory(role=Role.ADMINISTRATOR, organisation=administrator.organisation)
    EmailAddress.objects.create(user=administrator.user, email=administrator.user.email, verified=True)
    _invitation, token = invite(second, administrator.user.email)
    membership = actions.accept_invitation(token=token, user=administrator.user, at=timezone.now())
    assert membership.role == Role.LABEL_OFFICER


def test_a_student_stands_in_for_nobody():
    hr = hr_of(CompanyFactory())
    student = Membership.objects.create(
        user=UserFactory(), organisation=hr.organisation, role=Role.STUDENT, starts_on=timezone.localdate()
    )
    with refused("stand_in.not_a_colleague"):
        actions.name_stand_in(
            membership=hr,
            user=student.user,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
            by=actor_of(hr),
        )


class TestStandIn:
    """Standing in gives a role too: the same four eyes as for an invitation, and only where a role holds."""

    DAYS: ClassVar = {
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate() + timedelta(days=7),
    }

    @pytest.fixture
    def officer(self, administrator):
        return MembershipFactory(organisation=administrator.organisation, role=Role.LABEL_OFFICER)

    @pytest.fixture
    def friend(self, administrator):
        return MembershipFactory(organisation=administrator.organisation, role=Role.AUDITOR)

    @pytest.fixture
    def second(self, administrator):
        return MembershipFactory(organisation=administrator.organisation, role=Role.ADMINISTRATOR)

    def name(self, membership, friend, by, **days):
        return actions.name_stand_in(membership=membership, user=friend.user, by=actor_of(by), **self.DAYS | days)

    @pytest.mark.parametrize("giver", ["administrator", "officer"])
    def test_it_waits_for_another_administrator(self, officer, friend, second, giver, request):
        by = request.getfixturevalue(giver)
        named = self.name(officer, friend, by)
        assert (named.granted_by, named.awaits_confirmation) == (by.user, True)
        assert actor_of(friend).roles == {Role.AUDITOR}
        assert named in Membership.objects.to_confirm(actor_of(second))
        actions.confirm_membership(membership=named, by=actor_of(second))
        assert actor_of(friend).roles == {Role.AUDITOR, Role.LABEL_OFFICER}

    def test_a_decider_of_a_partner_names_nobody_alone(self, administrator):
        partner = OrganisationFactory(is_partner=True)
        decider = MembershipFactory(organisation=partner, role=Role.DECIDER)
        colleague = MembershipFactory(organisation=partner, role=Role.PARTNER_AUDITOR)
        named = self.name(decider, colleague, decider)
        assert Role.DECIDER not in actor_of(colleague).roles
        actions.confirm_membership(membership=named, by=actor_of(administrator))
        assert Role.DECIDER in actor_of(colleague).roles

    def test_alone_it_begins_at_once_and_the_log_says_so(self, administrator, officer, friend):
        self.name(officer, friend, administrator)
        assert Role.LABEL_OFFICER in actor_of(friend).roles
        assert AuditEvent.objects.get(verb="membership.granted_alone").data == {"granted_by": administrator.user_id}

    @pytest.mark.parametrize("facts", [{"awaits_confirmation": True}, {"revoked_at": timezone.now()}])
    def test_not_for_a_role_that_does_not_hold(self, administrator, officer, friend, second, facts):
        named = self.name(officer, friend, administrator)
        actions.confirm_membership(membership=named, by=actor_of(second))
        Membership.objects.filter(pk=officer.pk).update(**facts)
        assert Role.LABEL_OFFICER not in actor_of(friend).roles, "who stood in falls with the one stood in for"
        with refused("stand_in.not_in_force"):
            self.name(officer, friend, administrator, starts_on=self.DAYS["ends_on"] + timedelta(days=1))

    def test_not_for_ever(self, administrator, officer, friend):
        most = int(Figure.objects.value("stand_in_most_days", timezone.localdate()))
        with refused("stand_in.long"):
            self.name(officer, friend, administrator, ends_on=timezone.localdate() + timedelta(days=most))
        last_on = timezone.localdate() + timedelta(days=most - 1)
        assert self.name(officer, friend, administrator, ends_on=last_on).ends_on == last_on

    def test_the_page_says_who_is_replaced_and_when(self, administrator, officer, friend, second, client_of):
        page = reverse("membership-stand-in", args=[officer.pk])
        days = {name: day.isoformat() for name, day in self.DAYS.items()}
        told = client_of(administrator).post(page, {"user": friend.user_id} | days, follow=True).text
        assert "Een tweede stadsbeheerder bevestigt dit nog." in told
        named = Membership.objects.get(stands_in_for=officer)
        asked = client_of(second).get(reverse("membership-confirm", args=[named.pk])).text
        assert f"<dd>{officer.user.name}</dd>" in asked


class TestSecondMailbox:
    """A second mailbox of the same person is no second person: another administrator confirms."""

    @pytest.fixture
    def colleague(self, administrator):
        return MembershipFactory(organisation=administrator.organisation, role=Role.ADMINISTRATOR)

    def accepted(self, administrator, role=Role.LABEL_OFFICER):
        _invitation, token = invite(administrator, "tweede@demo.example", role)
        facts = {"name": "Tweede", "password": "een-lang-wachtwoord", "language": "nl"}
        user = actions.sign_up_with_invitation(token=token, at=timezone.now(), **facts)
        return Membership.objects.get(user=user)

    @pytest.mark.parametrize("role", [Role.LABEL_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_the_role_waits_for_another_administrator(self, administrator, colleague, role):
        membership = self.accepted(administrator, role)
        assert not actor_of(membership).roles
        for by in (administrator, membership):
            with refused("membership.own_grant"):
                actions.confirm_membership(membership=membership, by=actor_of(by))
        actions.confirm_membership(membership=membership, by=actor_of(colleague))
        assert actor_of(membership).roles == {role}
        with refused("membership.answered"):
            actions.confirm_membership(membership=membership, by=actor_of(colleague))

    def test_a_role_of_a_partner_waits_too(self, administrator, colleague):
        partner = invite_partner(
            name="Demo Partner", email="p@demo.example", role=Role.DECIDER, by=actor_of(administrator)
        )
        token = "known"
        Invitation.objects.filter(organisation=partner).update(token_hash=sha256(token.encode()).hexdigest())
        facts = {"name": "Paul", "password": "een-lang-wachtwoord", "language": "nl"}
        user = actions.sign_up_with_invitation(token=token, at=timezone.now(), **facts)
        assert Membership.objects.get(user=user).awaits_confirmation

    def test_a_giver_who_leaves_first_changes_nothing(self, administrator, colleague):
        _invitation, token = invite(administrator, "tweede@demo.example")
        Membership.objects.filter(pk=administrator.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
        facts = {"name": "Tweede", "password": "een-lang-wachtwoord", "language": "nl"}
        user = actions.sign_up_with_invitation(token=token, at=timezone.now(), **facts)
        assert Membership.objects.get(user=user).awaits_confirmation

    def test_who_is_refused_has_no_role(self, administrator, colleague):
        membership = self.accepted(administrator)
        actions.refuse_membership(membership=membership, by=actor_of(colleague))
        assert not actor_of(membership).roles
        assert not Membership.objects.to_confirm(actor_of(colleague)).exists()

    def test_alone_it_begins_at_once_and_the_log_says_so(self, administrator):
        membership = self.accepted(administrator)
        assert actor_of(membership).roles == {Role.LABEL_OFFICER}
        assert AuditEvent.objects.get(verb="membership.granted_alone").data == {"granted_by": administrator.user_id}

    def test_the_colleague_finds_it_waiting_and_the_giver_does_not(self, administrator, colleague, client_of):
        membership = self.accepted(administrator)
        page = reverse("membership-confirm", args=[membership.pk])
        assert page not in client_of(administrator).get("/dashboard/").text
        assert client_of(administrator).get(page).status_code == 404
        client = client_of(colleague)
        assert page in client.get("/dashboard/").text
        assert "tweede@demo.example" in client.get(page).text
        client.post(page)
        assert actor_of(membership).roles == {Role.LABEL_OFFICER}
