"""What happened to a placement, by day: the yeses, what was signed, how it ended and what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.web.templatetags.house import moment, weekday_date
from placements.enums import PlacementStatus
from placements.models import HandOver, Placement

Event = tuple[date, str]  # at a moment, or on a day of which no moment is known


def timeline_of(placement: Placement, actor: Actor, agreements: Mapping[str, Any]) -> list[tuple[str, str]]:
    """When, and what; `agreements` is what the page shows of them."""
    events: Iterable[Event] = (*_yeses(placement), *_sealings(agreements), *_end(placement), *_closed(placement, actor))
    return [(_when(at), words) for at, words in sorted(events, key=lambda event: _sorted_at(event[0]))]


def _when(at: date) -> str:
    return moment(at) if isinstance(at, datetime) else weekday_date(at)


def _sorted_at(at: date) -> datetime:
    """A day stands behind the moments in it."""
    return at if isinstance(at, datetime) else timezone.make_aware(datetime.combine(at, time.max))


def _yeses(placement: Placement) -> Iterator[Event]:
    """What happened, from the moments that the placement keeps."""
    teacher = placement.is_of_teacher
    moments = (
        (
            placement.offer.sent_at,
            _("De school bood de leraar aan.") if teacher else _("De school bood de leerling aan."),
        ),
        (placement.accepted_at, _("De onderneming zei ja.")),
        (placement.student_yes_at, _("De leraar zei ja.") if teacher else _("De leerling zei ja.")),
        (placement.representative_yes_at, _("Een ouder of voogd zei ja.")),
    )
    return ((at, words) for at, words in moments if at)


def _sealings(agreements: Mapping[str, Any]) -> Iterator[Event]:
    """When everybody had signed which version, and from which day it holds."""
    for row in (shown["version"] for shown in agreements["agreements"]):
        if row.sealed_at and row.in_force_on:
            day = weekday_date(row.in_force_on)
            words = _("Iedereen tekende de bijlage (versie %(version)s) vanaf %(day)s.")
            yield row.sealed_at, words % {"version": row.version, "day": day}
        elif row.sealed_at:
            yield row.sealed_at, _("Iedereen tekende versie %(version)s.") % {"version": row.version}


def _end(placement: Placement) -> Iterator[Event]:
    """Its last day, where that has come; of one that did not go on, the day on which somebody said so."""
    words = {
        PlacementStatus.STOPPED: _("De plaats ging niet door. Reden: %(reason)s."),
        PlacementStatus.ENDED_EARLY: _("De plaats is vroeger gestopt. Reden: %(reason)s."),
        PlacementStatus.ENDED: _("De plaats is afgelopen."),
    }.get(PlacementStatus(placement.status))
    if words and placement.ended_on:
        yield placement.ended_on, words % {"reason": placement.end_words}


def _closed(placement: Placement, actor: Actor) -> Iterator[Event]:
    """What came of an early end; who goes on with the student is for the school and the student alone."""
    if placement.status != PlacementStatus.ENDED_EARLY:
        return
    row = HandOver.objects.filter(placement=placement).select_related("next_coach").first()
    if row is None or row.closed_at is None:
        return
    if actor.has(*SCHOOL_STAFF, Role.STUDENT):
        said = {"name": row.next_owner, "step": row.next_step}
        yield row.closed_at, _("De school sloot het dossier. %(name)s gaat verder: %(step)s") % said
    else:
        yield row.closed_at, _("De school sloot het dossier en weet wie verdergaat.")
