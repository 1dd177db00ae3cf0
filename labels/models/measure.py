"""Measures on a label that exists: suspension, reinstatement and withdrawal, from proposal to the day they hold."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import OPEN_MEASURE, Ground, LabelStatus, Matter, MeasureStatus
from labels.models.case import Case
from labels.models.label import Label
from labels.models.ties import of_the_city
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role

TOLD = (MeasureStatus.DECIDED, MeasureStatus.IN_FORCE, MeasureStatus.REJECTED)
MATTERS = (Matter.SUSPENSION, Matter.REINSTATEMENT, Matter.WITHDRAWAL)
GROUNDS: dict[str, tuple[Ground, ...]] = {
    Matter.SUSPENSION: (Ground.DANGER, Ground.ETHICS, Ground.FINDING, Ground.RECOGNITION, Ground.REFUSED_CHECK),
    Matter.WITHDRAWAL: (Ground.UNSOLVED, Ground.FRAUD, Ground.MISUSE),
    Matter.REINSTATEMENT: (Ground.MENDED,),
}
GROUND_FITS = Q(pk=None)
for _matter, _grounds in GROUNDS.items():
    GROUND_FITS |= Q(matter=_matter, ground__in=_grounds)


class MeasureQuerySet(models.QuerySet["Measure"]):
    def visible_to(self, actor: Actor) -> "MeasureQuerySet":
        """City staff see all but what is prepared about the city's own, which partners see; holders what is told."""
        if actor.is_system:
            return self
        seen = Q(pk=None)
        if actor.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR):
            seen |= ~Q(label__organisation__in=of_the_city()) | Q(status__in=TOLD)
        if actor.has(Role.DECIDER):
            seen |= Q(pk__isnull=False)
        if actor.has(Role.HR, Role.DIRECTOR):
            told = Q(status__in=TOLD) | Q(provisional_until_on__isnull=False)
            seen |= told & Q(label__organisation=actor.organisation_id)
        return self.filter(seen)

    def open(self) -> "MeasureQuerySet":
        """Those about which nothing is decided yet."""
        return self.filter(status__in=OPEN_MEASURE)

    def proposals_about(self, label: Label) -> "MeasureQuerySet":
        """What is only proposed about a label: open, and holding nothing yet."""
        return self.open().filter(label=label, provisional_until_on=None)

    def to_start(self, on: date) -> "MeasureQuerySet":
        """Decided, and their day has come."""
        return self.filter(status=MeasureStatus.DECIDED, effective_on__lte=on)

    def overdue(self, on: date) -> "MeasureQuerySet":
        """Provisional suspensions whose term passed without a decision."""
        return self.open().filter(provisional_until_on__lt=on)

    def ending(self, on: date, until: date) -> "MeasureQuerySet":
        """Provisional suspensions that hold today and lapse after one of these days if nobody decides."""
        return self.open().filter(provisional_until_on__range=(on, until))

    def came_back(self) -> "MeasureQuerySet":
        """Suspensions that lapsed though a major case about the holder is open, with nothing proposed since."""
        later = Measure.objects.filter(label=OuterRef("label"), number__gt=OuterRef("number"))
        grave = Case.objects.grave().filter(Q(site=None) | Q(site=OuterRef("label__site")))
        grave = grave.filter(organisation=OuterRef("label__organisation"))
        return self.filter(~Exists(later), Exists(grave), status=MeasureStatus.LAPSED, label__status=LabelStatus.ACTIVE)


class Measure(models.Model):
    """One proposal about a label that exists; the scheme says how many decide it, after somebody read it.

    `number` counts the measures of a label; its decisions carry it as their attempt. A suspension for danger holds at
    once and provisionally, through `provisional_until_on`; the decision confirms or ends it. Without one it lapses, and
    the deciders are warned before (`warned_at`).
    """

    label = models.ForeignKey(Label, on_delete=models.RESTRICT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    matter = models.CharField(max_length=15, choices=[(matter.value, matter.label) for matter in MATTERS])
    ground = models.CharField(_("grond"), max_length=15, choices=Ground)
    reasons = models.TextField(_("redenen"))
    effective_on = models.DateField(_("geldt vanaf"))
    provisional_until_on = models.DateField(null=True)
    warned_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, null=True, related_name="measures")
    status = models.CharField(max_length=10, choices=MeasureStatus, default=MeasureStatus.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    proposed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    remarks = models.CharField(_("wat nog niet klopt"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    objection_until_on = models.DateField(null=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MeasureStatus.values), name="measure_status_known"),
            models.CheckConstraint(condition=GROUND_FITS, name="measure_ground_fits_matter"),
            models.CheckConstraint(condition=~Q(reasons=""), name="measure_has_reasons"),
            models.UniqueConstraint(fields=["label", "number"], name="measure_number_once_a_label"),
            models.UniqueConstraint(
                fields=["label"], condition=Q(status__in=OPEN_MEASURE), name="measure_one_open_a_label"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("proposed_by")),
                name="measure_not_reviewed_by_the_proposer",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["reviewed", "decided", "in_force", "rejected"])
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="measure_read_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(remarks=""), name="measure_returned_with_a_sentence"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "in_force"])
                | Q(decided_at__isnull=False, objection_until_on__isnull=False),
                name="measure_decided_with_objection_term",
            ),
            models.CheckConstraint(
                condition=Q(provisional_until_on__isnull=True)
                | Q(matter="suspension", provisional_until_on__gte=F("effective_on")),
                name="measure_provisional_is_a_suspension",
            ),
        ]
        indexes = [models.Index(fields=["status", "effective_on"], name="measure_status_effective")]

    def __str__(self) -> str:
        return f"{self.matter} {self.label_id} {self.status}"

    @property
    def is_open(self) -> bool:
        """Nothing is decided yet."""
        return self.status in OPEN_MEASURE
