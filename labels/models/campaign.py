"""Campaigns of surveillance: their draw, the holders in it, and the check of each file that is drawn."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from labels.enums import CHECKED, CampaignKind, CampaignStatus, Signal, SpotCheckStatus
from labels.models.label import Label
from labels.sampling import Line
from marketplace.accounts.models import Organisation, User
from marketplace.actor import Actor, Role

UNANNOUNCED = ["draft", "discarded"]
LEADERS = (Role.LABEL_OFFICER, Role.ADMINISTRATOR)
CHECKERS = (Role.AUDITOR, Role.PARTNER_AUDITOR)
CHECKED_HOLDERS = (Role.HR, Role.DIRECTOR)
MOST_WAVES = 8


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: Actor) -> "CampaignQuerySet":
        """Everybody from the announcement on; who leads them sees drafts too."""
        if actor.is_system or actor.has(*LEADERS):
            return self
        return self.announced()

    def announced(self) -> "CampaignQuerySet":
        """Those whose population and commitment are published."""
        return self.exclude(status__in=UNANNOUNCED)


class Campaign(models.Model):
    """One draw of holders whose files are checked, with its days, its bounds, and what makes it replayable.

    `secret` is told after the draw; before it only its digest (`commitment`) and that of the population are. The seed
    also holds `public_number`, of which `public_source` says beforehand where it will come from.
    """

    kind = models.CharField(_("soort"), max_length=10, choices=CampaignKind)
    name = models.CharField(_("naam"), max_length=80)
    status = models.CharField(max_length=10, choices=CampaignStatus, default=CampaignStatus.DRAFT)
    fewest = models.PositiveSmallIntegerField(_("minstens zoveel houders"))
    most = models.PositiveSmallIntegerField(_("hoogstens zoveel houders"))
    files_each = models.PositiveSmallIntegerField(_("hoogstens zoveel dossiers per houder"))
    waves = models.PositiveSmallIntegerField(_("in zoveel groepen na elkaar"))
    draws_on = models.DateField(_("dag van de loting"))
    visits_start_on = models.DateField(_("eerste dag van de controles"))
    visits_end_on = models.DateField(_("laatste dag van de controles"))
    public_source = models.CharField(_("waar het openbare getal vandaan komt"), max_length=200)
    public_number = models.CharField(_("het openbare getal"), max_length=40, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    number = models.PositiveSmallIntegerField(null=True)
    results_digest = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    visiting_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CampaignKind.values), name="campaign_kind_known"),
            models.CheckConstraint(
                condition=Q(fewest__gte=1, most__gte=F("fewest"), files_each__gte=1), name="campaign_bounds_in_order"
            ),
            models.CheckConstraint(condition=Q(waves__gte=1, waves__lte=MOST_WAVES), name="campaign_waves_1_to_8"),
            models.CheckConstraint(
                condition=Q(visits_start_on__gt=F("draws_on"), visits_end_on__gt=F("visits_start_on")),
                name="campaign_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNANNOUNCED, secret="", commitment="", digest="", number__isnull=True)
                | (
                    ~Q(status__in=UNANNOUNCED)
                    & ~Q(secret="")
                    & ~Q(commitment="")
                    & ~Q(digest="")
                    & ~Q(public_source="")
                    & Q(number__isnull=False, number__gte=1, announced_at__isnull=False)
                ),
                name="campaign_announced_with_its_promise",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*UNANNOUNCED, "announced"], public_number="", drawn_at__isnull=True)
                | (Q(status__in=["drawn", "visiting", "closed"], drawn_at__isnull=False) & ~Q(public_number="")),
                name="campaign_drawn_with_the_public_number",
            ),
            models.CheckConstraint(
                condition=(Q(status="closed", closed_at__isnull=False) & ~Q(results_digest=""))
                | (~Q(status="closed") & Q(results_digest="", closed_at__isnull=True)),
                name="campaign_closed_with_frozen_results",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_drawn(self) -> bool:
        """Whether the secret, the number and who is drawn are known."""
        return self.drawn_at is not None

    def days_of(self, wave: int) -> tuple[date, date]:
        """The first and the last day of a wave (from 1): the days of the visits in equal parts."""
        days = (self.visits_end_on - self.visits_start_on).days + 1
        first, after = ((wave - 1) * days // self.waves, wave * days // self.waves)
        return self.visits_start_on + timedelta(first), self.visits_start_on + timedelta(after - 1)


class CampaignEntryQuerySet(models.QuerySet["CampaignEntry"]):
    def visible_to(self, actor: Actor) -> "CampaignEntryQuerySet":
        """A holder its own; the city only those drawn: who was not stays a code."""
        if actor.is_system:
            return self
        if actor.has(*LEADERS):
            return self.filter(wave__isnull=False)
        return self.filter(organisation=actor.organisation_id) if actor.has(*CHECKED_HOLDERS) else self.none()


class CampaignEntry(models.Model):
    """One holder in the population of a campaign; everybody may read code, weight and proof, the rest is its own.

    `wave` is null for who was not drawn; `salt` keeps others from guessing the reasons behind the proof.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.RESTRICT, related_name="entries")
    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    code = models.CharField(max_length=16)
    weight = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    salt = models.CharField(max_length=32)
    proof = models.CharField(max_length=64)
    wave = models.PositiveSmallIntegerField(null=True)

    objects = CampaignEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="campaign_entry_once"),
            models.UniqueConstraint(fields=["campaign", "code"], name="campaign_entry_code_once"),
            models.CheckConstraint(
                condition=Q(weight__gte=1) & (Q(wave__isnull=True) | Q(wave__gte=1)),
                name="campaign_entry_has_a_ticket",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(salt="") & ~Q(proof=""), name="campaign_entry_has_its_proof"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def line(self) -> Line:
        """What is published of it."""
        return Line(self.code, self.weight, self.proof)

    @property
    def reason_words(self) -> list[str]:
        """Its reasons in words."""
        return [str(Signal(reason).label) for reason in self.reasons]


class SpotCheckQuerySet(models.QuerySet["SpotCheck"]):
    def visible_to(self, actor: Actor) -> "SpotCheckQuerySet":
        """A holder its own that are drawn, an auditor those given to them, the city all that are drawn."""
        if actor.is_system:
            return self
        picked = self.exclude(status=SpotCheckStatus.LISTED)
        if actor.has(*LEADERS):
            return picked
        mine = Q(auditor=actor.user_id, auditor_organisation=actor.organisation_id) if actor.has(*CHECKERS) else Q()
        own = Q(entry__organisation=actor.organisation_id) if actor.has(*CHECKED_HOLDERS) else Q()
        return picked.filter(mine | own) if mine or own else self.none()

    def unfinished(self) -> "SpotCheckQuerySet":
        """Drawn and without a result."""
        return self.exclude(status__in=[SpotCheckStatus.LISTED, *CHECKED])

    def silent_auditors(self, on: date) -> "SpotCheckQuerySet":
        """Past their last day without a report, of which nobody was warned yet."""
        waiting = self.filter(status__in=[SpotCheckStatus.ASKED, SpotCheckStatus.ANSWERED], escalated_at=None)
        return waiting.filter(visit_by_on__lt=on)


class SpotCheck(models.Model):
    """One file (label) in a campaign; of those drawn the holder answers, and an auditor reports.

    `answer_by_on` is the holder's last day for now: it moves with each reminder. `visit_by_on` is the auditor's.
    """

    entry = models.ForeignKey(CampaignEntry, on_delete=models.RESTRICT, related_name="checks")
    label = models.ForeignKey(Label, on_delete=models.RESTRICT, related_name="+")
    code = models.CharField(max_length=16)
    weight = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=SpotCheckStatus, default=SpotCheckStatus.LISTED)
    starts_on = models.DateField(null=True)
    answer_by_on = models.DateField(null=True)
    visit_by_on = models.DateField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    auditor = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    auditor_organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, null=True, related_name="+")
    report = models.CharField(max_length=2000, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    objects = SpotCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "label"], name="spot_check_once_per_file"),
            models.CheckConstraint(condition=Q(status__in=SpotCheckStatus.values), name="spot_check_status_known"),
            models.CheckConstraint(condition=Q(weight__gte=1) & ~Q(code=""), name="spot_check_has_a_ticket"),
            models.CheckConstraint(
                condition=Q(status="listed")
                | Q(starts_on__isnull=False, visit_by_on__isnull=False, visit_by_on__gte=F("starts_on")),
                name="spot_check_picked_has_days",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["listed", "picked", "lapsed"]) | Q(answer_by_on__isnull=False),
                name="spot_check_asked_has_a_term",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["listed", "picked", "asked", "silent", "lapsed"])
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="spot_check_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status__in=["kept", "short"], reported_by__isnull=False, checked_at__isnull=False)
                    & Q(auditor__isnull=False, reported_by=F("auditor"))
                    & ~Q(report="")
                )
                | (~Q(status__in=["kept", "short"]) & Q(reported_by__isnull=True, report="")),
                name="spot_check_reported_by_its_auditor",
            ),
            models.CheckConstraint(
                condition=Q(auditor__isnull=True, auditor_organisation__isnull=True)
                | Q(auditor__isnull=False, auditor_organisation__isnull=False),
                name="spot_check_auditor_for_an_organisation",
            ),
        ]
        indexes = [models.Index(fields=["status", "visit_by_on"], name="spot_check_status_visit_by")]

    def __str__(self) -> str:
        return self.code

    @property
    def is_unfinished(self) -> bool:
        """Drawn and without a result."""
        return self.status not in (SpotCheckStatus.LISTED, *CHECKED)

    def is_late(self, on: date) -> bool:
        """Whether the last day for a report has passed."""
        return self.is_unfinished and self.visit_by_on is not None and self.visit_by_on < on

    def is_given_to(self, actor: Actor) -> bool:
        """Whether this person is its auditor, for the organisation in which they act."""
        return (self.auditor_id, self.auditor_organisation_id) == (actor.user_id, actor.organisation_id)
