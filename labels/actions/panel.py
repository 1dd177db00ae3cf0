"""Compose the panel of three, let its members declare and vote, and carry out what they decide."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from labels.actions.appeal import path_of, tell_officers
from labels.actions.letter import ask_for_letter, reference_of_appeal
from labels.enums import Duty, FeeStatus, Level, Matter, Outcome, PanelPlace, Verdict
from labels.models import Appeal, Application, ApplicationSite, Assignment, Decision, Label, LeftSeat, PanelSeat
from labels.models.application import HOLDER_ROLES
from labels.models.assignment import AssignmentQuerySet
from labels.rules import appeal as rules
from labels.rules.label import own_end
from labels.scoring import DISTINCTION
from labels.workflow.appeal import COMPOSERS
from labels.workflow.appeal import appeals as workflow
from labels.workflow.application import applications
from labels.workflow.label import labels
from marketplace.accounts.models import Membership
from marketplace.actor import SYSTEM, Actor
from marketplace.audit.actions import record
from marketplace.notifications.actions import tell_role, tell_user
from marketplace.workflow import refuse, refuse_if

Members = Mapping[str, Membership]
DECIDED_BY_PANEL = _("Het panel heeft beslist.")


@transaction.atomic
def compose(*, appeal: Appeal, members: Members, by: Actor) -> Appeal:
    """A label officer without a part in it names three: one from a school, one from an employer, one from outside.

    About the city's own a decider from outside does. Refused: what `labels.rules.appeal.may_compose` refuses,
    `panel.incomplete`, `panel.place`, `panel.involved`, `panel.tied`, `panel.city`, `panel.own_member`, what
    `labels.rules.assignment.no_tie` refuses, and `appeal.hear.wrong_status`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    if by.user_id is None or not by.has(*COMPOSERS):
        raise PermissionDenied
    if set(members) != set(PanelPlace.values) or len({member.user_id for member in members.values()}) < len(members):
        refuse("panel.incomplete", _("Kies drie verschillende mensen: één voor elke plaats."))
    row = workflow.take(appeal, "hear", by=by, at=at)
    for place, member in members.items():
        refuse_if(rules.may_sit(row, place, member, on))
        PanelSeat.objects.create(appeal=row, place=place, person=member.user, organisation=member.organisation)
        _name(row, member, by.user_id, at)
    return row


def _name(appeal: Appeal, member: Membership, officer_id: int, at: datetime) -> None:
    if appeal.application_site:
        Assignment.objects.create(
            application_id=appeal.application_site.application_id,
            person_id=member.user_id,
            organisation=member.organisation,
            duty=Duty.PANEL,
            assigned_by_id=officer_id,
            assigned_at=at,
        )
    tell_user(member.user_id, "panel.named", path=path_of(appeal), about=appeal.about)


@transaction.atomic
def replace(*, seat: PanelSeat, member: Membership, reason: str, by: Actor) -> PanelSeat:
    """Another member takes the place of one who cannot vote; the one who leaves has no say any more.

    The seat that was left stays on record. Refused: `panel.over`, `panel.voted`, and as `compose`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    if by.user_id is None or not by.has(*COMPOSERS):
        raise PermissionDenied
    appeal = Appeal.objects.visible_to(by).select_for_update(of=("self",)).get(pk=seat.appeal_id)
    row = PanelSeat.objects.select_for_update().get(pk=seat.pk, appeal=appeal)
    refuse_if(rules.may_compose(appeal, by, on) or rules.may_be_replaced(appeal, row))
    refuse_if(rules.may_sit(appeal, row.place, member, on))
    left = _leave(row, reason.strip(), at)
    _duties(appeal).filter(person=left, ended_at=None).update(ended_at=at, end_reason=reason.strip())
    row.person, row.organisation, row.declared_at = member.user, member.organisation, None
    row.save(update_fields=["person", "organisation", "declared_at"])
    _name(appeal, member, by.user_id, at)
    record("panel.replaced", subject=row, by=by, at=at, data={"left": left, "named": member.user_id})
    tell_user(left, "panel.left", path=reverse("inbox"), about=appeal.about)
    return row


def _leave(seat: PanelSeat, reason: str, at: datetime) -> int:
    """Keep who sat here and why they left; their user id."""
    facts = {"appeal_id": seat.appeal_id, "place": seat.place, "organisation_id": seat.organisation_id}
    return LeftSeat.objects.create(person_id=seat.person_id, reason=reason, left_at=at, **facts).person_id


@transaction.atomic
def declare(*, appeal: Appeal, by: Actor) -> PanelSeat:
    """A member declares to have no tie to the holder. Refused: what `labels.rules.appeal.no_tie` refuses."""
    at = timezone.now()
    seat = _own_seat(appeal, by)
    refuse_if(rules.no_tie(seat.appeal, seat.person_id, seat.organisation, timezone.localdate(at)), appeal)
    if seat.declared_at is None:
        seat.declared_at = at
        seat.save(update_fields=["declared_at"])
        _duties(seat.appeal).filter(person=seat.person_id, declared_at=None).update(declared_at=at)
        record("panel.declared", subject=seat, by=by, at=at)
    return seat


@transaction.atomic
def vote(*, appeal: Appeal, verdict: str, reasons: str, by: Actor) -> Appeal:
    """One member's vote with its reasons, which may change until the third; the third carries out what two say.

    Refused: `panel.over`, `panel.undeclared`, and what `labels.rules.appeal.no_tie` refuses: the tie is asked again.
    """
    at = timezone.now()
    row = Appeal.objects.visible_to(by).select_for_update(of=("self",)).get(pk=appeal.pk)
    seat = _own_seat(row, by)
    refuse_if(rules.may_vote(seat, timezone.localdate(at)))
    seat.verdict, seat.reasons, seat.voted_at = verdict, reasons, at
    seat.save(update_fields=["verdict", "reasons", "voted_at"])
    record("panel.voted", subject=seat, by=by, at=at)
    seats = list(row.panel.order_by("place"))
    if any(one.voted_at is None for one in seats):
        return row
    return _conclude(row, seats, by, at)


def _conclude(appeal: Appeal, seats: list[PanelSeat], by: Actor, at: datetime) -> Appeal:
    verdict = rules.verdict_of([seat.verdict for seat in seats])
    reasons = "\n\n".join(seat.reasons for seat in seats if seat.verdict == verdict) or seats[0].reasons
    decided = workflow.take(appeal, verdict, by=by, at=at, reasons=reasons)
    _carry_out(decided, verdict, [seat for seat in seats if seat.verdict == verdict], at)
    _duties(decided).filter(ended_at=None).update(ended_at=at, end_reason=str(DECIDED_BY_PANEL))
    ask_for_letter(reference_of_appeal(decided))
    tell_officers(decided, f"appeal.{verdict}")
    _tell_holder(decided, f"appeal.{verdict}")
    return decided


def _carry_out(appeal: Appeal, verdict: str, seats: list[PanelSeat], at: datetime) -> None:
    """What the votes change; a measure that is sent back is for the label officers to decide again."""
    if appeal.label and verdict == Verdict.CHANGE:
        _restore(appeal.label, at)
    if appeal.application_site and verdict == Verdict.CHANGE:
        _overturn(appeal.application_site, seats, at)
    if appeal.application_site and verdict == Verdict.SEND_BACK:
        _reopen(appeal.application_site, at)


def _overturn(place: ApplicationSite, seats: list[PanelSeat], at: datetime) -> None:
    """Grant what was refused: those who voted so are its deciders now."""
    application = Application.objects.select_for_update().get(pk=place.application_id)
    level = Level.DISTINCTION if place.explanation.get("level") == DISTINCTION else Level.LABEL
    place.outcome, place.level = Outcome.GRANTED, level
    place.save(update_fields=["outcome", "level"])
    facts = _anew(application)
    _decide(place, seats, facts["attempt"], level, at)
    applications.take(application, "overturn", by=SYSTEM, at=at, passed_at=application.passed_at or at, **facts)


def _reopen(place: ApplicationSite, at: datetime) -> None:
    """Open the file again for its deciders."""
    application = Application.objects.select_for_update().get(pk=place.application_id)
    place.outcome = place.level = ""
    place.save(update_fields=["outcome", "level"])
    applications.take(application, "reopen", by=SYSTEM, at=at, **_anew(application))


def _anew(application: Application) -> dict[str, Any]:
    """A new attempt: the city's body decides again, and a fee that went back is due again."""
    facts = {"attempt": application.attempt + 1, "body_decided_on": None, "body_reference": "", "awarded_at": None}
    return facts | ({"fee_status": FeeStatus.DUE} if application.fee_status == FeeStatus.REVERSED else {})


def _decide(place: ApplicationSite, seats: list[PanelSeat], attempt: int, level: str, at: datetime) -> None:
    """The members who changed it are now the deciders of this label."""
    auditor_id = place.decisions.order_by("-attempt", "pk").values_list("auditor", flat=True)[:1].get()
    Decision.objects.bulk_create(
        Decision(
            matter=Matter.AWARD,
            application_site=place,
            attempt=attempt,
            auditor_id=auditor_id,
            decided_by_id=seat.person_id,
            organisation_id=seat.organisation_id,
            decided_at=at,
            outcome=Outcome.GRANTED,
            level=level,
            reasons=seat.reasons,
        )
        for seat in seats
    )


def _restore(label: Label, at: datetime) -> None:
    """A suspended or withdrawn label is in force again, until the day on which it would have ended."""
    row = Label.objects.select_related("scheme").get(pk=label.pk)
    labels.take(row, "restore", by=SYSTEM, at=at, reason="", ends_on=own_end(row))


def _own_seat(appeal: Appeal, by: Actor) -> PanelSeat:
    """The actor's seat, locked; raises DoesNotExist for who is not in the panel."""
    rows = PanelSeat.objects.of(by).select_for_update(of=("self",)).select_related("organisation")
    seat = rows.get(appeal=appeal)
    seat.appeal = Appeal.objects.select_related(
        "organisation", "application_site__application__organisation", "application_site__site", "label__site"
    ).get(pk=appeal.pk)
    return seat


def _duties(appeal: Appeal) -> AssignmentQuerySet:
    people = appeal.panel.values("person")
    file_id = appeal.application_site.application_id if appeal.application_site else None
    return Assignment.objects.filter(application=file_id, duty=Duty.PANEL, person__in=people)


def _tell_holder(appeal: Appeal, code: str) -> None:
    for role in HOLDER_ROLES[appeal.holder]:
        tell_role(appeal.organisation_id, role, code, path=path_of(appeal), about=appeal.about)
