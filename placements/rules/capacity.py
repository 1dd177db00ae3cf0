"""When places may be published, changed and reserved; each rule answers nothing or one sentence."""

from datetime import date, time

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from labels.rules import label as labels
from marketplace.actor import Actor
from marketplace.commitments.actions import is_committed
from marketplace.commitments.models import TextKind
from marketplace.period import school_year_of
from marketplace.workflow import Refusal, first_refusal
from placements.enums import WORK_FORMS
from placements.models import Capacity, Placement
from schools.models import Programme

ISO_WEEKDAYS = "1234567"


def own_company(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    """Only the company itself (and the system) changes what it offers."""
    if by.is_system or capacity.company_id == by.organisation_id:
        return None
    return Refusal("capacity.not_yours", _("Deze plaatsen zijn van een andere onderneming."))


def ends_after_start(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.ends_on >= capacity.starts_on:
        return None
    return Refusal(
        "capacity.ends_before_start", _("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag.")
    )


def in_one_school_year(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    """A school year runs from 1 September to 31 August: July and August belong to the year before them."""
    if school_year_of(capacity.starts_on) == school_year_of(capacity.ends_on):
        return None
    return Refusal(
        "capacity.two_school_years",
        _("De periode valt in twee schooljaren. Een schooljaar loopt van 1 september tot en met 31 augustus."),
    )


def has_places(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.places < 1:
        return Refusal("capacity.no_places", _("Bied minstens één plaats aan."))
    if capacity.places < capacity.taken:
        sentence = ngettext(
            "Er is al %(taken)s plaats ingenomen: minder kan niet.",
            "Er zijn al %(taken)s plaatsen ingenomen: minder kan niet.",
            capacity.taken,
        )
        return Refusal("capacity.fewer_than_taken", sentence % {"taken": capacity.taken})
    return None


def week_is_valid(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if all(day in ISO_WEEKDAYS and _hours_are_valid(hours) for day, hours in capacity.week.items()):
        return None
    return Refusal("capacity.wrong_hours", _("Op elke dag moet het einduur na het beginuur liggen."))


def _hours_are_valid(hours: list[str]) -> bool:
    try:
        start, end = (time.fromisoformat(hour) for hour in hours)
    except (TypeError, ValueError):
        return False
    return start < end


def reservations_fit(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if spoken_for(capacity, on) <= capacity.places:
        return None
    return Refusal(
        "capacity.reserved_too_many",
        _("Je kan niet meer plaatsen voorbehouden dan er vrij zijn. Geef eerst plaatsen vrij of bied er meer aan."),
    )


def not_over(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    """Offers expire by day, at the latest on 31 August (R25)."""
    if capacity.ends_on >= on:
        return None
    return Refusal("capacity.over", _("De periode is voorbij. Neem de plaatsen over naar een volgend schooljaar."))


def company_verified(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.company.is_verified:
        return None
    return Refusal(
        "capacity.company_not_verified",
        _("Een labelmedewerker moet je onderneming eerst bevestigen. Dat duurt enkele dagen."),
    )


def site_active(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.site.is_active:
        return None
    return Refusal("capacity.site_not_active", _("Deze vestiging staat op niet-actief."))


def code_signed(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    """The ethics code in force, or its predecessor within 30 days (R23)."""
    if is_committed(capacity.company_id, TextKind.ETHICS_CODE, on):
        return None
    return Refusal("capacity.code_not_signed", _("Je onderneming moet eerst de ethische code ondertekenen."))


def label_valid(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    """Real work needs a label of the site, at least provisional, on the day itself; guards ask again later."""
    if not needs_label(capacity) or labels.label_valid(capacity.site_id, on) is None:
        return None
    return Refusal("capacity.no_label", _("Deze vestiging heeft nog geen label. Beloof eerst het label (menu Label)."))


def needs_label(capacity: Capacity) -> bool:
    """Company visits and observing need the code only."""
    return not WORK_FORMS.isdisjoint(capacity.forms)


def has_programmes(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.forms and capacity.programmes.exists():
        return None
    return Refusal("capacity.no_programmes", _("Kies minstens één opleiding."))


def programmes_valid(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    valid = capacity.programmes.valid_on(capacity.starts_on).values("pk")
    expired = capacity.programmes.exclude(pk__in=valid).select_related("replaced_by").first()
    if expired is None:
        return None
    return Refusal("capacity.programme_expired", expired_sentence(expired))


def expired_sentence(programme: Programme) -> str:
    """Says that a programme is over, and which one came in its place."""
    if programme.replaced_by:
        sentence = _("De opleiding %(name)s bestaat op de eerste dag niet meer. Kies %(successor)s.")
        return sentence % {"name": programme.name, "successor": programme.replaced_by.name}
    return _("De opleiding %(name)s bestaat op de eerste dag niet.") % {"name": programme.name}


def has_week(capacity: Capacity, by: Actor, on: date) -> Refusal | None:
    if capacity.week:
        return None
    return Refusal("capacity.no_days", _("Kies minstens één dag van de week."))


SHAPE = (ends_after_start, in_one_school_year, has_places, week_is_valid)  # asked of a draft too
PUBLISH = (
    own_company,
    *SHAPE,
    has_programmes,
    has_week,
    programmes_valid,
    not_over,
    site_active,
    company_verified,
    code_signed,
    label_valid,
)


def problems(capacity: Capacity, by: Actor, on: date) -> list[Refusal]:
    """Everything that keeps this draft from being published, in order."""
    return [refusal for rule in PUBLISH if (refusal := first_refusal((rule,), capacity, by, on))]


def taken_by_school(capacity: Capacity) -> dict[int, int]:
    """How many seats each school's students hold."""
    held = Placement.objects.holding_seats().filter(capacity=capacity)
    return dict(held.order_by().values_list("school").annotate(seats=Count("pk")))


def spoken_for(capacity: Capacity, on: date, school_id: int | None = None) -> int:
    """Seats that are taken or reserved on a day; a school's own seats count off its reservation.

    With `school_id`: seen by that school, whose own reservation leaves its seats free for itself.
    """
    taken = taken_by_school(capacity)
    reserved = dict(capacity.reservations.filter(until_on__gte=on).values_list("school", "places"))
    if school_id is not None:
        reserved.pop(school_id, None)
    return sum(max(taken.get(school, 0), reserved.get(school, 0)) for school in taken.keys() | reserved.keys())
