"""Placement requests: one student's need, and the wishes that go with it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import SCHOOL_STAFF, Actor
from marketplace.period import Period
from placements.enums import Form, RequestStatus
from schools.models import Competence, Programme, School, Student


class PlacementRequestQuerySet(models.QuerySet["PlacementRequest"]):
    def visible_to(self, actor: Actor) -> "PlacementRequestQuerySet":
        """School staff see their own; a student sees their own; companies see offers, never requests."""
        if actor.is_system:
            return self
        if actor.has(*SCHOOL_STAFF):
            return self.filter(school=actor.organisation_id)
        return self.filter(student=actor.student_id) if actor.student_id else self.none()


class PlacementRequest(models.Model):
    """One student's need; `weekdays` are ISO weekdays at the workplace, `reach_km` holds from each home."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.RESTRICT, related_name="+")
    form = models.CharField(_("vorm"), max_length=10, choices=Form)
    school_year = models.PositiveSmallIntegerField(_("schooljaar"))
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    weekdays = models.JSONField(_("dagen op de werkplek"), default=list)
    reach_km = models.PositiveSmallIntegerField(_("bereik in km vanaf elk thuisadres"), default=15)
    competences = models.ManyToManyField(Competence, related_name="+", blank=True)
    sectors = models.JSONField(_("gewenste sectoren"), default=list, blank=True)
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.OPEN)
    submitted_at = models.DateTimeField()

    objects = PlacementRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="request_ends_after_start"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="request_form_known"),
            models.CheckConstraint(condition=Q(status__in=RequestStatus.values), name="request_status_known"),
            models.CheckConstraint(condition=Q(reach_km__gte=1, reach_km__lte=200), name="request_reach_1_to_200_km"),
            models.UniqueConstraint(
                fields=["student", "starts_on"],
                condition=Q(status__in=["open", "placed"]),
                name="request_one_per_student_and_start",
            ),
        ]
        indexes = [models.Index(fields=["status", "school_year"], name="request_status_year")]

    def __str__(self) -> str:
        return f"{self.form} {self.starts_on}"

    @property
    def period(self) -> Period:
        """From its first to its last day."""
        return Period(self.starts_on, self.ends_on)

    @property
    def is_of_teacher(self) -> bool:
        """Whether a teacher asks, who is called so in every sentence."""
        return self.form == Form.TEACHER


class SiteWish(models.Model):
    """A site that the student would like, by rank (1 = most)."""

    request = models.ForeignKey(PlacementRequest, on_delete=models.CASCADE, related_name="wishes")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "rank"], name="site_wish_rank_once"),
            models.UniqueConstraint(fields=["request", "site"], name="site_wish_site_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.site_id}"
