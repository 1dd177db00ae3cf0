"""The allowance of a placement on a day: from the school's proofs, in the signed text and on the page."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from marketplace.reference.models import Figure
from placements.actions.agreement import check_data
from placements.actions.signature import sign
from placements.agreement_body import digest_of
from placements.models import Agreement
from placements.placement_allowance import allowance_on
from tests.factories.agreements import agreed_placement, draft, in_signing, student_actor
from tests.factories.offers import make_market
from tests.factories.schools import StudyProofFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 09:00 +0100", tick=False):
        yield


@pytest.fixture
def market():
    return make_market()


@pytest.mark.parametrize(
    ("kinds", "on", "step", "cents"),
    [
        ((), date(2025, 2, 1), 1, 61250),
        (("second_grade",), date(2025, 1, 31), 2, 66260),
        (("second_grade",), date(2025, 2, 1), 2, 67590),
        (("year_passed", "second_grade"), date(2025, 2, 1), 2, 67590),
        (("first_of_third",), date(2025, 2, 1), 3, 72870),
        (("qualification",), date(2024, 5, 1), 3, 71440),
    ],
)
def test_the_published_amounts_follow_from_what_the_school_noted(market, kinds, on, step, cents):
    placement = agreed_placement(market)
    for kind in kinds:
        StudyProofFactory(student=placement.student, kind=kind, earned_on=date(2024, 4, 30))
    paid = allowance_on(placement, on)
    assert (paid.step.number, paid.month_cents) == (step, cents)


def test_a_proof_counts_from_its_day(market):
    placement = agreed_placement(market)
    for day in (date(2025, 6, 30), date(2026, 6, 30)):
        StudyProofFactory(student=placement.student, kind="year_passed", earned_on=day)
    days = (date(2025, 6, 29), date(2025, 6, 30), date(2026, 6, 30))
    assert [allowance_on(placement, day).step.number for day in days] == [1, 2, 3]


def test_the_third_share_is_kept_in_full(market):
    assert Figure.objects.value("allowance_share_3", date(2026, 1, 1)) == Decimal("0.345")
    with pytest.raises(Figure.DoesNotExist):
        Figure.objects.since("minimum_income_cents", date(2020, 1, 1))


@pytest.mark.parametrize("form", ["SAO", "DA", "STAGE"])
def test_other_forms_pay_no_allowance(market, form):
    placement = agreed_placement(market)
    placement.form = form
    assert allowance_on(placement, date(2025, 2, 1)) is None


def test_an_amount_of_more_than_a_year_is_told_to_be_old(market, client_of):
    placement = agreed_placement(market)
    assert not allowance_on(placement, date(2026, 2, 1)).is_old
    assert allowance_on(placement, date(2026, 2, 2)).is_old
    page = client_of(market.hr_member).get(f"/placements/{placement.pk}/").content.decode()
    assert "€ 612,50" in page
    assert "is ouder dan een jaar" in page


def test_a_new_proof_before_the_first_day_asks_for_a_new_version(market, client_of):
    agreement = in_signing(market)
    assert agreement.body["allowance"]["month_cents"] == 61250
    StudyProofFactory(student=agreement.placement.student)
    answer = client_of(market.hr_member).post(f"/agreements/{agreement.pk}/sign/")
    assert answer.status_code == 409
    assert "De gegevens zijn veranderd" in answer.content.decode()


def test_a_text_of_before_this_release_can_still_be_signed(market):
    agreement = in_signing(market)
    body = {name: said for name, said in agreement.body.items() if name != "allowance"}
    Agreement.objects.filter(pk=agreement.pk).update(body=body, digest=digest_of(body))
    assert sign(agreement=agreement, by=student_actor(agreement.placement), way="link").status == "signed"


def test_the_allowance_stands_in_the_text(market, client_of):
    agreement = draft(market)
    check_data(agreement=agreement, by=market.hr)
    page = client_of(market.coach_member).get(f"/agreements/{agreement.pk}/").content.decode()
    assert "€ 612,50 per maand op de eerste dag: stap 1, eerste jaar alternerende opleiding." in page
