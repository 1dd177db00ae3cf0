"""Draft, change, publish, close, copy and reserve places."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Site
from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.commitments.models import Commitment, TextKind, TextVersion
from marketplace.notifications.actions import tell_role
from marketplace.notifications.models import Notification
from marketplace.period import school_year_of
from marketplace.workflow import Refused, Rule, first_refusal, refuse
from placements.actions.pledge import post_capacity
from placements.enums import CHOSEN_FORMS, CapacityStatus
from placements.models import Capacity, Reservation
from placements.rules import capacity as rules
from placements.rules.form import forms_of
from placements.rules.period import usual_period
from placements.workflow.capacity import capacities
from schools.models import Programme, School

MANY = ("programmes", "not_offered")
RECONFIRM_DAYS = ((3, 1), (6, 1))  # R25


@transaction.atomic
def draft_capacity(
    *, site: Site, by: Actor, starts_on: date | None = None, ends_on: date | None = None, **fields: Any
) -> Capacity:
    """A draft at a site, for the rest of this school year or, from April, for the next one.

    Refused: what `edit_capacity` refuses.
    """
    at = timezone.now()
    first, last = usual_period(timezone.localdate(at))
    capacity = Capacity(site=site, company_id=site.company_id, starts_on=starts_on or first, ends_on=ends_on or last)
    many = _set(capacity, {"places": 1} | fields)
    _ask((rules.own_company, *rules.SHAPE), capacity, by, timezone.localdate(at))
    capacity.save()
    _set_many(capacity, many)
    record("capacity.draft", subject=capacity, by=by, at=at)
    return capacity


@transaction.atomic
def edit_capacity(*, capacity: Capacity, by: Actor, **changes: Any) -> Capacity:
    """Change some fields; published places must stay publishable.

    Refused: any of `rules.SHAPE`, `capacity.reserved_too_many`, `capacity.site_fixed` once a seat is taken, and any of
    `rules.PUBLISH` for published places.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    row = _locked(capacity, by)
    if "site" in changes and row.taken and changes["site"].pk != row.site_id:
        refuse("capacity.site_fixed", _("Er zijn al plaatsen ingenomen: de vestiging ligt vast."))
    many = _set(row, changes)
    _ask((rules.own_company, *rules.SHAPE, rules.reservations_fit), row, by, on)
    row.save(update_fields=[*changes.keys() - set(MANY), "school_year"])
    _set_many(row, many)
    if row.status == CapacityStatus.PUBLISHED:
        _ask(rules.PUBLISH, row, by, on)
    record("capacity.edit", subject=row, by=by, at=at, data={"fields": sorted(changes)})
    return row


def choose_programmes(
    *, capacity: Capacity, programmes: Iterable[Programme], kinds: Iterable[str], by: Actor
) -> Capacity:
    """Set programmes and what students may do; the forms of real work follow from the programmes (R03).

    `kinds`: "work" and forms of `CHOSEN_FORMS`. Refused as `edit_capacity`.
    """
    chosen, kinds = list(programmes), set(kinds)
    forms = [form.value for form in CHOSEN_FORMS if form in kinds]
    if "work" in kinds:
        forms += sorted(forms_of(chosen, capacity.company, capacity.starts_on))
    return edit_capacity(capacity=capacity, by=by, programmes=chosen, forms=forms)


@transaction.atomic
def publish_capacity(*, capacity: Capacity, by: Actor) -> Capacity:
    """Offer the places to schools. Refused: any of `rules.PUBLISH`."""
    row = capacities.take(capacity, "publish", by=by)
    post_capacity(capacity=row, by=by)
    return row


def close_capacity(*, capacity: Capacity, by: Actor) -> Capacity:
    """Offer no more of these places; placements that hold a seat go on."""
    return capacities.take(capacity, "close", by=by)


def reopen_capacity(*, capacity: Capacity, by: Actor) -> Capacity:
    """Offer closed places again. Refused: any of `rules.PUBLISH`."""
    return capacities.take(capacity, "reopen", by=by)


def close_expired(*, by: Actor) -> int:
    """Close published places whose last day has passed (R25); guards asked the day before this sweep did."""
    over = Capacity.objects.filter(status=CapacityStatus.PUBLISHED, ends_on__lt=timezone.localdate())
    return len([close_capacity(capacity=capacity, by=by) for capacity in over])


def tell_hidden() -> int:
    """Tell each company once whose places fell out of search because a new code was not signed; how many.

    Asked of the day, so a late sweep tells later and hides nothing itself.
    """
    on = timezone.localdate()
    signed = Commitment.objects.in_force(TextKind.ETHICS_CODE, on).values("organisation")
    hidden = (
        Capacity.objects.open_on(on).exclude(company__in=signed).order_by("company").values_list("company", flat=True)
    )
    since = TextVersion.objects.filter(kind=TextKind.ETHICS_CODE, in_force_on__lte=on).aggregate(day=Max("in_force_on"))
    told = Notification.objects.filter(code="capacity.hidden", created_at__date__gte=since["day"] or on)
    waiting = set(hidden) - set(told.values_list("organisation", flat=True))
    for company_id in sorted(waiting):
        tell_role(company_id, Role.HR, "capacity.hidden", path=reverse("capacity-list"))
    return len(waiting)


def ask_reconfirm() -> int:
    """On 1 March and 1 June: ask each company whether its open places still hold (R25); how many."""
    on = timezone.localdate()
    if (on.month, on.day) not in RECONFIRM_DAYS:
        return 0
    rows = Capacity.objects.open_on(on).order_by("company").values_list("company").annotate(places=Sum("places"))
    return len(
        [
            tell_role(company, Role.HR, "capacity.reconfirm", path=reverse("capacity-list"), count=n)
            for company, n in rows
        ]
    )


@transaction.atomic
def discard_draft(*, capacity: Capacity, by: Actor) -> None:
    """Throw a draft away. Refused: `capacity.not_a_draft`."""
    row = _locked(capacity, by)
    if row.status != CapacityStatus.DRAFT:
        refuse(
            "capacity.not_a_draft", _("Alleen een ontwerp kan je weggooien. Gepubliceerde plaatsen kan je afsluiten.")
        )
    record("capacity.discard", subject=row, by=by)
    row.reservations.all().delete()
    row.delete()


@transaction.atomic
def copy_last_year(*, capacity: Capacity, by: Actor) -> Capacity:
    """The same places as a draft for the next school year that is not over, with nobody in them.

    Expired programmes give way to their successors; reservations are not copied.
    """
    row = _locked(capacity, by)
    at = timezone.now()
    years = max(1, school_year_of(timezone.localdate(at)) - row.school_year)
    shift = relativedelta(years=years)
    programmes = [
        _still(programme, row.starts_on + shift) for programme in row.programmes.select_related("replaced_by")
    ]
    not_offered = list(row.not_offered.all())
    row.pk = None
    row._state.adding = True
    row.starts_on, row.ends_on, row.school_year = row.starts_on + shift, row.ends_on + shift, row.school_year + years
    row.status, row.taken, row.published_at = CapacityStatus.DRAFT, 0, None
    row.save()
    _set_many(row, {"programmes": programmes, "not_offered": not_offered})
    record("capacity.copy", subject=row, by=by, at=at, data={"from": capacity.pk})
    return row


@transaction.atomic
def reserve_places(*, capacity: Capacity, school: School, places: int, until_on: date, by: Actor) -> Reservation:
    """Keep seats for one school until a day; a second reservation for that school replaces the first.

    Refused: `capacity.reserved_too_many`, `capacity.reserved_in_the_past`, `capacity.reserved_after_the_end`,
    `capacity.no_places`.
    """
    at = timezone.now()
    on = timezone.localdate(at)
    row = _locked(capacity, by)
    if places < 1:
        refuse("capacity.no_places", _("Bied minstens één plaats aan."))
    if until_on < on:
        refuse("capacity.reserved_in_the_past", _("Kies een dag vanaf vandaag."))
    if until_on > row.ends_on:
        refuse("capacity.reserved_after_the_end", _("Voorbehouden kan tot de laatste dag van de periode, niet later."))
    values = {"places": places, "until_on": until_on}
    reservation, _made = Reservation.objects.update_or_create(capacity=row, school=school, defaults=values)
    _ask((rules.own_company, rules.reservations_fit), row, by, on)
    record("capacity.reserve", subject=row, by=by, at=at, data={"school": school.pk, "places": places})
    return reservation


@transaction.atomic
def release_reservation(*, reservation: Reservation, by: Actor) -> None:
    """Give the seats of a reservation back to all schools; students who hold one stay."""
    row = _locked(reservation.capacity, by)
    _ask((rules.own_company,), row, by, timezone.localdate())
    record("capacity.release", subject=row, by=by, data={"school": reservation.school_id})
    reservation.delete()


def _locked(capacity: Capacity, by: Actor) -> Capacity:
    """The row under lock; raises DoesNotExist when it belongs to another company, or the actor is not its HR."""
    own = Capacity.objects.of(by) if by.has(Role.HR) else Capacity.objects.none()
    return (Capacity.objects.all() if by.is_system else own).select_for_update().get(pk=capacity.pk)


def _set(capacity: Capacity, changes: dict[str, Any]) -> dict[str, Any]:
    """Set plain fields and what follows from them; the many-to-many ones are returned, for after the save."""
    for name, value in changes.items():
        if name not in MANY:
            setattr(capacity, name, value)
    capacity.school_year = school_year_of(capacity.starts_on)
    return {name: changes[name] for name in MANY if name in changes}


def _set_many(capacity: Capacity, many: dict[str, Any]) -> None:
    for name, rows in many.items():
        getattr(capacity, name).set(rows)


def _ask(asked: tuple[Rule, ...], capacity: Capacity, by: Actor, on: date) -> None:
    if refusal := first_refusal(asked, capacity, by, on):
        raise Refused(refusal)


def _still(programme: Programme, on: date) -> Programme:
    """The programme itself, or its successor when it is over on that day."""
    over = programme.valid_until_on is not None and programme.valid_until_on < on
    return programme.replaced_by if over and programme.replaced_by else programme
