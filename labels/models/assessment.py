"""What auditors judge: one assessment a person, the moderated one, findings, notes, and the reviewer's reading."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import (
    SCORE_WORDS,
    AssessmentKind,
    AssessmentStatus,
    AuditWay,
    Duty,
    FindingStatus,
    Grade,
    Judgement,
    Readers,
)
from labels.models.answer import Answer
from labels.models.application import CITY_READERS, Application
from labels.models.assignment import Assignment
from marketplace.accounts.models import User
from marketplace.actor import CITY_ROLES, Actor


def judging_alone(actor: Actor) -> models.QuerySet[Assignment]:
    """The actor's duties as auditor whose own judgement is not handed in yet: what the other finds stays closed."""
    handed_in = Assessment.objects.filter(
        assignment=OuterRef("pk"),
        attempt=OuterRef("application__attempt"),
        kind=AssessmentKind.OWN,
        status=AssessmentStatus.SUBMITTED,
    )
    return Assignment.objects.of(actor).filter(~Exists(handed_in), duty=Duty.AUDITOR)


def by_the_other(actor: Actor, author: str) -> Q:
    """What another auditor wrote (`author` names the column) on a file that the actor still judges alone."""
    auditors = Assignment.objects.filter(application=OuterRef("application"), person=OuterRef(author))
    others = auditors.filter(duty=Duty.AUDITOR).exclude(person=actor.user_id)
    return Q(Exists(others), application__in=judging_alone(actor).values("application"))


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, actor: Actor) -> "AssessmentQuerySet":
        """One's own; what is handed in by others, and what is settled with them, only when one's own is handed in too.

        That holds for an auditor in whatever other role they act. An assistant sees none, officers all the rest.
        """
        if actor.is_system:
            return self
        own = Q(assignment__in=Assignment.objects.of(actor))
        alone = judging_alone(actor).values("application")
        told = Q(status=AssessmentStatus.SUBMITTED) | Q(kind=AssessmentKind.MODERATED)
        open_rows = self.filter(own | (told & ~Q(application__in=alone)))
        if actor.has(*CITY_READERS):
            return open_rows
        on_duty = Assignment.objects.of(actor).exclude(duty=Duty.ASSISTANT).values("application")
        return open_rows.filter(own | Q(application__in=on_duty))


class Assessment(models.Model):
    """One auditor's judgement of a file, blind to the other's until both are handed in, or the moderated one."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="assessments")
    assignment = models.ForeignKey(Assignment, on_delete=models.RESTRICT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=AssessmentKind, default=AssessmentKind.OWN)
    attempt = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=AssessmentStatus, default=AssessmentStatus.OPEN)
    way = models.CharField(_("hoe"), max_length=5, choices=AuditWay, default=AuditWay.DESK)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    settle_by_on = models.DateField(_("samen beslissen tot en met"), null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
            models.CheckConstraint(condition=Q(status__in=AssessmentStatus.values), name="assessment_status_known"),
            models.CheckConstraint(condition=Q(way__in=AuditWay.values), name="assessment_way_known"),
            models.UniqueConstraint(
                fields=["assignment", "attempt"], condition=Q(kind="own"), name="assessment_one_per_assessor"
            ),
            models.UniqueConstraint(
                fields=["application", "attempt"], condition=Q(kind="moderated"), name="assessment_one_moderated"
            ),
            models.CheckConstraint(
                condition=Q(status="open", submitted_at__isnull=True)
                | Q(status="submitted", submitted_at__isnull=False),
                name="assessment_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(kind="own", settle_by_on__isnull=True) | Q(kind="moderated", settle_by_on__isnull=False),
                name="assessment_moderated_has_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind} {self.status}"


class AssessedAnswer(models.Model):
    """The judgement on one answer; `reason` becomes a line of the letter (two auditors who agree: both reasons).

    `version` rises with each change: what was filled in on an older one is never written over it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.RESTRICT, related_name="answers")
    answer = models.ForeignKey(Answer, on_delete=models.RESTRICT, related_name="+")
    judgement = models.CharField(_("oordeel"), max_length=15, choices=Judgement, default=Judgement.SCORED)
    score = models.PositiveSmallIntegerField(_("score"), null=True)
    reason = models.CharField(_("reden"), max_length=2001, blank=True)
    version = models.PositiveIntegerField(default=1)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "answer"], name="assessed_answer_once"),
            models.CheckConstraint(
                condition=Q(judgement="scored", score__isnull=False, score__lte=3)
                | Q(judgement__in=["not_applicable", "not_measurable", "left_out"], score__isnull=True),
                name="assessed_answer_score_fits_judgement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.answer_id}"

    @property
    def chosen(self) -> str:
        """The value of the choice on a form: the score, or the judgement that gives none."""
        return self.judgement if self.score is None else str(self.score)

    @property
    def in_words(self) -> str:
        """The step of the scale, or why there is none."""
        return str(self.get_judgement_display() if self.score is None else SCORE_WORDS[self.score])


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, actor: Actor) -> "FindingQuerySet":
        """Those of files that the actor sees: the holder must be able to mend them; blind auditors their own."""
        found = self.filter(application__in=Application.objects.visible_to(actor))
        return found.exclude(by_the_other(actor, "found_by")) if actor.user_id else found

    def blocking(self) -> "FindingQuerySet":
        """Major findings that are not closed: no decision while there is one."""
        return self.filter(grade=Grade.MAJOR).exclude(status=FindingStatus.CLOSED)


class Finding(models.Model):
    """A non-conformity: the holder answers, an auditor closes; an observation asks nothing."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="findings")
    answer = models.ForeignKey(Answer, on_delete=models.RESTRICT, related_name="+")
    grade = models.CharField(_("hoe zwaar"), max_length=12, choices=Grade)
    status = models.CharField(max_length=10, choices=FindingStatus, default=FindingStatus.OPEN)
    text = models.CharField(_("wat is er vastgesteld"), max_length=1000)
    correct_by_on = models.DateField(_("verbeteren tot en met"), null=True)
    found_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    found_at = models.DateTimeField()
    plan = models.CharField(_("wat je deed of zult doen"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    sent_key = models.UUIDField(null=True, editable=False)  # what the phone gave it: sent twice, kept once

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "sent_key"], name="finding_sent_once"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="finding_grade_known"),
            models.CheckConstraint(condition=Q(status__in=FindingStatus.values), name="finding_status_known"),
            models.CheckConstraint(condition=~Q(text=""), name="finding_says_what"),
            models.CheckConstraint(
                condition=Q(grade="observation") | Q(correct_by_on__isnull=False), name="finding_has_a_term"
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | (~Q(plan="") & Q(answered_by__isnull=False)),
                name="finding_answered_with_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed")
                | (Q(closed_by__isnull=False, closed_at__isnull=False) & ~Q(closed_by=F("answered_by"))),
                name="finding_closed_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.grade} {self.status}"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, actor: Actor) -> "NoteQuerySet":
        """For those who judge the file, never for its holder; city-only notes for city staff; blind as findings."""
        notes = self.filter(application__in=Application.objects.visible_to(actor))
        if actor.is_system:
            return notes
        notes = notes.exclude(application__organisation=actor.organisation_id)
        notes = notes.exclude(by_the_other(actor, "written_by"))
        if actor.has(*CITY_ROLES):
            return notes
        on_duty = Assignment.objects.of(actor).values("application")
        return notes.filter(readers=Readers.SHARED, application__in=on_duty)


class Note(models.Model):
    """A remark of somebody who judges the file."""

    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="notes")
    answer = models.ForeignKey(Answer, on_delete=models.RESTRICT, null=True, related_name="+")
    readers = models.CharField(_("wie leest dit"), max_length=10, choices=Readers, default=Readers.SHARED)
    text = models.CharField(_("nota"), max_length=2000)
    written_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    written_at = models.DateTimeField()
    sent_key = models.UUIDField(null=True, editable=False)  # what the phone gave it: sent twice, kept once

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "sent_key"], name="note_sent_once"),
            models.CheckConstraint(condition=Q(readers__in=Readers.values), name="note_readers_known"),
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.readers}"
