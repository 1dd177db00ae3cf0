"""What holds for a form of workplace learning from a day on: who signs, which document binds, and what it asks."""

from datetime import date

from django.db import models
from django.db.models import Q

from placements.enums import Binding, Document, Form, Party, Strength


class FormTermsQuerySet(models.QuerySet["FormTerms"]):
    def holding(self, form: str, on: date) -> "FormTerms":
        """The terms of a form on a day; raises DoesNotExist before its first day."""
        return self.filter(form=form, in_force_on__lte=on).latest("in_force_on")


class FormTerms(models.Model):
    """The signatories of a form and its binding document; `signers` are parties, representatives join a minor."""

    form = models.CharField(max_length=10, choices=Form)
    in_force_on = models.DateField()
    binding = models.CharField(max_length=10, choices=Binding)
    signers = models.JSONField()
    source = models.CharField(max_length=300)

    objects = FormTermsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "in_force_on"], name="form_terms_once_a_day"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="form_terms_form_known"),
            models.CheckConstraint(condition=Q(binding__in=Binding.values), name="form_terms_binding_known"),
            models.CheckConstraint(condition=~Q(signers=[]) & ~Q(source=""), name="form_terms_are_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.in_force_on}"

    @property
    def signer_names(self) -> list[str]:
        """The parties in words."""
        return [str(Party(party).label) for party in self.signers]


class FormDocumentQuerySet(models.QuerySet["FormDocument"]):
    def holding(self, form: str, on: date) -> list["FormDocument"]:
        """What a form asks on a day, in the order of `Document`."""
        rows = self.filter(form=form, in_force_on__lte=on).order_by("in_force_on")
        newest = {row.document: row for row in rows}
        asked = (newest[document] for document in Document.values if document in newest)
        return [row for row in asked if row.strength != Strength.NOT]


class FormDocument(models.Model):
    """How strongly a form asks one document from a day on, and of whom."""

    form = models.CharField(max_length=10, choices=Form)
    document = models.CharField(max_length=20, choices=Document)
    in_force_on = models.DateField()
    strength = models.CharField(max_length=10, choices=Strength)
    owner = models.CharField(max_length=15, choices=Party)
    source = models.CharField(max_length=300)

    objects = FormDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "document", "in_force_on"], name="form_document_once_a_day"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="form_document_form_known"),
            models.CheckConstraint(condition=Q(document__in=Document.values), name="form_document_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="form_document_strength_known"),
            models.CheckConstraint(condition=Q(owner__in=Party.values), name="form_document_owner_known"),
            models.CheckConstraint(condition=~Q(source=""), name="form_document_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.document}"
