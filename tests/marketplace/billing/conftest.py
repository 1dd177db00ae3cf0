"""Stripe is a double on loopback, and a label file waits for its payment."""

import pytest

from marketplace.billing.actions.checkout import open_checkout
from marketplace.jobs.actions import run
from marketplace.jobs.models import Job
from tests.factories.accounts import actor_of
from tests.factories.charges import charged_file
from tests.factories.companies import hr_of
from tests.marketplace.billing.stripe_double import SECRET, StripeDouble, event, send


@pytest.fixture
def stripe(settings):
    settings.STRIPE_API_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_x", SECRET
    double = StripeDouble()
    settings.STRIPE_API_BASE = double.address
    yield double
    double.close()


class File:
    """A charged label file, its payer, and Stripe's side of it."""

    def __init__(self, stripe, client):
        self.stripe, self.client = stripe, client
        self.application, self.charge = charged_file()
        self.hr = hr_of(self.application.sites.get().site.company)

    def open(self):
        """The number of a checkout page for what is still to pay."""
        return open_checkout(charge=self.charge, back="http://x.example/", by=actor_of(self.hr)).session

    def pay(self, number="evt_1", session=None, intent="pi_1", **changes):
        """Pay a page and hand over the message; what our side did with it."""
        paid = self.stripe.pay(session or self.open(), intent, **changes)
        return self.tell(event(number, "checkout.session.completed", paid))

    def take_back(self, number="evt_r", intent="pi_1", cents=25_000, currency="eur"):
        """Stripe tells that money of a payment went back, in total."""
        about = {"id": "ch_1", "payment_intent": intent, "amount_refunded": cents, "currency": currency}
        return self.tell(event(number, "charge.refunded", about))

    def lose_dispute(self, number="evt_d", intent="pi_1", status="lost"):
        """Stripe tells that a dispute is over."""
        about = {"id": "dp_1", "payment_intent": intent, "amount": 25_000, "currency": "eur", "status": status}
        return self.tell(event(number, "charge.dispute.closed", about))

    def tell(self, message):
        answer = send(self.client, message)
        assert answer.status_code == 200, answer.content
        return answer.json()["outcome"]

    def award(self):
        """The file becomes a label."""
        from tests.factories.label_files import ApplicationFactory

        won = ApplicationFactory(awarded=True)
        names = ("submitted_by_id", "submitted_at", "completed_at", "passed_at", "decided_at", "body_decided_on")
        names += ("body_reference", "awarded_at", "commitment_id", "status")
        type(won).objects.filter(pk=self.application.pk).update(**{name: getattr(won, name) for name in names})

    def work(self):
        """Do the jobs that wait."""
        for job in Job.objects.filter(kind="billing_pay_back", state="waiting"):
            run(job.pk)

    @property
    def status(self):
        """Of the charge and of the file."""
        self.charge.refresh_from_db()
        self.application.refresh_from_db()
        return self.charge.status, self.application.fee_status


@pytest.fixture
def file(stripe, client, db):
    return File(stripe, client)
