"""When the agreement of a running placement may be amended from a day on, and what that may change."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.period import Period
from marketplace.workflow import Refusal
from placements.enums import OPEN_VERSION, AgreementStatus, PlacementStatus
from placements.models import Agreement
from placements.rules.agreement import days_offered
from placements.rules.form import lasts_too_long
from placements.rules.seat import no_room_until

AMENDABLE = frozenset({"in_force_on", "ends_on", "week"})
DAY_TAKEN = _("Vanaf die dag is versie %(version)s al getekend. Kies een andere dag.")


def may_amend(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """What everybody signed last is amended while the placement runs, one amendment at a time."""
    if agreement.placement.status != PlacementStatus.RUNNING:
        return Refusal("amendment.not_running", _("Een bijlage maak je bij een plaats die loopt."))
    others = Agreement.objects.live().filter(placement=agreement.placement_id).exclude(pk=agreement.pk)
    found = dict(others.values_list("version", "status"))
    if set(found.values()) & set(OPEN_VERSION):
        return Refusal("amendment.open", _("Er wacht al een bijlage. Werk die eerst af, of laat ze vallen."))
    if agreement.status == AgreementStatus.SEALED and agreement.version > max(found, default=0):
        return None
    return Refusal("amendment.not_newest", _("Maak de bijlage bij de laatste versie die iedereen tekende."))


def may_change(agreement: Agreement, changes: Mapping[str, Any], on: date) -> Refusal | None:
    """What an amendment that is being made may become; `changes` as for `new_terms_fit`."""
    amended = agreement.amends or agreement
    kept = {name: getattr(agreement, name) for name in AMENDABLE}
    return new_terms_fit(amended, kept | dict(changes), on)


def new_terms_fit(amended: Agreement, terms: Mapping[str, Any], on: date) -> Refusal | None:
    """Whether this version may be amended so: `in_force_on`, `ends_on` and `week`, and nothing else."""
    if not set(terms) <= AMENDABLE:
        return Refusal(
            "amendment.change_unknown",
            _("Een bijlage wijzigt de laatste dag, de uren en het plan. De eerste dag en de vorm blijven."),
        )
    placement, ends_on = amended.placement, terms["ends_on"]
    return (
        _day_fits(amended, terms["in_force_on"], ends_on, on)
        or days_offered(placement, Period(placement.starts_on, ends_on), terms["week"])
        or lasts_too_long(placement.form, Period(placement.starts_on, ends_on))
        or no_room_until(placement, ends_on)
    )


def _day_fits(amended: Agreement, in_force_on: date, ends_on: date, on: date) -> Refusal | None:
    """From today on, within the placement or the day after it, and on a day on which no signed version begins.

    It may begin before a signed version that has not begun: being newer it takes that one's place.
    """
    if in_force_on < on:
        return Refusal(
            "amendment.in_the_past", _("Kies een dag vanaf vandaag: wat voorbij is, blijft zoals het getekend werd.")
        )
    signed = Agreement.objects.filter(placement=amended.placement_id, status=AgreementStatus.SEALED)
    if same := signed.filter(in_force_on=in_force_on).first():
        return Refusal("amendment.day_taken", DAY_TAKEN % {"version": same.version})
    if in_force_on > (last := amended.placement.ends_on + timedelta(days=1)):
        words = _("Kies een dag tot en met %(last)s, de dag na de laatste dag van de plaats.")
        return Refusal("amendment.day_outside", words % {"last": date_format(last)})
    if ends_on < in_force_on:
        return Refusal("amendment.ends_before", _("De laatste dag ligt vóór de dag waarop de bijlage ingaat."))
    return None


def is_amendment(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Only an amendment is dropped: a first version is replaced, or its placement stops."""
    if agreement.amends_id:
        return None
    return Refusal("amendment.first_version", _("Dit is geen bijlage. Maak een nieuwe versie, of stop de plaats."))


def day_ahead(agreement: Agreement, day: date) -> Refusal | None:
    """An amendment says nothing of the days before it holds."""
    if agreement.in_force_on is None or day >= agreement.in_force_on:
        return None
    sentence = _("Deze bijlage geldt vanaf %(day)s: voor een vroegere dag verandert er niets.")
    return Refusal("amendment.day_before", sentence % {"day": date_format(agreement.in_force_on)})
