"""A holder asks to look again at what was found in a case, and a colleague of the handler answers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from labels.actions.case import tell_above, tell_holder
from labels.models import Case, Reconsideration
from labels.models.case import HANDLER_ROLES
from labels.rules import reconsideration as rules
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if


@transaction.atomic
def ask_reconsideration(*, case: Case, grounds: str, by: Actor) -> Reconsideration:
    """HR or the director disputes the finding; the label stays as it is meanwhile.

    Refused: `reconsideration.nothing`, `reconsideration.asked`, `reconsideration.late`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    row = _locked(case, by)
    if by.user_id is None or not by.has(Role.HR, Role.DIRECTOR) or row.organisation_id != by.organisation_id:
        raise PermissionDenied
    refuse_if(rules.may_ask(row, on))
    made = Reconsideration.objects.create(
        case=row,
        grounds=grounds.strip(),
        asked_by_id=by.user_id,
        asked_at=at,
        answer_by_on=rules.answer_by(on),
        found_before=row.finding,
    )
    record("case.reconsideration_asked", subject=row, by=by, at=at)
    tell_above(row, "case.reconsideration_asked", Role.LABEL_OFFICER)
    return made


@transaction.atomic
def answer_reconsideration(*, case: Case, finding: str, reasons: str, by: Actor) -> Reconsideration:
    """The same or a lighter finding with reasons, by who never handled the case and did not decide it.

    A label that was suspended meanwhile comes back by the deciders of that measure, not by this answer.
    Refused: `reconsideration.answered`, `reconsideration.own_case`, `reconsideration.heavier`, and as `acknowledge`.
    """
    at = timezone.now()
    if by.user_id is None or not by.has(*HANDLER_ROLES):
        raise PermissionDenied
    locked = _locked(case, by)
    row = Reconsideration.objects.select_for_update(of=("self",)).select_related("case").get(case=locked)
    refuse_if(rules.may_answer(row, by, timezone.localdate(at)) or rules.not_heavier(row, finding))
    row.finding, row.reasons, row.answered_by_id, row.answered_at = finding, reasons.strip(), by.user_id, at
    row.save(update_fields=["finding", "reasons", "answered_by", "answered_at"])
    locked.finding = finding
    locked.save(update_fields=["finding"])
    record("case.reconsidered", subject=locked, by=by, at=at, data={"from": row.found_before, "to": finding})
    tell_holder(locked, "case.reconsidered")
    return row


def escalate_late(*, by: Actor) -> int:
    """Tell administrators, once, of questions whose term has passed; how many."""
    late = Reconsideration.objects.late(timezone.localdate()).select_related("case__organisation")
    return len([_escalate(row, by) for row in late])


@transaction.atomic
def _escalate(row: Reconsideration, by: Actor) -> None:
    row.escalated_at = timezone.now()
    row.save(update_fields=["escalated_at"])
    record("case.reconsideration_late", subject=row.case, by=by, at=row.escalated_at)
    tell_above(row.case, "case.late", Role.ADMINISTRATOR)


def _locked(case: Case, by: Actor) -> Case:
    rows = Case.objects.visible_to(by).select_related("organisation", "site")
    return rows.select_for_update(of=("self",)).get(pk=case.pk)
