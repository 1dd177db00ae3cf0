"""The week schedule as it is signed: plain JSON inside the body of an agreement."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from placements.models import Agreement, Schedule, ScheduleBlock


def schedule_in(agreement: Agreement) -> dict[str, Any]:
    """The key `schedule` of a body; a version without one (a visit, or from before there were any) has no such key."""
    schedule = getattr(agreement, "schedule", None)
    return {"schedule": _body(schedule)} if schedule else {}


def _body(schedule: Schedule) -> dict[str, Any]:
    """Hours as "08:30" on the clock of Brussels; a day that differs carries its kind, its reason and its own blocks."""
    prefetch_related_objects([schedule], "blocks", "days")
    blocks = sorted(schedule.blocks.all(), key=lambda row: (row.weekday or 0, row.starts))
    week = [{"weekday": row.weekday, **_block(row)} for row in blocks if row.weekday]
    days = [
        {"day": day.day.isoformat(), "kind": day.kind, "reason": day.reason, "blocks": _blocks_of(day.pk, blocks)}
        for day in sorted(schedule.days.all(), key=lambda row: row.day)
    ]
    return {"week": week, "days": days, "sector_reason": schedule.sector_reason}


def _blocks_of(day: int, blocks: Iterable[ScheduleBlock]) -> list[dict[str, str]]:
    return [_block(row) for row in blocks if row.exception_id == day]


def _block(row: ScheduleBlock) -> dict[str, str]:
    return {"starts": f"{row.starts:%H:%M}", "ends": f"{row.ends:%H:%M}", "place": "work" if row.is_work else "school"}
