"""Proposals: what one side asks the other to change in one line of a training plan."""

from django.db import models
from django.db.models import F, Q

from marketplace.accounts.models import User
from marketplace.actor import Actor
from placements.enums import Party, ProposalStatus
from placements.models.agreement import Agreement
from placements.models.plan import LineTerms, PlanLine
from schools.enums import Place

SIDES = [Party.COMPANY.value, Party.SCHOOL.value]


class LineProposalQuerySet(models.QuerySet["LineProposal"]):
    def visible_to(self, actor: Actor) -> "LineProposalQuerySet":
        """Those in plans of agreements that the actor sees; the family sees no draft, so no proposals."""
        return self.filter(line__plan__agreement__in=Agreement.objects.visible_to(actor))

    def waiting(self) -> "LineProposalQuerySet":
        """Those that nobody has answered yet."""
        return self.filter(status=ProposalStatus.OPEN)


class LineProposal(LineTerms):
    """Other terms for one line, by one side; at most one waits per line, and a counter-proposal ends it."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="proposals")
    side = models.CharField(max_length=15, choices=Party)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.OPEN)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = LineProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(status="open"), name="proposal_one_open_per_line"),
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="proposal_status_known"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="proposal_side_known"),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="proposal_place_known"),
            models.CheckConstraint(
                condition=Q(status="open", answered_at__isnull=True)
                | (~Q(status="open") & Q(answered_at__isnull=False)),
                name="proposal_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="proposal_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(third_hours=0) | ~Q(third_place=""), name="proposal_third_place_named"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.side} {self.status}"
