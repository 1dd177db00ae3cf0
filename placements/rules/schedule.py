"""When the hours of an agreement may be entered and signed, and what a person should look at (R03, R04, R16 to R19)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from companies.sector_figures import week_of
from marketplace.actor import Actor
from marketplace.period import Period
from marketplace.reference.models import Figure
from marketplace.workflow import Refusal, Text
from placements.enums import FREE_DAYS, HOLDS_SEAT, PAID_FORMS, WORK_FORMS, DayKind, Form
from placements.models import Agreement, Placement, Schedule
from placements.rules.worktime import Hours, hours_of
from placements.worktime import BRUSSELS, Breach, hours

Span = tuple[time, time]
NO_WORK = Refusal("schedule.no_work", _("Kies minstens één blok op de werkplek."))
NONE = Refusal("schedule.missing", _("Er is nog geen uurrooster. Vul het eerst in."))
NO_SCHOOL_CONTACT = Refusal(
    "schedule.no_school_contact",
    _("De leerling werkt in een schoolvakantie: zeg eerst wie van de school dan bereikbaar is."),
)


def schedule_of(agreement: Agreement) -> Schedule | None:
    """The schedule of a version; none for a visit, for watching, and for versions from before there were any."""
    return getattr(agreement, "schedule", None)


def hours_legal(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Nobody signs hours that break a hard rule, or that are those of another form."""
    if agreement.placement.form not in WORK_FORMS:
        return None
    schedule = schedule_of(agreement)
    if schedule is None:
        return NONE
    plan = hours_of(schedule)
    return hardest(plan) or fits_form(plan) or contact_named(plan)


def hardest(plan: Hours) -> Refusal | None:
    """The first hard rule that is broken."""
    return next((refusal_of(breach) for breach in plan.breaches if breach.is_hard), None)


def new_hard(plan: Hours, before: Sequence[Breach]) -> Refusal | None:
    """The first hard rule that a change breaks and that was not broken on that day already."""
    known = {(breach.day, breach.code) for breach in before}
    added = (breach for breach in plan.breaches if breach.is_hard and (breach.day, breach.code) not in known)
    return next((refusal_of(breach) for breach in added), None)


def refusal_of(breach: Breach) -> Refusal:
    """The day and the sentence of a broken rule."""
    return Refusal(breach.code, f"{date_format(breach.day, 'D j M Y').lower()}: {in_words(breach)}")


def in_words(breach: Breach) -> str:
    """The sentence of a broken rule, its numbers as people write them."""
    facts = {name: _number(value) for name, value in breach.facts.items()}
    return gettext(breach.sentence) % facts


def _number(value: float | str) -> str:
    return number_format(int(value) if isinstance(value, float) and value == int(value) else value)


def fits_form(plan: Hours) -> Refusal | None:
    """OAO and DA have 20 hours of real work in an average week; below that it is an SAO (R03, on the first day)."""
    week, form = plan.average_in_turn, plan.placement.form
    least = float(Figure.objects.value("work_hours_threshold", plan.placement.starts_on))
    if week is None or form not in PAID_FORMS or hours(week.work) >= least:
        return None
    words = BELOW_AMENDED if plan.schedule.agreement.amends_id else BELOW
    facts = {"worked": _number(round(hours(week.work), 2)), "form": form, "least": _number(least)}
    return Refusal("schedule.below_form", words % facts)


BELOW = _(
    "De leerling werkt gemiddeld %(worked)s uur per week. Een %(form)s vraagt er minstens %(least)s: plan meer "
    "uren op de werkplek, of kies een SAO."
)
BELOW_AMENDED = _(
    "De leerling werkt gemiddeld %(worked)s uur per week. Een %(form)s vraagt er minstens %(least)s: plan meer "
    "uren op de werkplek. Een bijlage verandert de vorm niet."
)


def contact_named(plan: Hours) -> Refusal | None:
    """Each day at work in a school holiday has somebody of the school who can be called (R19)."""
    if not plan.in_holidays:
        return None
    known = [(row.starts_on, row.ends_on) for row in plan.placement.school_contacts.all()]
    alone = (day for day in plan.in_holidays if not any(first <= day <= last for first, last in known))
    return NO_SCHOOL_CONTACT if next(alone, None) else None


def notes(plan: Hours) -> list[Refusal]:
    """What holds nothing back: soft rules, each once with its first day, and the totals of R03 and R04."""
    first: dict[str, Breach] = {}
    for breach in plan.breaches:
        if not breach.is_hard:
            first.setdefault(breach.code, breach)
    return [refusal_of(breach) for breach in first.values()] + _totals(plan)


def _totals(plan: Hours) -> list[Refusal]:
    """SAO below 28 hours in all, OAO unlike the week of the sector (R04); SAO with the hours of an OAO (R03)."""
    week, form, found = plan.average, plan.placement.form, []
    if week is None:
        return []
    figures = Figure.objects.in_force(plan.placement.starts_on)
    committee = plan.placement.company.joint_committee_id
    whole, least = hours(week.whole), float(figures["total_hours_threshold"])
    if form in (Form.SAO, Form.AANLOOP) and whole < least:
        found.append(_total("schedule.below_total", LEAST, whole, least))
    if form == Form.SAO and hours(week.work) >= figures["work_hours_threshold"]:
        found.append(_total("schedule.above_form", NOT_SAO, hours(week.work), float(figures["work_hours_threshold"])))
    if form == Form.OAO and committee and abs(whole - (wanted := float(week_of(committee, figures)))) > NEAR:
        found.append(_total("schedule.not_sector_week", SECTOR_WEEK, whole, wanted))
    return found


def _total(code: str, words: Text, planned: float, wanted: float) -> Refusal:
    facts = {"planned": _number(round(planned, 2)), "wanted": _number(wanted)}
    return Refusal(code, words % facts)


NEAR = 0.25  # an hour is planned to the quarter
LEAST = _(
    "School en werk samen zijn %(planned)s uur per week: dual of in de aanloopfase zijn het er minstens %(wanted)s."
)
SECTOR_WEEK = _("School en werk samen zijn %(planned)s uur per week: in deze sector is een volle week %(wanted)s uur.")
NOT_SAO = _("De leerling werkt gemiddeld %(planned)s uur per week: vanaf %(wanted)s uur is het een OAO of DA.")


def spans_apart(spans: Sequence[Span]) -> Refusal | None:
    """Blocks of one day have a length and do not overlap; blocks that touch may."""
    ordered = sorted(spans)
    if any(starts == ends for starts, ends in ordered):
        return Refusal("schedule.no_length", _("Een blok begint en eindigt niet op hetzelfde uur."))
    over = any(ends < starts for starts, ends in ordered[:-1])
    if over or any(before[1] > after[0] for before, after in pairwise(ordered)):
        return Refusal("schedule.overlap", _("Twee blokken van dezelfde dag vallen over elkaar. Kijk de uren na."))
    return None


def days_in_order(starts_on: date, ends_on: date, most: int) -> Refusal | None:
    """A first and a last day, not a whole year at once."""
    if ends_on < starts_on:
        return Refusal("schedule.days_order", _("De laatste dag valt voor de eerste. Kies een latere laatste dag."))
    if (ends_on - starts_on).days >= most:
        return Refusal("schedule.too_many_days", _("Kies hoogstens twee maanden tegelijk."))
    return None


def of_period(placement: Placement, starts_on: date, ends_on: date) -> Refusal | None:
    """Days that have nothing to do with the placement are a mistake."""
    if placement.period.overlaps(Period(starts_on, ends_on)):
        return None
    return Refusal("schedule.day_outside", _("Deze dagen vallen buiten de periode van de plaats."))


def placement_is_over(placement: Placement) -> Refusal | None:
    """What happened stays as it was written."""
    if placement.status in HOLDS_SEAT:
        return None
    return Refusal("schedule.over", _("Deze plaats is afgelopen: hier verandert niets meer."))


def day_is_whole(placement: Placement, day: date, kind: str, spans: Sequence[Span], reason: str) -> Refusal | None:
    """An exception lies in the period, is free or has hours, and a day in a holiday says what is learnt."""
    if not placement.period.contains(day):
        return Refusal("schedule.day_outside", _("Deze dag valt buiten de periode van de plaats."))
    if kind in FREE_DAYS and spans:
        return Refusal("schedule.free_with_hours", _("Een vrije dag heeft geen uren: laat ze leeg."))
    if kind not in FREE_DAYS and not spans:
        return Refusal("schedule.day_without_hours", _("Vul in van wanneer tot wanneer de leerling dan werkt."))
    if kind == DayKind.HOLIDAY and not reason.strip():
        return Refusal(
            "schedule.holiday_reason",
            _("Schrijf wat de leerling in deze vakantie kan leren. Meehelpen in een drukke periode is geen reden."),
        )
    return spans_apart(spans)


def clock_jumps(day: date, spans: Sequence[Span]) -> Refusal | None:
    """An hour that the clock skips in spring does not exist on that day."""
    for moment in (at for span in spans for at in span):
        wall = datetime.combine(day, moment, BRUSSELS)
        if wall.astimezone(UTC).astimezone(BRUSSELS).time() != moment:
            return Refusal("schedule.skipped_hour", _("Dit uur bestaat niet: die nacht wordt de klok verzet."))
    return None
