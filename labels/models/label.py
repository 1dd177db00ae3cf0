"""Labels: held for one site of a company, or for a school."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import F, Q

from companies.models import Site
from labels.enums import LabelStatus, Level
from labels.models.application import ApplicationSite
from labels.models.scheme import Scheme
from marketplace.accounts.models import Organisation, User
from marketplace.actor import CITY_ROLES, Actor, Role

PUBLIC_STATUSES = (LabelStatus.ACTIVE, LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN)
RUNS = Q(waits_for_city=True)  # past its last day too
REGISTER_KEEPS_WITHDRAWN = relativedelta(months=12)  # our choice, docs/reference/field.md


class LabelQuerySet(models.QuerySet["Label"]):
    def visible_to(self, actor: Actor) -> "LabelQuerySet":
        """Everybody sees active, suspended and withdrawn labels; holders see all of theirs; city staff see all."""
        if actor.is_system or actor.has(Role.LABEL_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
            return self
        return self.filter(Q(status__in=PUBLIC_STATUSES) | Q(organisation=actor.organisation_id))

    def held_or_read_by(self, actor: Actor) -> "LabelQuerySet":
        """Every label for city staff, one's own organisation's for its holder: what is decided about them is theirs."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(organisation=actor.organisation_id)

    def valid_on(self, on: date) -> "LabelQuerySet":
        """Labels of any level that are valid on a day: active, and no decided measure holds yet.

        They are inside their dates, or kept while the city is late.
        """
        running = self.filter(RUNS | Q(ends_on__gte=on), status=LabelStatus.ACTIVE, starts_on__lte=on)
        return running.filter(Q(stops_on=None) | Q(stops_on__gt=on))

    def with_badge(self, on: date) -> "LabelQuerySet":
        """Labels of which a badge can be shown: valid on a day and audited."""
        return self.valid_on(on).exclude(level=Level.PROVISIONAL)

    def in_register(self, on: date) -> "LabelQuerySet":
        """What the public register shows on a day: valid and suspended labels, and withdrawn ones for 12 months."""
        running = Q(
            RUNS | Q(ends_on__gte=on), status__in=[LabelStatus.ACTIVE, LabelStatus.SUSPENDED], starts_on__lte=on
        )
        withdrawn = Q(status=LabelStatus.WITHDRAWN, ends_on__gt=on - REGISTER_KEEPS_WITHDRAWN)
        shown = self.filter(running | withdrawn).select_related("organisation", "site")
        return shown.order_by("organisation__name", "site__name", "pk")

    def promised(self) -> "LabelQuerySet":
        """Those that wait for a label officer, the longest waiting first."""
        waiting = self.filter(status=LabelStatus.PROMISED).select_related(
            "organisation", "site", "promised_by", "scheme"
        )
        return waiting.order_by("promised_at", "pk")


class Label(models.Model):
    """One label; `site` is null for a school's. A promise becomes a provisional label when an officer confirms it.

    An audited label comes from a label file (`application_site`) and takes the place of the provisional one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT)
    level = models.CharField(max_length=12, choices=Level, default=Level.PROVISIONAL)
    status = models.CharField(max_length=10, choices=LabelStatus, default=LabelStatus.PROMISED)
    promised_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    promised_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    stops_on = models.DateField(null=True)  # from when a suspension or withdrawal that is decided holds
    application_site = models.OneToOneField(
        ApplicationSite, on_delete=models.RESTRICT, null=True, blank=True, related_name="label"
    )
    waits_for_city = models.BooleanField(default=False)  # a file filed in time is undecided: it does not end meanwhile
    renewal_reminders = models.PositiveSmallIntegerField(default=0)  # how many marks before the end were told
    reason = models.CharField(max_length=300, blank=True)  # of the last refusal, suspension or withdrawal

    objects = LabelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=LabelStatus.values), name="label_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=["promised", "refused"])
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="label_in_force_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["promised", "refused"])
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("promised_by"))),
                name="label_confirmed_by_somebody_else",
            ),
            models.CheckConstraint(condition=~Q(status="refused") | ~Q(reason=""), name="label_refused_with_reason"),
            models.CheckConstraint(
                condition=Q(stops_on__isnull=True) | Q(status__in=["active", "suspended"]),
                name="label_stops_while_held",
            ),
            models.CheckConstraint(
                condition=Q(level="provisional", application_site__isnull=True)
                | Q(level__in=["label", "distinction"], application_site__isnull=False),
                name="label_audited_comes_from_a_file",
            ),
            models.CheckConstraint(
                condition=Q(level="provisional") | ~Q(status__in=["promised", "refused"]),
                name="label_audited_is_awarded",
            ),
            models.CheckConstraint(
                condition=Q(waits_for_city=False) | Q(status__in=["active", "suspended"]),
                name="label_waits_only_while_held",
            ),
            models.UniqueConstraint(
                fields=["site"], condition=Q(status__in=["promised", "active", "suspended"]), name="label_one_per_site"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=["promised", "active", "suspended"], site__isnull=True),
                name="label_one_per_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.organisation_id} {self.site_id or ''}"

    @property
    def holder_name(self) -> str:
        """The organisation, with the site of a company."""
        return f"{self.organisation.name}, {self.site.name}" if self.site else self.organisation.name

    @property
    def public_name(self) -> str:
        """What everybody may read: a sole trader's trade name, else the organisation; with the site of a company."""
        name = self.organisation.public_name
        return f"{name}, {self.site.name}" if self.site else name

    @property
    def public_number(self) -> str | None:
        """The enterprise number, which of a sole trader is personal."""
        return None if self.organisation.is_sole_trader else self.organisation.enterprise_number

    @property
    def public_site_number(self) -> str | None:
        """The establishment number, with the same reserve."""
        return self.site.establishment_number if self.site and not self.organisation.is_sole_trader else None

    @property
    def place(self) -> Organisation | Site:
        """What carries the address: the site, or the school itself."""
        return self.site or self.organisation

    @property
    def is_held(self) -> bool:
        """Still there to be checked: not refused, withdrawn, expired or replaced."""
        return self.status in (LabelStatus.ACTIVE, LabelStatus.SUSPENDED)

    @property
    def is_audited(self) -> bool:
        """A provisional label is promised, not audited."""
        return self.level != Level.PROVISIONAL
