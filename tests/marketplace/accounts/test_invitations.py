"""An invitation's link works once, for its own address, while it is open."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.accounts import actions
from marketplace.accounts.models import Invitation, Membership, User
from marketplace.actor import SYSTEM, Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.workflow import Refused
from tests.factories.accounts import OrganisationFactory, UserFactory, actor_of, city_member
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.schools import SchoolFactory, school_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    return hr_of(CompanyFactory())


@pytest.fixture
def token(hr):
    return invite(hr)


def invite(hr, email="Nieuw@Demo.Example", role=Role.HR, may_sign=False):
    return actions.invite(organisation=hr.organisation, email=email, role=role, may_sign=may_sign, by=actor_of(hr))[1]


def person(email, verified=True):
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def accept(token, user, at=None):
    return actions.accept_invitation(token=token, user=user, at=at or timezone.now())


def test_only_the_hash_is_kept_and_the_link_is_mailed(hr, token):
    invitation = Invitation.objects.get()
    assert token not in str(vars(invitation))
    assert invitation.email == "nieuw@demo.example"
    mail = Job.objects.get(kind="mail")
    assert mail.arguments["to"] == "nieuw@demo.example"
    assert f"/accounts/invitations/{token}/" in mail.arguments["body"]
    assert hr.organisation.name in mail.arguments["subject"]


def test_accepting_makes_a_member(hr, token):
    user = person("nieuw@demo.example")
    membership = accept(token, user)
    assert (membership.organisation, membership.role, membership.may_sign) == (hr.organisation, Role.HR, False)
    assert AuditEvent.objects.filter(verb="invitation.accepted", user_id=user.pk).count() == 1


def use(token):
    accept(token, person("nieuw@demo.example"))


def withdraw(token):
    actions.withdraw_invitation(invitation=Invitation.objects.get(), by=SYSTEM)


def expire(token):
    Invitation.objects.update(expires_at=timezone.now())


def replace(token):
    invitation = Invitation.objects.get()
    actions.invite(
        organisation=invitation.organisation, email=invitation.email, role=invitation.role, may_sign=False, by=SYSTEM
    )


@pytest.mark.parametrize(
    ("what", "code"), [(use, "used"), (withdraw, "withdrawn"), (expire, "expired"), (replace, "withdrawn")]
)
def test_a_dead_link_says_why(token, what, code):
    what(token)
    user = User.objects.filter(email="nieuw@demo.example").first() or person("nieuw@demo.example")
    before = Membership.objects.count()
    with pytest.raises(Refused) as refused:
        accept(token, user)
    assert refused.value.code == f"invitation.{code}"
    assert Membership.objects.count() == before


def test_an_unknown_link_says_so():
    with pytest.raises(Refused, match="link kennen we niet"):
        accept("nonsense", UserFactory())


@pytest.mark.parametrize(("email", "verified"), [("ander@demo.example", True), ("nieuw@demo.example", False)])
def test_a_forwarded_link_is_refused_and_stays_open(token, email, verified):
    with pytest.raises(Refused) as refused:
        accept(token, person(email, verified))
    assert refused.value.code == "invitation.foreign_address"
    assert Invitation.objects.open(timezone.now()).count() == 1


def test_a_link_is_open_until_fourteen_days_later(token):
    created = Invitation.objects.get().created_at
    user = person("nieuw@demo.example")
    with pytest.raises(Refused):
        accept(token, user, created + timedelta(days=14))
    assert accept(token, user, created + timedelta(days=14, seconds=-1))


def test_signing_up_by_the_link_verifies_the_address(token, hr):
    user = actions.sign_up_with_invitation(
        token=token, name="Nieuwe Collega", password="lang-genoeg-42", language="en", at=timezone.now()
    )
    assert EmailAddress.objects.get(user=user).verified
    assert user.language == "en"
    assert Membership.objects.filter(user=user, organisation=hr.organisation).exists()


def test_signing_up_is_refused_when_the_address_has_an_account(token):
    person("nieuw@demo.example")
    with pytest.raises(Refused) as refused:
        actions.sign_up_with_invitation(token=token, name="X", password="y", language="nl", at=timezone.now())
    assert refused.value.code == "invitation.has_account"


def test_a_subject_is_linked_to_its_account(monkeypatch):
    director, linked = school_member(SchoolFactory(), Role.DIRECTOR), []
    monkeypatch.setitem(actions.on_subject_accepted, Role.STUDENT, lambda **given: linked.append(given))
    _, token = actions.invite(
        organisation=director.organisation,
        email="leerling@demo.example",
        role=Role.STUDENT,
        may_sign=False,
        by=actor_of(director),
        subject_id=7,
    )
    user = person("leerling@demo.example")
    accept(token, user)
    assert [(given["subject_id"], given["user"]) for given in linked] == [(7, user)]


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR, Role.STUDENT, Role.SYSTEM])
def test_hr_invites_for_a_company_only(hr, role):
    with pytest.raises(PermissionDenied):
        invite(hr, role=role)


def test_a_mentor_invites_nobody(hr):
    hr.role = Role.MENTOR
    hr.save()
    with pytest.raises(PermissionDenied):
        invite(hr)


def test_nobody_invites_into_another_organisation(hr):
    with pytest.raises(PermissionDenied):
        actions.invite(
            organisation=CompanyFactory().organisation,
            email="x@demo.example",
            role=Role.HR,
            may_sign=False,
            by=actor_of(hr),
        )


def test_the_power_to_sign_is_not_given_by_who_lacks_it(hr):
    hr.may_sign = False
    hr.save()
    with pytest.raises(Refused) as refused:
        invite(hr, may_sign=True)
    assert refused.value.code == "membership.no_power_to_give"


def test_the_city_invites_the_director_of_a_school_but_no_hr(hr):
    city = actor_of(city_member(Role.ADMINISTRATOR))
    school = SchoolFactory().organisation
    given = {"email": "directie@demo.example", "may_sign": True, "by": city}
    assert actions.invite(organisation=school, role=Role.DIRECTOR, **given)
    with pytest.raises(PermissionDenied):
        actions.invite(organisation=hr.organisation, role=Role.HR, **given)
    with pytest.raises(Refused, match="bestaat niet"):
        actions.invite(organisation=OrganisationFactory(), role=Role.DIRECTOR, **given)


def test_who_is_there_already_is_not_invited(hr):
    with pytest.raises(Refused) as refused:
        invite(hr, email=hr.user.email)
    assert refused.value.code == "membership.exists"
