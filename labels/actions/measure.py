"""Propose a measure on a label, read it again, decide it with others, and let it hold from its day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.city import tell_city, told_outside
from labels.actions.letter import ask_for_letter, reference_of_measure
from labels.enums import Ground, LabelStatus, Matter, Outcome
from labels.models import Case, Decision, Label, Measure
from labels.rules import measure as rules
from labels.rules.assignment import DECIDERS
from labels.workflow.label import labels
from labels.workflow.measure import measures as workflow
from marketplace.accounts.models import Organisation
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.reference.models import Figure
from marketplace.school_calendar import add_working_days
from marketplace.workflow import first_refusal, refuse, refuse_if

STEP_OF: dict[str, str] = {
    Matter.SUSPENSION: "suspend",
    Matter.WITHDRAWAL: "withdraw",
    Matter.REINSTATEMENT: "reinstate",
}


@transaction.atomic
def propose(*, label: Label, matter: str, ground: str, reasons: str, effective_on: date, by: Actor) -> Measure:
    """Propose to suspend, withdraw or reinstate a label from a day on, with ground and reasons.

    Raises PermissionDenied for who decides nothing. Refused: `measure.tied`, `measure.city`, `measure.own_member`,
    `measure.status`, `measure.ground`, `measure.open`, `measure.not_mended`, `measure.day`.
    """
    at = timezone.now()
    locked = _lock(label, by, at)
    refuse_if(rules.may_propose(locked, matter, ground, timezone.localdate(at)))
    if effective_on < timezone.localdate(at):
        refuse("measure.day", _("Kies vandaag of een latere dag."))
    facts = {"matter": matter, "ground": ground, "reasons": reasons, "effective_on": effective_on}
    return _make(locked, by, at, **facts)


@transaction.atomic
def suspend_now(
    *, label: Label, reason: str, by: Actor, ground: str = Ground.DANGER, case: Case | None = None
) -> Measure:
    """Suspend a label at once and provisionally; two deciders confirm or end it before its term, or it lapses.

    What was only proposed about the label goes first: nothing that waits for deciders holds up an urgent suspension.
    Refused: as `propose` (`measure.open` only beside another provisional suspension), `label.suspend.wrong_status`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    waiting = list(Measure.objects.proposals_about(label).select_for_update())  # before the label, as `decide` does
    locked = _lock(label, by, at)
    for row in waiting:
        _supersede(row, at)
    refuse_if(rules.may_propose(locked, Matter.SUSPENSION, ground, on))
    until = add_working_days(on, int(Figure.objects.value("measure_provisional_working_days", on)))
    facts = {"matter": Matter.SUSPENSION, "ground": ground, "reasons": reason, "effective_on": on}
    made = _make(locked, by, at, provisional_until_on=until, case=case, **facts)
    labels.take(locked, "suspend", by=by, at=at, reason=str(made.get_ground_display()))
    _tell_holder(made, "measure.provisional", ground=str(made.get_ground_display()), day=until)
    return made


@transaction.atomic
def amend(*, measure: Measure, reasons: str, by: Actor) -> Measure:
    """Who proposed it mends what was sent back. Refused: `measure.not_yours`, `measure.amend.wrong_status`."""
    amended = workflow.take(measure, "amend", by=by, reasons=reasons, remarks="", reviewed_by_id=None, reviewed_at=None)
    _tell_deciders(amended, "measure.proposed")
    return amended


@transaction.atomic
def review(*, measure: Measure, by: Actor) -> Measure:
    """Somebody else has read it and agrees. Refused: `measure.own_proposal`, `measure.own_case`, ties as `propose`."""
    read = workflow.take(measure, "review", by=by, reviewed_by_id=by.user_id)
    _tell_deciders(read, "measure.reviewed")
    return read


@transaction.atomic
def send_back(*, measure: Measure, remarks: str, by: Actor) -> Measure:
    """A reader who disagrees sends it back with a sentence; what was written stays. Refused: `measure.no_sentence`."""
    if not remarks.strip():
        refuse("measure.no_sentence", _("Schrijf in een zin wat er niet klopt."))
    back = workflow.take(measure, "return", by=by, remarks=remarks.strip())
    tell_user(back.proposed_by_id, "measure.returned", path=path_of(back), holder=back.label.holder_name)
    return back


@transaction.atomic
def drop(*, measure: Measure, by: Actor) -> Measure:
    """Who proposed it takes it back. Refused: `measure.not_yours`, `measure.provisional`."""
    return workflow.take(measure, "drop", by=by)


@transaction.atomic
def decide(*, measure: Measure, outcome: str, reasons: str, by: Actor) -> Measure:
    """One decider's yes or no with its reasons, to be changed until enough people said the same.

    Refused: `measure.take.wrong_status`, `measure.own_proposal`, `measure.own_case`, `measure.own_review`, and as
    `propose`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    if by.user_id is None or by.organisation_id is None or not by.has(*DECIDERS):
        raise PermissionDenied
    row = _locked(measure, by)
    step = workflow.transition("take", row.status)
    if step is None:
        refuse("measure.take.wrong_status", workflow.wrong_status)
    refuse_if(first_refusal(step.rules, row, by, on))
    facts = {"organisation_id": by.organisation_id, "decided_at": at, "outcome": outcome, "reasons": reasons}
    facts |= {"auditor_id": row.proposed_by_id, "reviewer_id": row.reviewed_by_id}
    key: dict[str, Any] = {"label": row.label, "matter": row.matter, "attempt": row.number, "decided_by_id": by.user_id}
    Decision.objects.update_or_create(**key, defaults=facts)
    record("measure.decision", subject=row, by=by, at=at, data={"outcome": outcome})
    concluded = rules.agreed(row, on)
    return _conclude(row, concluded.outcome, by, at) if concluded else row


def follow(*, by: Actor) -> int:
    """Let measures hold whose day has come, and end provisional suspensions that nobody confirmed in time; how many."""
    on = timezone.localdate()
    rows = Measure.objects.order_by("pk")
    started = [_start(row, by) for row in rows.to_start(on)]
    return len(started) + len([_lapse(row, by) for row in rows.overdue(on)])


def warn_of_lapse(*, by: Actor) -> int:
    """Tell the deciders, once, of provisional suspensions that soon lapse if they do not decide; how many."""
    on = timezone.localdate()
    rows = Measure.objects.ending(on, rules.warned_until(on)).filter(warned_at=None).order_by("pk")
    return len([_warn(row, by) for row in rows.select_related("label__organisation", "label__site")])


@transaction.atomic
def _warn(measure: Measure, by: Actor) -> None:
    measure.warned_at = timezone.now()
    measure.save(update_fields=["warned_at"])
    until = measure.provisional_until_on
    record("measure.lapses", subject=measure, by=by, at=measure.warned_at, data={"provisional_until_on": str(until)})
    _tell_deciders(measure, "measure.lapses", day=until)


def _conclude(measure: Measure, outcome: str, by: Actor, at: datetime) -> Measure:
    if outcome == Outcome.REFUSED:
        rejected = workflow.take(measure, "reject", by=by, at=at)
        ask_for_letter(reference_of_measure(rejected))
        _lift_provisional(rejected, at)
        _tell_holder(rejected, "measure.rejected", matter=str(rejected.get_matter_display()))
        return rejected
    on = timezone.localdate(at)
    until = on + timedelta(days=int(Figure.objects.value("objection_lodge_days", on)))
    taken = workflow.take(measure, "take", by=by, at=at, objection_until_on=until)
    ask_for_letter(reference_of_measure(taken))
    if taken.matter != Matter.REINSTATEMENT:
        Label.objects.filter(pk=taken.label_id).update(stops_on=taken.effective_on)
    words = {"matter": str(taken.get_matter_display()), "day": taken.effective_on, "until": until}
    _tell_holder(taken, "measure.decided", **words)
    return _start(taken, by) if taken.effective_on <= on else taken


@transaction.atomic
def _start(measure: Measure, by: Actor) -> Measure:
    """The measure holds; a label that was suspended provisionally stays so, one that is over is left alone."""
    at = timezone.now()
    started = workflow.take(measure, "start", by=SYSTEM, at=at)
    label = Label.objects.select_for_update(of=("self",)).get(pk=measure.label_id)
    step = STEP_OF[measure.matter]
    if labels.transition(step, label.status):
        reason = "" if measure.matter == Matter.REINSTATEMENT else str(measure.get_ground_display())
        over = {"ends_on": timezone.localdate(at), "waits_for_city": False}
        ends = over if measure.matter == Matter.WITHDRAWAL else {}
        labels.take(label, step, by=SYSTEM, at=at, reason=reason, stops_on=None, **ends)
    else:
        Label.objects.filter(pk=label.pk).update(stops_on=None)
    return started


@transaction.atomic
def _lapse(measure: Measure, by: Actor) -> Measure:
    at = timezone.now()
    lapsed = workflow.take(measure, "lapse", by=by, at=at)
    _lift_provisional(lapsed, at)
    _tell_holder(lapsed, "measure.lapsed")
    is_grave = Measure.objects.came_back().filter(pk=lapsed.pk).exists()
    _tell_deciders(lapsed, "measure.not_confirmed_grave" if is_grave else "measure.not_confirmed")
    return lapsed


def _lift_provisional(measure: Measure, at: datetime) -> None:
    if measure.provisional_until_on and measure.label.status == LabelStatus.SUSPENDED:
        labels.take(measure.label, "reinstate", by=SYSTEM, at=at, reason="")


def _lock(label: Label, by: Actor, at: datetime) -> Label:
    """The label, locked; only for who may decide on labels and has no tie to its holder."""
    if by.user_id is None or by.organisation_id is None or not by.has(*DECIDERS):
        raise PermissionDenied
    rows = Label.objects.visible_to(by).select_related("organisation", "site", "scheme")
    locked = rows.select_for_update(of=("self",)).get(pk=label.pk)
    refuse_if(rules.no_tie_to_holder(locked, by, timezone.localdate(at)))
    return locked


def _locked(measure: Measure, by: Actor) -> Measure:
    rows = Measure.objects.visible_to(by).select_related("label__organisation", "label__site", "label__scheme")
    return rows.select_for_update(of=("self",)).get(pk=measure.pk)


def _supersede(measure: Measure, at: datetime) -> None:
    """A proposal gives way to a suspension that holds at once; who made it may propose again after that one."""
    dropped = workflow.take(measure, "supersede", by=SYSTEM, at=at)
    tell_user(dropped.proposed_by_id, "measure.superseded", path=path_of(dropped), holder=dropped.label.holder_name)


def _make(label: Label, by: Actor, at: datetime, **facts: Any) -> Measure:
    who = {"proposed_by_id": by.user_id, "organisation_id": by.organisation_id, "proposed_at": at}
    made = Measure.objects.create(label=label, number=label.measures.count() + 1, **who, **facts)
    record("measure.proposed", subject=made, by=by, at=at, data={"matter": made.matter, "ground": made.ground})
    _tell_deciders(made, "measure.proposed")
    return made


def path_of(measure: Measure) -> str:
    """The page of a measure."""
    return reverse("measure-detail", args=[measure.pk])


def _tell_deciders(measure: Measure, code: str, **words: Any) -> None:
    """Label officers and partners' deciders; about the city's own only those from outside."""
    facts = {"path": path_of(measure), "holder": measure.label.holder_name, **words}
    if told_outside(measure.label.organisation_id, code, **facts):
        return
    tell_city(code, Role.LABEL_OFFICER, **facts)
    for partner in Organisation.objects.filter(is_partner=True, is_city=False):
        tell_role(partner.pk, Role.DECIDER, code, **facts)


def _tell_holder(measure: Measure, code: str, **words: Any) -> None:
    role = Role.HR if measure.label.site_id else Role.DIRECTOR
    facts = {"path": path_of(measure), "holder": measure.label.holder_name}
    tell_role(measure.label.organisation_id, role, code, **facts, **words)
