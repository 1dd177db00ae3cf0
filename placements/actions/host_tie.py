"""A representative's tie to the host: what they say of it, and what the school decides."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import SCHOOL_ROLES, SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.workflow import refuse_if
from placements.actions.link import mail_link_to
from placements.actions.seat import hold_student
from placements.actions.signature import about
from placements.enums import HostTie
from placements.models import Agreement, HostTieAnswer
from placements.rules import host_tie as rules
from placements.rules.link import agreement_of
from schools.models import LegalRepresentative

DECIDERS = (Role.COORDINATOR, Role.DIRECTOR)


@transaction.atomic
def say_host_tie(*, agreement: Agreement, representative: LegalRepresentative, tie: str, by: Actor) -> HostTieAnswer:
    """What a representative says, by link or to the school; a tie asks the school to decide.

    Refused: `host_tie.decided` once the school did. Raises PermissionDenied for all but that person and the school.
    """
    at = timezone.now()
    staff = by.has(*(SCHOOL_ROLES - {Role.STUDENT})) and by.organisation_id == agreement.placement.school_id
    if by.representative_id != representative.pk and not staff:
        raise PermissionDenied
    hold_student(agreement.placement.student_id)
    rows = agreement.placement.host_ties.select_for_update().filter(representative=representative)
    answer = rows.first() or HostTieAnswer(placement=agreement.placement, representative=representative)
    refuse_if(rules.may_say(answer, agreement))
    answer.tie, answer.said_at = tie, at
    answer.save()
    record("host_tie.said", subject=agreement.placement, by=by, at=at, data={"answer": answer.pk, "tie": tie})
    if tie != HostTie.NONE:
        for role in DECIDERS:
            tell_role(agreement.placement.school_id, role, "host_tie.said", **about(agreement))
    return answer


@transaction.atomic
def decide_host_tie(*, answer: HostTieAnswer, may_sign: bool, reason: str, by: Actor) -> HostTieAnswer:
    """The school lets somebody with a tie sign, or has somebody else do it; whoever may sign gets a fresh link.

    Refused: `host_tie.reason_needed`, `host_tie.decided`. Raises PermissionDenied for all but coordinator and director.
    """
    if not by.has(*DECIDERS):
        raise PermissionDenied
    at = timezone.now()
    hold_student(answer.placement.student_id)
    row = HostTieAnswer.objects.visible_to(by).select_for_update(of=("self",)).get(pk=answer.pk)
    refuse_if(rules.may_decide(row, reason))
    row.may_sign, row.reason, row.decided_at, row.decided_by_id = may_sign, reason.strip(), at, by.user_id
    row.save()
    data = {"answer": row.pk, "tie": row.tie, "may_sign": may_sign}
    record("host_tie.decided", subject=row.placement, by=by, at=at, data=data)
    _tell(row)
    return row


def _tell(answer: HostTieAnswer) -> None:
    """The one who may sign gets a link; when somebody else must, the coach hears it."""
    agreement = agreement_of(answer.placement)
    if agreement is None:
        return
    if answer.may_sign:
        mail_link_to(person=answer.representative, agreement=agreement, by=SYSTEM, at=timezone.now())
    else:
        tell_role(answer.placement.school_id, Role.COACH, "host_tie.other_signs", **about(agreement))
