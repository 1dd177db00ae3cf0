"""Students and their homes; only the school itself reads these rows."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor
from schools.enums import DiplomaStage, Language, Signs, Weeks
from schools.models.programme import Programme
from schools.models.school import Coach, School, SchoolClass


def languages_of_lessons() -> list[str]:
    """What a student speaks as long as the school says nothing else: lessons are in Dutch."""
    return [Language.DUTCH.value]


def full_name(student: str) -> Concat:
    """The first and last name of the student at that end of a relation, as a column."""
    return Concat(f"{student}__first_name", Value(" "), f"{student}__last_name")


class StudentQuerySet(models.QuerySet["Student"]):
    def visible_to(self, actor: Actor) -> "StudentQuerySet":
        """School staff see their own students, a student sees their own row; outside the school nobody sees any."""
        if actor.is_system:
            return self
        if actor.has(*SCHOOL_STAFF):
            return self.filter(school=actor.organisation_id)
        return self.filter(pk=actor.student_id) if actor.student_id else self.none()

    def missing_something(self, on: date) -> "StudentQuerySet":
        """Those for whom `lacks_home`, `lacks_class` or, as a minor, `lacks_signer` is true on a day."""
        born_after = on - relativedelta(years=18)
        begun = Q(representatives__authority_from_on=None) | Q(representatives__authority_from_on__lte=on)
        lasts = Q(representatives__authority_until_on=None) | Q(representatives__authority_until_on__gte=on)
        signers = Count("representatives", filter=begun & lasts & ~Q(representatives__signs=Signs.NOT))
        rows = self.annotate(
            signers=signers,
            lacks_home=~Exists(Home.objects.filter(student=OuterRef("pk"), lat__isnull=False)),
            lacks_class=Q(school_class__isnull=True, is_teacher=False),
            lacks_signer=Q(signers=0, born_on__gt=born_after),
        )
        return rows.filter(Q(lacks_home=True) | Q(lacks_class=True) | Q(lacks_signer=True))


class Student(models.Model):
    """A student, or a teacher who learns at a company; `number` is the school's own, never the national register's."""

    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="students")
    number = models.CharField(_("leerlingnummer van de school"), max_length=30)
    first_name = models.CharField(_("voornaam"), max_length=80)
    last_name = models.CharField(_("achternaam"), max_length=80)
    born_on = models.DateField(_("geboortedatum"))
    programme = models.ForeignKey(Programme, on_delete=models.RESTRICT, verbose_name=_("opleiding"))
    is_teacher = models.BooleanField(_("dit is een leraar die bij een onderneming leert"), default=False)
    study_year = models.PositiveSmallIntegerField(_("leerjaar"))
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.RESTRICT, null=True, blank=True, verbose_name=_("klas")
    )
    coach = models.ForeignKey(
        Coach, on_delete=models.RESTRICT, null=True, blank=True, verbose_name=_("trajectbegeleider")
    )
    user = models.OneToOneField(User, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    needs = models.JSONField(_("praktische noden"), default=list, blank=True)
    attests = models.JSONField(_("attesten"), default=list, blank=True)
    languages = models.JSONField(_("talen"), default=languages_of_lessons, blank=True)
    dual_since_on = models.DateField(_("in de duale opleiding sinds"), null=True, blank=True)  # starts R08
    diploma_decided_on = models.DateField(_("klassenraad besliste over het diploma op"), null=True, blank=True)
    diploma_on = models.DateField(_("diploma secundair onderwijs op"), null=True, blank=True)
    left_on = models.DateField(_("van school weg sinds"), null=True, blank=True)

    objects = StudentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="student_number_once_per_school"),
            models.CheckConstraint(condition=~Q(first_name="") & ~Q(last_name=""), name="student_has_names"),
            models.CheckConstraint(condition=Q(study_year__gte=1, study_year__lte=8), name="student_study_year"),
            models.CheckConstraint(
                condition=Q(diploma_decided_on=None) | Q(diploma_on=None) | Q(diploma_on__gte=F("diploma_decided_on")),
                name="student_diploma_after_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def age_on(self, on: date) -> int:
        """Full years on a day."""
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (not had_birthday)

    def is_minor_on(self, on: date) -> bool:
        """Under 18 on a day."""
        return self.age_on(on) < 18

    def diploma_stage_on(self, on: date) -> DiplomaStage:
        """How far the student is with the diploma of secondary education on a day, as the school noted it (R24)."""
        if self.diploma_on and self.diploma_on <= on:
            return DiplomaStage.FINISHED if self.left_on and self.left_on <= on else DiplomaStage.HOLDER
        is_decided = self.diploma_decided_on and self.diploma_decided_on <= on
        return DiplomaStage.DECIDED if is_decided else DiplomaStage.STUDYING


class Home(models.Model):
    """Where a student lives, in which weeks; only a postcode, and the point that stands for it."""

    student = models.ForeignKey(Student, on_delete=models.RESTRICT, related_name="homes")
    postcode = models.CharField(_("postcode"), max_length=4)
    weeks = models.CharField(_("weken"), max_length=5, choices=Weeks, default=Weeks.EVERY)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "weeks"], name="home_weeks_once_per_student"),
            models.CheckConstraint(condition=Q(weeks__in=Weeks.values), name="home_weeks_known"),
            models.CheckConstraint(condition=Q(postcode__regex=r"^[1-9][0-9]{3}$"), name="home_postcode_shape"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="home_whole_point",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postcode} {self.weeks}"

    @property
    def is_located(self) -> bool:
        """Whether the postcode stands for a point; without one no distance can be reckoned."""
        return self.lat is not None
