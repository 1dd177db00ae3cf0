"""Each named constraint of refusals, re-matchings and weekly rounds, broken once."""

from datetime import date

import pytest
from django.utils import timezone

from placements.models import MatchRefusal, Rematch, RoundRepeat
from tests.constraints import breaks
from tests.placements.test_constraints_round import make_match, make_round

pytestmark = pytest.mark.django_db


def make_refusal(match=None, **fields):
    match = match or make_match()
    facts = {"round": match.round, "company": match.capacity.company, "match": match, "number": 1, "reason": "full"}
    return MatchRefusal.objects.create(refused_at=timezone.now(), **facts | fields)


def make_rematch(**fields):
    facts = {"cause": "city", "policy": "lottery", "stay_bonus": 300, "asked_at": timezone.now()}
    return Rematch.objects.create(round=fields.pop("round", None) or make_round(), **facts | fields)


def test_match_refusal_number_once():
    first = make_refusal()
    other = make_match()
    with breaks("match_refusal_number_once"):
        make_refusal(other, round=first.round, company=first.company)


def test_match_refusal_once():
    first = make_refusal()
    with breaks("match_refusal_once"):
        make_refusal(first.match, number=2)


def test_match_refusal_counts_from_one():
    with breaks("match_refusal_counts_from_one"):
        make_refusal(number=0)


@pytest.mark.parametrize("reason", ["", "de familie"])
def test_match_refusal_reason_known(reason):
    with breaks("match_refusal_reason_known"):
        make_refusal(reason=reason)


@pytest.mark.parametrize("value", ["magic", ""])
@pytest.mark.parametrize("name", ["rematch_cause_known", "rematch_policy_known", "rematch_status_known"])
def test_rematch_knows_its_values(name, value):
    with breaks(name):
        make_rematch(**{name.split("_")[1]: value})


def test_rematch_asked_once_per_cause():
    row = make_rematch(status="asked").round
    make_rematch(round=row, status="done")
    make_rematch(round=row, cause="weekly")
    with breaks("rematch_asked_once_per_cause"):
        make_rematch(round=row)


@pytest.mark.parametrize("value", ["magic", ""])
def test_round_repeat_policy_known(value):
    with breaks("round_repeat_policy_known"):
        RoundRepeat.objects.create(
            round=make_round(), policy=value, next_on=date(2026, 9, 1), until_on=date(2026, 9, 30)
        )


def test_a_replaced_match_makes_room_for_another():
    match = make_match(status="moved")
    type(match).objects.create(round=match.round, request=match.request, capacity=match.capacity, score=2)
