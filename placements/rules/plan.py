"""What the figures say of a training plan: its 60/40 split and the four legal thresholds; all of it informs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from marketplace.reference.models import Figure
from marketplace.workflow import Refusal, Text
from placements.competences import Band, Line, Norms, Split, Threshold, percent, split, thresholds
from placements.models import PlanLine, TrainingPlan
from placements.rules.placement import is_minor
from placements.rules.plan_cover import uncovered

WORDS: dict[str, Text] = {
    "weekly_work_hours": _("Uren per week op de werkplek: vanaf deze grens is het een OAO of DA, eronder een SAO"),
    "weekly_total_hours": _("Uren per week in het geheel: de kleinste omvang van een duale opleiding"),
    "premium_share": _("Aandeel op de werkplek: vanaf de helft kan de onderneming een premie krijgen"),
    "yearly_school_hours": _("Uren per jaar op school: nodig voor het sociaal statuut van een betaalde leerling"),
}


@dataclass(frozen=True)
class ThresholdRow:
    """One legal figure beside the plan's own, in words; `met` informs and never blocks."""

    name: str
    words: Text
    value: str
    minimum: str
    met: bool


def norms_on(on: date) -> Norms:
    """The figures of a day that a plan is compared with."""
    figures = {code: Fraction(value) for code, value in Figure.objects.in_force(on).items()}
    return Norms(
        target=figures["split_target"],
        green=(figures["split_green_low"], figures["split_green_high"]),
        amber=(figures["split_amber_low"], figures["split_amber_high"]),
        weekly_work_hours=figures["work_hours_threshold"],
        weekly_total_hours=figures["total_hours_threshold"],
        premium_share=figures["premium_share"],
        school_hours_compulsory=figures["school_hours_under_18"],
        school_hours_above=figures["school_hours_over_18"],
    )


def split_of(plan: TrainingPlan, on: date) -> Split:
    """The hours of a plan per place, compared with the figures of a day."""
    return split_of_lines(plan, plan.lines.all(), on)


def split_of_lines(plan: TrainingPlan, lines: Iterable[PlanLine], on: date) -> Split:
    """As `split_of`, of lines that were read before."""
    rows = [Line(row.place, row.work_hours, row.school_hours, row.third_hours) for row in lines]
    return split(rows, plan.general_hours, norms_on(on))


def threshold_rows(plan: TrainingPlan, on: date) -> list[ThresholdRow]:
    """The four legal figures beside those of the plan (R03, R04, R20; sources at `placements.competences.Norms`).

    The yearly school hours are lowered in proportion for a plan of fewer weeks than the programme has (RSZ: pro rata).
    """
    placement = plan.agreement.placement
    whole_year = placement.programme.weeks or plan.weeks
    rows = thresholds(
        split_of(plan, on),
        weeks=plan.weeks,
        part_time_compulsory=is_minor(placement, placement.starts_on),
        part_of_year=min(Fraction(plan.weeks, whole_year), Fraction(1)),
    )
    return [_in_words(row) for row in rows]


def plan_warnings(plan: TrainingPlan, on: date) -> list[Refusal]:
    """What a person should look at; nothing here blocks (R20)."""
    alarm = uncovered(plan.lines.all())
    found, hours = [alarm] if alarm else [], split_of(plan, on)
    if hours.share is not None and hours.share < hours.norms.premium_share:
        found.append(
            Refusal(
                "plan.below_premium",
                _("Minder dan de helft van de uren is op de werkplek: de onderneming krijgt dan geen premie."),
            )
        )
    if hours.band != Band.GREEN and not plan.explanation.strip():
        found.append(
            Refusal("plan.explanation_asked", _("Dit wijkt af van 60/40. Schrijf in een zin waarom dat hier goed is."))
        )
    return found


def distance_in_words(hours: Split) -> Text:
    """How far the plan is from the target, in percentage points and hours; empty for an empty plan."""
    if hours.distance is None:
        return ""
    points, moved = percent(abs(hours.distance)), number_format(_tenths(abs(hours.hours_to_target)))
    if not hours.distance:
        return _("Precies op het doel.")
    words = _("%(points)s procentpunt boven het doel: dat zijn %(hours)s uren.")
    if hours.distance < 0:
        words = _("%(points)s procentpunt onder het doel: dat zijn %(hours)s uren.")
    return words % {"points": number_format(points), "hours": moved}


def _in_words(row: Threshold) -> ThresholdRow:
    shown = _percent if row.name == "premium_share" else _hours
    return ThresholdRow(row.name, WORDS[row.name], shown(row.value), shown(row.minimum), row.met)


def _percent(share: Fraction) -> str:
    return f"{number_format(percent(share))} %"


def _hours(hours: Fraction) -> str:
    return _("%(hours)s uur") % {"hours": number_format(_tenths(hours))}


def _tenths(hours: Fraction) -> Decimal:
    return percent(hours / 100)
