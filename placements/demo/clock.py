"""Lets the story of the demo happen on earlier days, with the same actions that people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def on_day(day: date, hour: int = 10) -> Iterator[None]:
    """Within the block the platform's clock stands at this hour of the day."""
    moment = datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())
    with patch("django.utils.timezone.now", return_value=moment):
        yield
