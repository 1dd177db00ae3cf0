"""Whom mentor and student reach at the school while the student works in a holiday (R19)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from placements.models.placement import Placement


class SchoolContactQuerySet(models.QuerySet["SchoolContact"]):
    def visible_to(self, actor: Actor) -> "SchoolContactQuerySet":
        """Those of placements that the actor sees."""
        return self.filter(placement__in=Placement.objects.visible_to(actor))


class SchoolContact(models.Model):
    """A person who answers for the school on these days; need not be of its staff."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="school_contacts")
    name = models.CharField(_("naam"), max_length=120)
    phone = models.CharField(_("telefoon"), max_length=20)
    starts_on = models.DateField(_("vanaf"))
    ends_on = models.DateField(_("tot en met"))

    objects = SchoolContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="school_contact_ends_after_start"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(phone=""), name="school_contact_can_be_called"),
        ]

    def __str__(self) -> str:
        return self.name
