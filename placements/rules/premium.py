"""The conditions of the company premium for workplace learning, each with its date; rules of 2024, to be verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.period import Period, school_year_of, school_year_period
from marketplace.reference.models import Figure
from placements.enums import DUAL_FORMS, PAID_FORMS, AgreementStatus
from placements.models import Agreement, Placement
from placements.rules.plan import split_of
from placements.rules.registration import due_on

YES, NO, ASK = True, False, None


@dataclass(frozen=True)
class Condition:
    """One condition: its words, whether it is met (None: nobody here can tell), its day and what is known."""

    words: str
    met: bool | None
    day: date | None = None
    known: str = ""


def has_premium(placement: Placement) -> bool:
    """Whether the premium exists for this form."""
    return placement.form in DUAL_FORMS


def amount_cents(placement: Placement, on: date) -> int:
    """A school year's premium: more where the student is paid."""
    code = "premium_paid_cents" if placement.form in PAID_FORMS else "premium_unpaid_cents"
    return int(Figure.objects.value(code, on))


def conditions(placement: Placement, agreement: Agreement | None, on: date) -> list[Condition]:
    """Each condition of the premium for the school year of the first day, as far as the platform can tell."""
    figures = Figure.objects.in_force(on)
    level, most = int(figures["premium_level"]), int(figures["premium_most_times"])
    return [
        Condition(_("De vestiging ligt in Vlaanderen"), ASK, known=placement.site.municipality),
        _months(placement, int(figures["premium_months"])),
        _share(agreement, on),
        Condition(_("De opleiding is hoogstens van niveau %(level)s") % {"level": level}, ASK),
        _trained(placement),
        _signed(agreement),
        _registered(placement, on),
        Condition(_("Hoogstens %(most)s keer voor dezelfde leerling") % {"most": most}, ASK),
    ]


def _months(placement: Placement, months: int) -> Condition:
    year = school_year_period(school_year_of(placement.starts_on))
    last = min(placement.ended_on or placement.ends_on, year.ends_on)
    reached_on = placement.starts_on + relativedelta(months=months)
    words = _("Minstens %(months)s maanden op de werkplek in dit schooljaar") % {"months": months}
    return Condition(words, reached_on <= last + relativedelta(days=1), reached_on, _in_days(placement.starts_on, last))


def _in_days(first: date, last: date) -> str:
    days = Period(first, last).days if first <= last else 0
    return ngettext("%(days)s dag op de kalender", "%(days)s dagen op de kalender", days) % {"days": days}


def _share(agreement: Agreement | None, on: date) -> Condition:
    words = _("Minstens de helft van de uren op de werkplek")
    plan = getattr(agreement, "plan", None)
    share = split_of(plan, on).share if plan else None
    if share is None:
        return Condition(words, NO)
    norm = Figure.objects.value("premium_share", on)
    return Condition(words, share >= norm, known=f"{round(float(share) * 100)} %")


def _trained(placement: Placement) -> Condition:
    mains: Sequence[date | None] = [row.mentor.trained_on for row in placement.mentors.all() if row.seat is not None]
    days = [day for day in mains if day]
    return Condition(
        _("De mentor volgde de mentoropleiding"), bool(mains) and len(days) == len(mains), max(days, default=None)
    )


def _signed(agreement: Agreement | None) -> Condition:
    words = _("Een getekende overeenkomst met uurrooster en opleidingsplan")
    if agreement is None or agreement.status != AgreementStatus.SEALED:
        return Condition(words, NO)
    first = Agreement.objects.filter(placement=agreement.placement_id, status=AgreementStatus.SEALED).earliest(
        "version"
    )
    return Condition(words, YES, timezone.localdate(first.sealed_at) if first.sealed_at else None)


def _registered(placement: Placement, on: date) -> Condition:
    last = due_on(placement, on)
    stored = getattr(placement, "registration", None)
    words = _("Geregistreerd in het Vlaamse loket binnen drie maanden")
    if stored is None:
        return Condition(words, NO, last, _("laatste dag"))
    return Condition(words, stored.registered_on <= last, stored.registered_on, stored.reference)
