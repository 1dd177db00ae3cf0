"""Whose yes counts for a placement, and when student and representatives may answer."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import SYSTEM, Actor
from marketplace.workflow import Refusal
from placements.enums import Party
from placements.models import Placement
from placements.rules.placement import is_minor, meeting_went_well
from placements.rules.signatory import of_minor


def may_say_yes(placement: Placement, party: Party, representative_id: int | None, on: date) -> Refusal | None:
    """Why this yes cannot be taken now: it is in already, nobody asked for it, or the meeting comes first."""
    said = placement.student_yes_at if party == Party.STUDENT else placement.representative_yes_at
    if said is not None:
        return Refusal("placement.yes_already", _("Dit antwoord hebben we al: er is ja gezegd."))
    if party == Party.REPRESENTATIVE and (refusal := _represents(placement, representative_id, on)):
        return refusal
    return meeting_went_well(placement, SYSTEM, on)


def has_a_say(placement: Placement, by: Actor, on: date) -> Refusal | None:
    """A representative answers for a minor only; a student always answers."""
    return _represents(placement, by.representative_id, on) if by.representative_id else None


def _represents(placement: Placement, representative_id: int | None, on: date) -> Refusal | None:
    if not is_minor(placement, on):
        return Refusal("placement.adult", _("De leerling is meerderjarig en beslist zelf."))
    if representative_id in of_minor(placement, on).allowed:
        return None
    return Refusal("placement.no_say", _("Deze persoon tekent niet voor deze leerling."))


def witnessed(party: str, witness: str) -> Refusal | None:
    """A yes on paper or in person is one of the family, and names who saw it."""
    if party not in (Party.STUDENT, Party.REPRESENTATIVE):
        return Refusal("placement.no_say", _("Deze persoon tekent niet voor deze leerling."))
    if not witness.strip():
        return Refusal("placement.witness_needed", _("Vul in wie het antwoord zag of hoorde."))
    return None


def asks_something(text: str) -> Refusal | None:
    return None if text.strip() else Refusal("placement.question_empty", _("Schrijf eerst je vraag."))
