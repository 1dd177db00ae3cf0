"""The last signatures at the same moment: sealed exactly once."""

from functools import partial

import pytest

from marketplace.audit.models import AuditEvent
from placements.actions.signature import sign
from placements.models import Agreement, Signature
from tests.factories.accounts import actor_of
from tests.factories.agreements import director_of, in_signing, no_tie, parent_actor, student_actor
from tests.factories.offers import make_market
from tests.race import TRIALS, race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
FEW = max(3, TRIALS // 2)


@pytest.fixture
def market():
    return make_market()


def signers(market, agreement):
    parent = agreement.placement.student.representatives.get()
    no_tie(agreement, parent_actor(parent, agreement.placement))
    return [
        market.hr,
        actor_of(director_of(market)),
        student_actor(agreement.placement),
        parent_actor(parent, agreement.placement),
    ]


def assert_sealed_once(agreement):
    row = Agreement.objects.select_related("placement").get(pk=agreement.pk)
    assert (row.status, row.placement.status) == ("sealed", "signed")
    assert AuditEvent.objects.filter(verb="agreement.seal", subject_id=agreement.pk).count() == 1


def test_everybody_signs_at_once(market):
    for _trial in range(FEW):
        agreement = in_signing(market)
        outcomes = race([partial(sign, agreement=agreement, by=actor) for actor in signers(market, agreement)])
        assert all(isinstance(outcome, Signature) for outcome in outcomes)
        assert_sealed_once(agreement)


def test_the_last_one_signs_in_twelve_tabs(market):
    for _trial in range(FEW):
        agreement = in_signing(market)
        *others, last = signers(market, agreement)
        for actor in others:
            sign(agreement=agreement, by=actor)
        outcomes = race([partial(sign, agreement=agreement, by=last)] * 12)
        assert len([outcome for outcome in outcomes if isinstance(outcome, Signature)]) == 1
        assert_sealed_once(agreement)
