"""When an agreement that binds elsewhere, on paper or in the official counter, counts as signed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import AgreementStatus
from placements.models import Agreement
from placements.rules import agreement as agreement_rules
from placements.rules.registration import EARLIEST, LONG_PAST

FIXED = (AgreementStatus.SIGNING, AgreementStatus.SEALED)


def binds_elsewhere(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """What is signed on the platform is not signed a second time."""
    if not agreement.is_signed_here:
        return None
    return Refusal("outside.signed_here", _("Deze overeenkomst teken je op het platform, niet ergens anders."))


def text_is_fixed(agreement: Agreement) -> Refusal | None:
    """Nobody copies a draft, that may still change."""
    if agreement.status in FIXED:
        return None
    return Refusal("outside.not_open", _("De gegevens liggen nog niet vast. School en onderneming kijken ze eerst na."))


def outside_is_whole(agreement: Agreement, signed_on: date, reference: str, on: date) -> Refusal | None:
    """A day that has come, not after the first day at work (R06), and the number under which it is found again."""
    if agreement.status == AgreementStatus.VOIDED and agreement.amends_id:
        gone = _("Deze bijlage ging niet door: ze werd niet op tijd genoteerd, of ze is vervangen. Bel de school.")
        return Refusal("outside.amendment_gone", gone)
    if signed_on > on:
        return Refusal("outside.day_ahead", _("Die dag moet nog komen: noteer het zodra iedereen getekend heeft."))
    if signed_on < agreement.placement.starts_on - EARLIEST:
        return Refusal("outside.day_long_past", LONG_PAST)
    first = agreement_rules.signed_before(agreement)
    if first and signed_on > first:
        if agreement.amends_id:
            late = _(
                "Dat is na de dag waarop de bijlage ingaat, of na de laatste dag van de plaats. Maak een nieuwe versie."
            )
            return Refusal("outside.after_amendment", late)
        return Refusal(
            "outside.after_first_day",
            _("Dat is na de eerste dag op de werkplek. Maak een nieuwe versie met een latere eerste dag."),
        )
    if not reference.strip():
        return Refusal("outside.reference_needed", _("Vul de referentie in waarmee je het document terugvindt."))
    return None


SIGN_OUTSIDE = (binds_elsewhere, *agreement_rules.BLOCKS)
