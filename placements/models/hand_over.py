"""Hand-overs: after an early end both sides say their word, and somebody by name goes on with the student."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor
from placements.enums import HandOverStatus
from placements.models.placement import Placement
from schools.models import Coach


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, actor: Actor) -> "HandOverQuerySet":
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class HandOver(models.Model):
    """The file of an early end; it closes with real hours, the word of company and student, and a next step.

    `company_word_by` and `student_word_by` are who wrote them; a coach writes for a student. A company that says
    nothing until `word_until_on` keeps no file open: `company_silent_on` is the day on which the school closed it
    without. `next_step` and `next_person` are a proposal of who ended the placement; the school decides when it closes
    the file, and names one of its coaches, somebody of another organisation, or both.
    """

    placement = models.OneToOneField(Placement, on_delete=models.RESTRICT, related_name="hand_over")
    status = models.CharField(max_length=10, choices=HandOverStatus, default=HandOverStatus.OPEN)
    work_hours = models.PositiveSmallIntegerField(_("echte uren op de werkplek"), null=True)
    company_word = models.CharField(_("het woord van de onderneming"), max_length=600, blank=True)
    company_word_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    student_word = models.CharField(_("het woord van de leerling"), max_length=600, blank=True)
    student_word_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    word_until_on = models.DateField(_("de onderneming antwoordt tot en met"))
    company_silent_on = models.DateField(null=True)
    next_step = models.CharField(_("wat gebeurt er nu met de leerling"), max_length=100)
    next_person = models.CharField(_("wie doet dat"), max_length=80)
    next_coach = models.ForeignKey(Coach, on_delete=models.RESTRICT, null=True, related_name="+")
    next_organisation = models.CharField(_("wie van een andere organisatie"), max_length=80, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=HandOverStatus.values), name="hand_over_status_known"),
            models.CheckConstraint(
                condition=~Q(next_step="") & ~Q(next_person=""), name="hand_over_names_step_and_person"
            ),
            models.CheckConstraint(
                condition=Q(status="open")
                | Q(work_hours__isnull=False, closed_at__isnull=False)
                & (~Q(company_word="") | Q(company_silent_on__isnull=False))
                & ~Q(student_word=""),
                name="hand_over_closed_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(company_silent_on__isnull=True)
                | Q(company_silent_on__gt=F("word_until_on"), company_word=""),
                name="hand_over_silent_after_its_term",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(next_coach__isnull=False) | ~Q(next_organisation=""),
                name="hand_over_closed_names_who_goes_on",
            ),
            models.CheckConstraint(
                condition=(Q(company_word_by__isnull=True) | ~Q(company_word=""))
                & (Q(student_word_by__isnull=True) | ~Q(student_word="")),
                name="hand_over_writer_wrote_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.status}"

    @property
    def next_owner(self) -> str:
        """Who goes on with the student: whom the school named, and as long as it named nobody who was proposed."""
        if self.next_coach and self.next_organisation:
            both = {"coach": self.next_coach, "organisation": self.next_organisation}
            return gettext("%(coach)s, samen met %(organisation)s") % both
        return str(self.next_coach or self.next_organisation or self.next_person)
