"""Who handles a case, when a holder may speak, and when a finding can be made."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.enums import CaseStatus
from labels.models import Case
from labels.models.ties import of_the_city, organisations_tied_to, works_for_the_city
from marketplace.actor import Actor
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import Refusal

TERM_OF_STATUS = {
    CaseStatus.REPORTED: "case_acknowledge_working_days",
    CaseStatus.TAKEN: "case_hearing_working_days",
    CaseStatus.HEARING: "case_finding_working_days",
    CaseStatus.DECIDED: "case_closing_working_days",
}


def due_after(status: str, on: date) -> date:
    """The last day for the step after this status, counted in working days from a day."""
    return add_working_days(on, int(Figure.objects.value(TERM_OF_STATUS[CaseStatus(status)], on)))


def answer_by(case: Case) -> date | None:
    """Until when the holder may tell its side; None before it was asked."""
    if case.hearing_at is None:
        return None
    asked_on = timezone.localdate(case.hearing_at)
    return add_working_days(asked_on, int(Figure.objects.value("case_answer_working_days", asked_on)))


def no_tie(case: Case, by: Actor, on: date) -> Refusal | None:
    """Who works for the organisation, or did in the last months, stays out; about the city a partner decides.

    Who is both of the city and of a partner is of the city, in whatever office they act.
    """
    if organisations_tied_to(by.user_id, on).filter(pk=case.organisation_id).exists():
        return Refusal("case.tied", _("Je werkt of werkte voor deze organisatie. Een collega behandelt dit dossier."))
    its_own = of_the_city().filter(pk=case.organisation_id)
    if its_own.exists() and works_for_the_city(by.user_id, on):
        return Refusal("case.about_the_city", _("Dit gaat over de stad zelf. Een beslisser van een partner neemt het."))
    return None


def is_handler(case: Case, by: Actor, on: date) -> Refusal | None:
    """One person handles a case and reads the reports."""
    if case.handler_id == by.user_id:
        return None
    return Refusal("case.not_yours", _("Een collega behandelt dit dossier. Neem het over als die er niet is."))


def both_sides_heard(case: Case, by: Actor, on: date) -> Refusal | None:
    """Who reported was heard, and the holder spoke or let the term pass."""
    if case.reporter_heard_on is None and case.reports.exists():
        return Refusal("case.reporter_not_heard", _("Hoor eerst wie gemeld heeft, en noteer de dag."))
    until = answer_by(case)
    if not case.statement and (until is None or on <= until):
        return Refusal("case.holder_not_heard", _("De organisatie heeft nog tijd om te antwoorden."))
    return None


def may_state(case: Case, by: Actor, on: date) -> Refusal | None:
    """The holder's side is asked while both sides are heard, and given once."""
    if case.status != CaseStatus.HEARING:
        return Refusal("case.not_in_hearing", _("Dit dossier vraagt nu geen antwoord van jullie."))
    if case.statement:
        return Refusal("case.stated", _("Jullie antwoord is er al. Bel de behandelaar om iets toe te voegen."))
    return None


def may_take_over(case: Case, by: Actor, on: date) -> Refusal | None:
    """A colleague without a tie takes over a case that somebody handles."""
    if case.status in (CaseStatus.REPORTED, CaseStatus.CLOSED):
        return Refusal("case.nobody_handles", _("Niemand behandelt dit dossier nu."))
    if case.handler_id == by.user_id:
        return Refusal("case.yours", _("Je behandelt dit dossier al."))
    return no_tie(case, by, on)
