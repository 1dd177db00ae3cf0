"""What a personal link shows of an agreement: freely until it is signed, afterwards with a code by mail."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import Party, SignatureStatus
from placements.models import Agreement, PersonalLink
from placements.rules.link import whom_to_call

MOST_WRONG_CODES = 5
CODE_LASTS = timedelta(minutes=15)
BETWEEN_CODES = timedelta(minutes=1)
WRONG_CODE = Refusal("link.wrong_code", _("Deze code klopt niet of is te oud. Vraag een nieuwe code."))


def locked(link: PersonalLink) -> Refusal | None:
    """Five wrong codes close the link; the school makes a new one."""
    if link.wrong_codes < MOST_WRONG_CODES:
        return None
    sentence = _("Er werd vijf keer een foute code ingevuld. Vraag de school een nieuwe link. %(call)s")
    return Refusal("link.locked", sentence % {"call": whom_to_call(link)})


def without_mail(link: PersonalLink) -> Refusal | None:
    if email_of(link):
        return None
    sentence = _("We hebben geen mailadres om een code naar te sturen. %(call)s")
    return Refusal("link.no_mail", sentence % {"call": whom_to_call(link)})


def email_of(link: PersonalLink) -> str:
    """The mail address of the link's person, or nothing."""
    person = link.representative or link.student
    return person.email if person else ""


def sent_just_now(link: PersonalLink, at: datetime) -> Refusal | None:
    """One code a minute: whoever holds a link cannot fill its person's mailbox."""
    if link.code_expires_at is None or link.code_expires_at - at <= CODE_LASTS - BETWEEN_CODES:
        return None
    return Refusal("link.code_sent", _("De code is net verstuurd. Wacht een minuut voor je een nieuwe vraagt."))


def other_version(agreement: Agreement, read: str) -> Refusal | None:
    """Nobody signs a version that came after the one on their screen."""
    if read == str(agreement.pk):
        return None
    return Refusal(
        "signature.other_version", _("De overeenkomst is ondertussen veranderd. Lees ze opnieuw en teken dan.")
    )


def needs_code(link: PersonalLink, agreement: Agreement) -> bool:
    """Whether the link's person has signed this agreement: from then on a forwarded link shows nothing."""
    party = Party.REPRESENTATIVE if link.representative_id else Party.STUDENT
    slots = agreement.signatures.filter(party=party, representative=link.representative_id)
    return slots.filter(status=SignatureStatus.SIGNED).exists()
