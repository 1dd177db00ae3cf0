"""After a suspension the school looks again at each placement; nobody is thrown out (R32)."""

import pytest
from django.urls import reverse

from labels.models import Label, PledgeEntry
from marketplace.notifications.models import Notification
from marketplace.workflow import Refused
from placements.actions.placement import stop
from placements.actions.review import keep
from placements.models import Placement, PlacementReview
from placements.tasks.review import list_for_review
from tests.constraints import breaks
from tests.factories.labels import take_step
from tests.factories.offers import make_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return make_market()


@pytest.fixture
def placement(market):
    return market.placement()


def suspend(market):
    take_step(Label.objects.get(site=market.site), "suspend", reason="Gevaar")


def status():
    return PlacementReview.objects.get().status


def test_a_suspension_lists_placements_once_and_throws_nobody_out(market, placement):
    assert list_for_review() == 0
    suspend(market)
    assert [list_for_review(), list_for_review()] == [1, 0]
    assert Notification.objects.filter(code="review.opened").count() == 2
    assert Placement.objects.get().status == placement.status


def test_the_school_keeps_a_placement_with_a_reason(market, placement, client_of):
    suspend(market)
    list_for_review()
    client, review = client_of(market.coordinator_member), PlacementReview.objects.get()
    assert str(placement.student) in client.get(reverse("review-list")).content.decode()
    assert "Deze plaats gaat door" in client.post(reverse("review-keep", args=[review.pk])).content.decode()
    client.post(reverse("review-keep", args=[review.pk]), {"reason": "De mentor is nieuw en de leerling wil blijven."})
    assert status() == "kept"
    assert list_for_review() == 0
    with pytest.raises(Refused, match="collega"):
        keep(review=review, reason="Nog eens", by=market.coordinator)


def test_a_reason_is_needed(market, placement):
    suspend(market)
    list_for_review()
    with pytest.raises(Refused) as caught:
        keep(review=PlacementReview.objects.get(), reason=" ", by=market.coordinator)
    assert caught.value.code == "review.reason_needed"


def test_reinstatement_lifts_what_stands_and_a_new_suspension_asks_again(market, placement):
    suspend(market)
    list_for_review()
    keep(review=PlacementReview.objects.get(), reason="Het gaat.", by=market.coordinator)
    take_step(Label.objects.get(site=market.site), "reinstate")
    assert list_for_review() == 0
    assert status() == "lifted"
    suspend(market)
    assert list_for_review() == 1
    assert PlacementReview.objects.count() == 2


def test_what_is_over_needs_no_review(market, placement):
    suspend(market)
    list_for_review()
    stop(placement=placement, by=market.coordinator, reason="SAFETY")
    list_for_review()
    assert status() == "over"


def test_a_school_without_a_valid_label_stops_nobody(market, placement):
    Label.objects.filter(site=market.site).update(site=None, organisation=market.school.organisation)
    Label.objects.update(status="suspended")
    assert list_for_review() == 0


def test_the_events_of_a_placement_are_in_the_ledger(market, placement):
    kinds = PledgeEntry.objects.order_by("pk").values_list("kind", "reference")
    assert list(kinds) == [("asked", f"offer:{placement.offer_id}"), ("matched", f"placement:{placement.pk}")]
    assert {row.organisation for row in PledgeEntry.objects.all()} == {market.company.organisation}


def review(placement, **facts):
    return PlacementReview.objects.create(placement=placement, opened_at=placement.accepted_at, **facts)


def test_review_status_known(placement):
    with breaks("review_status_known"):
        review(placement, status="lost")


def test_review_kept_with_reason(placement):
    with breaks("review_kept_with_reason"):
        review(placement, status="kept")


def test_review_one_standing_per_placement(placement):
    review(placement)
    with breaks("review_one_standing_per_placement"):
        review(placement)
