"""The pages of accounts, over HTTP."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.models import Invitation, JoinRequest, Membership, User
from marketplace.actor import Role
from marketplace.web.panels import links_for, waiting_for
from tests.factories.accounts import CityFactory, MembershipFactory, OrganisationFactory, UserFactory, actor_of
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db
PASSWORD = "lang-genoeg-42"


@pytest.fixture
def hr():
    return hr_of(CompanyFactory(organisation__name="Demo Havenbedrijf"))


def invite(hr, email="nieuw@demo.example"):
    by = actor_of(hr)
    return actions.invite(organisation=hr.organisation, email=email, role=Role.HR, may_sign=False, by=by)[1]


def test_my_account_shows_roles_and_offers_a_second_factor(client_of, hr):
    page = client_of(hr).get("/accounts/").content.decode()
    assert "Demo Havenbedrijf" in page
    assert reverse("mfa_activate_totp") in page


def test_name_and_language_are_changed_at_once(client_of, hr):
    client = client_of(hr)
    assert client.post("/accounts/", {"name": "Nieuwe Naam", "language": "en"}).status_code == 302
    hr.user.refresh_from_db()
    assert (hr.user.name, hr.user.language) == ("Nieuwe Naam", "en")
    assert client.get("/accounts/").headers["Content-Language"] == "en"


def test_an_empty_name_is_said_beside_the_field(client_of, hr):
    page = client_of(hr).post("/accounts/", {"name": "", "language": "nl"})
    assert page.status_code == 200
    assert page.context["form"].errors["name"]


def test_the_language_switch_works_with_and_without_account(client, client_of, hr):
    switched = client.post("/accounts/language/", {"language": "en", "next": "/accounts/login/"})
    assert switched.headers["Location"] == "/accounts/login/"
    assert client.get("/").headers["Content-Language"] == "en"
    client_of(hr).post("/accounts/language/", {"language": "en", "next": "https://elsewhere.example/"})
    hr.user.refresh_from_db()
    assert hr.user.language == "en"


@pytest.mark.parametrize("back", ["//elsewhere.example/", "dashboard", "08:00", "nergens", "\x00"])
def test_the_switch_never_leads_away(client, back):
    """Nor does it fall over a word that is no address."""
    switched = client.post("/accounts/language/", {"language": "xx", "next": back})
    assert switched.headers["Location"] == "/"


def test_switching_between_own_organisations(client_of, hr):
    city = MembershipFactory(user=hr.user, organisation=CityFactory(), role=Role.ADMINISTRATOR)
    client = client_of(hr)
    assert client.get("/dashboard/").context["actor"].roles == {Role.HR}
    client.post("/accounts/organisation/", {"organisation": city.organisation_id})
    assert client.get("/dashboard/").context["actor"].roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("what", ["foreign", "ended", "nonsense", "empty"])
def test_switching_elsewhere_is_a_404(client_of, hr, what):
    ended = MembershipFactory(
        user=hr.user, organisation=CityFactory(), ends_on=timezone.localdate() - timedelta(days=1)
    )
    chosen = {"foreign": OrganisationFactory().pk, "ended": ended.organisation_id, "nonsense": "x", "empty": ""}[what]
    client = client_of(hr)
    assert client.post("/accounts/organisation/", {"organisation": chosen}).status_code == 404
    assert client.get("/dashboard/").context["actor"].organisation_id == hr.organisation_id


def test_colleagues_are_listed_and_students_are_not(client_of):
    director = school_member(SchoolFactory(), Role.DIRECTOR)
    MembershipFactory(organisation=director.organisation, role=Role.COACH, user__name="Coach Karel")
    MembershipFactory(organisation=director.organisation, role=Role.STUDENT, user__name="Leerling Lies")
    MembershipFactory(organisation=SchoolFactory().organisation, role=Role.COACH, user__name="Vreemde Vera")
    page = client_of(director).get("/accounts/colleagues/").content.decode()
    assert "Coach Karel" in page
    assert "Leerling Lies" not in page
    assert "Vreemde Vera" not in page


def test_what_one_is_elsewhere_is_no_colleague_here(client_of, hr):
    MembershipFactory(user=hr.user, organisation=CityFactory(), role=Role.ADMINISTRATOR)
    assert "stadsbeheerder" not in client_of(hr).get("/accounts/colleagues/").content.decode()


def test_a_student_and_a_visitor_do_not_see_colleagues(client, client_of):
    assert client.get("/accounts/colleagues/").status_code == 302
    student = MembershipFactory(organisation=SchoolFactory().organisation, role=Role.STUDENT)
    assert client_of(student).get("/accounts/colleagues/").status_code == 403


def test_inviting_and_withdrawing(client_of, hr):
    client = client_of(hr)
    assert client.get("/accounts/colleagues/invite/").status_code == 200
    client.post("/accounts/colleagues/invite/", {"email": "nieuw@demo.example", "role": Role.MENTOR})
    invitation = Invitation.objects.get()
    assert "nieuw@demo.example" in client.get("/accounts/colleagues/").content.decode()
    client.post(f"/accounts/invitations/{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_a_role_of_another_capacity_is_not_on_the_form(client_of, hr):
    page = client_of(hr).post("/accounts/colleagues/invite/", {"email": "x@demo.example", "role": Role.DIRECTOR})
    assert page.context["form"].errors["role"]
    assert not Invitation.objects.exists()


def test_a_refusal_keeps_what_was_typed(client_of, hr):
    page = client_of(hr).post("/accounts/colleagues/invite/", {"email": hr.user.email, "role": Role.HR})
    assert "heeft deze rol al" in page.content.decode()
    assert hr.user.email in page.content.decode()


def test_a_mentor_does_not_invite(client_of, hr):
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR)
    client = client_of(mentor)
    assert client.get("/accounts/colleagues/").status_code == 200
    assert client.get("/accounts/colleagues/invite/").status_code == 403


def test_a_membership_of_another_organisation_is_a_404(client_of, hr):
    other = hr_of(CompanyFactory())
    client = client_of(hr)
    for verb in ("end", "stand-in"):
        assert client.get(f"/accounts/memberships/{other.pk}/{verb}/").status_code == 404


def test_a_last_day_and_a_stand_in_are_set_on_pages(client_of, hr):
    mentor = MembershipFactory(organisation=hr.organisation, role=Role.MENTOR)
    client, today = client_of(hr), timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(days=7)}
    assert client.get(f"/accounts/memberships/{hr.pk}/stand-in/").status_code == 200
    client.post(f"/accounts/memberships/{hr.pk}/stand-in/", {"user": mentor.user_id, **days})
    assert Membership.objects.filter(user=mentor.user, stands_in_for=hr).exists()
    assert client.get(f"/accounts/memberships/{mentor.pk}/end/").status_code == 200
    client.post(f"/accounts/memberships/{mentor.pk}/end/", {"ends_on": today})
    mentor.refresh_from_db()
    assert mentor.ends_on == today


def test_the_last_manager_reads_why_not(client_of, hr):
    page = client_of(hr).post(f"/accounts/memberships/{hr.pk}/end/", {"ends_on": timezone.localdate()})
    assert "Er moet iemand overblijven" in page.content.decode()


def test_a_question_to_join_waits_and_is_decided(client_of, hr):
    asked = actions.ask_to_join(organisation=hr.organisation, user=UserFactory(name="Vrager Vik"))
    waiting = waiting_for(actor_of(hr), timezone.localdate())
    assert "Vrager Vik" in [item.subject for item in waiting]
    client = client_of(hr)
    assert f"/accounts/join-requests/{asked.pk}/accept/" in client.get("/accounts/colleagues/").content.decode()
    assert client.get(f"/accounts/join-requests/{asked.pk}/accept/").status_code == 405
    client.post(f"/accounts/join-requests/{asked.pk}/refuse/")
    assert JoinRequest.objects.get().status == "refused"


def test_looking_at_an_invitation_changes_nothing(client, hr):
    token = invite(hr)
    page = client.get(f"/accounts/invitations/{token}/")
    assert "Demo Havenbedrijf" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert Invitation.objects.open(timezone.now()).exists()


def test_a_visitor_makes_an_account_by_the_link_and_is_in(client, hr):
    token = invite(hr)
    answer = client.post(f"/accounts/invitations/{token}/", {"name": "Nieuw Lid", "password": PASSWORD})
    assert answer.headers["Location"] == "/dashboard/"
    user = User.objects.get(email="nieuw@demo.example")
    assert EmailAddress.objects.filter(user=user, verified=True).exists()
    assert client.get("/dashboard/").context["actor"].organisation_id == hr.organisation_id
    client.logout()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/accounts/").status_code == 200


def test_a_weak_password_is_refused_and_the_link_stays_open(client, hr):
    page = client.post(f"/accounts/invitations/{invite(hr)}/", {"name": "Nieuw Lid", "password": "kort"})
    assert page.context["form"].errors["password"]
    assert Invitation.objects.open(timezone.now()).exists()


def test_who_has_an_account_accepts_with_one_button(client, hr):
    user = UserFactory(email="nieuw@demo.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    token = invite(hr)
    assert "Aanvaard de uitnodiging" in client.get(f"/accounts/invitations/{token}/").content.decode()
    client.post(f"/accounts/invitations/{token}/")
    assert client.get("/dashboard/").context["actor"].roles == {Role.HR}
    again = client.post(f"/accounts/invitations/{token}/")
    assert again.status_code == 409
    assert "al gebruikt" in again.content.decode()


def test_each_role_has_its_own_menu():
    labels = {role: {link.url_name for link in links_for(actor_of(MembershipFactory(role=role)))} for role in Role}
    assert "colleague-list" in labels[Role.HR]
    assert "colleague-list" not in labels[Role.STUDENT] | labels[Role.MENTOR] | labels[Role.COACH]
