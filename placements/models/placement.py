"""Placements: the commitment from the company's yes to completion, with its mentors and its start list."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Mentor, Site
from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.period import Period
from marketplace.reference.models import Figure
from placements.enums import (
    HOLDS_SEAT,
    WORK_FORMS,
    CheckItem,
    EndReason,
    Form,
    HealthOutcome,
    Party,
    PlacementStatus,
    SignedBy,
    end_reasons,
)
from placements.models.capacity import Capacity
from placements.models.offer import Offer
from schools.models import Coach, LegalRepresentative, Programme, School, Student

MENTOR_READS_AFTER = timedelta(days=30)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def visible_to(self, actor: Actor) -> "PlacementQuerySet":
        """HR of the company, its mentors within their term, staff of the school, the student and their family."""
        if actor.is_system:
            return self
        sides = Q()  # a person may be several in one organisation: a school that hosts students too
        if actor.has(Role.HR):
            sides |= Q(company=actor.organisation_id)
        elif actor.has(Role.MENTOR):
            sides |= _in_mentor_term(actor)
        if actor.has(*SCHOOL_STAFF):
            sides |= Q(school=actor.organisation_id)
        if actor.has(Role.STUDENT) and actor.student_id:
            sides |= Q(student=actor.student_id)
        return self.filter(sides) if sides else self._visible_to_family(actor)

    def _visible_to_family(self, actor: Actor) -> "PlacementQuerySet":
        if actor.representative_id:
            return self.filter(student__representatives=actor.representative_id)
        return self.filter(student=actor.student_id) if actor.student_id else self.none()

    def holding_seats(self) -> "PlacementQuerySet":
        """Placements that use a seat of their capacity."""
        return self.filter(status__in=HOLDS_SEAT)

    def due_to_start(self, on: date) -> "PlacementQuerySet":
        """Signed placements whose first day has come."""
        return self.filter(status=PlacementStatus.SIGNED, starts_on__lte=on)

    def due_to_end(self, on: date) -> "PlacementQuerySet":
        """Running placements whose last day is behind us."""
        return self.filter(status=PlacementStatus.RUNNING, ends_on__lt=on)

    def left_school(self, on: date) -> "PlacementQuerySet":
        """Those with real work whose student left school without diploma, during them or shortly after, unasked yet."""
        near = timedelta(days=int(Figure.objects.value("hiring_hint_days", on)))
        last_on = Coalesce("ended_on", "ends_on")
        rows = self.filter(form__in=WORK_FORMS, hiring_question=None).exclude(status=PlacementStatus.STOPPED)
        rows = rows.filter(student__left_on__range=(on - near, on), student__left_on__gte=F("starts_on"))
        return rows.annotate(last_on=last_on).filter(
            Q(student__diploma_on=None) | Q(student__diploma_on__gt=F("student__left_on")),
            last_on__gte=F("student__left_on") - near,
        )


def _in_mentor_term(actor: Actor) -> Q:
    """What a mentor or stand-in still reads: until 30 days after their own last day (our choice, field.md)."""
    still = actor.on - MENTOR_READS_AFTER
    mine = MentorAssignment.objects.filter(mentor__user=actor.user_id, ends_on__gte=still).values("placement")
    runs = Q(ends_on__gte=still) & (Q(ended_on__isnull=True) | Q(ended_on__gte=still))
    return Q(company=actor.organisation_id, pk__in=mine) & runs


class Placement(models.Model):
    """One student at one site in a period; company, school and student are repeated here for access."""

    offer = models.OneToOneField(Offer, on_delete=models.RESTRICT, related_name="placement")
    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.RESTRICT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="+")
    capacity = models.ForeignKey(Capacity, on_delete=models.RESTRICT, related_name="placements")
    programme = models.ForeignKey(Programme, on_delete=models.RESTRICT, related_name="+")
    coach = models.ForeignKey(Coach, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=10, choices=Form)
    starts_on = models.DateField()
    ends_on = models.DateField()
    week = models.JSONField(default=dict)  # ISO weekday -> [start, end], as on Capacity
    status = models.CharField(max_length=12, choices=PlacementStatus, default=PlacementStatus.ACCEPTED)
    accepted_at = models.DateTimeField()
    student_yes_at = models.DateTimeField(null=True)
    student_yes_way = models.CharField(max_length=10, choices=SignedBy, blank=True)
    student_yes_witness = models.CharField(max_length=120, blank=True)
    representative_yes_at = models.DateTimeField(null=True)
    representative_yes_way = models.CharField(max_length=10, choices=SignedBy, blank=True)
    representative_yes_witness = models.CharField(max_length=120, blank=True)
    representative_yes_by = models.ForeignKey(
        LegalRepresentative, on_delete=models.RESTRICT, null=True, related_name="+"
    )
    not_ready_told_at = models.DateTimeField(null=True)  # both sides were told not to send the student yet
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    next_owner = models.CharField(max_length=320, blank=True)  # who goes on with the student after an early end

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PlacementStatus.values), name="placement_status_known"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="placement_form_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(status__in=["ended", "ended_early", "stopped"])
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="placement_ended_has_day_and_reason",
            ),
            models.CheckConstraint(
                condition=(Q(student_yes_at__isnull=True) | ~Q(student_yes_way=""))
                & (Q(representative_yes_at__isnull=True) | ~Q(representative_yes_way="")),
                name="placement_yes_has_way",
            ),
            models.CheckConstraint(
                condition=(~Q(student_yes_way="witness") | ~Q(student_yes_witness=""))
                & (~Q(representative_yes_way="witness") | ~Q(representative_yes_witness="")),
                name="placement_witnessed_yes_has_name",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "status"], name="placement_company_status"),
            models.Index(fields=["school", "status"], name="placement_school_status"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.starts_on}"

    @property
    def period(self) -> Period:
        """From its first to its last day."""
        return Period(self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date:
        """The planned last day, or after an early end the real one."""
        return self.ended_on if self.status == PlacementStatus.ENDED_EARLY and self.ended_on else self.ends_on

    @property
    def is_of_teacher(self) -> bool:
        """Whether a teacher learns here, who is called so in every sentence."""
        return self.form == Form.TEACHER

    @property
    def lets_read(self) -> frozenset[int]:
        """The representatives whom the adult student lets read along."""
        return frozenset(row.representative_id for row in self.reading_permissions.all() if row.revoked_at is None)

    @property
    def end_words(self) -> str:
        """Why it ended, in words."""
        return str(dict(end_reasons(of_teacher=self.is_of_teacher)).get(self.end_reason, ""))


class MentorAssignmentQuerySet(models.QuerySet["MentorAssignment"]):
    def visible_to(self, actor: Actor) -> "MentorAssignmentQuerySet":
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))

    def during(self, period: Period) -> "MentorAssignmentQuerySet":
        """Those with a day in common with a period."""
        return self.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on)

    def in_order(self) -> "MentorAssignmentQuerySet":
        """With the mentor of each, the first day first."""
        return self.select_related("mentor").order_by("starts_on", "pk")

    def guiding(self, on: date) -> "MentorAssignmentQuerySet":
        """Mentors and stand-ins of standing placements with real work whose last day has not passed."""
        return self.filter(ends_on__gte=on, placement__status__in=HOLDS_SEAT, placement__form__in=WORK_FORMS)


class MentorAssignment(models.Model):
    """A mentor of a placement in a period; the main mentor holds one of their seats 1-3, a stand-in (R13) holds none.

    The seat is given back when the placement ends.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="mentors")
    mentor = models.ForeignKey(Mentor, on_delete=models.RESTRICT, related_name="+")
    seat = models.PositiveSmallIntegerField(null=True)
    is_stand_in = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    taken_over_at = models.DateTimeField(null=True)  # when the company said that this mentor follows another

    objects = MentorAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=True) | Q(seat__gte=1, seat__lte=3), name="mentor_assignment_seat_1_to_3"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mentor_assignment_ends_after_start"),
            models.CheckConstraint(
                condition=Q(is_stand_in=False) | Q(seat__isnull=True), name="mentor_assignment_stand_in_without_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} seat {self.seat}"

    @property
    def period(self) -> Period:
        """From its first to its last day."""
        return Period(self.starts_on, self.ends_on)


class MentorWarning(models.Model):
    """A problem of a mentor (a code of `companies.rules`) that HR and coach were told of; gone once it is solved."""

    assignment = models.ForeignKey(MentorAssignment, on_delete=models.RESTRICT, related_name="warnings")
    code = models.CharField(max_length=40)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "code"], name="mentor_warning_once")]

    def __str__(self) -> str:
        return self.code


class Meeting(models.Model):
    """The meeting before the student's yes, when the company asked for one."""

    placement = models.OneToOneField(Placement, on_delete=models.RESTRICT, related_name="meeting")
    at = models.DateTimeField(_("datum en uur"))
    where = models.CharField(_("waar"), max_length=200)
    went_well = models.BooleanField(_("ging goed"), null=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class FamilyQuestionQuerySet(models.QuerySet["FamilyQuestion"]):
    def visible_to(self, actor: Actor) -> "FamilyQuestionQuerySet":
        """Coaches and coordinators of the school, nobody else."""
        if actor.is_system:
            return self
        staff = actor.has(Role.COACH, Role.COORDINATOR)
        return self.filter(placement__school=actor.organisation_id) if staff else self.none()


class FamilyQuestion(models.Model):
    """A question of the family to the coach; neither the company nor another family member reads it."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="questions")
    party = models.CharField(max_length=15, choices=Party)
    representative = models.ForeignKey(LegalRepresentative, on_delete=models.RESTRICT, null=True, related_name="+")
    text = models.CharField(_("je vraag"), max_length=600)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    objects = FamilyQuestionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="family_question_has_text")]

    def __str__(self) -> str:
        return f"{self.party} {self.asked_at:%Y-%m-%d}"


class StartCheckQuerySet(models.QuerySet["StartCheck"]):
    def visible_to(self, actor: Actor) -> "StartCheckQuerySet":
        """The items of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class StartCheck(models.Model):
    """One item of the short list before the first day, ticked with a date by its owner.

    `document_on` is the date on the risk analysis; of health only `outcome` is kept.
    """

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="checks")
    item = models.CharField(max_length=20, choices=CheckItem)
    owner = models.CharField(max_length=15, choices=Party)
    is_hard = models.BooleanField()  # without it the placement is not ready (R14, R15)
    done_on = models.DateField(_("gedaan op"), null=True)
    done_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    document_on = models.DateField(_("datum op het document"), null=True)
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=HealthOutcome, blank=True)

    objects = StartCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "item"], name="start_check_item_once"),
            models.CheckConstraint(condition=Q(item__in=CheckItem.values), name="start_check_item_known"),
            models.CheckConstraint(condition=Q(owner__in=Party.values), name="start_check_owner_known"),
            models.CheckConstraint(
                condition=~Q(item="risk_analysis") | Q(done_on__isnull=True) | Q(document_on__isnull=False),
                name="start_check_risk_analysis_dated",
            ),
            models.CheckConstraint(
                condition=~Q(item="health") | Q(done_on__isnull=True) | Q(outcome__in=HealthOutcome.values),
                name="start_check_health_outcome_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.done_on or ''}"
