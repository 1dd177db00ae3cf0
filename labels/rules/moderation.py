"""Who may settle a criterion on which two auditors differ."""

from datetime import date

from django.utils.translation import gettext as _

from labels.enums import Duty
from labels.models import Assignment, Settlement
from marketplace.actor import Actor
from marketplace.workflow import Refusal


def is_assessor(settlement: Settlement, by: Actor, on: date) -> Refusal | None:
    """One of the two whose judgements differ."""
    if _has(settlement, by, Duty.AUDITOR):
        return None
    return Refusal("moderation.assessors", _("Alleen de twee auditoren stellen hier iets voor."))


def is_moderator(settlement: Settlement, by: Actor, on: date) -> Refusal | None:
    """Named by a label officer because the two did not settle in time."""
    if _has(settlement, by, Duty.MODERATOR):
        return None
    return Refusal("moderation.moderator", _("Alleen de moderator beslist alleen."))


def not_own_proposal(settlement: Settlement, by: Actor, on: date) -> Refusal | None:
    """Who proposed waits for the other."""
    if settlement.proposed_by_id != by.user_id:
        return None
    return Refusal("moderation.own_proposal", _("Dit is je eigen voorstel. De andere auditor gaat akkoord, of niet."))


def _has(settlement: Settlement, by: Actor, duty: str) -> bool:
    if settlement.duty_read:
        return bool(settlement.duty_read.duty == duty)
    own = Assignment.objects.of(by).filter(application=settlement.assessment.application_id)
    return own.filter(duty=duty).exists()
