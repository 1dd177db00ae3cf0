"""Sessions that are over are forgotten at night; those in use stay."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from marketplace.accounts.tasks import forget_sessions

pytestmark = pytest.mark.django_db


def session(key, **age):
    return Session.objects.create(session_key=key, session_data="x", expire_date=timezone.now() + timedelta(**age))


def test_what_is_over_is_forgotten_each_night():
    kept = session("used", minutes=5)
    session("over", minutes=-5)
    assert forget_sessions() == 1
    assert list(Session.objects.all()) == [kept]
    nightly = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert "marketplace.accounts.tasks.forget_sessions" in nightly
