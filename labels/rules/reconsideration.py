"""When a holder may ask to look again at a finding, and who may answer."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import CaseFinding
from labels.models import Case, Reconsideration
from labels.rules.case import no_tie
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal

WEIGHT = (CaseFinding.UNFOUNDED, CaseFinding.MINOR, CaseFinding.MAJOR)  # the heaviest last


def ask_by(case: Case) -> date | None:
    """The last day on which the holder may ask; None before there is a finding."""
    if case.decided_at is None:
        return None
    decided_on = timezone.localdate(case.decided_at)
    return decided_on + timedelta(days=int(Figure.objects.value("reconsideration_ask_days", decided_on)))


def answer_by(on: date) -> date:
    """The last day to answer what is asked on a day."""
    return on + timedelta(days=int(Figure.objects.value("reconsideration_answer_days", on)))


def may_ask(case: Case, on: date) -> Refusal | None:
    """Of a finding against the holder, in time, once."""
    until = ask_by(case)
    if until is None or case.finding == CaseFinding.UNFOUNDED:
        return Refusal("reconsideration.nothing", _("Er is geen uitkomst tegen jullie om opnieuw te bekijken."))
    if Reconsideration.objects.filter(case=case).exists():
        return Refusal("reconsideration.asked", _("Jullie vroegen al een heroverweging. Dat kan één keer."))
    if on > until:
        return Refusal("reconsideration.late", _("De termijn om een heroverweging te vragen is voorbij."))
    return None


def may_answer(row: Reconsideration, by: Actor, on: date) -> Refusal | None:
    """Somebody without a tie who never had the case in hand and did not decide it, once."""
    if row.answered_at:
        return Refusal("reconsideration.answered", _("Op deze vraag is al geantwoord."))
    if Case.objects.handled_by(by.user_id).filter(pk=row.case_id).exists():
        return Refusal("reconsideration.own_case", _("Jij behandelde dit dossier. Een collega bekijkt het opnieuw."))
    return no_tie(row.case, by, on)


def not_heavier(row: Reconsideration, finding: str) -> Refusal | None:
    """Who asks to look again never gets a heavier outcome for it."""
    if WEIGHT.index(CaseFinding(finding)) <= WEIGHT.index(CaseFinding(row.found_before)):
        return None
    return Refusal("reconsideration.heavier", _("Een heroverweging maakt de uitkomst niet zwaarder."))
