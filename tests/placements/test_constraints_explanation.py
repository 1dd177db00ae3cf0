"""Each named constraint of explanations and shortage reports, broken once."""

import pytest
from django.utils import timezone

from placements.models import Explanation, ShortageReport
from tests.constraints import breaks
from tests.factories.placements import RequestFactory
from tests.placements.test_constraints_round import make_round

pytestmark = pytest.mark.django_db


def test_explanation_one_per_request_and_round():
    keys = {"round": make_round(), "request": RequestFactory()}
    Explanation.objects.create(**keys)
    with breaks("explanation_one_per_request_and_round"):
        Explanation.objects.create(**keys)


@pytest.mark.parametrize(("students", "placed", "most_placed"), [(3, 3, 2), (3, 2, 4)])
def test_shortage_report_counts_in_order(students, placed, most_placed):
    counts = {"students": students, "placed": placed, "most_placed": most_placed}
    with breaks("shortage_report_counts_in_order"):
        ShortageReport.objects.create(round=make_round(), made_at=timezone.now(), input_digest="0", **counts)
