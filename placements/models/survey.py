"""What students, mentors and coaches answer about a workplace: who was asked, and answers that name nobody."""

from django.db import models
from django.db.models import Avg, Count, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import Actor
from placements.enums import SurveyMoment, SurveyParty
from placements.models.placement import Placement

QUESTIONS = ("talks", "evaluation", "voice")
LOWEST, HIGHEST = 1, 4


class SurveyQuerySet(models.QuerySet["Survey"]):
    def visible_to(self, actor: Actor) -> "SurveyQuerySet":
        """The platform alone: whoever is asked comes by the mailed link."""
        return self if actor.is_system else self.none()


class Survey(models.Model):
    """One party of one placement was asked at one moment; whether they answered stands nowhere beside it."""

    placement = models.ForeignKey(Placement, on_delete=models.RESTRICT, related_name="surveys")
    party = models.CharField(max_length=10, choices=SurveyParty)
    moment = models.CharField(max_length=10, choices=SurveyMoment)
    asked_on = models.DateField()

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__in=SurveyParty.values), name="survey_party_known"),
            models.CheckConstraint(condition=Q(moment__in=SurveyMoment.values), name="survey_moment_known"),
            models.UniqueConstraint(fields=["placement", "party", "moment"], name="survey_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.party} {self.moment}"


class SurveyAnswerQuerySet(models.QuerySet["SurveyAnswer"]):
    def visible_to(self, actor: Actor) -> "SurveyAnswerQuerySet":
        """The platform alone: people read pooled numbers, from five answers on."""
        return self if actor.is_system else self.none()

    def pooled(self, since_year: int) -> list[dict[str, float]]:
        """Per site the number of answers and the mean of each question, over the school years from one on."""
        means = {f"mean_{name}": Avg(name) for name in QUESTIONS}
        rows = self.filter(school_year__gte=since_year).order_by().values("site")
        return list(rows.annotate(answers=Count("pk"), **means).order_by("site"))


class SurveyAnswer(models.Model):
    """One answer about a site in a school year, each question from 1 (not at all) to 4 (very much).

    `ticket` is a keyed hash of what was asked: it makes a second answer impossible and names nobody.
    """

    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=10, choices=SurveyParty)
    ticket = models.CharField(max_length=64)
    talks = models.PositiveSmallIntegerField(_("praten"))
    evaluation = models.PositiveSmallIntegerField(_("samen evalueren"))
    voice = models.PositiveSmallIntegerField(_("luisteren"))

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(party__in=SurveyParty.values), name="survey_answer_party_known"),
            models.UniqueConstraint(fields=["ticket"], name="survey_answer_once"),
            models.CheckConstraint(condition=~Q(ticket=""), name="survey_answer_has_ticket"),
            models.CheckConstraint(
                condition=Q(talks__range=(1, 4), evaluation__range=(1, 4), voice__range=(1, 4)),
                name="survey_answer_from_1_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.school_year} {self.party}"
