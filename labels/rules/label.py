"""Why a label does not count, and why it cannot be promised or confirmed; each answers nothing or a sentence."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from companies.models import Company, Site
from companies.rules import Problem, establishment_known, verified
from labels.enums import LabelStatus
from labels.models import Label
from labels.models.label import RUNS
from marketplace.accounts.models import Membership
from marketplace.actor import COMPANY_ROLES, SCHOOL_ROLES, SYSTEM, Actor
from marketplace.commitments.models import Commitment, TextKind
from marketplace.period import school_year_of, school_year_period
from marketplace.reference.models import Figure, Postcode
from marketplace.workflow import Refusal

WAIT_AFTER_WITHDRAWAL = relativedelta(months=12)  # our choice, docs/reference/field.md


def label_valid(site_id: int, on: date) -> Refusal | None:
    """A site hosts students on a day while its label, at least provisional, is valid on that day."""
    if Label.objects.valid_on(on).filter(site=site_id).exists():
        return None
    return Refusal("label.not_valid", _("Deze vestiging heeft op die dag geen geldig label."))


def provisional_end(granted_on: date) -> date:
    """31 August of the school year after the one in which a provisional label is granted (docs/reference/field.md)."""
    return school_year_period(school_year_of(granted_on) + 1).ends_on


def filed_in_time(label: Label, filed_on: date) -> bool:
    """A provisional label is kept for a file handed in before its end, an audited one for one 60 days before it."""
    if label.ends_on is None:
        return False
    days = int(Figure.objects.value("label_renewal_filed_days", filed_on)) if label.is_audited else 0
    return filed_on <= label.ends_on - timedelta(days=days)


def own_end(label: Label) -> date | None:
    """The last day that a label had when it began: a provisional one's, or the years of its scheme."""
    if label.starts_on is None or not label.is_audited:
        return label.starts_on and provisional_end(label.starts_on)
    return audited_end(label.starts_on, label.scheme.years)


def audited_end(starts_on: date, years: int) -> date:
    """The last day of an audited label."""
    return starts_on + relativedelta(years=years) - timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What the rules of confirming ask about these labels, each table read once, for an officer on a day."""

    labels: Collection[Label]
    by: Actor
    on: date

    @cached_property
    def companies(self) -> dict[int, Company]:
        """The companies that hold them."""
        return Company.objects.in_bulk([label.organisation_id for label in self.labels])

    @cached_property
    def signed(self) -> set[int]:
        """The organisations that have signed the ethics code."""
        return set(self._of_holders(Commitment.objects.in_force(TextKind.ETHICS_CODE, self.on)))

    @cached_property
    def own(self) -> set[int]:
        """The organisations for which the officer works, or will work."""
        held = Membership.objects.not_ended(self.on).filter(role__in=COMPANY_ROLES | SCHOOL_ROLES, user=self.by.user_id)
        return set(self._of_holders(held))

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Postcode -> NIS code of the municipality."""
        codes = {label.place.postcode for label in self.labels}
        return dict(Postcode.objects.filter(code__in=codes).values_list("code", "nis"))

    def _of_holders(self, rows: QuerySet[Any]) -> Iterable[int]:
        holders = {label.organisation_id for label in self.labels}
        return rows.filter(organisation__in=holders).values_list("organisation", flat=True)


def doubts(labels: Collection[Label], by: Actor, on: date) -> list[list[Refusal]]:
    """For each of these promises what an officer should see before ticking; a few queries for any number."""
    facts = Facts(labels, by, on)
    checks = (_not_own, _ready, _signed, _inside)
    return [[found for check in checks if (found := check(label, facts))] for label in labels]


def holder_ready(label: Label, by: Actor, on: date) -> Refusal | None:
    """The company is confirmed and its site has an establishment number; a school is known to the city already."""
    return _ready(label, Facts([label], by, on))


def _ready(label: Label, facts: Facts) -> Refusal | None:
    if label.site is None:
        return None
    return verified(facts.companies[label.organisation_id]) or establishment_known(label.site)


def code_signed(label: Label, by: Actor, on: date) -> Refusal | None:
    """No label without the ethics code in force."""
    return _signed(label, Facts([label], by, on))


def _signed(label: Label, facts: Facts) -> Refusal | None:
    if label.organisation_id in facts.signed:
        return None
    return Refusal("label.code_not_signed", _("De ethische code is nog niet getekend."))


def not_own_promise(label: Label, by: Actor, on: date) -> Refusal | None:
    """Whoever promised, or works for the holder, does not decide."""
    return _not_own(label, Facts([label], by, on))


def _not_own(label: Label, facts: Facts) -> Refusal | None:
    if label.organisation_id not in facts.own and label.promised_by_id != facts.by.user_id:
        return None
    return Refusal(
        "label.own_promise", _("Dit is een belofte van jezelf of je organisatie. Een andere labelmedewerker beslist.")
    )


def is_over(label: Label, by: Actor, on: date) -> Refusal | None:
    """A label expires after its last day, unless the city is late with a file that was filed in time."""
    if label.ends_on and label.ends_on < on and not label.waits_for_city:
        return None
    return Refusal("label.still_running", _("Dit label loopt nog."))


def may_promise(organisation_id: int, site_id: int | None, on: date) -> Refusal | None:
    """One label at a time for a site or school, and after a withdrawal a year of waiting."""
    return _no_other(list(Label.objects.filter(organisation=organisation_id, site=site_id)), on)


def in_the_way(on: date) -> QuerySet[Label]:
    """The labels beside which no other can be promised on a day, as `may_promise` says it of one holder."""
    held = Q(RUNS | Q(ends_on__gte=on), status__in=(LabelStatus.ACTIVE, LabelStatus.SUSPENDED))
    withdrawn = Q(status=LabelStatus.WITHDRAWN, ends_on__gt=on - WAIT_AFTER_WITHDRAWAL)
    return Label.objects.filter(Q(status=LabelStatus.PROMISED) | held | withdrawn)


def may_be_promised(sites: QuerySet[Site], on: date) -> QuerySet[Site]:
    """Those of these sites for which a label may be promised."""
    return sites.filter(~Exists(in_the_way(on).filter(site=OuterRef("pk"))))


def _no_other(labels: Collection[Label], on: date) -> Refusal | None:
    last_on = {(label.status, date.max if label.waits_for_city else label.ends_on or date.min) for label in labels}
    if any(status == LabelStatus.PROMISED for status, _day in last_on):
        return Refusal("label.promised", _("Je belofte is er al. Ze wacht op een medewerker van de stad."))
    if any(status in (LabelStatus.ACTIVE, LabelStatus.SUSPENDED) and day >= on for status, day in last_on):
        return Refusal("label.exists", _("Er is al een label."))
    if any(status == LabelStatus.WITHDRAWN and day > on - WAIT_AFTER_WITHDRAWAL for status, day in last_on):
        return Refusal(
            "label.withdrawn", _("Het label is ingetrokken. Vanaf een jaar daarna kun je het opnieuw vragen.")
        )
    return None


def outside_municipalities(label: Label) -> Problem | None:
    """R37: a site outside the scheme's municipalities is a warning on which the label officer decides."""
    return _inside(label, Facts([label], SYSTEM, date.min))


def _inside(label: Label, facts: Facts) -> Problem | None:
    if facts.municipalities.get(label.place.postcode) in label.scheme.municipalities:
        return None
    sentence = _("Deze plek ligt buiten de gemeenten van het label. Beslis of ze voor Antwerpse leerlingen telt.")
    return Problem("label.outside_municipalities", sentence, is_hard=False)
