"""The school capacity of an organisation: sites, coaches, classes and days off."""

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Organisation, User
from marketplace.actor import CITY_ROLES, SCHOOL_ROLES, SCHOOL_STAFF, Actor
from schools.models.programme import Programme


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, actor: Actor) -> "SchoolQuerySet":
        """The system and city staff see all; school staff see their own."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(organisation=actor.organisation_id) if actor.has(*SCHOOL_ROLES) else self.none()


class School(models.Model):
    """An organisation that gives programmes; schools are invited by the city administrator."""

    organisation = models.OneToOneField(Organisation, on_delete=models.RESTRICT, primary_key=True, related_name="+")
    institution_number = models.CharField(_("instellingsnummer"), max_length=6, unique=True)
    network = models.CharField(_("onderwijsnet"), max_length=60, blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)  # for families of students without a coach's
    keeps_absences = models.BooleanField(_("houdt afwezigheden op de werkplek hier bij"), default=True)
    is_model_school = models.BooleanField(_("voorbeeldschool"), default=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(institution_number__regex=r"^[0-9]{6}$"), name="school_institution_number_shape"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name


class OfSchoolQuerySet(models.QuerySet[Any]):
    """Rows with a `school`: seen by the staff of that school and by the system."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the actor's own school."""
        if actor.is_system:
            return self
        staff = actor.has(*SCHOOL_STAFF)
        return self.filter(school=actor.organisation_id) if staff else self.none()


class SchoolSite(models.Model):
    """A place where a school gives lessons."""

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="sites")
    name = models.CharField(_("naam"), max_length=120)
    street = models.CharField(_("straat en nummer"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4)
    municipality = models.CharField(_("gemeente"), max_length=100)

    objects = OfSchoolQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.municipality}"


class Coach(models.Model):
    """A person of the school who guides students; an account is not needed."""

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="coaches")
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    name = models.CharField(_("naam"), max_length=120)
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    objects = OfSchoolQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class SchoolClassQuerySet(OfSchoolQuerySet):
    def with_student_count(self) -> "SchoolClassQuerySet":
        """Each class with `student_count`, those who left not counted."""
        return self.annotate(student_count=Count("student", filter=Q(student__left_on=None)))


class SchoolClass(models.Model):
    """A class in one school year; `school_days` lists ISO weekdays (1 = Monday) with lessons."""

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="classes")
    name = models.CharField(_("klas"), max_length=30)
    school_year = models.PositiveSmallIntegerField(_("schooljaar"))  # the year in which it starts
    programme = models.ForeignKey(Programme, on_delete=models.RESTRICT, verbose_name=_("opleiding"))
    study_year = models.PositiveSmallIntegerField(_("leerjaar"))
    school_days = models.JSONField(default=list)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year", "name"], name="school_class_name_once_a_year"),
            models.CheckConstraint(condition=Q(study_year__gte=1, study_year__lte=8), name="school_class_study_year"),
        ]

    def __str__(self) -> str:
        return self.name


class DayOff(models.Model):
    """Days without lessons that a school adds to the holidays of the Flemish calendar."""

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="days_off")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    name = models.CharField(_("naam"), max_length=60)

    objects = OfSchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="day_off_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name
