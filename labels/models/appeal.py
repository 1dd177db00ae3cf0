"""Requests to correct, objections and appeals: with their papers, and the panel of three that decides."""

from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from labels.enums import AppealKind, AppealStatus, Holder, PanelPlace, Verdict
from labels.models.application import CITY_READERS, HOLDERS, ApplicationSite
from labels.models.label import Label
from labels.models.ties import of_the_city
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role

OPEN_APPEAL = (AppealStatus.LODGED, AppealStatus.HEARING)
DECIDED_APPEAL = (AppealStatus.REJECTED, AppealStatus.CHANGED, AppealStatus.SENT_BACK)


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, actor: Actor) -> "AppealQuerySet":
        """The holder's own people, label officers and administrators, and the members of its panel.

        What the city itself disputes is seen by the partners' deciders too: they compose its panel.
        """
        if actor.is_system or actor.has(*CITY_READERS):
            return self
        own = Q(organisation=actor.organisation_id) if actor.has(*HOLDERS) else Q(pk=None)
        own |= Q(organisation__in=of_the_city()) if actor.has(Role.DECIDER) else Q(pk=None)
        return self.filter(own | Q(pk__in=PanelSeat.objects.of(actor).values("appeal")))

    def to_compose(self, actor: Actor) -> "AppealQuerySet":
        """Without a panel yet: for label officers all but what the city itself disputes, which deciders take."""
        of_city = Q(organisation__in=of_the_city())
        rows = self.visible_to(actor).filter(status=AppealStatus.LODGED)
        return rows.filter(~of_city if actor.has(Role.LABEL_OFFICER) else of_city)

    def open(self) -> "AppealQuerySet":
        """Those that wait for a panel or its decision."""
        return self.filter(status__in=OPEN_APPEAL)

    def late(self, on: date) -> "AppealQuerySet":
        """Open ones whose term has passed and of which nobody was warned yet."""
        return self.open().filter(decide_by_on__lt=on, escalated_at=None)


class Appeal(models.Model):
    """A holder asks to correct, objects to, or appeals a refusal of one label or a measure on a label.

    `attempt` is that of the decision it is about: each kind once a decision. `decide_by_on` is the panel's last day.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    application_site = models.ForeignKey(ApplicationSite, on_delete=models.RESTRICT, null=True, related_name="appeals")
    label = models.ForeignKey(Label, on_delete=models.RESTRICT, null=True, related_name="appeals")
    attempt = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("soort"), max_length=10, choices=AppealKind)
    status = models.CharField(max_length=12, choices=AppealStatus, default=AppealStatus.LODGED)
    grounds = models.TextField(_("waarom"))
    lodged_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    lodged_at = models.DateTimeField()
    decide_by_on = models.DateField(_("beslissing tot en met"))
    escalated_at = models.DateTimeField(null=True)
    reasons = models.TextField(_("redenen"), blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AppealKind.values), name="appeal_kind_known"),
            models.CheckConstraint(condition=Q(status__in=AppealStatus.values), name="appeal_status_known"),
            models.CheckConstraint(
                condition=Q(application_site__isnull=False, label__isnull=True)
                | Q(application_site__isnull=True, label__isnull=False),
                name="appeal_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(grounds=""), name="appeal_has_grounds"),
            models.UniqueConstraint(
                fields=["application_site"],
                condition=Q(status__in=["lodged", "hearing"]),
                name="appeal_one_open_about_a_file",
            ),
            models.UniqueConstraint(
                fields=["label"], condition=Q(status__in=["lodged", "hearing"]), name="appeal_one_open_about_a_label"
            ),
            models.UniqueConstraint(
                fields=["application_site", "attempt", "kind"],
                condition=~Q(status="withdrawn"),
                name="appeal_each_kind_once_about_a_file",
            ),
            models.UniqueConstraint(
                fields=["label", "attempt", "kind"],
                condition=~Q(status="withdrawn"),
                name="appeal_each_kind_once_about_a_label",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["rejected", "changed", "sent_back"])
                | (~Q(reasons="") & Q(decided_at__isnull=False)),
                name="appeal_decided_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"

    @property
    def site(self) -> Site | None:
        """The company's site that it is about; None for a school."""
        about = self.label or self.application_site
        return about.site if about else None

    @property
    def holder(self) -> Holder:
        """As what the organisation holds the label."""
        return Holder.COMPANY if self.site else Holder.SCHOOL

    @property
    def about(self) -> str:
        """The holder, with the site of a company."""
        return f"{self.organisation.name}, {self.site.name}" if self.site else self.organisation.name

    @property
    def is_open(self) -> bool:
        """Waiting for a panel or its decision."""
        return self.status in OPEN_APPEAL

    def is_late(self, on: date) -> bool:
        """Whether the panel's last day has passed."""
        return self.is_open and self.decide_by_on < on


def paper_path(paper: Any, filename: str) -> str:
    """A random name, as of evidence."""
    return f"appeals/{uuid4().hex}{PurePath(filename).suffix}"


class AppealPaperQuerySet(models.QuerySet["AppealPaper"]):
    def visible_to(self, actor: Actor) -> "AppealPaperQuerySet":
        """Those of what the actor sees."""
        return self.filter(appeal__in=Appeal.objects.visible_to(actor))


class AppealPaper(models.Model):
    """A photo or PDF that the holder hands in with its grounds, cleaned as evidence is."""

    appeal = models.ForeignKey(Appeal, on_delete=models.RESTRICT, related_name="papers")
    title = models.CharField(_("wat is het"), max_length=120)
    file = models.FileField(upload_to=paper_path)
    media_type = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)  # SHA-256 of what is stored
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField()

    objects = AppealPaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(file="") & ~Q(media_type="") & ~Q(digest=""), name="appeal_paper_is_whole"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    def of(self, actor: Actor) -> "PanelSeatQuerySet":
        """The actor's own seats, for the organisation in which they act."""
        return self.filter(person=actor.user_id, organisation=actor.organisation_id)

    def to_vote(self) -> "PanelSeatQuerySet":
        """Seats whose member has not voted while the panel sits."""
        return self.filter(appeal__status=AppealStatus.HEARING, voted_at=None)


class PanelSeat(models.Model):
    """One of the three members of a panel, one from each side, and that member's vote with its reasons.

    Who sits about a file also gets an assignment with the duty `panel`, which nobody who was involved before can have.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.RESTRICT, related_name="panel")
    place = models.CharField(max_length=10, choices=PanelPlace)
    person = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    declared_at = models.DateTimeField(null=True)
    verdict = models.CharField(_("je stem"), max_length=10, choices=Verdict, blank=True)
    reasons = models.TextField(_("redenen"), blank=True)
    voted_at = models.DateTimeField(null=True)

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(place__in=PanelPlace.values), name="panel_seat_place_known"),
            models.UniqueConstraint(fields=["appeal", "place"], name="panel_seat_one_per_place"),
            models.UniqueConstraint(fields=["appeal", "person"], name="panel_seat_one_per_person"),
            models.CheckConstraint(
                condition=Q(verdict="", reasons="", voted_at__isnull=True)
                | (Q(verdict__in=Verdict.values, voted_at__isnull=False, declared_at__isnull=False) & ~Q(reasons="")),
                name="panel_seat_votes_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.place}"


class LeftSeat(models.Model):
    """A member who was replaced before voting: the place, and why. Who left a panel sits in none about the same."""

    appeal = models.ForeignKey(Appeal, on_delete=models.RESTRICT, related_name="left_seats")
    place = models.CharField(max_length=10, choices=PanelPlace)
    person = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    reason = models.CharField(max_length=300)
    left_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "person"], name="left_seat_once_a_person"),
            models.CheckConstraint(condition=Q(place__in=PanelPlace.values) & ~Q(reason=""), name="left_seat_is_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.place}"
