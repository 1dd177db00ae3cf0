"""Mentors (peter/meter): the people of a site who train and guide students."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models.site import Site
from marketplace.accounts.models import User
from marketplace.actor import CITY_ROLES, COMPANY_ROLES, Actor


class MentorQuerySet(models.QuerySet["Mentor"]):
    def visible_to(self, actor: Actor) -> "MentorQuerySet":
        """The mentors of one's own company; city staff and the system see all; schools see one through a placement."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(site__company=actor.organisation_id) if actor.has(*COMPANY_ROLES) else self.none()

    def choosable(self, site_id: int, on: date) -> "MentorQuerySet":
        """Those of a site who may be chosen on a day, by name; whether one fits a period is for the rules to say."""
        return self.present_on(on).filter(site=site_id)

    def present_on(self, on: date) -> "MentorQuerySet":
        """Those who have not left on a day, by name."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=on)).order_by("name")


class Mentor(models.Model):
    """A mentor with the dates that R10 to R12 ask; of the criminal-record extract 596.2 only its date is kept."""

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="mentors")
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    name = models.CharField(_("naam"), max_length=120)
    born_on = models.DateField(_("geboortedatum"))
    profession = models.CharField(_("beroep"), max_length=120)
    in_practice_since_on = models.DateField(_("werkt in dit beroep sinds"))
    has_education_proof = models.BooleanField(_("heeft een bewijs van vooropleiding"), default=False)
    extract_dated_on = models.DateField(_("datum op het uittreksel 596.2"), null=True, blank=True)
    extract_seen_on = models.DateField(_("uittreksel gezien op"), null=True, blank=True)
    designated_on = models.DateField(_("mentor sinds"))
    trained_on = models.DateField(_("mentoropleiding afgerond op"), null=True, blank=True)
    most_students = models.PositiveSmallIntegerField(_("leerlingen tegelijk, hoogstens"), default=2)
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    available_from_on = models.DateField(_("beschikbaar vanaf"), null=True, blank=True)
    left_on = models.DateField(_("laatste dag als mentor"), null=True, blank=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_students__gte=1, most_students__lte=3),
                name="mentor_one_to_three",
                violation_error_message=_("Een mentor begeleidt een tot drie leerlingen tegelijk."),
            ),
            models.CheckConstraint(
                condition=Q(extract_seen_on__isnull=True) | Q(extract_dated_on__isnull=False),
                name="mentor_seen_extract_has_date",
                violation_error_message=_("Vul ook de datum in die op het uittreksel staat."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
