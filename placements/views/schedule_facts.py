"""What the page of a week schedule shows: the week as a picture and in words, its totals and what it breaks."""

from datetime import date
from typing import Any

from marketplace.actor import Actor
from placements.enums import WORK_FORMS, AgreementStatus
from placements.models import Agreement
from placements.rules import schedule as rules
from placements.rules.body_difference import hours_differ
from placements.rules.version import version_on, versions_after, was_dropped
from placements.rules.worktime import Hours
from placements.schedule_body import schedule_in
from placements.schedule_words import day_lines, week_lines
from placements.views.version_facts import STANDS, all_versions, worth_of
from placements.worktime import hours


def facts_of(agreement: Agreement) -> dict[str, Any]:
    """The hours of a version; a version that is signed shows what was signed."""
    schedule, placement = rules.schedule_of(agreement), agreement.placement
    contacts = sorted(placement.school_contacts.all(), key=lambda row: (row.starts_on, row.pk))
    common = {"placement": placement, "contacts": contacts, "has_hours": placement.form in WORK_FORMS}
    if schedule is None:
        return {**common, "refusal": rules.NONE}
    plan, body = rules.hours_of(schedule), schedule_in(agreement)["schedule"]
    hard = [rules.refusal_of(breach) for breach in plan.breaches if breach.is_hard]
    return {
        **common,
        "week": body["week"],
        "lines": week_lines(body),
        "days": list(zip(day_lines(body), sorted(schedule.days.all(), key=lambda row: row.day), strict=True)),
        "sector_reason": schedule.sector_reason,
        "hard": [*hard[:MOST_SHOWN], *filter(None, (rules.fits_form(plan), rules.contact_named(plan)))],
        "hard_left": max(len(hard) - MOST_SHOWN, 0),
        "notes": rules.notes(plan),
        "wrong_days": {breach.day.isoweekday() for breach in plan.breaches if breach.is_hard},
        **_average(plan),
    }


def hold_of(agreement: Agreement, actor: Actor, on: date) -> dict[str, Any]:
    """When these hours hold: what they are worth if not today, and the signed version that brings other hours."""
    if agreement.placement.status not in STANDS:
        return {"is_now": True, "other_hours": None}
    rows = all_versions(agreement, actor)
    after = versions_after(agreement, rows, on) if agreement.status == AgreementStatus.SEALED else ()
    return {
        "is_now": agreement == version_on(rows, on),
        "worth": worth_of(agreement, rows, on),
        "was_dropped": was_dropped(agreement, rows),
        "other_hours": next((row for row in after if hours_differ(agreement.body, row.body)), None),
    }


MOST_SHOWN = 5


def _average(plan: Hours) -> dict[str, Any]:
    week = plan.average
    if week is None:
        return {"average": None}
    return {"average": {"work": hours(week.work), "school": hours(week.school), "whole": hours(week.whole)}}
