"""Twelve families of what can happen to a payment, against a double of Stripe on loopback."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from labels.actions.fee import suspend_unpaid
from labels.models import Application, Label
from marketplace.actor import Role
from marketplace.audit.models import AuditEvent
from marketplace.billing import gateway
from marketplace.billing.actions.charge import balance_of
from marketplace.billing.actions.checkout import open_checkout, reconcile
from marketplace.billing.actions.transfer import book_refund, book_transfer
from marketplace.billing.models import Checkout, GatewayEvent, Payment
from marketplace.identifiers import format_structured_communication
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from tests.factories.accounts import actor_of, city_member
from tests.factories.charges import charged_file
from tests.factories.labels import LabelFactory
from tests.marketplace.billing.conftest import File
from tests.marketplace.billing.stripe_double import event, send, signed

pytestmark = pytest.mark.django_db


def officer():
    return actor_of(city_member(Role.LABEL_OFFICER))


def refusal(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.code


def kept():
    """What the audit log says was done with each message, the first one first."""
    told = AuditEvent.objects.filter(verb="gateway.message").order_by("pk")
    return list(told.values_list("data__outcome", flat=True))


def test_1_paid(file):
    assert file.status == ("due", "due")
    assert file.pay() == "booked"
    assert file.status == ("settled", "settled")
    assert AuditEvent.objects.filter(verb="payment.received").count() == 1
    assert refusal(open_checkout, charge=file.charge, back="x", by=actor_of(file.hr)) == "charge.nothing_due"


def test_2_paid_twice_goes_back_once(file):
    first = file.open()
    Checkout.objects.update(opened_at=timezone.now() - timedelta(hours=21))
    second = file.open()
    assert first != second
    assert file.pay("evt_1", first, "pi_1") == "booked"
    assert file.pay("evt_2", second, "pi_2") == "booked"
    assert balance_of(file.charge).overpaid == 25_000
    file.work()
    file.work()
    assert file.stripe.refunds == [("pi_2", 25_000)]
    assert file.take_back(intent="pi_2") == "taken_back"
    assert (balance_of(file.charge).overpaid, file.status) == (0, ("settled", "settled"))


def test_2_paid_by_bank_and_online(file):
    session = file.open()
    line = {"communication": file.charge.communication, "amount_cents": 25_000, "number": "2026-001-7"}
    book_transfer(by=officer(), **line)
    file.pay(session=session)
    file.work()
    assert file.stripe.refunds == [("pi_1", 25_000)]
    assert refusal(book_transfer, by=officer(), **line) == "payment.booked_before"


def test_3_late_is_paid_all_the_same(file):
    session = file.open()
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert file.pay(session=session) == "booked"
    assert file.status == ("settled", "settled")


def test_4_short_is_not_settled_and_shows_the_remainder(file, client_of):
    line = {"communication": format_structured_communication(file.charge.communication), "number": "7"}
    book_transfer(by=officer(), amount_cents=10_000, **line)
    assert file.status == ("due", "due")
    page = client_of(file.hr).get(reverse("charge-detail", args=[file.charge.pk])).content.decode()
    assert "€ 150,00" in page
    assert file.stripe.sessions[file.open()]["amount_total"] == 15_000
    book_transfer(by=officer(), **line | {"number": "8"}, amount_cents=16_000)
    assert file.status == ("settled", "settled")
    assert balance_of(file.charge).overpaid == 1_000
    assert refusal(book_refund, charge=file.charge, amount_cents=1_001, by=officer()) == "refund.too_much"
    book_refund(charge=file.charge, amount_cents=1_000, by=officer())
    assert balance_of(file.charge).overpaid == 0


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"currency": "usd"}, "other_currency"),
        ({"amount_total": 24_999}, "other_amount"),
        ({"payment_status": "unpaid"}, "not_paid"),
        ({"payment_intent": None}, "not_paid"),
    ],
)
def test_5_another_currency_or_amount_settles_nothing(file, changes, outcome):
    assert file.pay(**changes) == outcome
    assert file.status == ("due", "due")
    assert not Payment.objects.exists()


def test_5_another_mode_settles_nothing(file):
    paid = file.stripe.pay(file.open(), "pi_1")
    assert file.tell(event("evt_1", "checkout.session.completed", paid, livemode=True)) == "other_mode"
    assert file.status == ("due", "due")


def test_6_refunded_after_the_award_is_a_notice_then_a_suspension(file):
    file.pay()
    file.award()
    label = LabelFactory(
        level="label",
        site=file.application.sites.get().site,
        application_site=won(file),
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + timedelta(days=900),
    )
    assert file.take_back() == "taken_back"
    assert file.status == ("reversed", "reversed")
    assert Notification.objects.filter(code="fee.reversed").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        assert suspend_unpaid() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert (suspend_unpaid(), suspend_unpaid()) == (1, 0)
    assert Label.objects.get(pk=label.pk).status == "suspended"
    assert file.pay("evt_2", intent="pi_2") == "booked"
    assert Label.objects.get(pk=label.pk).status == "active", "what was suspended for its money alone"


def won(file):
    asked = file.application.sites.get()
    asked.outcome, asked.level, asked.score = "granted", "label", 80
    asked.save()
    return asked


def test_6_paid_again_within_the_notice_ends_it(file):
    file.pay()
    file.award()
    file.take_back()
    assert file.pay("evt_2", intent="pi_2") == "booked"
    assert file.status == ("settled", "settled")
    assert file.charge.notice_until_on is None


def test_6_refunded_before_the_award_is_due_again_and_a_part_is_the_citys_choice(file):
    file.pay()
    assert file.take_back(cents=5_000) == "taken_back"
    assert file.status == ("settled", "settled")
    file.take_back("evt_r2")
    assert file.status == ("reversed", "due")


def test_7_for_another_file(file):
    other, _charge = charged_file()
    paid = file.stripe.pay(file.open(), "pi_1", client_reference_id=f"application:{other.pk}")
    assert file.tell(event("evt_1", "checkout.session.completed", paid)) == "other_file"
    unknown = paid | {"id": "cs_test_99"}
    assert file.tell(event("evt_2", "checkout.session.completed", unknown)) == "unknown_session"
    assert not Payment.objects.exists()
    line = {"communication": "+++000/0000/09797+++", "amount_cents": 1, "number": "1"}
    assert refusal(book_transfer, by=officer(), **line) == "payment.unknown_reference"


@pytest.mark.parametrize(
    "forge",
    [
        lambda client, body: send(client, body, secret="whsec_other"),
        lambda client, body: send(client, body, at=time.time() - 3_600),
        lambda client, body: client.post("/webhooks/stripe/", b"{}", content_type="application/json"),
        lambda client, body: client.post(
            "/webhooks/stripe/", b'{"id": "evt"}', "application/json", headers={"Stripe-Signature": signed(b"{}")}
        ),
    ],
)
def test_8_forged(file, forge):
    paid = file.stripe.pay(file.open(), "pi_1")
    message = event("evt_1", "checkout.session.completed", paid)
    with time_machine.travel(timezone.now(), tick=False):
        answers = [forge(file.client, message) for _ in range(5)]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(400, "forged")}
    assert file.status == ("due", "due")
    assert GatewayEvent.objects.get().outcome == "forged", "one row a minute, however many come"
    assert kept() == ["forged"]


def test_9_replayed(file):
    paid = event("evt_1", "checkout.session.completed", file.stripe.pay(file.open(), "pi_1"))
    assert [file.tell(paid) for _ in range(3)] == ["booked", "before", "before"]
    assert file.tell(paid | {"id": "evt_2"}) == "booked_before"
    assert Payment.objects.count() == 1
    assert kept() == ["booked", "before", "before", "booked_before"]


def test_10_out_of_order(file):
    session = file.open()
    assert file.take_back("evt_r2", cents=25_000) == "taken_back"
    assert file.take_back("evt_r1", cents=5_000) == "taken_back"
    assert file.pay(session=session) == "booked"
    assert balance_of(file.charge).kept == 0
    assert file.status == ("due", "due")
    assert kept() == ["taken_back", "taken_back", "booked"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_11_twenty_at_once(stripe, client):
    file = File(stripe, client)
    paid = stripe.pay(file.open(), "pi_1")
    same = [event("evt_1", "checkout.session.completed", paid) for _ in range(10)]
    others = [event(f"evt_{n}", "checkout.session.completed", paid) for n in range(2, 12)]

    def post(message):
        try:
            return send(Client(), message).json()["outcome"]
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(post, same + others))
    assert outcomes.count("booked") == 1
    assert outcomes.count("before") == 9
    assert sorted(kept()) == sorted(outcomes)
    assert Payment.objects.count() == 1
    assert file.status == ("settled", "settled")


def test_12_down_or_slow_is_a_sentence_and_bank_transfer_stays(file, client_of, monkeypatch):
    file.stripe.is_down = True
    pay = reverse("charge-pay", args=[file.charge.pk])
    answer = client_of(file.hr).post(pay)
    assert answer.status_code == 409
    assert "antwoordt niet" in answer.content.decode()
    refused = AuditEvent.objects.get(verb="refused")
    assert (refused.subject_id, refused.data) == (file.charge.pk, {"code": "payment.service_away"})
    file.stripe.is_down, file.stripe.delay = False, 1.0
    monkeypatch.setattr(gateway, "PATIENCE_SECONDS", 0.2)
    assert client_of(file.hr).post(pay).status_code == 409
    file.stripe.delay = 0
    page = client_of(file.hr).post(pay).content.decode()
    assert 'href="https://checkout.stripe.example/' in page


def test_12_what_never_came_back_is_asked_after(file):
    session = file.open()
    file.stripe.pay(session, "pi_1")
    assert reconcile() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        file.stripe.is_down = True
        assert reconcile() == 0
        file.stripe.is_down = False
        assert (reconcile(), reconcile()) == (1, 0)
    assert file.status == ("settled", "settled")
    assert file.pay(session=session) == "booked_before"


def test_12_a_lost_dispute_after_the_award(file):
    file.pay()
    file.award()
    assert file.lose_dispute("evt_w", status="won") == "not_needed"
    assert file.status == ("settled", "settled")
    assert file.lose_dispute() == "taken_back"
    assert file.status == ("reversed", "reversed")


def test_the_fee_never_touches_the_assessment(file):
    before = Application.objects.filter(pk=file.application.pk).values("status", "passed_at", "attempt").get()
    file.pay()
    file.lose_dispute()
    assert Application.objects.filter(pk=file.application.pk).values("status", "passed_at", "attempt").get() == before
