"""What waits about training plans: a proposal of the other side."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.actor import Actor, Role
from marketplace.web.lines import Lines
from marketplace.web.panels import add_waiting
from placements.enums import AgreementStatus
from placements.models import Agreement, LineProposal
from placements.rules.side import of_own_side
from placements.workflow.agreement import WRITERS
from schools.models import full_name


@add_waiting(Role.COACH, Role.COORDINATOR, Role.HR)
def to_answer(actor: Actor, on: date) -> list[Lines]:
    """Proposals for a line that the actor's side answers."""
    asked = of_own_side(actor.only(*WRITERS), "line__plan__agreement__placement__", lambda party: ~Q(side=party))
    rows = LineProposal.objects.visible_to(actor).waiting().filter(asked)
    drafts = Agreement.objects.open_at(AgreementStatus.DRAFT)
    rows = rows.filter(line__plan__agreement__in=drafts)
    fill = {"student": full_name("line__plan__agreement__placement__student")}
    words = _("Voorstel voor het plan van %(student)s")
    return [Lines(rows, "plan-edit", words, fill, verb=_("Antwoord"), key="line__plan__agreement")]
