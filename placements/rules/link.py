"""When a personal link opens: plain sentences for somebody who has no account, with whom to call."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.actor import Actor
from marketplace.identifiers import format_telephone
from marketplace.workflow import Refusal, Text
from placements.enums import AgreementStatus, Form, LinkPurpose, SignatureStatus
from placements.models import Agreement, PersonalLink, Placement, Signature
from placements.rules.placement import is_minor
from placements.rules.signatory import of_minor
from schools.models import LegalRepresentative, Student

LOOKS = {
    Form.VISIT.value: _("Een bedrijfsbezoek"),
    Form.OBSERVE.value: _("Een kijkstage"),
    Form.SNUFFEL.value: _("Een snuffelstage"),
}
UNKNOWN = Refusal("link.unknown", _("Deze link klopt niet. Kijk of je hem helemaal hebt gekopieerd, of bel de school."))


def title_of(form: str) -> Text:
    """What a link is about, in a few words: who only looks on has no workplace."""
    return LOOKS.get(form, _("Een werkplek"))


def closed(link: PersonalLink, at: datetime) -> Refusal | None:
    """Why a link does not open any more."""
    on = timezone.localdate(at)
    found = (old_version(link), withdrawn(link), other_purpose(link), without_say(link, on), expired(link, at))
    return next((refusal for refusal in found if refusal), None)


def old_version(link: PersonalLink) -> Refusal | None:
    """It is for one version of the agreement, and there is a newer one."""
    if link.agreement is None or link.agreement.status != AgreementStatus.VOIDED:
        return None
    sentence = _("Deze link is voor een vorige versie van de overeenkomst. Je krijgt een nieuwe link. %(call)s")
    return _closed("link.old_version", sentence, link)


def withdrawn(link: PersonalLink) -> Refusal | None:
    """A newer link of the same person took its place."""
    if link.withdrawn_at is None:
        return None
    return _closed("link.withdrawn", _("Deze link is vervangen door een nieuwe. %(call)s"), link)


def other_purpose(link: PersonalLink) -> Refusal | None:
    """A link to answer does not open the agreement."""
    if link.purpose != LinkPurpose.ANSWER or agreement_of(link.placement) is None:
        return None
    sentence = _("Deze link was om te antwoorden. Voor de overeenkomst krijg je een andere link. %(call)s")
    return _closed("link.other_purpose", sentence, link)


def without_say(link: PersonalLink, on: date) -> Refusal | None:
    """A representative without authority today, or of an adult (R07): they read what they signed or may read on."""
    person = link.representative
    if person is None or person.pk in readers(link.placement):
        return None
    if not is_minor(link.placement, on):
        return _closed("link.adult", _("De leerling is nu meerderjarig en regelt dit zelf. %(call)s"), link)
    if person.pk in of_minor(link.placement, on).allowed:
        return None
    return _closed("link.no_say", _("Deze link werkt niet meer. %(call)s"), link)


def expired(link: PersonalLink, at: datetime) -> Refusal | None:
    """It lasted thirty days."""
    return _closed("link.expired", _("Deze link is verlopen. %(call)s"), link) if link.expires_at <= at else None


def agreement_of(placement: Placement) -> Agreement | None:
    """The version that is being signed, or the last one that was; a draft is nobody's to open by link.

    Of a refused amendment neither: what was signed before it goes on.
    """
    rows = Agreement.objects.live().filter(placement=placement).exclude(status=AgreementStatus.DRAFT)
    return rows.exclude(status=AgreementStatus.REFUSED, amends__isnull=False).order_by("-version").first()


def readers(placement: Placement) -> set[int]:
    """Representatives who keep a sealed copy that they signed, or whom the adult student lets read on."""
    kept = Signature.objects.filter(
        agreement__placement=placement, agreement__status=AgreementStatus.SEALED, status=SignatureStatus.SIGNED
    ).values_list("representative_id", flat=True)
    return {key for key in kept if key is not None} | placement.lets_read


def version_for(
    placement: Placement, person: Student | LegalRepresentative, agreement: Agreement | None, on: date
) -> Agreement | None:
    """What somebody opens by link: this version, or, for who has no say any more, the last sealed one they signed."""
    if agreement is None or isinstance(person, Student) or reads_on(placement, person, on):
        return agreement
    signed = Signature.objects.filter(representative=person, status=SignatureStatus.SIGNED)
    copies = placement.agreements.filter(status=AgreementStatus.SEALED, pk__in=signed.values("agreement"))
    return copies.order_by("-version").first() or agreement


def reads_on(placement: Placement, person: Student | LegalRepresentative, on: date) -> bool:
    """Whether somebody with a link reads how the placement goes on; else no more than the copy they signed."""
    if isinstance(person, Student):
        return True
    if is_minor(placement, on):
        return person.pk in of_minor(placement, on).allowed
    return person.pk in placement.lets_read


def _closed(code: str, sentence: Text, link: PersonalLink) -> Refusal:
    return Refusal(code, sentence % {"call": whom_to_call(link)})


def foreign(link: PersonalLink, by: Actor) -> Refusal | None:
    """Somebody who is logged in as another person got the link forwarded: it answers for its own person only."""
    if by.user_id is None or (link.student_id is not None and by.student_id == link.student_id):
        return None
    sentence = _("Deze link is persoonlijk en is niet van jou. Ben je het toch? Log dan eerst uit. %(call)s")
    return Refusal("link.foreign", sentence % {"call": whom_to_call(link)})


def whom_to_call(link: PersonalLink) -> str:
    """The sentence that says whom to call."""
    name, phone = contact_of(link.placement)
    if phone:
        return _("Bel %(name)s op %(phone)s.") % {"name": name, "phone": format_telephone(phone)}
    return _("Bel %(name)s.") % {"name": name}


def contact_of(placement: Placement) -> tuple[str, str]:
    """Name and telephone of the coach; where the coach has no telephone, those of the school."""
    coach = placement.coach
    if coach and coach.phone:
        return coach.name, coach.phone
    return placement.school.organisation.name, placement.school.phone
