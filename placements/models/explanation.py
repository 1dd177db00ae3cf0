"""What a round answers: to each request why not another place, to the city where places are short."""

from django.db import models

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from placements.models.request import PlacementRequest
from placements.models.round import Round


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    def visible_to(self, actor: Actor) -> "ExplanationQuerySet":
        """School staff see those of their own students."""
        if actor.is_system:
            return self
        staff = actor.has(*SCHOOL_STAFF)
        return self.filter(request__school=actor.organisation_id) if staff else self.none()


class Explanation(models.Model):
    """Why a request got no place that it wanted more, and for who got none, what would help.

    Stored as codes and counts of the moment of the run; `placements.rules.explanation` says them in words.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="explanations")
    request = models.ForeignKey(PlacementRequest, on_delete=models.CASCADE, related_name="explanations")
    passed = models.JSONField(
        default=list
    )  # the best first: capacity, site, wish, score, ahead, held, mentors, codes, km
    near = models.JSONField(default=list)  # the least effort first: capacity, codes, km, room
    change = models.JSONField(default=dict)  # as one of `near`, or capacity, places and students that are short

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "request"], name="explanation_one_per_request_and_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.request_id}"


class ShortageReportQuerySet(models.QuerySet["ShortageReport"]):
    def visible_to(self, actor: Actor) -> "ShortageReportQuerySet":
        """The administrator and the label officers of the city."""
        return self if actor.is_system or actor.has(Role.ADMINISTRATOR, Role.LABEL_OFFICER) else self.none()


class ShortageReport(models.Model):
    """Where places are short after a round, and what one more would bring; counts and keys only.

    `input_digest` is that of the data it was reckoned from: another than the round's own when something had changed.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="shortage")
    made_at = models.DateTimeField()
    input_digest = models.CharField(max_length=64)
    students = models.PositiveIntegerField()
    placed = models.PositiveIntegerField()  # by the method of the round
    most_placed = models.PositiveIntegerField()  # by the optimal method
    areas = models.JSONField(default=list)  # programme, area, students, without, seats; the most without a place first
    calls = models.JSONField(default=list)  # what to ask of which company, with what solving again gave
    sites = models.JSONField(default=list)  # site, and the limits on what one place or one mentor more would bring

    objects = ShortageReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(placed__lte=models.F("most_placed"), most_placed__lte=models.F("students")),
                name="shortage_report_counts_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}"
