"""What a company may offer the student of a placement, by the ethics code (domain section 5) and the diploma (R24)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from labels.enums import CaseKind
from labels.offers_allowed import NOT_BOUND, TABLE, WAIT_FOR_END, WHAT, Answer, may_offer
from marketplace.actor import SCHOOL_ROLES, Actor
from marketplace.period import school_year_of
from marketplace.workflow import Refusal
from placements.enums import HOLDS_SEAT
from placements.models import HiringQuestion, Placement
from placements.rules.registration import EARLIEST
from placements.rules.side import sides_of
from schools.enums import DiplomaStage

SUMMER = (7, 8)
LATER = "later_contract"
CASE_KINDS = {"bonus": CaseKind.PRESSURE, "poaching": CaseKind.POACHING}


def stage_shown(placement: Placement, actor: Actor, on: date) -> DiplomaStage | None:
    """How far the student is, for school and student, and for the company as long as the placement lasts."""
    if sides_of(placement, actor).has(*SCHOOL_ROLES) or placement.status in HOLDS_SEAT:
        return placement.student.diploma_stage_on(on)
    return None


def offers_at(stage: DiplomaStage) -> list[tuple[str, Answer]]:
    """Each kind of offer in words, with its answer at this stage; what is allowed first."""
    rows = [(words, TABLE[what][stage]) for what, words in WHAT.items()]
    return sorted(rows, key=lambda row: not row[1].is_allowed)


def last_school_day(placement: Placement) -> date:
    """30 June of the school year in which the placement ends, unless the student left before: our choice."""
    usual = date(school_year_of(placement.ends_on) + 1, 6, 30)
    return min(usual, placement.student.left_on or usual)


def verdict(
    *, placement: Placement, what: str, made_on: date, starts_on: date | None, depends_on_diploma: bool
) -> Answer:
    """What the ethics code says of an offer that was made on a day, with the diploma as the school noted it."""
    stage = placement.student.diploma_stage_on(made_on)
    answer = may_offer(what, stage)
    if what != LATER or not answer.is_allowed or stage == DiplomaStage.FINISHED:
        return answer
    if starts_on is None or starts_on <= last_school_day(placement):
        return Answer(False, WAIT_FOR_END, answer.source)
    if stage == DiplomaStage.DECIDED and not depends_on_diploma:
        return Answer(False, NOT_BOUND, answer.source)
    return answer


def case_kind(what: str) -> CaseKind:
    """What a case about an offer is called."""
    return CASE_KINDS.get(what, CaseKind.EARLY_OFFER)


def made_then(placement: Placement, made_on: date, on: date) -> Refusal | None:
    """What was offered has been offered; a year that was mistyped would accuse a company of what it did not do."""
    if made_on > on:
        return Refusal("hiring.ahead", _("Kies de dag van het aanbod: vandaag of vroeger."))
    if made_on < placement.starts_on - EARLIEST:
        words = _("Dat is meer dan een jaar voor de eerste dag op de werkplek. Kijk het jaar na.")
        return Refusal("hiring.long_before", words)
    return None


def begins_then(what: str, starts_on: date | None) -> Refusal | None:
    """It says when work begins, where that decides."""
    if what == LATER and starts_on is None:
        return Refusal("hiring.no_start", _("Vul de eerste werkdag in: daar hangt het van af."))
    if what == "summer_job" and (starts_on is None or starts_on.month not in SUMMER):
        return Refusal("hiring.not_summer", _("Een zomerjob begint in juli of augustus: vul die eerste werkdag in."))
    return None


def answered_before(question: HiringQuestion | None) -> Refusal | None:
    """A question that was put is answered once."""
    if question and question.is_open:
        return None
    return Refusal("hiring.answered", _("Deze vraag is al beantwoord. Herlaad de bladzijde."))


def says_something(text: str) -> Refusal | None:
    """An answer in words."""
    return None if text.strip() else Refusal("hiring.empty", _("Schrijf in een zin wat er was."))
