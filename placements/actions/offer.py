"""Send an offer to a company, answer it, withdraw it, let it lapse, and talk about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from companies.models import Mentor
from labels.enums import PledgeKind
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.audit.actions import record, record_refused
from marketplace.notifications.actions import tell_role
from marketplace.workflow import Refusal, Refused, first_refusal
from placements.actions.placement import open_placement
from placements.actions.pledge import post_offer, post_placement
from placements.actions.request import place_request
from placements.actions.seat import hold_student, promises_told, take_seat
from placements.enums import OfferKind, OfferStatus, Party
from placements.models import Capacity, DeclinedPair, Match, Offer, OfferMessage, Placement, PlacementRequest
from placements.models.offer import MOST_OPEN_OFFERS
from placements.rules import offer as rules
from placements.rules.offer_term import answer_by
from placements.rules.pair import pair_problems
from placements.rules.seat import THREE_OPEN
from placements.rules.side import sides_of
from placements.workflow.offer import offers


@dataclass
class Sent:
    """What came of sending many at once: the offers, and for each other capacity why not."""

    made: list[Offer] = field(default_factory=list)
    refused: list[tuple[PlacementRequest, Capacity, Refusal]] = field(default_factory=list)


@promises_told()
def send_offer(
    *,
    request: PlacementRequest,
    capacity: Capacity,
    by: Actor,
    student_told_on: date,
    match: Match | None = None,
    kind: str = OfferKind.OFFER,
) -> Offer:
    """Send a request to a company without naming the student (R33), in one of the request's three slots (R28).

    `kind` AGREED: settled by telephone, the company only confirms. Refused: any of `rules.SEND` and of `pair_problems`,
    `offer.three_open`, `offer.sent_already`. Raises PermissionDenied for anybody but a coordinator.
    """
    if not by.has(Role.COORDINATOR):
        raise PermissionDenied
    at = timezone.now()
    on = timezone.localdate(at)
    hold_student(request.student_id, request.pk)
    row = PlacementRequest.objects.visible_to(by).select_related("student__programme", "programme").get(pk=request.pk)
    lapse_overdue(by=SYSTEM, request=row)
    offer = Offer(
        kind=kind,
        request=row,
        capacity=capacity,
        company_id=capacity.company_id,
        school_id=row.school_id,
        match=match,
        slot=_free_slot(row),
        student_told_on=student_told_on,
        sent_at=at,
        sent_by_id=by.user_id,
        answer_by_on=answer_by(row, capacity, on),
    )
    _check(offer, by, on)
    offer.save()
    record("offer.send", subject=offer, by=by, at=at, data={"request": row.pk, "capacity": capacity.pk, "kind": kind})
    post_offer(offer=offer, by=by)
    _tell(offer, Role.HR, "offer.sent" if kind == OfferKind.OFFER else "offer.agreed")
    return offer


def _check(offer: Offer, by: Actor, on: date) -> None:
    """The rules of sending, then every hard rule of the pair."""
    if refusal := first_refusal(rules.SEND, offer, by, on):
        raise Refused(refusal)
    if problems := pair_problems(offer.request, offer.capacity, on=on, match=offer.match):
        raise Refused(problems[0])


def _free_slot(request: PlacementRequest) -> int:
    used = set(request.offers.filter(status=OfferStatus.SENT).values_list("slot", flat=True))
    slot = next((slot for slot in range(1, MOST_OPEN_OFFERS + 1) if slot not in used), None)
    if slot is None:
        raise Refused(THREE_OPEN)
    return slot


def send_offers(
    *, pairs: Iterable[tuple[PlacementRequest, Capacity, Match | None]], by: Actor, student_told_on: date
) -> Sent:
    """Send many; none refused stops another. The refusals are those of `send_offer`."""
    sent = Sent()
    for request, capacity, match in pairs:
        try:
            offer = send_offer(request=request, capacity=capacity, by=by, student_told_on=student_told_on, match=match)
        except Refused as refused:
            record_refused(refused.code, subject=request, by=by)
            sent.refused.append((request, capacity, refused.refusal))
        else:
            sent.made.append(offer)
    return sent


@promises_told()
def accept(*, offer: Offer, by: Actor, wants_meeting: bool, mentor: Mentor | None = None) -> Placement:
    """The company's yes: it takes the seat, closes the other offers and exchanges the names.

    Without `mentor` the name comes later, as far as the capacity allows. Refused: any of `rules.ACCEPT`,
    `offer.accept.wrong_status`, `seat.none_left`, `seat.student_placed`, `seat.mentor_full`, `seat.mentor_needed`.
    """
    at = timezone.now()
    hold_student(offer.request.student_id, offer.request_id)
    row = offers.take(
        offer,
        "accept",
        by=by,
        at=at,
        answered_at=at,
        wants_meeting=wants_meeting,
        mentor_id=mentor.pk if mentor else None,
    )
    take_seat(capacity_id=row.capacity_id, school_id=row.school_id, on=timezone.localdate(at))
    placement = open_placement(offer=row, mentor=mentor, by=by, at=at)
    post_placement(placement=placement, kind=PledgeKind.MATCHED, by=by)
    _supersede_others(row, at)
    place_request(request=row.request, at=at)
    tell_role(
        row.school_id,
        Role.COORDINATOR,
        _code(row, "offer.accepted"),
        path=reverse("placement-detail", args=[placement.pk]),
        **_about(row),
    )
    return placement


def _supersede_others(offer: Offer, at: datetime) -> None:
    for other in offer.request.offers.filter(status=OfferStatus.SENT).order_by("pk"):
        offers.take(other, "supersede", by=SYSTEM, at=at)
        _tell(other, Role.HR, "offer.superseded")


@transaction.atomic
def decline(*, offer: Offer, by: Actor, reason: str) -> Offer:
    """The company's no, with a reason from the closed list; matching forgets the pair.

    Refused: `offer.overdue`, `offer.decline.wrong_status`, `offer.reason_needed`.
    """
    at = timezone.now()
    if refusal := rules.reason_given(reason):
        raise Refused(refusal)
    hold_student(offer.request.student_id, offer.request_id)
    row = offers.take(offer, "decline", by=by, at=at, answered_at=at, decline_reason=reason)
    remember_no(offer=row, party=Party.COMPANY, reason=reason, at=at)
    _tell(row, Role.COORDINATOR, "offer.declined")
    return row


def remember_no(*, offer: Offer, party: str, reason: str, at: datetime) -> None:
    """This request and this capacity do not go together any more."""
    DeclinedPair.objects.get_or_create(
        request_id=offer.request_id,
        capacity_id=offer.capacity_id,
        defaults={"party": party, "reason": reason, "at": at},
    )


@transaction.atomic
def withdraw(*, offer: Offer, by: Actor) -> Offer:
    """The school takes an open offer back. Refused: `offer.withdraw.wrong_status`."""
    hold_student(offer.request.student_id, offer.request_id)
    row = offers.take(offer, "withdraw", by=by)
    _tell(row, Role.HR, "offer.withdrawn")
    return row


@transaction.atomic
def lapse(*, offer: Offer, by: Actor) -> Offer:
    """The answer date has passed: back to coordinator and coach the same day (R29). Refused: `offer.not_overdue`."""
    hold_student(offer.request.student_id, offer.request_id)
    row = offers.take(offer, "lapse", by=by)
    for role in (Role.COORDINATOR, Role.COACH):
        _tell(row, role, "offer.lapsed")
    return row


def lapse_overdue(*, by: Actor, request: PlacementRequest | None = None) -> int:
    """Record the lapse of offers (of one request) whose answer date has passed; the number of them."""
    overdue = Offer.objects.overdue(timezone.localdate()).select_related("request").order_by("pk")
    rows = overdue.filter(request=request) if request else overdue
    return len([lapse(offer=offer, by=by) for offer in rows])


@transaction.atomic
def write_message(*, offer: Offer, by: Actor, text: str) -> OfferMessage:
    """A line in the offer's thread: HR asks, coordinator or coach answers.

    Refused: `offer.thread_closed`, and `offer.names_student` when the school names the student. Raises PermissionDenied
    for other roles.
    """
    at = timezone.now()
    row = Offer.objects.visible_to(by).select_related("request__student", "request__programme").get(pk=offer.pk)
    party = _party(row, by)
    refusal = rules.thread_open(row, by, timezone.localdate(at))
    if party == Party.SCHOOL:
        refusal = refusal or rules.names_nobody(row, text)
    if refusal:
        raise Refused(refusal)
    message = OfferMessage.objects.create(offer=row, party=party, user_id=by.user_id, text=text, at=at)
    record("offer.message", subject=row, by=by, at=at, data={"message": message.pk})
    told, code = (Role.COORDINATOR, "offer.question") if party == Party.COMPANY else (Role.HR, "offer.answer")
    _tell(row, told, code)
    return message


def _party(offer: Offer, by: Actor) -> Party:
    counting = sides_of(offer, by)
    if counting.has(Role.HR):
        return Party.COMPANY
    if counting.has(Role.COORDINATOR, Role.COACH):
        return Party.SCHOOL
    raise PermissionDenied


def _tell(offer: Offer, role: Role, code: str) -> None:
    """Tell HR of the company, or the role in the school; never with a name."""
    organisation = offer.company_id if role == Role.HR else offer.school_id
    path = reverse("offer-detail", args=[offer.pk])
    tell_role(organisation, role, _code(offer, code), path=path, **_about(offer))


def _code(offer: Offer, code: str) -> str:
    """The sentence that names who asks: a student, or a teacher where one learns."""
    return f"{code}.teacher" if offer.request.is_of_teacher and code != "offer.agreed" else code


def _about(offer: Offer) -> dict[str, Any]:
    return {"programme": offer.request.programme.name, "company": offer.company.organisation.name}
