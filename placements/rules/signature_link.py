"""The code that opens a personal link, and the version that is signed with it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.workflow import Refusal
from placements.enums import CodeWay, SignatureStatus
from placements.models import Agreement, PersonalLink, Signature
from placements.rules.link import whom_to_call
from schools.enums import Channel

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


def teller_signed(link: PersonalLink, user_id: int) -> Refusal | None:
    """Whoever signed a version for a side does not tell somebody else the code to sign it with."""
    signed = Signature.objects.filter(agreement=link.agreement_id, status=SignatureStatus.SIGNED, user=user_id)
    if not signed.exists():
        return None
    return Refusal(
        "link.teller_signed", _("Je hebt deze overeenkomst zelf getekend. Vraag een collega om de code te geven.")
    )


def unreachable(link: PersonalLink) -> Refusal | None:
    """Nobody is sent a code without a mail address or, where the installation sends SMS, a mobile number."""
    if way_of(link):
        return None
    sentence = _("We kunnen je geen code sturen: vraag er een aan de school. %(call)s")
    return Refusal("link.no_mail", sentence % {"call": whom_to_call(link)})


def way_of(link: PersonalLink) -> tuple[CodeWay, str] | None:
    """How a code reaches the link's person, and at which address; by SMS for who chose the telephone."""
    person = link.representative or link.student
    ways = {CodeWay.MAIL: person.email if person else "", CodeWay.SMS: _mobile(person.phone if person else "")}
    first = CodeWay.SMS if getattr(person, "channel", "") == Channel.PHONE else CodeWay.MAIL
    order = sorted(ways, key=lambda way: way != first)
    return next(((way, ways[way]) for way in order if ways[way]), None)


def _mobile(phone: str) -> str:
    """A Belgian mobile number, where the installation has a gateway for SMS."""
    return phone if settings.SMS_URL and phone.startswith("+324") else ""


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
