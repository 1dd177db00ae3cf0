"""The size of a company is frozen when its file is handed in, asked again then, and corrected by the auditor alone."""

from datetime import date
from functools import partial

import pytest
import time_machine
from django.urls import reverse

from labels.actions import application as actions
from labels.actions.assignment import assign, declare, start_audit
from labels.data import load_schemes
from labels.models import Application, Assignment, Criterion
from labels.questions import questions_of
from marketplace.actor import Role
from marketplace.billing.data import load_prices
from marketplace.billing.models import Charge
from marketplace.workflow import Refused
from tests.constraints import breaks
from tests.factories.accounts import MembershipFactory, UserFactory, actor_of, city_member, commit_to
from tests.factories.charges import set_price
from tests.factories.companies import SiteFactory, hr_of
from tests.factories.label_files import ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ON = date(2026, 11, 23)


@pytest.fixture
def today():
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        load_schemes()
        load_prices()
        yield


@pytest.fixture
def site():
    site = SiteFactory(establishment_number="2147812701", company__size_class="under_10")
    commit_to(site.company.organisation)
    return site


@pytest.fixture
def hr(site):
    return actor_of(hr_of(site.company))


@pytest.fixture
def file(site, hr):
    """A small company's file that leaves out two criteria and answers the rest."""
    row = actions.start(holder="company", sites=[site], by=hr)
    criteria = Criterion.objects.filter(scheme=row.scheme, knock_out="no").order_by("code")[:2]
    actions.leave_out(application=row, criteria=list(criteria), by=hr)
    answer_all(row, hr)
    return row


def answer_all(row, hr):
    for question in questions_of(row, ON):
        if question.is_open:
            actions.answer(answer=question.answer, score=2, by=hr)


def grow(site, size):
    site.company.size_class = size
    site.company.save()


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.code


@pytest.fixture
def auditor():
    return city_member(Role.AUDITOR)


@pytest.fixture
def in_audit(file, hr, auditor):
    set_price("file_under_10", 1_000)
    set_price("file_from_50", 75_000)
    officer = actor_of(MembershipFactory(organisation=auditor.organisation, role=Role.LABEL_OFFICER))
    done = actions.complete(application=actions.submit(application=file, by=hr), by=officer)
    assign(application=done, member=auditor, duty="auditor", by=officer)
    declare(application=done, by=actor_of(auditor))
    return start_audit(application=done, by=officer), officer


def test_what_was_left_out_is_asked_again_when_it_is_handed_in(file, site, hr):
    grow(site, "from_10")
    assert refusal(partial(actions.submit, application=file, by=hr)) == "application.not_small"
    file.left_out.all().delete()
    answer_all(file, hr)
    assert actions.submit(application=file, by=hr).size_class == "from_10"


def test_a_company_says_its_size(file, site, hr):
    file.left_out.all().delete()
    answer_all(file, hr)
    grow(site, "")
    assert refusal(partial(actions.submit, application=file, by=hr)) == "application.size_unknown"


def test_the_size_is_frozen_when_it_is_handed_in(in_audit, site):
    row, _officer = in_audit
    grow(site, "from_250")
    row.refresh_from_db()
    assert row.size_class == "under_10"
    assert Charge.objects.get().amount_cents == 1_000


def test_an_auditor_corrects_the_size_and_the_file_goes_back(in_audit, site, hr, auditor):
    row, officer = in_audit
    correct = partial(actions.correct_size, application=row, by=actor_of(auditor))
    assert refusal(partial(correct, size_class="under_10")) == "application.same_size"
    with pytest.raises(Assignment.DoesNotExist):
        actions.correct_size(application=row, size_class="from_50", by=officer)
    back = correct(size_class="from_50")
    assert (back.status, back.size_class, back.left_out.count()) == ("incomplete", "from_50", 0)
    assert refusal(partial(actions.submit, application=back, by=hr)) == "application.unanswered"
    answer_all(back, hr)
    again = actions.submit(application=back, by=hr)
    assert again.size_class == "from_50", "what the company says itself changes nothing any more"
    assert refusal(partial(actions.leave_out, application=back, criteria=[], by=hr)) == "application.locked"
    actions.complete(application=again, by=officer)
    assert Charge.objects.get().amount_cents == 75_000
    assert Application.objects.get().fee_status == "due"


def test_the_auditors_page_of_the_size(in_audit, auditor, client_of):
    row, _officer = in_audit
    client = client_of(auditor)
    assert "minder dan 10" in client.get(reverse("application-audit", args=[row.pk])).content.decode()
    path = reverse("application-size", args=[row.pk])
    client.post(path, {"size_class": ""})
    assert Application.objects.get().status == "auditing"
    client.post(path, {"size_class": "from_50"})
    assert Application.objects.get().status == "incomplete"


def test_a_size_is_known():
    row = ApplicationFactory()
    with breaks("application_size_class_known"):
        Application.objects.filter(pk=row.pk).update(size_class="huge")
    with breaks("application_size_corrected_to_one"):
        Application.objects.filter(pk=row.pk).update(size_set_by=UserFactory())
