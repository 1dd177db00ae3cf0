"""Versioned texts and the signature of an organisation under one version: ethics code and data arrangement."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role

RESIGN_TERM = timedelta(days=30)  # after a new version the one before it still counts this long (our choice, R23)


class TextKind(models.TextChoices):
    ETHICS_CODE = "ethics_code", _("ethische code")
    DATA_ARRANGEMENT = "data_arrangement", _("afspraken over gegevens")


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    def in_force(self, kind: str, on: date) -> "TextVersion":
        """The version of a text in force on a day; raises DoesNotExist before the first one."""
        return self.current(kind, on).get()

    def current(self, kind: str, on: date) -> "TextVersionQuerySet":
        """The same as at most one row."""
        return self.filter(kind=kind, in_force_on__lte=on).order_by("-in_force_on")[:1]

    def accepted(self, kind: str, on: date) -> "TextVersionQuerySet":
        """The version in force and, in its first 30 days, its predecessor."""
        versions = self.filter(kind=kind, in_force_on__lte=on).order_by("-in_force_on").values("pk")
        in_term = Exists(versions.filter(in_force_on__gt=on - RESIGN_TERM))
        return self.filter(Q(pk__in=versions[:1]) | Q(in_term, pk__in=versions[1:2]))


class TextVersion(models.Model):
    """One version of a text that organisations commit to; the Dutch text is the source."""

    kind = models.CharField(max_length=20, choices=TextKind)
    number = models.PositiveSmallIntegerField()
    in_force_on = models.DateField()
    body_nl = models.TextField()
    body_en = models.TextField()

    objects = TextVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="text_version_number_once"),
            models.UniqueConstraint(fields=["kind", "in_force_on"], name="text_version_one_per_day"),
            models.CheckConstraint(condition=~Q(body_nl=""), name="text_version_has_body"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def body(self) -> str:
        """The text in the language of the page."""
        return self.body_en if get_language() == "en" and self.body_en else self.body_nl

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Heading and words of each paragraph; the first of several lines is a heading."""
        lines = [part.split("\n", 1) for part in self.body.split("\n\n")]
        return [(part[0], part[1]) if len(part) == 2 else ("", part[0]) for part in lines]


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, actor: Actor) -> "CommitmentQuerySet":
        """City staff see all; anybody else those of their own organisation."""
        if actor.is_system or actor.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
            return self
        return self.filter(organisation=actor.organisation_id)

    def to_sign_again(self, kind: str, on: date) -> "CommitmentQuerySet":
        """Those to the predecessor, in the term for signing again, of organisations that did not sign the new one."""
        current = TextVersion.objects.current(kind, on).values("pk")
        signed = Commitment.objects.filter(text__in=current).values("organisation")
        return self.in_force(kind, on).exclude(text__in=current).exclude(organisation__in=signed)

    def in_force(self, kind: str, on: date) -> "CommitmentQuerySet":
        """Commitments to the version in force on a day, or to its predecessor in the term for signing again."""
        return self.filter(text__in=TextVersion.objects.accepted(kind, on))


class Commitment(models.Model):
    """An organisation's signature under one version of a text, by a person with the power to sign."""

    text = models.ForeignKey(TextVersion, on_delete=models.RESTRICT)
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    signed_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)  # to sign the version after this one

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "organisation"], name="commitment_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.text_id}"
