"""Prices, charges and their constraints; the pages; the settings of Stripe."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from labels.actions.fee import charge_fee, give_back
from labels.models import Application
from marketplace import environment
from marketplace.actor import SYSTEM, Role
from marketplace.billing.actions.charge import balance_of
from marketplace.billing.balance import Balance
from marketplace.billing.data import load_prices
from marketplace.billing.models import Charge, Customer, GatewayEvent, Payment, PriceItem, Refund
from marketplace.identifiers import parse_structured_communication
from tests.constraints import breaks
from tests.factories.accounts import UserFactory, city_member
from tests.factories.charges import charged_file, set_price
from tests.factories.companies import CompanyFactory, hr_of
from tests.factories.label_files import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def charge():
    return charged_file()[1]


def payment(charge, **facts):
    known = {"charge": charge, "method": "stripe", "number": "pi_9", "amount_cents": 1, "received_at": timezone.now()}
    return Payment.objects.create(**known | facts)


def test_everything_is_free_until_there_is_a_regulation():
    load_prices()
    application = ApplicationFactory(organisation=CompanyFactory(size_class="from_250").organisation)
    assert charge_fee(application=application, by=SYSTEM) is None
    assert (Charge.objects.count(), Application.objects.get().fee_status) == (0, "waived")


def test_a_charge_has_a_checked_reference_of_its_own(charge):
    other = charged_file()[1]
    assert parse_structured_communication(charge.communication) == charge.communication
    assert other.communication != charge.communication
    assert charge.due_on > timezone.localdate()


def test_charging_twice_is_charging_once(charge):
    application = Application.objects.get()
    assert charge_fee(application=application, by=SYSTEM) == charge


@pytest.mark.parametrize(
    ("facts", "percent"),
    [
        ({"status": "complete"}, 100),
        ({"status": "auditing"}, 50),
        ({"status": "audited", "passed_at": timezone.now()}, 0),
        ({"status": "audited"}, 0),  # an audit that failed was an audit
        ({"status": "reviewed"}, 0),
    ],
)
def test_a_file_that_is_taken_back_gives_back_by_the_rules(charge, facts, percent):
    submitted = {"status": "auditing", "submitted_at": timezone.now(), "completed_at": timezone.now()}
    application = Application.objects.get()
    Application.objects.update(submitted_by=application.started_by, **submitted | facts)
    application.refresh_from_db()
    give_back(application=application, by=SYSTEM)
    charge.refresh_from_db()
    assert charge.credited_cents == charge.amount_cents * percent // 100


def test_a_file_that_went_back_after_its_audit_was_audited(charge):
    application = Application.objects.get()
    application.sites.update(score=40)
    moments = {"submitted_at": timezone.now(), "completed_at": timezone.now()}
    Application.objects.update(submitted_by=application.started_by, status="auditing", **moments)
    application.refresh_from_db()
    give_back(application=application, by=SYSTEM)
    charge.refresh_from_db()
    assert charge.credited_cents == 0


@pytest.mark.parametrize(("size", "cents"), [("from_250", 150_000), ("under_10", 0)])
def test_a_file_of_another_size_owes_what_that_costs(charge, size, cents):
    set_price("file_from_250", 150_000)
    set_price("file_under_10", 0)
    application = Application.objects.get()
    application.size_class = size
    application.save()
    again = charge_fee(application=application, by=SYSTEM)
    assert again.pk == charge.pk
    assert balance_of(again).remainder == cents
    assert Application.objects.get().fee_status == ("due" if cents else "settled")


def test_pages_of_payer_and_city(client_of, charge, settings):
    settings.BILLING_IBAN = "BE68 5390 0754 7034"
    hr = hr_of(Application.objects.get().sites.get().site.company)
    page = client_of(hr).get(reverse("charge-detail", args=[charge.pk])).content.decode()
    assert "BE68 5390 0754 7034" in page
    assert "Betaal online" not in page
    pdf = client_of(hr).get(reverse("charge-request", args=[charge.pk]))
    assert pdf.content.startswith(b"%PDF")
    officer = city_member(Role.LABEL_OFFICER)
    wrong = {"communication": "+++123/4567/89003+++", "amount_cents": "250,00", "number": "1"}
    assert "controlegetal" in client_of(officer).post(reverse("transfer-book"), wrong).content.decode()
    right = wrong | {"communication": charge.communication}
    assert client_of(officer).post(reverse("transfer-book"), right).status_code == 302
    charge.refresh_from_db()
    assert charge.status == "settled"


def test_the_city_waives_with_a_reason(client_of, charge):
    url = reverse("charge-waive", args=[charge.pk])
    client = client_of(city_member(Role.LABEL_OFFICER))
    client.post(url, {"reason": ""})
    assert Charge.objects.get().status == "due"
    client.post(url, {"reason": "vzw"})
    assert (Charge.objects.get().status, Application.objects.get().fee_status) == ("waived", "waived")


def test_an_administrator_enters_a_price(client_of):
    load_prices()
    client = client_of(city_member(Role.ADMINISTRATOR))
    price = {
        "code": "file_from_10",
        "amount_cents": "250,00",
        "extra_site_percent": "25",
        "vat_treatment": "out_of_scope_art6",
        "in_force_on": "2020-01-02",
        "source": "Gemeenteraad",
    }
    assert "verleden" in client.post(reverse("price-list"), price).content.decode()
    client.post(reverse("price-list"), price | {"in_force_on": "2099-01-01"})
    assert PriceItem.objects.in_force("file_from_10", date(2099, 1, 1)).amount_cents == 25_000
    assert PriceItem.objects.in_force("file_from_10", timezone.localdate()).amount_cents == 0


amounts = st.integers(0, 10**6)


@given(st.builds(Balance, amounts, amounts, amounts, amounts, amounts, st.booleans(), st.booleans()))
def test_nobody_owes_and_is_owed_at_once(balance):
    assert not (balance.remainder and balance.overpaid)
    assert balance.kept == balance.owed - balance.remainder + balance.overpaid


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"STRIPE_API_KEY": "sk_test_1"}, "STRIPE_WEBHOOK_SECRET is missing"),
        ({"STRIPE_WEBHOOK_SECRET": "whsec"}, "STRIPE_API_KEY is missing"),
        (
            {
                "STRIPE_API_KEY": "sk_live_1",
                "STRIPE_WEBHOOK_SECRET": "whsec",
                "STRIPE_API_BASE": "http://127.0.0.1:1",
            },
            "refused",
        ),
        (
            {
                "STRIPE_API_KEY": "rk_live_1",
                "STRIPE_WEBHOOK_SECRET": "whsec",
                "STRIPE_API_BASE": "https://api.stripe.com.evil.example",
            },
            "refused",
        ),
    ],
)
def test_wrong_settings_refuse_to_start(monkeypatch, values, sentence):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        environment.stripe()


def test_without_stripe_there_is_no_webhook(client):
    assert client.post("/webhooks/stripe/", b"{}", content_type="application/json").status_code == 404


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("charge_status_known", {"status": "maybe"}),
        ("charge_above_nothing", {"amount_cents": 0}),
        ("charge_credit_within", {"credited_cents": 25_001}),
        ("charge_waived_with_reason", {"status": "waived"}),
        ("charge_settled_at_a_moment", {"status": "settled"}),
        ("charge_reversed_has_notice", {"notice_until_on": date(2026, 1, 1)}),
        ("charge_communication_shape", {"communication": "+++1"}),
    ],
)
def test_what_a_charge_never_is(charge, name, facts):
    with breaks(name):
        Charge.objects.update(**facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("price_code_known", {"code": "bread"}),
        ("price_vat_known", {"vat_treatment": "some"}),
        ("price_has_source", {"source": ""}),
    ],
)
def test_what_a_price_never_is(name, facts):
    set_price()
    with breaks(name):
        PriceItem.objects.update(**facts)


def test_price_one_a_day():
    price = set_price()
    price.pk = None
    with breaks("price_one_a_day"):
        price.save()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("payment_above_nothing", {"amount_cents": 0}),
        ("payment_by_bank_booked_by_somebody", {"method": "bank"}),
    ],
)
def test_what_a_payment_never_is(charge, name, facts):
    with breaks(name):
        payment(charge, **facts)


def test_a_payment_has_a_known_way(charge):
    with breaks("payment_method_known"):
        payment(charge, method="cash", booked_by=UserFactory())


def test_refund_one_total_a_kind(charge):
    facts = {"payment_number": "pi_1", "kind": "refund", "amount_cents": 1, "told_at": timezone.now()}
    Refund.objects.create(**facts)
    with breaks("refund_one_total_a_kind"):
        Refund.objects.create(**facts)


def test_refund_kind_known():
    with breaks("refund_kind_known"):
        Refund.objects.create(payment_number="pi_1", kind="gift", amount_cents=1, told_at=timezone.now())


def test_what_comes_once(charge):
    payment(charge)
    GatewayEvent.objects.create(number="evt_1", kind="x", received_at=timezone.now(), outcome="x")
    with breaks("number"):
        payment(charge)
    with breaks("number"):
        GatewayEvent.objects.create(number="evt_1", kind="x", received_at=timezone.now(), outcome="x")
    with breaks("organisation_id"):
        Customer.objects.create(organisation=charge.customer.organisation)
    assert balance_of(charge).paid == 1
