"""When a week may be told, an absence noted and a contact held."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal
from placements.enums import FOLLOWED, PlacementStatus
from placements.models import Absence, Placement, WeekNote

WEEK = timedelta(days=6)
ISO_WEEK = "%G-W%V"  # how an address names a week: 2027-W02


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_wrong(placement: Placement, monday_on: date, on: date) -> Refusal | None:
    """A week that has begun, with a day of the placement in it, while it runs or shortly after."""
    if monday_on > on:
        return Refusal("week_note.future", _("Deze week is nog niet begonnen. Kies een week die al begon."))
    if not weeks_open(placement, on):
        sentence = _("Je schrijft over een week zolang je op de werkplek leert, en nog enkele dagen daarna.")
        return Refusal("week_note.not_running", sentence)
    there = Period(placement.starts_on, placement.ended_on or placement.ends_on)
    if Period(monday_on, monday_on + WEEK).overlaps(there):
        return None
    return Refusal("week_note.outside", _("In die week was je niet op deze werkplek. Kies een andere week."))


def weeks_open(placement: Placement, on: date) -> bool:
    """Whether its student may tell of a week: the last one too, which is often written when it is over."""
    if placement.status == PlacementStatus.RUNNING:
        return True
    last_on = placement.ended_on
    if placement.status not in FOLLOWED or last_on is None or last_on < placement.starts_on:
        return False
    return on <= last_on + timedelta(days=int(Figure.objects.value("week_note_late_days", on)))


def newest_day(placement: Placement, on: date) -> date:
    """The last day there until a day: of its week a student tells first."""
    return min(on, placement.ended_on or on)


def asked_day(placement: Placement, week: str, on: date) -> date:
    """The Monday of the week that an address asks for (as 2027-W02); the newest day where that week cannot be told."""
    try:
        monday = datetime.strptime(f"{week}-1", f"{ISO_WEEK}-%u").date()  # noqa: DTZ007 -- only its day is kept
    except ValueError:
        return newest_day(placement, on)
    return newest_day(placement, on) if week_wrong(placement, monday, on) else monday


def note_confirmed(note: WeekNote | None) -> Refusal | None:
    """What the mentor confirmed, stands."""
    if note is None or note.confirmed_at is None:
        return None
    return Refusal("week_note.confirmed", _("Je mentor bevestigde deze week al. Wat er staat, blijft."))


def note_rewritten(note: WeekNote, read: str) -> Refusal | None:
    """Nobody confirms a text that came after the one on their screen, of which `read` says when it was written."""
    if read == note.written_at.isoformat():
        return None
    sentence = _("De leerling veranderde deze week ondertussen. Lees ze opnieuw en bevestig dan.")
    return Refusal("week_note.rewritten", sentence)


def absence_wrong(placement: Placement, days: Period, on: date) -> Refusal | None:
    """Inside the placement, not before today's knowledge, once, and only where the school keeps absences here."""
    if not placement.school.keeps_absences:
        return Refusal("absence.kept_elsewhere", _("Deze school houdt afwezigheden in haar eigen systeem bij."))
    last_on = placement.ended_on or placement.ends_on
    if days.starts_on < placement.starts_on or days.ends_on > last_on:
        return Refusal("absence.outside", _("Kies dagen binnen de periode van de plaats, tot en met de laatste dag."))
    if days.starts_on > on:
        return Refusal("absence.future", _("Een afwezigheid noteer je vanaf de eerste dag, niet vooraf."))
    noted = Absence.objects.filter(placement=placement, starts_on__lte=days.ends_on, ends_on__gte=days.starts_on)
    if noted.exists():
        return Refusal(
            "absence.noted", _("Voor een van deze dagen is al een afwezigheid genoteerd. Kies andere dagen.")
        )
    return None


def contact_day_wrong(placement: Placement, planned_on: date, on: date) -> Refusal | None:
    """A visit or talk belongs to a placement from the company's yes until some weeks after its last day."""
    first_on = _known_on(placement)
    late = timedelta(days=int(Figure.objects.value("contact_late_days", on)))
    last_on = (placement.ended_on or placement.ends_on) + late
    if first_on <= planned_on <= last_on:
        return None
    sentence = _("Kies een dag tijdens de opvolging van deze plaats: van %(first)s tot en met %(last)s.")
    return Refusal("contact.outside", sentence % {"first": date_format(first_on), "last": date_format(last_on)})


def contact_held_wrong(placement: Placement, held_on: date, on: date) -> Refusal | None:
    """A talk that is still to come is planned, not held; one from before the placement is not of it."""
    if held_on > on:
        return Refusal("contact.future", _("Dit gesprek moet nog komen: plan het, en noteer het daarna."))
    first_on = _known_on(placement)
    if held_on >= first_on:
        return None
    sentence = _("Dit gesprek is van voor deze plaats er was. Kies een dag vanaf %(first)s.")
    return Refusal("contact.before", sentence % {"first": date_format(first_on)})


def _known_on(placement: Placement) -> date:
    """The day of the company's yes, or the first day of a placement that already ran when it was registered."""
    return min(timezone.localdate(placement.accepted_at), placement.starts_on)
