"""Personal links: what a forwarded, stale or stubborn holder of one cannot do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from marketplace.jobs.models import Job
from placements.actions.agreement import check_data, revise_agreement
from placements.models import Agreement, PersonalLink
from tests.factories.agreements import in_signing, no_tie, parent_actor
from tests.factories.offers import make_market
from tests.links import link_of, opened

pytestmark = pytest.mark.django_db
MOTHER = {"name": "Moeder Kanarie", "email": "moeder@demo.example", "signs": "must"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False) as now:
        yield now


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def agreement(market):
    return in_signing(market, parents=(MOTHER,))


@pytest.fixture
def link(agreement):
    return link_of(MOTHER["email"])


def test_the_version_that_was_read_is_the_one_that_is_signed(market, agreement, link):
    """The coach makes version 2 while version 1 stands on the parent's screen."""
    no_tie(agreement, parent_actor(agreement.placement.student.representatives.get(), agreement.placement))
    page = opened(link, MOTHER["email"]).get(f"{link}agreement/").content.decode()
    read = re.search(r'name="agreement" value="(\d+)"', page)[1]
    assert int(read) == agreement.pk
    changes = {"ends_on": agreement.placement.ends_on - timedelta(days=7)}
    draft = revise_agreement(agreement=agreement, changes=changes, by=market.coach_actor)
    check_data(agreement=draft, by=market.hr)
    check_data(agreement=draft, by=market.coach_actor)
    # Signing opened again, which mails a new link; the holder of that one still has the old page open.
    newest = link_of(MOTHER["email"])
    answer = opened(newest, MOTHER["email"]).post(f"{newest}agreement/sign/", {"agreement": read})
    assert answer.status_code == 409
    assert "ondertussen veranderd" in answer.content.decode()
    assert not Agreement.objects.get(pk=draft.pk).signatures.filter(status="signed").exists()


def test_one_code_a_minute(agreement, link, clock):
    def codes():
        return Job.objects.filter(kind="mail", arguments__subject="Je code").count()

    answers = [Client().post(f"{link}code/").status_code for _try in range(5)]
    assert (answers, codes()) == ([200, 409, 409, 409, 409], 1)
    clock.shift(timedelta(seconds=61))
    assert (Client().post(f"{link}code/").status_code, codes()) == (200, 2)


def test_a_parent_who_lost_the_say_reads_nothing(agreement, link):
    agreement.placement.student.representatives.update(signs="not")
    answer = Client().get(f"{link}agreement/")
    assert answer.status_code == 410
    assert agreement.placement.company.organisation.name not in answer.content.decode()


def test_pages_by_link_are_neither_stored_nor_framed_nor_leak_their_address(agreement, link):
    answer = Client().get(f"{link}agreement/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    # `no-referrer` would make browsers send `Origin: null` with the form, which the CSRF check refuses.
    assert 'name="referrer"' not in answer.content.decode()
    assert answer["X-Frame-Options"] == "DENY"
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_only_the_hash_of_a_token_is_kept(agreement, link):
    token = link.rstrip("/").rpartition("/")[2]
    assert len(token) >= 43
    kept = PersonalLink.objects.filter(expires_at__gt=timezone.now()).values_list("token_hash", flat=True)
    assert all(len(digest) == 64 and token not in digest for digest in kept)
