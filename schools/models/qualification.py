"""Recognised professional qualifications and their competences, as the Flemish qualification structure lists them."""

from django.db import models
from django.db.models import Q


class Qualification(models.Model):
    """One version of a professional qualification; `latest_code` names the newest recognised version."""

    code = models.CharField(max_length=12, primary_key=True)  # number and version: BK-0104-3
    number = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    level = models.PositiveSmallIntegerField()  # of the Flemish qualification structure, 1 to 8
    latest_code = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="qualification_version_once"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=8), name="qualification_level_1_to_8"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class QualificationCompetence(models.Model):
    """One competence of a qualification, in the words of the official act."""

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="competences")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["qualification", "number"], name="qualification_competence_number_once"),
        ]

    def __str__(self) -> str:
        return self.text
