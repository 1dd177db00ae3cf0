"""Offers: a match that the school has sent to a company, its question thread, and remembered refusals."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Mentor
from marketplace.accounts.models import User
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from placements.enums import DeclineReason, OfferKind, OfferStatus, Party
from placements.models.capacity import Capacity
from placements.models.request import PlacementRequest
from placements.models.round import Match
from schools.models import School

MOST_OPEN_OFFERS = 3  # R28


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, actor: Actor) -> "OfferQuerySet":
        """HR of the company and staff of the school."""
        if actor.is_system:
            return self
        sides = Q()  # a person may be both in one organisation: a school that hosts students too
        if actor.has(Role.HR):
            sides |= Q(company=actor.organisation_id)
        if actor.has(*SCHOOL_STAFF):
            sides |= Q(school=actor.organisation_id)
        return self.filter(sides) if sides else self.none()

    def overdue(self, on: date) -> "OfferQuerySet":
        """Sent offers whose answer date has passed."""
        return self.filter(status=OfferStatus.SENT, answer_by_on__lt=on)

    def open_first(self) -> "OfferQuerySet":
        """What waits for an answer by its date, then the rest, the newest first."""
        waits = models.Case(models.When(status=OfferStatus.SENT, then=0), default=1)
        return self.annotate(rank=waits).order_by("rank", "answer_by_on", "-pk")


class Offer(models.Model):
    """One request sent to one capacity; an open one sits in one of the request's three slots (R28)."""

    kind = models.CharField(max_length=10, choices=OfferKind, default=OfferKind.OFFER)
    request = models.ForeignKey(PlacementRequest, on_delete=models.RESTRICT, related_name="offers")
    capacity = models.ForeignKey(Capacity, on_delete=models.RESTRICT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.RESTRICT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.RESTRICT, related_name="+")
    match = models.ForeignKey(Match, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    slot = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.SENT)
    student_told_on = models.DateField(_("de leerling weet het sinds"))
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answer_by_on = models.DateField(_("antwoord vóór"))
    answered_at = models.DateTimeField(null=True)
    wants_meeting = models.BooleanField(null=True)
    mentor = models.ForeignKey(Mentor, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OfferStatus.values), name="offer_status_known"),
            models.CheckConstraint(condition=Q(slot__gte=1, slot__lte=MOST_OPEN_OFFERS), name="offer_slot_1_to_3"),
            models.UniqueConstraint(
                fields=["request", "slot"], condition=Q(status="sent"), name="offer_three_open_per_request"
            ),
            models.UniqueConstraint(
                fields=["request", "capacity"],
                condition=Q(status__in=["sent", "accepted"]),
                name="offer_once_per_request_and_capacity",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(decline_reason=""), name="offer_declined_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} -> {self.capacity_id} {self.status}"


class OfferMessage(models.Model):
    """One line of the short question thread on an offer."""

    offer = models.ForeignKey(Offer, on_delete=models.RESTRICT, related_name="messages")
    party = models.CharField(max_length=15, choices=Party)
    user = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    text = models.CharField(_("je vraag of antwoord"), max_length=600)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="offer_message_has_text")]

    def __str__(self) -> str:
        return f"{self.party} {self.at:%Y-%m-%d}"


class DeclinedPair(models.Model):
    """A request and a capacity that do not go together any more; matching leaves the pair out."""

    request = models.ForeignKey(PlacementRequest, on_delete=models.RESTRICT, related_name="declined_pairs")
    capacity = models.ForeignKey(Capacity, on_delete=models.RESTRICT, related_name="+")
    party = models.CharField(max_length=15, choices=Party)
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "capacity"], name="declined_pair_once")]

    def __str__(self) -> str:
        return f"{self.request_id} x {self.capacity_id}"
