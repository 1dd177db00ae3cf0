"""Matching rounds over a cohort, and the matches that they suggest."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.actor import CITY_ROLES, SCHOOL_STAFF, Actor, Role
from placements.enums import LIVE_MATCHES, DropReason, MatchStatus, Method, Policy, RoundPhase, RoundStatus
from placements.models.capacity import Capacity
from placements.models.request import PlacementRequest
from schools.models import Programme


class ForSchoolsAndCityQuerySet(models.QuerySet[Any]):
    """Rows that hold no personal data."""

    def visible_to(self, actor: Actor) -> Self:
        """City staff and school staff see all; nobody else sees any."""
        return self if actor.is_system or actor.has(*CITY_ROLES, *SCHOOL_STAFF) else self.none()


class RoundQuerySet(ForSchoolsAndCityQuerySet):
    def announced(self) -> "RoundQuerySet":
        """What everybody may read about: all but cancelled rounds."""
        return self.exclude(status=RoundStatus.CANCELLED)


class Round(models.Model):
    """One cohort and its settings; progress of the present run, result and certificate of the last one."""

    name = models.CharField(_("naam"), max_length=120)
    school_year = models.PositiveSmallIntegerField(_("schooljaar"))
    programmes = models.ManyToManyField(Programme, related_name="+", blank=True, verbose_name=_("opleidingen"))
    starts_on = models.DateField(_("voor plaatsingen vanaf"))
    ends_on = models.DateField(_("tot en met"))
    closes_on = models.DateField(_("sluitingsdag"))
    review_until_on = models.DateField(_("nakijken tot en met"))
    method = models.CharField(_("methode"), max_length=10, choices=Method, default=Method.STABLE)
    policy = models.CharField(_("voorrang"), max_length=20, choices=Policy, default=Policy.LOTTERY)
    seed = models.PositiveIntegerField(_("startgetal van de loting"))
    weights = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.OPEN)
    phase = models.CharField(max_length=12, choices=RoundPhase, blank=True)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    phase_started_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    certificate = models.JSONField(default=dict)
    input_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of settings and arrays
    fault = models.CharField(max_length=300, blank=True)
    reopened_at = models.DateTimeField(null=True)  # when a re-matching first opened the review again

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RoundStatus.values), name="round_status_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="round_method_known"),
            models.CheckConstraint(condition=Q(policy__in=Policy.values), name="round_policy_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_ends_after_start"),
            models.CheckConstraint(
                condition=Q(review_until_on__gt=F("closes_on")), name="round_review_after_closing_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, actor: Actor) -> "MatchQuerySet":
        """School staff see those of their own students; HR sees those at its own places while the review lasts."""
        if actor.is_system:
            return self
        sides = Q()  # a person may be both in one organisation: a school that hosts students too
        if actor.has(Role.HR):
            in_review = Q(status__in=LIVE_MATCHES, round__status=RoundStatus.REVIEW)
            sides |= in_review & Q(capacity__company=actor.organisation_id)
        if actor.has(*SCHOOL_STAFF):
            sides |= Q(request__school=actor.organisation_id)
        return self.filter(sides) if sides else self.none()

    def in_round_of(self, request: PlacementRequest | models.OuterRef) -> "MatchQuerySet":
        """The match that a round under review holds for a request; the newest round first."""
        live = self.filter(request=request, status__in=LIVE_MATCHES, round__status=RoundStatus.REVIEW)
        return live.order_by("-round")

    def to_review(self) -> "MatchQuerySet":
        """Those that a coordinator has not looked at yet."""
        return self.filter(status=MatchStatus.REVIEW)


class Match(models.Model):
    """A suggestion of a round with its reasons: `parts` maps each part score to 0-100; it binds nobody."""

    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="matches")
    request = models.ForeignKey(PlacementRequest, on_delete=models.RESTRICT, related_name="matches")
    capacity = models.ForeignKey(Capacity, on_delete=models.RESTRICT, related_name="+")
    score = models.PositiveIntegerField()
    parts = models.JSONField(default=dict)
    distance_km = models.FloatField(null=True)
    status = models.CharField(max_length=10, choices=MatchStatus, default=MatchStatus.REVIEW)
    drop_reason = models.CharField(_("waarom niet"), max_length=20, choices=DropReason, blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "request"],
                condition=Q(status__in=LIVE_MATCHES),
                name="match_one_per_request_and_round",
            ),
            models.CheckConstraint(condition=Q(status__in=MatchStatus.values), name="match_status_known"),
            models.CheckConstraint(
                condition=~Q(status="dropped") | ~Q(drop_reason=""), name="match_dropped_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} -> {self.capacity_id}"

    def frees(self, request: PlacementRequest, capacity: Capacity) -> bool:
        """Whether the school may offer this request to this capacity, although a round still holds it."""
        shown = self.status in (MatchStatus.PUBLISHED, MatchStatus.RELEASED)
        return shown and (self.request_id, self.capacity_id) == (request.pk, capacity.pk)
