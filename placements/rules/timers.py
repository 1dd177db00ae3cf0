"""Which timers should run today, from what is not done yet; asked of the tables once a day, whatever their size."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef
from django.utils import timezone

from companies.rules import training_deadline
from marketplace.reference.figures import read_once
from marketplace.reference.models import Figure
from placements.enums import (
    DUAL_FORMS,
    HOLDS_SEAT,
    WORK_FORMS,
    CheckItem,
    HandOverStatus,
    OfferStatus,
    PlacementStatus,
    TimerKind,
)
from placements.models import (
    Evaluation,
    HandOver,
    HiringQuestion,
    MentorAssignment,
    Offer,
    Placement,
    Registration,
    StartCheck,
    Suspension,
)
from placements.rules import registration
from placements.rules.search import last_agreement_days
from schools.models import Student
from schools.timers import countdowns

IN_FORCE = (PlacementStatus.SIGNED, PlacementStatus.RUNNING)
BEFORE = (PlacementStatus.AGREED, PlacementStatus.SIGNING, PlacementStatus.SIGNED)
EVALUATION_AHEAD = timedelta(days=30)  # an evaluation is on the list a month before


@dataclass(frozen=True)
class Wanted:
    """A timer that should run: whose it is, and its first and last day."""

    kind: str
    subject: str
    student_id: int
    school_id: int
    starts_on: date
    due_on: date
    company_id: int | None = None
    placement_id: int | None = None
    offer_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject}:{self.starts_on.isoformat()}"


def wanted_timers(on: date) -> list[Wanted]:
    """Everything that is not done, for every school and company."""
    return [timer for source in SOURCES for timer in source(on)]


def _searches(on: date) -> Iterator[Wanted]:
    """R08: dual students who began and have no agreement in force."""
    placed = Placement.objects.filter(student=OuterRef("pk"), status__in=IN_FORCE, form__in=DUAL_FORMS)
    rows = Student.objects.filter(programme__is_dual=True, is_teacher=False, dual_since_on__lte=on, left_on=None)
    searching = list(rows.filter(~Exists(placed)).select_related("programme"))
    since = last_agreement_days(searching, on)
    clocks = countdowns(searching, on, since=since)
    for row in searching:
        started = since.get(row.pk) or row.dual_since_on
        if started and row.pk in clocks:
            subject = f"student:{row.pk}"
            yield Wanted(TimerKind.CONTRACT_SEARCH, subject, row.pk, row.school_id, started, clocks[row.pk].last_on)


def _registrations(on: date) -> Iterator[Wanted]:
    """R09: dual placements that have begun and whose reference is not stored."""
    rows = Placement.objects.filter(status__in=IN_FORCE, form__in=DUAL_FORMS, starts_on__lte=on)
    with read_once():
        for row in rows.exclude(pk__in=Registration.objects.values("placement")):
            yield of_placement(row, TimerKind.REGISTRATION, row.starts_on, registration.due_on(row, on))


def _trainings(on: date) -> Iterator[Wanted]:
    """R11: untrained mentors who guide a dual student; the nearest placement stands for them."""
    figures, seen = Figure.objects.in_force(on), set()
    rows = MentorAssignment.objects.guiding(on).filter(placement__form__in=DUAL_FORMS, mentor__trained_on=None)
    for row in rows.select_related("mentor", "placement").order_by("starts_on", "pk"):
        if row.mentor_id not in seen:
            seen.add(row.mentor_id)
            due_on, subject = training_deadline(row.mentor, figures), f"mentor:{row.mentor_id}"
            yield of_placement(row.placement, TimerKind.MENTOR_TRAINING, row.mentor.designated_on, due_on, subject)


def _risk_analyses(on: date) -> Iterator[Wanted]:
    """R14: dated at most a year before the first day, and made again every year."""
    months = relativedelta(months=int(Figure.objects.value("risk_analysis_months", on)))
    for check in _checks(CheckItem.RISK_ANALYSIS, HOLDS_SEAT):
        placement, made_on = check.placement, check.document_on
        if made_on is None or made_on + months < placement.starts_on:
            yield of_placement(
                placement, TimerKind.RISK_ANALYSIS, _day(placement), placement.starts_on, f"new:{placement.pk}"
            )
        elif made_on + months <= placement.ends_on:
            yield of_placement(placement, TimerKind.RISK_ANALYSIS, made_on, made_on + months)


def _health(on: date) -> Iterator[Wanted]:
    """R15: said to be fit, or not needed, before the first day."""
    for check in _checks(CheckItem.HEALTH, BEFORE):
        if check.done_on is None:
            yield of_placement(check.placement, TimerKind.HEALTH, _day(check.placement), check.placement.starts_on)


def _checks(item: str, statuses: Iterable[str]) -> Iterable[StartCheck]:
    rows = StartCheck.objects.filter(item=item, placement__status__in=statuses, placement__form__in=WORK_FORMS)
    return rows.select_related("placement")


def _evaluations(on: date) -> Iterator[Wanted]:
    """Planned evaluations of running placements that nobody noted as held, from a month before."""
    near = {"held_on": None, "planned_on__lte": on + EVALUATION_AHEAD, "placement__status": PlacementStatus.RUNNING}
    for row in Evaluation.objects.filter(**near).select_related("placement"):
        yield of_placement(
            row.placement, TimerKind.EVALUATION, row.placement.starts_on, row.planned_on, f"evaluation:{row.pk}"
        )


def _offers(on: date) -> Iterator[Wanted]:
    """R29: offers that wait for an answer."""
    for row in Offer.objects.filter(status=OfferStatus.SENT).select_related("request"):
        yield Wanted(
            TimerKind.OFFER_ANSWER,
            f"offer:{row.pk}",
            row.request.student_id,
            row.school_id,
            timezone.localdate(row.sent_at),
            row.answer_by_on,
            company_id=row.company_id,
            offer_id=row.pk,
        )


def _suspensions(on: date) -> Iterator[Wanted]:
    """R18: agreements that rest."""
    days = timedelta(days=int(Figure.objects.value("suspension_days", on)))
    rows = Suspension.objects.filter(ends_on=None, placement__status__in=IN_FORCE, starts_on__lte=on)
    for row in rows.select_related("placement"):
        subject = f"suspension:{row.pk}"
        yield of_placement(row.placement, TimerKind.SUSPENSION, row.starts_on, row.starts_on + days, subject)


def _hirings(on: date) -> Iterator[Wanted]:
    """R24: hints that the school has not answered; no timer of the company's, because a hint accuses nobody."""
    for row in HiringQuestion.objects.open().select_related("placement"):
        subject, asked_on = f"hiring:{row.placement_id}", timezone.localdate(row.asked_at)
        wanted = of_placement(row.placement, TimerKind.HIRING_ANSWER, asked_on, row.due_on, subject)
        yield replace(wanted, company_id=None)


def _hand_overs(on: date) -> Iterator[Wanted]:
    """Files of early ends: the company's word, and closing them; each term is that of the day on which it opened."""
    with read_once():
        for row in HandOver.objects.filter(status=HandOverStatus.OPEN).select_related("placement"):
            opened_on = timezone.localdate(row.opened_at)
            close_on = opened_on + timedelta(days=int(Figure.objects.value("hand_over_file_days", opened_on)))
            yield replace(of_placement(row.placement, TimerKind.HAND_OVER_FILE, opened_on, close_on), company_id=None)
            if not row.company_word:
                yield of_placement(row.placement, TimerKind.HAND_OVER_WORD, opened_on, row.word_until_on)


def of_placement(placement: Placement, kind: str, starts_on: date, due_on: date, subject: str = "") -> Wanted:
    """A timer about a placement."""
    return Wanted(
        kind,
        subject or f"placement:{placement.pk}",
        placement.student_id,
        placement.school_id,
        starts_on,
        due_on,
        company_id=placement.company_id,
        placement_id=placement.pk,
    )


def _day(placement: Placement) -> date:
    return timezone.localdate(placement.accepted_at)


SOURCES = (
    _searches,
    _registrations,
    _trainings,
    _risk_analyses,
    _health,
    _evaluations,
    _offers,
    _suspensions,
    _hirings,
    _hand_overs,
)
