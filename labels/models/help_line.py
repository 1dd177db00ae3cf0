"""Whom to telephone in danger or need: numbers that an administrator edits."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language


class HelpLine(models.Model):
    """One telephone number, what it is for, and its place in the list (the lowest rank first)."""

    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    purpose_nl = models.CharField(max_length=160)
    purpose_en = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phone__regex=r"^[+]?[0-9 ]+$"), name="help_line_phone_shape"),
            models.UniqueConstraint(fields=["phone"], name="help_line_phone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.phone}"

    @property
    def purpose(self) -> str:
        """What to call it for, in the language of the page."""
        return self.purpose_en if get_language() == "en" and self.purpose_en else self.purpose_nl
