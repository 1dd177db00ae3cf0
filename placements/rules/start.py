"""The short list before the first day: what it holds, who ticks it, and what keeps a placement from being ready."""

from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor, Role
from marketplace.workflow import Refusal
from placements.enums import (
    HOLDS_SEAT,
    CheckItem,
    Document,
    HealthOutcome,
    Party,
    PlacementStatus,
)
from placements.models import Placement, StartCheck
from placements.rules.documents import check_is_done, lapsed

NOT_SIGNED = Refusal("start.not_signed", _("De overeenkomst is nog niet door iedereen getekend."))
NO_RISK_ANALYSIS = Refusal("start.no_risk_analysis", _("Er is geen risicoanalyse van het laatste jaar."))
NO_HEALTH = Refusal("start.no_health", _("De gezondheidsbeoordeling is nog niet afgevinkt."))


def may_tick(check: StartCheck, by: Actor) -> Refusal | None:
    """The owner ticks; the company may tick the house rules for the student who received them."""
    placement = check.placement
    company = by.has(Role.HR) and placement.company_id == by.organisation_id
    school = by.has(Role.COACH, Role.COORDINATOR) and placement.school_id == by.organisation_id
    student = by.has(Role.STUDENT) and by.student_id == placement.student_id
    allowed = {Party.COMPANY: company, Party.SCHOOL: school, Party.STUDENT: student or company}
    if not allowed.get(Party(check.owner), False):
        return Refusal("start.not_yours", _("Dit vinkt iemand anders af."))
    if placement.status not in HOLDS_SEAT:
        return Refusal("start.closed", _("Deze plaats is afgelopen: de lijst ligt vast."))
    return None


def tick_is_whole(check: StartCheck, done_on: date, document_on: date | None, outcome: str, on: date) -> Refusal | None:
    """A day that has come, the date on a risk analysis, one of two words on health."""
    if done_on > on or (document_on and document_on > on):
        return Refusal("start.day_ahead", _("Deze dag moet nog komen. Kies vandaag of een dag die voorbij is."))
    if check.item == CheckItem.RISK_ANALYSIS and document_on is None:
        return Refusal("start.document_date", _("Vul de datum in die op de risicoanalyse staat."))
    if check.item == CheckItem.HEALTH and outcome not in HealthOutcome.values:
        return Refusal("start.outcome", _("Kies 'niet nodig' of 'geschikt'."))
    return None


def missing(placement: Placement, on: date) -> list[Refusal]:
    """What keeps the student away: the signatures (R06), and each paper without which nobody starts (R14, R15).

    Of a placement that is over or did not go on, nothing: nobody is to come. What the platform knows itself held back
    the offer and the signatures, and is asked again between these and the start.
    """
    if placement.status not in HOLDS_SEAT:
        return []
    signed = placement.status in (PlacementStatus.SIGNED, PlacementStatus.RUNNING)
    found = [] if signed else [NOT_SIGNED]
    hard = sorted((check for check in placement.checks.all() if check.is_hard), key=lambda check: check.pk)
    found += [_not_done(check) for check in hard if not check_is_done(check, placement, on)]
    return found + (_lapsed(placement, on) if placement.status == PlacementStatus.SIGNED else [])


def _lapsed(placement: Placement, on: date) -> list[Refusal]:
    """What the platform knows is not in order, with who brings it in order."""
    words, last = _("Nog niet in orde: %(item)s. Nu aan zet: %(who)s."), gettext("en")
    found = ((Document(row.document), get_text_list(who, last)) for row, who in lapsed(placement, on))
    return [Refusal(f"start.no_{item}", words % {"item": item.label, "who": who}) for item, who in found]


def _not_done(check: StartCheck) -> Refusal:
    known = {CheckItem.RISK_ANALYSIS: NO_RISK_ANALYSIS, CheckItem.HEALTH: NO_HEALTH}
    item = CheckItem(check.item)
    words = _("Nog niet in orde: %(item)s.")
    return known.get(item) or Refusal("start.not_ticked", words % {"item": item.label})


def is_ready(placement: Placement, on: date) -> bool:
    """Whether the student may be sent."""
    return not missing(placement, on)


def ready(placement: Placement, by: Actor, on: date) -> Refusal | None:
    """The first thing that is missing, for the start."""
    return next(iter(missing(placement, on)), None)
