from functools import partial

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from companies import actions
from companies.data import load_organisations
from companies.models import Company
from marketplace.accounts.models import JoinRequest, Membership, Organisation
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.jobs.models import Job
from marketplace.notifications.actions import mail_out
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.factories.accounts import OrganisationFactory, UserFactory, actor_of, city_member, enterprise_number
from tests.factories.companies import CompanyFactory, hr_of
from tests.race import TRIALS, race

pytestmark = pytest.mark.django_db
NUMBER = enterprise_number(900_123)
HAVENBEDRIJF = "0248399380"
DETAILS = {"name": "Demo Bakkerij", "street": "Dorp 1", "postcode": "2000", "municipality": "Antwerpen"}


@pytest.fixture
def newcomer(client):
    user = UserFactory()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def details(number=NUMBER):
    return reverse("company-register-details", args=[number])


def test_a_new_number_is_registered_in_two_steps(client, newcomer):
    typed = f"BE {NUMBER[:4]}.{NUMBER[4:7]}.{NUMBER[7:]}"
    answer = client.post(reverse("company-register"), {"enterprise_number": typed})
    assert answer.url == details()
    answer = client.post(details(), DETAILS, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("company-own")
    assert "De stad kijkt je registratie na" in answer.content.decode()
    company = Company.objects.get(organisation__enterprise_number=NUMBER)
    assert company.status == "unverified"
    assert company.claimed_by == newcomer
    membership = Membership.objects.get(user=newcomer)
    assert (membership.role, membership.may_sign) == (Role.HR, False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0566.988.258", "het controlegetal hoort 59 te zijn"),
        ("2566988259", "begint met 0 of 1"),
        ("12", "heeft 10 cijfers"),
    ],
)
def test_a_wrong_number_gets_its_sentence_and_stays_typed(client, newcomer, typed, sentence):
    page = client.post(reverse("company-register"), {"enterprise_number": typed}).content.decode()
    assert sentence in page
    assert typed in page


def test_missing_answers_lose_nothing_typed(client, newcomer):
    page = client.post(details(), DETAILS | {"postcode": "99999"}).content.decode()
    assert "Een Belgische postcode heeft 4 cijfers" in page
    assert "Demo Bakkerij" in page
    assert not Company.objects.exists()


def test_a_wrong_number_in_the_address_is_not_found(client, newcomer):
    assert client.get(details("0566988258")).status_code == 404


def test_a_known_organisation_without_members_is_claimed(client, newcomer):
    load_organisations()
    page = client.get(details(HAVENBEDRIJF)).content.decode()
    assert "Havenbedrijf Antwerpen" in page
    client.post(details(HAVENBEDRIJF), {"sector": "H"})
    company = Company.objects.get(organisation__enterprise_number=HAVENBEDRIJF)
    assert company.organisation.name == "Havenbedrijf Antwerpen"
    assert (company.status, company.sector, company.claimed_by) == ("unverified", "H", newcomer)


def test_one_with_members_answers_ask_your_colleague(client, newcomer):
    company = hr_of(CompanyFactory()).organisation
    page = client.get(details(company.enterprise_number)).content.decode()
    assert "al geregistreerd" in page
    refused = client.post(details(company.enterprise_number), DETAILS)
    assert refused.status_code == 200
    assert Membership.objects.filter(user=newcomer).count() == 0
    client.post(reverse("company-join", args=[company.enterprise_number]))
    assert JoinRequest.objects.get().user == newcomer


def test_asking_twice_is_answered_with_a_sentence(client, newcomer):
    company = hr_of(CompanyFactory()).organisation
    url = reverse("company-join", args=[company.enterprise_number])
    client.post(url)
    answer = client.post(url)
    assert answer.status_code == 409
    assert "al gevraagd" in answer.content.decode()


def test_a_claim_cannot_take_an_organisation_that_has_members():
    school_like = city_member(Role.ADMINISTRATOR).organisation
    with pytest.raises(Refused) as refused:
        actions.register(enterprise_number=school_like.enterprise_number, name="x", by_user=UserFactory())
    assert refused.value.code == "company.has_members"


def test_a_member_makes_their_own_organisation_a_company():
    member = city_member(Role.ADMINISTRATOR)
    company = actions.register(enterprise_number=member.organisation.enterprise_number, name="x", by_user=member.user)
    assert company.pk == member.organisation_id


def test_who_registered_already_comes_back_to_their_company(client, newcomer):
    client.post(details(), DETAILS)
    assert client.get(details()).url == reverse("company-own")


def test_the_officer_confirms_many_at_once_and_the_persons_may_sign(client_of):
    officer = city_member(Role.LABEL_OFFICER)
    companies = [
        actions.register(enterprise_number=enterprise_number(n), name=f"Demo {n}", by_user=UserFactory())
        for n in range(200, 203)
    ]
    client = client_of(officer)
    assert "3 ondernemingen" in client.get(reverse("dashboard")).content.decode()
    ticked = [company.pk for company in companies[:2]]
    client.post(reverse("company-unconfirmed"), {"companies": ticked, "may_sign": "on"})
    assert Company.objects.filter(status="verified", verified_at__isnull=False).count() == 2
    assert Membership.objects.filter(organisation__in=ticked, may_sign=True).count() == 2
    assert AuditEvent.objects.filter(verb="company.confirm").count() == 2
    assert Notification.objects.filter(code="company.confirmed").count() == 2


def test_a_company_can_be_confirmed_without_the_power_to_sign():
    company = actions.register(enterprise_number=NUMBER, name="Demo", by_user=UserFactory())
    actions.confirm(companies=[company], may_sign=False, by=actor_of(city_member(Role.LABEL_OFFICER)))
    assert not Membership.objects.get(organisation=company.pk).may_sign


def test_nothing_ticked_gets_a_sentence(client_of):
    client, nothing = client_of(city_member(Role.LABEL_OFFICER)), {"may_sign": "on"}
    assert "Geen onderneming wacht" in client.post(reverse("company-unconfirmed"), nothing).content.decode()
    actions.register(enterprise_number=NUMBER, name="Demo", by_user=UserFactory())
    assert "Kruis minstens één onderneming" in client.post(reverse("company-unconfirmed"), nothing).content.decode()


def test_what_a_colleague_confirmed_is_refused_with_a_sentence():
    company = actions.register(enterprise_number=NUMBER, name="Demo", by_user=UserFactory())
    officer = actor_of(city_member(Role.LABEL_OFFICER))
    actions.confirm(companies=[company], may_sign=True, by=officer)
    with pytest.raises(Refused) as refused:
        actions.confirm(companies=[company], may_sign=True, by=officer)
    assert refused.value.code == "company.confirm.wrong_status"


def test_a_refused_claim_frees_the_organisation(client_of):
    first, second = UserFactory(), UserFactory()
    company = actions.register(enterprise_number=NUMBER, name="Demo", by_user=first)
    client = client_of(city_member(Role.LABEL_OFFICER))
    url = reverse("company-refuse", args=[company.pk])
    assert "Reden" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "Deze persoon werkt er niet."})
    company.refresh_from_db()
    assert (company.status, company.refusal_reason) == ("refused", "Deze persoon werkt er niet.")
    assert [row.revoked_at is None for row in Membership.objects.filter(user=first)] == [False]
    assert not Membership.objects.in_force(timezone.localdate()).filter(user=first).exists()
    again = actions.register(enterprise_number=NUMBER, name="Demo", by_user=second)
    assert (again.pk, again.status, again.claimed_by) == (company.pk, "unverified", second)


def test_the_refused_person_reads_the_reason():
    user = UserFactory()
    company = actions.register(enterprise_number=NUMBER, name="Demo", by_user=user)
    actions.refuse_company(company=company, reason="Niet gevonden.", by=actor_of(city_member(Role.LABEL_OFFICER)))
    mail_out(Notification.objects.get(user=user))
    assert "Niet gevonden." in Job.objects.get(kind="mail").arguments["body"]
    assert mail.outbox == []


def test_nobody_but_an_officer_decides(client_of):
    client = client_of(hr_of(CompanyFactory()))
    assert client.get(reverse("company-unconfirmed")).status_code == 403
    assert client.get(reverse("company-refuse", args=[1])).status_code == 403


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_have_one_winner():
    for _trial in range(TRIALS):
        number = OrganisationFactory(source="reference").enterprise_number
        claims = [
            partial(actions.register, enterprise_number=number, name="x", by_user=UserFactory()) for _ in range(4)
        ]
        outcomes = race(claims)
        assert sum(isinstance(outcome, Company) for outcome in outcomes) == 1
        assert set(outcomes) - {"company.taken", "company.has_members"} == {
            outcome for outcome in outcomes if isinstance(outcome, Company)
        }
        assert Membership.objects.filter(organisation__enterprise_number=number).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_registrations_of_a_new_number_at_once_have_one_winner():
    for trial in range(TRIALS):
        number = enterprise_number(950_000 + trial)
        outcomes = race(
            [partial(actions.register, enterprise_number=number, name="x", by_user=UserFactory()) for _ in range(4)]
        )
        assert sum(isinstance(outcome, Company) for outcome in outcomes) == 1
        assert Organisation.objects.filter(enterprise_number=number).count() == 1
