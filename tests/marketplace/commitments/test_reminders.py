"""Who did not sign a new version is reminded twice before the term ends."""

from datetime import date

import pytest
import time_machine

from marketplace.commitments.actions import commit, remind_to_sign
from marketplace.commitments.models import TextKind, TextVersion
from marketplace.notifications.models import Notification
from tests.factories.accounts import MembershipFactory, actor_of, commit_to

pytestmark = pytest.mark.django_db


def test_reminders_come_fourteen_and_three_days_before_the_end_of_the_term():
    late, signed = MembershipFactory(), MembershipFactory()
    for member in (late, signed):
        commit_to(member.organisation)
    text = {"body_nl": "Tekst 2", "body_en": "Text 2", "in_force_on": date(2026, 11, 1)}
    TextVersion.objects.create(kind=TextKind.ETHICS_CODE, number=2, **text)
    told = {}
    for day in ("2026-11-15", "2026-11-16", "2026-11-17", "2026-11-27", "2026-11-28", "2026-12-01"):
        with time_machine.travel(f"{day}T07:00:00+01:00", tick=False):
            if day == "2026-11-15":
                commit(kind=TextKind.ETHICS_CODE, by=actor_of(signed))
            told[day] = remind_to_sign()
    assert told == {
        "2026-11-15": 0,
        "2026-11-16": 1,
        "2026-11-17": 0,
        "2026-11-27": 1,
        "2026-11-28": 0,
        "2026-12-01": 0,
    }
    sent = Notification.objects.filter(code="commitment.sign_again")
    assert {row.organisation_id for row in sent} == {late.organisation_id}
    assert sent.first().parameters["day"] == "2026-11-30"
