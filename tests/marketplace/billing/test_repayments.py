"""Money that was paid goes back on the word of two people, never of one."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.actor import Role
from marketplace.billing.actions.charge import waive
from marketplace.billing.actions.repayment import agree_repayment, propose_repayment
from marketplace.billing.models import Repayment
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import UserFactory, actor_of, city_member
from tests.factories.charges import RepaymentFactory

pytestmark = pytest.mark.django_db


def officer():
    return actor_of(city_member(Role.LABEL_OFFICER))


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


def test_what_was_paid_is_not_waived_on_one_persons_word(file):
    file.pay()
    assert refusal(partial(waive, charge=file.charge, reason="vzw", by=officer())) == "charge.paid_already"
    file.work()
    assert file.stripe.refunds == []
    assert file.status == ("settled", "settled")


def test_a_repayment_takes_two_people(file):
    file.pay()
    first, second = officer(), officer()
    propose = partial(propose_repayment, charge=file.charge, reason="vzw", by=first)
    assert refusal(partial(propose, amount_cents=25_001)) == "repayment.too_much"
    repayment = propose(amount_cents=10_000)
    assert refusal(partial(propose, amount_cents=1)) == "repayment.waiting"
    file.work()
    assert file.stripe.refunds == [], "nothing moves on one word"
    assert refusal(partial(agree_repayment, repayment=repayment, by=first)) == "repayment.own_proposal"
    agree_repayment(repayment=repayment, by=second)
    file.work()
    assert file.stripe.refunds == [("pi_1", 10_000)]
    assert file.status == ("settled", "settled"), "a gift of the city reverses nothing"
    assert refusal(partial(agree_repayment, repayment=repayment, by=second)) == "repayment.over"


def test_a_repayment_is_dropped_and_proposed_again(file, client_of):
    file.pay()
    client = client_of(city_member(Role.LABEL_OFFICER))
    client.post(reverse("charge-repay", args=[file.charge.pk]), {"amount_cents": "250,00", "reason": "vzw"})
    repayment = Repayment.objects.get()
    path = reverse("charge-detail", args=[file.charge.pk])
    assert "wacht op een collega" in client.get(path).content.decode()
    step = partial(reverse, "repayment-step")
    assert "Jij stelde dit voor" in client.post(step(args=[repayment.pk, "agree"])).content.decode()
    client.post(step(args=[repayment.pk, "drop"]))
    client.post(reverse("charge-repay", args=[file.charge.pk]), {"amount_cents": "10,00", "reason": "vzw"})
    client_of(city_member(Role.ADMINISTRATOR)).post(step(args=[Repayment.objects.latest("pk").pk, "agree"]))
    assert "bevestigd door" in client.get(path).content.decode()
    rows = Repayment.objects.order_by("pk")
    assert [(row.amount_cents, row.agreed_by is None) for row in rows] == [(25_000, True), (1_000, False)]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("repayment_above_nothing", {"amount_cents": 0}),
        ("repayment_has_reason", {"reason": ""}),
        ("repayment_agreed_by_somebody_else", {"agreed_at": timezone.now()}),
    ],
)
def test_a_repayment_keeps(name, facts):
    with breaks(name):
        RepaymentFactory(**facts)


def test_a_repayment_is_agreed_by_somebody_else_once():
    row = RepaymentFactory()
    with breaks("repayment_agreed_by_somebody_else"):
        Repayment.objects.update(agreed_by=row.proposed_by, agreed_at=timezone.now())
    with breaks("repayment_one_waiting_a_charge"):
        RepaymentFactory(charge=row.charge)
    with breaks("repayment_agreed_or_dropped"):
        Repayment.objects.update(agreed_by=UserFactory(), agreed_at=timezone.now(), dropped_at=timezone.now())
