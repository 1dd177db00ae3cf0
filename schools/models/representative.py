"""Legal representatives: who signs with a minor; their contact details are confidential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import SCHOOL_STAFF, Actor
from schools.enums import Authority, Channel, ContactLanguage, Signs
from schools.models.student import Student


class LegalRepresentativeQuerySet(models.QuerySet["LegalRepresentative"]):
    def visible_to(self, actor: Actor) -> "LegalRepresentativeQuerySet":
        """School staff see those of their students; a representative sees only their own row."""
        if actor.is_system:
            return self
        if actor.has(*SCHOOL_STAFF):
            return self.filter(student__school=actor.organisation_id)
        return self.filter(pk=actor.representative_id) if actor.representative_id else self.none()


class LegalRepresentative(models.Model):
    """One representative of one student."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="representatives")
    name = models.CharField(_("naam"), max_length=120)
    authority = models.CharField(_("gezag"), max_length=12, choices=Authority, default=Authority.PARENT)
    institution = models.CharField(_("instelling"), max_length=150, blank=True)  # for which this person signs
    signs = models.CharField(_("handtekening"), max_length=4, choices=Signs, default=Signs.MAY)
    authority_from_on = models.DateField(_("gezag vanaf"), null=True, blank=True)
    authority_until_on = models.DateField(_("gezag tot en met"), null=True, blank=True)
    language = models.CharField(_("taal"), max_length=2, choices=ContactLanguage, default=ContactLanguage.DUTCH)
    channel = models.CharField(_("bereikbaar via"), max_length=5, choices=Channel, default=Channel.MAIL)
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)

    objects = LegalRepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(signs__in=Signs.values), name="representative_signs_known"),
            models.CheckConstraint(
                condition=Q(channel="paper") | (Q(channel="mail") & ~Q(email="")) | (Q(channel="phone") & ~Q(phone="")),
                name="representative_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(authority_from_on__isnull=True)
                | Q(authority_until_on__isnull=True)
                | Q(authority_until_on__gte=F("authority_from_on")),
                name="representative_authority_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(authority="institution") | ~Q(institution=""), name="representative_institution_is_named"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.institution})" if self.institution else self.name
