"""When a placement may be agreed, start and end, and whose yes is still missing."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from companies.models import Company
from marketplace.actor import SYSTEM, Actor, Role
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal, Text
from placements.enums import PAID_FORMS, EndReason, Party, PlacementStatus
from placements.models import Meeting, Placement, PlacementRequest
from placements.rules.form import forms_of


def is_minor(placement: Placement, on: date) -> bool:
    """Whether the student is a minor on a day, so that a representative agrees too (R07)."""
    return placement.student.age_on(on) < Figure.objects.value("adult_age", on)


def yes_missing(placement: Placement, on: date) -> tuple[Party, ...]:
    """Whose yes is still missing: the student's and, for a minor, one representative's."""
    missing = [Party.STUDENT] if placement.student_yes_at is None else []
    if placement.representative_yes_at is None and is_minor(placement, on):
        missing.append(Party.REPRESENTATIVE)
    return tuple(missing)


def yes_complete(placement: Placement, by: Actor, on: date) -> Refusal | None:
    missing = yes_missing(placement, on)
    if not missing:
        return None
    if Party.STUDENT in missing:
        who_is_asked = _("De leraar moet nog ja zeggen.") if placement.is_of_teacher else STUDENT_ASKED
        return Refusal("placement.student_yes_missing", who_is_asked)
    return Refusal("placement.representative_yes_missing", _("Een ouder of voogd moet nog ja zeggen."))


def meeting_of(placement: Placement) -> Meeting | None:
    """The meeting that was planned, if there is one."""
    return getattr(placement, "meeting", None)


def meeting_went_well(placement: Placement, by: Actor, on: date) -> Refusal | None:
    """A company that asked to meet first is met before anybody else says yes."""
    meeting = meeting_of(placement)
    if not placement.offer.wants_meeting or (meeting and meeting.went_well):
        return None
    return Refusal(
        "placement.meeting_first",
        _("De onderneming wil eerst kennismaken. Je kan antwoorden zodra dat gesprek goed verliep."),
    )


def may_meet(placement: Placement) -> Refusal | None:
    """A meeting is planned before everybody has agreed."""
    meeting = meeting_of(placement)
    held = meeting is not None and meeting.went_well is not None
    if placement.status == PlacementStatus.ACCEPTED and not held:
        return None
    return Refusal("placement.meeting_too_late", _("De kennismaking is voorbij of niet meer nodig."))


def meeting_open(placement: Placement) -> Refusal | None:
    meeting = meeting_of(placement)
    if placement.status == PlacementStatus.ACCEPTED and meeting and meeting.went_well is None:
        return None
    return Refusal("placement.no_meeting", _("Er is geen kennismaking gepland."))


def reason_given(reason: str) -> Refusal | None:
    """A reason from the closed list; the end date is none for stopping."""
    if reason in EndReason.values and reason != EndReason.END_DATE:
        return None
    return Refusal("placement.end_reason", _("Kies waarom de plaats stopt."))


def form_at(asked: PlacementRequest, company: Company) -> str:
    """The form of a request at a company: where it is paid, the joint committee decides between OAO and DA (R03)."""
    if asked.form not in PAID_FORMS:
        return asked.form
    return next(iter(PAID_FORMS & forms_of([asked.programme], company, asked.starts_on)), asked.form)


def first_day_reached(placement: Placement, by: Actor, on: date) -> Refusal | None:
    if on < placement.starts_on:
        return Refusal("placement.too_early_to_start", _("De eerste dag is nog niet gekomen."))
    return None


def last_day_reached(placement: Placement, by: Actor, on: date) -> Refusal | None:
    if on < placement.ends_on:
        return Refusal("placement.too_early_to_end", _("De laatste dag is nog niet gekomen. Kies 'Stop vroeger'."))
    return None


def early_end_is_clear(
    placement: Placement, reason: str, last_on: date, next_step: str, next_person: str, on: date
) -> Refusal | None:
    """An early end says why, since when, and who goes on with the student."""
    if refusal := reason_given(reason):
        return refusal
    if last_on > on:
        sentence = _(
            "De laatste dag kan niet in de toekomst liggen. Kom die dag terug, of maak een bijlage met een vroegere"
            " laatste dag."
        )
        return Refusal("placement.last_day_in_future", sentence)
    if placement.status == PlacementStatus.RUNNING and last_on < placement.starts_on:
        return Refusal(
            "placement.last_day_before_first", _("Toen was de plaats nog niet begonnen. Kies een latere dag.")
        )
    if not next_step.strip() or not next_person.strip():
        return Refusal("placement.next_step", _("Zeg wat er nu gebeurt, en wie dat doet."))
    return None


def next_step(placement: Placement, on: date) -> Text:
    """What happens next, in one sentence for everybody who may see the placement."""
    if placement.status == PlacementStatus.ACCEPTED:
        return _waiting_for_yes(placement, on)
    own = OF_TEACHER if placement.is_of_teacher else {}
    return own.get(placement.status, NEXT.get(placement.status, ""))


def first_movers(placement: Placement, on: date) -> tuple[str, ...]:
    """Who moves next after the company's yes: those who plan the meeting, or those whose yes is missing."""
    if meeting_went_well(placement, SYSTEM, on):
        return (Role.HR, Role.COACH)
    return tuple(Role(party) for party in yes_missing(placement, on))


def _waiting_for_yes(placement: Placement, on: date) -> Text:
    if refusal := meeting_went_well(placement, SYSTEM, on):
        return (
            _("De kennismaking is gepland.")
            if meeting_of(placement)
            else _("Onderneming en trajectbegeleider plannen een kennismaking.")
        )
    refusal = yes_complete(placement, SYSTEM, on)
    return refusal.sentence if refusal else ""


STUDENT_ASKED = _("De leerling moet nog ja zeggen.")
AGREE = (meeting_went_well, yes_complete)
NEXT: dict[str, Text] = {
    PlacementStatus.AGREED: _("Trajectbegeleider en onderneming maken de overeenkomst klaar."),
    PlacementStatus.SIGNING: _("Iedereen tekent de overeenkomst."),
    PlacementStatus.SIGNED: _("Alles is getekend. De leerling start op de eerste dag."),
    PlacementStatus.RUNNING: _("De plaats loopt. Trajectbegeleider en mentor volgen de leerling."),
    PlacementStatus.ENDED: _("De plaats is afgerond."),
    PlacementStatus.ENDED_EARLY: _("De plaats stopte vroeger."),
    PlacementStatus.STOPPED: _("Deze plaats gaat niet door. De school zoekt verder."),
}
OF_TEACHER: dict[str, Text] = {
    PlacementStatus.SIGNED: _("Alles is getekend. De leraar start op de eerste dag."),
    PlacementStatus.RUNNING: _("De plaats loopt. Trajectbegeleider en mentor volgen de leraar."),
}
