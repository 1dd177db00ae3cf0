"""One plan for a class at a site: drafted once, taken over by the other drafts."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.period import Period
from marketplace.workflow import refuse_if
from placements.actions.agreement import held
from placements.actions.plan import untick
from placements.models import Agreement, PlanLine, TrainingPlan
from placements.rules import agreement as agreement_rules
from placements.rules.plan_share import may_take_over


@transaction.atomic
def share_plan(*, agreement: Agreement, classmates: Iterable[Agreement], by: Actor) -> int:
    """Write this plan's terms in the drafts of classmates at the same site; how many drafts changed.

    A competence that only one of the two plans has, or that the class council recognised for one of the two students,
    stays as it is; days are those of the classmate's own period. Both sides accept and check those drafts again.
    Refused: `agreement.not_draft`, `plan.other_class`, `agreement.plan_negotiated`. Raises PermissionDenied for all but
    coach, coordinator and HR.
    """
    source = TrainingPlan.objects.get(agreement=held(agreement, by))
    terms = {line.competence_id: line.terms for line in source.lines.filter(prior_learning=None)}
    rows = sorted(classmates, key=lambda row: (row.placement.student_id, row.pk))
    for row in rows:
        _take_over(held(row, by), source, terms, by)
    return len(rows)


def _take_over(agreement: Agreement, source: TrainingPlan, terms: dict[int, dict[str, Any]], by: Actor) -> None:
    on = timezone.localdate()
    refuse_if(
        may_take_over(agreement, source.agreement)
        or agreement_rules.is_draft(agreement, by, on)
        or agreement_rules.nothing_negotiated(agreement, by, on)
    )
    plan = TrainingPlan.objects.get(agreement=agreement)
    plan.general_hours, plan.weeks, plan.explanation = source.general_hours, source.weeks, source.explanation
    plan.save(update_fields=["general_hours", "weeks", "explanation"])
    for line in plan.lines.filter(competence__in=terms, prior_learning=None):
        _write(line, _days_inside(terms[line.competence_id], agreement.placement_then.period))
    untick(agreement)
    record("agreement.plan_shared", subject=agreement, by=by, data={"from": source.agreement_id})


def _days_inside(terms: dict[str, Any], period: Period) -> dict[str, Any]:
    """The days of a line that lie in a period; where none does, the whole period: no days."""
    first, last = terms["starts_on"], terms["ends_on"]
    if (first and first > period.ends_on) or (last and last < period.starts_on):
        return terms | {"starts_on": None, "ends_on": None}
    inside = {"starts_on": first and max(first, period.starts_on), "ends_on": last and min(last, period.ends_on)}
    return terms | inside


def _write(line: PlanLine, terms: dict[str, Any]) -> None:
    for name, value in terms.items():
        setattr(line, name, value)
    line.unanswer()
    line.save()
