"""Versions of the label's rules: the criteria for companies and for schools."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from labels.enums import Holder, KnockOut


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def in_force(self, holder: str, on: date) -> "Scheme":
        """The version for a kind of holder in force on a day; raises DoesNotExist before the first one."""
        return self.filter(holder=holder, in_force_on__lte=on).order_by("-in_force_on")[:1].get()


class Scheme(models.Model):
    """One version of the rules for one kind of holder; `municipalities` lists the NIS codes it serves (R37)."""

    holder = models.CharField(max_length=10, choices=Holder)
    number = models.PositiveSmallIntegerField()
    in_force_on = models.DateField()
    municipalities = models.JSONField(default=list)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "number"], name="scheme_number_once_per_holder"),
            models.CheckConstraint(condition=Q(holder__in=Holder.values), name="scheme_holder_known"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.number}"


class Criterion(models.Model):
    """One rule of a scheme with its weight (the weights of a scheme sum to 100)."""

    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="criteria")
    code = models.CharField(max_length=4)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    evidence_nl = models.CharField(max_length=300)
    evidence_en = models.CharField(max_length=300)
    weight = models.PositiveSmallIntegerField()
    knock_out = models.CharField(max_length=10, choices=KnockOut)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="criterion_code_once_per_scheme"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weight_1_to_100"),
            models.CheckConstraint(condition=Q(knock_out__in=KnockOut.values), name="criterion_knock_out_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_nl

    @property
    def evidence(self) -> str:
        """What an auditor asks for, in the language of the page."""
        return self.evidence_en if get_language() == "en" else self.evidence_nl
