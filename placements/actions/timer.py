"""Timers: brought up to date once a day, reminded at their marks, stopped when the thing is done."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from labels.actions.city import tell_city
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role
from marketplace.reference.models import Figure
from marketplace.school_calendar import training_days_between
from placements.enums import TimerKind
from placements.models import Placement, Reminder, Timer
from placements.rules.timers import Wanted, wanted_timers
from placements.timers import LATE, RULES, Told, days_of_marks, passed
from schools.timers import days_off

COLUMNS = ("kind", "school_id", "company_id", "student_id", "placement_id", "offer_id", "starts_on", "due_on")
CHUNK = 500
OWN_PAGES = {
    TimerKind.HIRING_ANSWER.value: "hiring",
    TimerKind.HAND_OVER_WORD.value: "hand-over",
    TimerKind.HAND_OVER_FILE.value: "hand-over",
}


def run_timers(*, by: Actor) -> int:
    """Start what should run, move what has another last day, stop what is done, and remind; how many were reminded."""
    at = timezone.now()
    on = timezone.localdate(at)
    follow(wanted_timers(on), at)
    return remind(by=by, at=at)


@transaction.atomic
def follow(wanted: Sequence[Wanted], at: datetime) -> None:
    """The table as it should be: a timer that is wanted again runs again, with the marks that it had."""
    known = {timer.key: timer for timer in Timer.objects.filter(key__in=[row.key for row in wanted])}
    new = [Timer(key=row.key, **_columns(row)) for row in wanted if row.key not in known]
    Timer.objects.bulk_create(new, batch_size=CHUNK)
    changed = [row for row in wanted if row.key in known and _differs(known[row.key], row)]
    for row in changed:
        Timer.objects.filter(key=row.key).update(**_columns(row), done_at=None)
    keep = {row.key for row in wanted}
    over = [timer.pk for timer in Timer.objects.running().only("pk", "key") if timer.key not in keep]
    Timer.objects.filter(pk__in=over).update(done_at=at)


def _columns(row: Wanted) -> dict[str, object]:
    return {name: getattr(row, name) for name in COLUMNS}


def _differs(timer: Timer, row: Wanted) -> bool:
    return timer.done_at is not None or any(getattr(timer, name) != value for name, value in _columns(row).items())


def remind(*, by: Actor, at: datetime) -> int:
    """Tell of every mark that was reached since the last time, one message a timer; how many timers."""
    on = timezone.localdate(at)
    rows = list(Timer.objects.running().select_related(*READ).prefetch_related("reminders").order_by("due_on", "pk"))
    off, figures = days_off(row.school_id for row in rows), Figure.objects.in_force(on)
    told = 0
    for timer in rows:
        rule = RULES[timer.kind]
        marks = [int(figures[f"{timer.kind}_mark_{number}"]) for number in range(1, rule.marks + 1)]
        days = days_of_marks(rule, marks, timer.starts_on, timer.due_on, off=off.get(timer.school_id, frozenset()))
        new = set(passed(days, timer.due_on, on)) - {row.mark for row in timer.reminders.all()}
        told += bool(new) and _remind(timer, sorted(new), by, at)
    return told


def days_left(timer: Timer, on: date) -> int:
    """Training days for the search for an agreement (R08), calendar days for everything else; never below zero."""
    if timer.due_on <= on:
        return 0
    if timer.kind != TimerKind.CONTRACT_SEARCH:
        return (timer.due_on - on).days
    off = days_off([timer.school_id]).get(timer.school_id, frozenset())
    return training_days_between(on, timer.due_on, days_off=off)


def _remind(timer: Timer, marks: Sequence[int], by: Actor, at: datetime) -> bool:
    """Note the marks and tell of the last of them; another sweeper that was first has told it already."""
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(Reminder(timer=timer, mark=mark, sent_at=at) for mark in marks)
            record("timer.reminded", subject=timer, by=by, at=at, data={"mark": marks[-1], "kind": timer.kind})
            _tell(timer, is_late=marks[-1] == LATE, on=timezone.localdate(at))
    except IntegrityError:
        return False
    return True


def _tell(timer: Timer, *, is_late: bool, on: date) -> None:
    """Those of the table; when it is late those who hear of that too. The city learns no more than which kind."""
    rule = RULES[timer.kind]
    people = dict.fromkeys((*rule.told, *rule.late) if is_late else rule.told)
    code = f"timer.{timer.kind}" + (".late" if is_late else ".teacher" if _asks_teacher(timer) else "")
    about = {"programme": timer.student.programme.name, "days": days_left(timer, on)}
    for told in people:
        if told == Told.CITY:
            _tell_city(timer)
        elif organisation := timer.company_id if told == Told.HR else timer.school_id:
            tell_role(organisation, Role(told), code, path=path_of(timer), **about)


def _asks_teacher(timer: Timer) -> bool:
    """Whether the offer that waits is about a teacher: the one timer that a teacher's stay has."""
    return timer.offer is not None and timer.offer.request.is_of_teacher


def _tell_city(timer: Timer) -> None:
    about = {"kind": str(timer.get_kind_display()), "school": timer.school.organisation.name}
    tell_city("timer.city_late", Role.ADMINISTRATOR, path="/timers/", **about)


def path_of(timer: Timer) -> str:
    """The page on which the thing is done."""
    if page := OWN_PAGES.get(timer.kind):
        return f"/placements/{timer.placement_id}/{page}/"
    if timer.offer_id:
        return f"/offers/{timer.offer_id}/"
    return f"/placements/{timer.placement_id}/" if timer.placement_id else f"/students/{timer.student_id}/"


def stop_timers(*, kind: str, placement: Placement, at: datetime) -> None:
    """The thing is done; called in the transaction of the action that does it."""
    Timer.objects.running().filter(kind=kind, placement=placement).update(done_at=at)


READ = ("student__programme", "school__organisation", "offer__request")
