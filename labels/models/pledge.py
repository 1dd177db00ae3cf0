"""The pledge ledger: places promised per school year and sector, and what the platform saw happen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum

from companies.sectors import Sector
from labels.enums import PledgeAnswer, PledgeKind, PledgeReason
from labels.models.label import Label, LabelQuerySet
from marketplace.accounts.models import Organisation, User
from marketplace.actor import CITY_ROLES, Actor, Role
from marketplace.period import school_year_of

MOST_PLACES = 999


@dataclass
class Balance:
    """One line of the ledger: `promised` places against the number of each PledgeKind."""

    school_year: int
    sector: str
    promised: int = 0
    counted: dict[str, int] = field(default_factory=dict)

    @property
    def sector_name(self) -> str:
        """The sector in words."""
        return str(Sector(self.sector).label) if self.sector else "–"

    @property
    def started(self) -> int:
        """Places in which a student has begun: what counts as delivered."""
        return self.counted.get(PledgeKind.STARTED, 0)

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """The words and the number of each kind, in the order of PledgeKind."""
        return [(str(kind.label), self.counted.get(kind, 0)) for kind in PledgeKind]

    @property
    def is_kept(self) -> bool:
        """Something was promised, and at least that was delivered."""
        return 0 < self.promised <= self.started


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def visible_to(self, actor: Actor) -> "PledgeQuerySet":
        """City staff see all; HR sees the own company's."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(organisation=actor.organisation_id) if actor.has(Role.HR) else self.none()


class Pledge(models.Model):
    """Places promised for a school year and a sector (empty: no sector known); a later promise takes its place."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=1, choices=Sector, blank=True)
    places = models.PositiveSmallIntegerField()
    promised_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    promised_at = models.DateTimeField()

    objects = PledgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "school_year", "sector"], name="pledge_once_per_year_and_sector"
            ),
            models.CheckConstraint(condition=Q(places__lte=MOST_PLACES), name="pledge_places_0_to_999"),
            models.CheckConstraint(condition=Q(sector__in=["", *Sector.values]), name="pledge_sector_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.school_year} {self.sector} {self.places}"


class PledgeEntryQuerySet(models.QuerySet["PledgeEntry"]):
    def visible_to(self, actor: Actor) -> "PledgeEntryQuerySet":
        """City staff see all; HR sees the own company's."""
        if actor.is_system or actor.has(*CITY_ROLES):
            return self
        return self.filter(organisation=actor.organisation_id) if actor.has(Role.HR) else self.none()


class PledgeEntry(models.Model):
    """One thing that happened, written once and never changed; `reference` names the row of another floor as text."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=1, choices=Sector, blank=True)
    kind = models.CharField(max_length=12, choices=PledgeKind)
    reference = models.CharField(max_length=60)
    places = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    objects = PledgeEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "kind"], name="pledge_entry_once"),
            models.CheckConstraint(condition=Q(kind__in=PledgeKind.values), name="pledge_entry_kind_known"),
            models.CheckConstraint(condition=Q(places__gte=1) & ~Q(reference=""), name="pledge_entry_counts_something"),
            models.CheckConstraint(condition=Q(sector__in=["", *Sector.values]), name="pledge_entry_sector_known"),
        ]
        indexes = [models.Index(fields=["organisation", "school_year"], name="pledge_entry_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class PledgeQuestion(models.Model):
    """The yearly question to a company, answered by a link in a mail or by promising on the page."""

    organisation = models.ForeignKey(Organisation, on_delete=models.RESTRICT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    ask_again_on = models.DateField(null=True)  # after a "maybe"
    answer = models.CharField(max_length=15, choices=PledgeAnswer, blank=True)
    reason = models.CharField(max_length=15, choices=PledgeReason, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "school_year"], name="pledge_question_once_a_year"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=PledgeAnswer.values, answered_at__isnull=False, answered_by__isnull=False),
                name="pledge_question_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer="not_this_year", reason__in=PledgeReason.values)
                | ~Q(answer="not_this_year") & Q(reason=""),
                name="pledge_question_no_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(answer="maybe") | Q(ask_again_on__isnull=False), name="pledge_question_maybe_comes_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.school_year} {self.answer}"


def balances(organisation_id: int) -> list[Balance]:
    """The ledger of one organisation, the latest school year first, a line for each sector."""
    lines: dict[tuple[int, str], Balance] = {}
    for pledge in Pledge.objects.filter(organisation=organisation_id):
        _line(lines, pledge.school_year, pledge.sector).promised = pledge.places
    entries = PledgeEntry.objects.filter(organisation=organisation_id)
    counted = entries.values_list("school_year", "sector", "kind").annotate(number=Sum("places"))
    for school_year, sector, kind, number in counted:
        _line(lines, school_year, sector).counted[kind] = number
    return sorted(lines.values(), key=lambda line: (-line.school_year, line.sector))


def _line(lines: dict[tuple[int, str], Balance], school_year: int, sector: str) -> Balance:
    return lines.setdefault((school_year, sector), Balance(school_year, sector))


def total_of(lines: Iterable[Balance], school_year: int) -> Balance:
    """All sectors of one school year together: what criterion C23 reads."""
    total = Balance(school_year, "")
    counted: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.school_year == school_year:
            total.promised += line.promised
            for kind, number in line.counted.items():
                counted[kind] += number
    total.counted = dict(counted)
    return total


def dormant_labels(on: date, months: int) -> LabelQuerySet:
    """Company labels valid for that long, whose holder promised nothing for now and took no student since."""
    since = on - relativedelta(months=months)
    held = {"organisation": OuterRef("organisation")}
    promised = Pledge.objects.filter(**held, school_year__gte=school_year_of(on), places__gte=1)
    busy = PledgeEntry.objects.filter(
        **held, kind__in=[PledgeKind.MATCHED, PledgeKind.STARTED, PledgeKind.COMPLETED], at__date__gte=since
    )
    valid = Label.objects.valid_on(on).filter(site__isnull=False, starts_on__lt=since)
    return valid.filter(~Exists(promised), ~Exists(busy))
