"""Who must sign, who may sign which slot, and when an agreement is complete."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import Membership, User
from marketplace.actor import SCHOOL_STAFF, Actor, Role
from marketplace.workflow import Refusal
from placements.agreement_body import body_now, digest_of
from placements.enums import AgreementStatus, Party, SignatureStatus, SignedBy
from placements.models import Agreement, Placement, Signature
from placements.rules import agreement as agreement_rules
from placements.rules.agreement import in_time
from placements.rules.family import has_a_say
from placements.rules.identity import FAMILY, contact_is_own, marks_of, tie_settled
from placements.rules.side import of_own_side, sides_of
from placements.rules.signatory import required_on

BY_SCHOOL = (SignedBy.WITNESS, SignedBy.PAPER)  # noted by the school, which saw whose signature it is


def waiting_slots(agreement: Agreement, on: date) -> list[Signature]:
    """The slots that must still be signed on a day.

    For a minor on that day those of the representatives whom `placements.signatories` still wants; for an adult none.
    """
    slots = sorted(agreement.signatures.all(), key=lambda slot: slot.pk)
    needed = required_on(agreement.placement, on)
    waiting = needed.waiting(_representatives_who_signed(slots)) if needed else frozenset()
    unsigned = [slot for slot in slots if slot.status != SignatureStatus.SIGNED]
    return [slot for slot in unsigned if slot.representative_id is None or slot.representative_id in waiting]


def _representatives_who_signed(slots: Iterable[Signature]) -> frozenset[int]:
    signed = (slot.representative_id for slot in slots if slot.status == SignatureStatus.SIGNED)
    return frozenset(key for key in signed if key is not None)


def complete(agreement: Agreement, by: Actor, on: date) -> Refusal | None:
    """Everybody who must sign on this day has signed."""
    if not agreement.is_signed_here:
        return Refusal("agreement.signed_outside", _("Deze overeenkomst wordt niet hier getekend."))
    needed = required_on(agreement.placement, on)
    represented = needed is None or needed.is_met(_representatives_who_signed(agreement.signatures.all()))
    if represented and not waiting_slots(agreement, on):
        return None
    return Refusal("agreement.signatures_missing", _("Nog niet iedereen heeft getekend."))


def signing_open(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """The agreement is being signed, and its last day to sign has not passed; nor that of an amendment itself."""
    agreement = signature.agreement
    if agreement.status == AgreementStatus.VOIDED and agreement.amends_id:
        dropped = _("Deze bijlage is vervangen of gaat niet door. Wat iedereen vroeger tekende, blijft gelden.")
        return Refusal("signature.replaced", dropped)
    if agreement.status == AgreementStatus.VOIDED:
        return Refusal(
            "signature.replaced",
            _("Deze versie is vervangen. Je hoort wanneer je de nieuwe versie kan lezen en tekenen."),
        )
    if agreement.status != AgreementStatus.SIGNING or not agreement.is_awaited:
        return Refusal("signature.not_open", _("Deze overeenkomst wordt nu niet getekend."))
    if too_late := in_time(agreement, by, on):
        return too_late
    if agreement.sign_by_on and on > agreement.sign_by_on:
        return Refusal(
            "signature.too_late",
            _("De laatste dag om te tekenen is voorbij. De trajectbegeleider kan een nieuwe dag kiezen."),
        )
    return None


def own_slot(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Everybody signs for their own side."""
    if signature.party == own_party(signature.agreement.placement, by) and _is_of(signature, by):
        return None
    return Refusal("signature.not_yours", _("Deze handtekening is niet die van jou."))


def slot_of(agreement: Agreement, by: Actor) -> Signature | None:
    """The slot that this actor may fill, if there is one."""
    mine = (own_party(agreement.placement, by), by.representative_id)
    slots = (slot for slot in agreement.signatures.all() if (slot.party, slot.representative_id) == mine)
    return next((slot for slot in slots if _is_of(slot, by)), None)


def own_party(placement: Placement, by: Actor) -> Party | None:
    """The side of a placement for which an actor may sign."""
    counting = sides_of(placement, by)
    sides = {
        Party.REPRESENTATIVE: by.representative_id is not None,
        Party.STUDENT: counting.has(Role.STUDENT),
        Party.COMPANY: counting.has(Role.HR),
        Party.SCHOOL: counting.has(Role.DIRECTOR, Role.COORDINATOR),
    }
    return next((party for party, fits in sides.items() if fits), None)


def own_slots(by: Actor) -> QuerySet[Signature]:
    """The slots of the actor's own side, of the agreement of an outer query."""
    signer = by.only(Role.HR, Role.DIRECTOR, Role.COORDINATOR, Role.STUDENT)
    own = of_own_side(signer, "agreement__placement__", lambda party: Q(party=party))
    return Signature.objects.filter(own, agreement=OuterRef("pk"))


def open_slots(by: Actor) -> QuerySet[Signature]:
    """Those of them that nobody signed or refused."""
    return own_slots(by).filter(status=SignatureStatus.OPEN)


def _is_of(signature: Signature, by: Actor) -> bool:
    placement = signature.agreement.placement
    return {
        Party.REPRESENTATIVE: signature.representative_id == by.representative_id,
        Party.STUDENT: placement.student_id == by.student_id,
        Party.COMPANY: placement.company_id == by.organisation_id,
        Party.SCHOOL: placement.school_id == by.organisation_id,
    }[Party(signature.party)]


def has_power(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Company and school are bound only by somebody with the power to sign."""
    if signature.party in FAMILY or by.may_sign:
        return None
    return Refusal(
        "signature.no_power", _("Je mag niet tekenen voor je organisatie. Een collega met die bevoegdheid kan dat wel.")
    )


def may_represent(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """A representative signs for a minor only."""
    if signature.party != Party.REPRESENTATIVE:
        return None
    return has_a_say(signature.agreement.placement, Actor(representative_id=signature.representative_id), on)


def of_family(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Before a witness only student and representatives sign, at their own school."""
    if signature.party in FAMILY and signature.agreement.placement.school_id == by.organisation_id:
        return None
    return Refusal("signature.no_witness", _("Alleen een leerling of ouder tekent op het toestel van de school."))


def text_current(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Nobody signs a text that has stopped being true, for example after a correction of a name."""
    if digest_of(body_now(signature.agreement)) == signature.agreement.digest:
        return None
    return Refusal(
        "signature.text_changed",
        _("De gegevens zijn veranderd sinds de tekst werd vastgelegd. De trajectbegeleider maakt een nieuwe versie."),
    )


def blocks(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """R05 and R10 hold back every signature."""
    return next(iter(agreement_rules.warnings(signature.agreement, by, on)), None)


def same_person_once(slot: Signature, user: User | None = None) -> Refusal | None:
    """No person fills two slots; `user` is who signs with an account.

    Two of the family may share an address when the other signed at school or on paper (`contact_is_own`).
    """
    others = (row for row in _signed_beside(slot) if not (_of_family(slot, row) and row.way in BY_SCHOOL))
    if _same_person(slot, others, user) is None:
        return None
    return Refusal("signature.twice", _("Je hebt al getekend voor een andere partij: dat kan maar één keer."))


def another_person(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Whoever signed for company or school does not sign for the family too, before a witness or on paper either."""
    others = (row for row in _signed_beside(signature) if not _of_family(signature, row))
    other = _same_person(signature, others)
    if other is None:
        return None
    sentence = _(
        "%(name)s tekende al voor de %(party)s, en heeft hetzelfde mailadres of telefoonnummer. "
        "Laat iemand anders tekenen."
    )
    return Refusal("signature.signed_for_other", sentence % {"name": other.name, "party": Party(other.party).label})


def _signed_beside(slot: Signature) -> list[Signature]:
    rows = (
        row for row in slot.agreement.signatures.all() if row.status == SignatureStatus.SIGNED and row.pk != slot.pk
    )
    return sorted(rows, key=lambda row: row.pk)


def _of_family(*slots: Signature) -> bool:
    return all(slot.party in FAMILY for slot in slots)


def _same_person(slot: Signature, others: Iterable[Signature], user: User | None = None) -> Signature | None:
    """The first of other slots with the account, mail address or telephone of who signs this one."""
    own = marks_of(slot, user)
    return next((row for row in others if own & marks_of(row)), None)


def told_no_code(signature: Signature, by: Actor, on: date) -> Refusal | None:
    """Whoever told the family a code to sign a version with does not sign it too: one person would be two sides."""
    if by.user_id is None or signature.party in FAMILY:
        return None
    told = signature.agreement.links.filter(told_by=by.user_id, withdrawn_at=None).exists()
    seen = (
        slot.way == SignedBy.LINK and slot.witness_by_id == by.user_id for slot in signature.agreement.signatures.all()
    )
    if not told and not any(seen):
        return None
    sentence = _("Je gaf de leerling of een ouder de code om te tekenen. Laat een collega voor de school tekenen.")
    return Refusal("signature.told_code", sentence)


def email_of(slot: Signature) -> str:
    """The mail address of who signed a slot; empty when it is not known."""
    if slot.user:
        return slot.user.email
    if slot.representative:
        return slot.representative.email
    return slot.agreement.placement.student.email if slot.party == Party.STUDENT else ""


def reason_given(reason: str) -> Refusal | None:
    """Whoever does not sign says why."""
    return None if reason.strip() else Refusal("signature.reason_needed", _("Schrijf waarom je niet tekent."))


def witness_fits(slot: Signature, witness: User, on: date) -> Refusal | None:
    """A witness works at the school on that day, by name and account, and is not the one who signs."""
    if not witnesses_of(slot.agreement.placement.school_id, on).filter(pk=witness.pk).exists():
        return Refusal("signature.witness_unknown", _("Kies een getuige die nu bij de school werkt."))
    if witness.email.lower() == email_of(slot).lower():
        return Refusal("signature.witness_signs", _("Wie tekent, kan niet ook de getuige zijn. Kies een collega."))
    return None


def paper_day(agreement: Agreement, paper_on: date, on: date) -> Refusal | None:
    """What was signed on paper was signed today or before, and not before there was this text to sign."""
    if paper_on > on:
        return Refusal(
            "signature.paper_day",
            _("De dag op het papier kan niet in de toekomst liggen. Kies vandaag of een dag die voorbij is."),
        )
    since = max(filter(None, (agreement.coach_checked_at, agreement.hr_checked_at)), default=None)
    if since is None or paper_on >= timezone.localdate(since):
        return None
    sentence = _("Deze versie ligt vast sinds %(day)s: laat een afdruk van deze versie tekenen.")
    return Refusal("signature.paper_of_before", sentence % {"day": date_format(timezone.localdate(since))})


def witnesses_of(school_id: int, on: date) -> QuerySet[User]:
    """Who may see a signature at school: its staff with an account on a day, by name."""
    staff = Membership.objects.in_force(on).filter(organisation=school_id, role__in=SCHOOL_STAFF)
    return User.objects.filter(pk__in=staff.values("user"), is_active=True).order_by("name", "pk")


SIGN = (
    own_slot,
    signing_open,
    has_power,
    told_no_code,
    may_represent,
    contact_is_own,
    tie_settled,
    text_current,
    blocks,
)
WITNESS = (of_family, signing_open, may_represent, another_person, tie_settled, text_current, blocks)
REFUSE = (own_slot, signing_open, has_power, may_represent)
SEAL = (complete, in_time, *agreement_rules.BLOCKS)
