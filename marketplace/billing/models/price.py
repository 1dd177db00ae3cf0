"""Dated prices; all are 0 until the city council has a fee regulation (retributiereglement)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class VatTreatment(models.TextChoices):
    """How a price stands to VAT (domain: article 6 of the VAT Code; ask a ruling)."""

    OUT_OF_SCOPE_ART6 = "out_of_scope_art6", _("buiten de btw (artikel 6)")
    STANDARD_21 = "standard_21", _("21 % btw inbegrepen")
    EXEMPT_ART44 = "exempt_art44", _("vrijgesteld van btw (artikel 44)")


class PriceCode(models.TextChoices):
    """What can be priced: a label file by the size of the company, and each further site of it."""

    FILE_UNDER_10 = "file_under_10", _("labeldossier, minder dan 10 werknemers")
    FILE_FROM_10 = "file_from_10", _("labeldossier, 10 tot 49 werknemers")
    FILE_FROM_50 = "file_from_50", _("labeldossier, 50 tot 249 werknemers")
    FILE_FROM_250 = "file_from_250", _("labeldossier, 250 werknemers of meer")
    FILE_SCHOOL = "file_school", _("labeldossier van een school")


class PriceItemQuerySet(models.QuerySet["PriceItem"]):
    def in_force(self, code: str, on: date) -> "PriceItem":
        """The price of a code on a day; raises DoesNotExist before the first one."""
        return self.filter(code=code, in_force_on__lte=on).order_by("-in_force_on")[:1].get()


class PriceItem(models.Model):
    """What one thing costs from a day on, in cents with VAT when there is any, by which regulation."""

    code = models.CharField(max_length=20, choices=PriceCode)
    amount_cents = models.PositiveIntegerField()
    extra_site_percent = models.PositiveSmallIntegerField(default=25)
    vat_treatment = models.CharField(max_length=20, choices=VatTreatment)
    in_force_on = models.DateField()
    source = models.CharField(max_length=200)

    objects = PriceItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "in_force_on"], name="price_one_a_day"),
            models.CheckConstraint(condition=Q(code__in=PriceCode.values), name="price_code_known"),
            models.CheckConstraint(condition=Q(vat_treatment__in=VatTreatment.values), name="price_vat_known"),
            models.CheckConstraint(condition=~Q(source=""), name="price_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount_cents}"
