"""Proofs of study that a student has earned, as far as pay depends on them; only the school itself reads them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from schools.enums import ProofKind
from schools.models.student import Student


class StudyProofQuerySet(models.QuerySet["StudyProof"]):
    def visible_to(self, actor: Actor) -> "StudyProofQuerySet":
        """Those of students that the actor sees."""
        return self.filter(student__in=Student.objects.visible_to(actor))


class StudyProof(models.Model):
    """One proof, that counts from the day on which it was earned; a year may be passed more than once."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="study_proofs")
    kind = models.CharField(_("studiebewijs"), max_length=20, choices=ProofKind)
    earned_on = models.DateField(_("behaald op"))

    objects = StudyProofQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProofKind.values), name="study_proof_kind_known"),
            models.UniqueConstraint(fields=["student", "kind", "earned_on"], name="study_proof_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.earned_on}"
