from datetime import date

import pytest
from django.utils import timezone

from labels.models import Pledge, PledgeEntry, PledgeQuestion
from tests.constraints import breaks
from tests.factories.accounts import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def pledge(**facts):
    known = {"school_year": 2026, "sector": "H", "places": 2, "promised_at": timezone.now()}
    people = {"organisation": OrganisationFactory(), "promised_by": UserFactory()}
    return Pledge.objects.create(**(known | people | facts))


def entry(**facts):
    known = {"school_year": 2026, "sector": "H", "kind": "started", "reference": "placement:1", "at": timezone.now()}
    return PledgeEntry.objects.create(**({"organisation": OrganisationFactory()} | known | facts))


def question(**facts):
    known = {"school_year": 2027, "asked_at": timezone.now()}
    return PledgeQuestion.objects.create(**({"organisation": OrganisationFactory()} | known | facts))


def answered(answer, **facts):
    return question(answer=answer, answered_at=timezone.now(), answered_by=UserFactory(), **facts)


def test_pledge_once_per_year_and_sector():
    first = pledge()
    with breaks("pledge_once_per_year_and_sector"):
        pledge(organisation=first.organisation)


def test_pledge_places_0_to_999():
    with breaks("pledge_places_0_to_999"):
        pledge(places=1000)


def test_pledge_sector_known():
    with breaks("pledge_sector_known"):
        pledge(sector="9")


def test_pledge_entry_once():
    entry()
    with breaks("pledge_entry_once"):
        entry()


def test_pledge_entry_kind_known():
    with breaks("pledge_entry_kind_known"):
        entry(kind="dreamt")


@pytest.mark.parametrize("facts", [{"places": 0}, {"reference": ""}])
def test_pledge_entry_counts_something(facts):
    with breaks("pledge_entry_counts_something"):
        entry(**facts)


def test_pledge_entry_sector_known():
    with breaks("pledge_entry_sector_known"):
        entry(sector="9")


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_ledger_is_append_only(verb):
    row = PledgeEntry.objects.filter(pk=entry().pk)
    with breaks("pledge_append_only"):
        row.update(places=9) if verb == "update" else row._raw_delete("default")


def test_pledge_question_once_a_year():
    first = question()
    with breaks("pledge_question_once_a_year"):
        question(organisation=first.organisation)


@pytest.mark.parametrize("facts", [{"answer": "same"}, {"answered_at": timezone.now()}])
def test_pledge_question_answered_whole(facts):
    with breaks("pledge_question_answered_whole"):
        question(**facts)


@pytest.mark.parametrize(("answer", "reason"), [("not_this_year", ""), ("same", "no_mentor")])
def test_pledge_question_no_with_reason(answer, reason):
    with breaks("pledge_question_no_with_reason"):
        answered(answer, reason=reason)


def test_pledge_question_maybe_comes_back():
    answered("maybe", ask_again_on=date(2027, 5, 1))
    with breaks("pledge_question_maybe_comes_back"):
        answered("maybe")
