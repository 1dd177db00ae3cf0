"""How it is shown who signs: an address that is the person's own, no tie to the host, and what the evidence keeps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.actor import Actor
from marketplace.workflow import Refusal
from placements.enums import HostTie, Party
from placements.models import HostTieAnswer, PersonalLink, Signature
from schools.enums import Signs
from schools.models import Coach, LegalRepresentative, Student

FAMILY = (Party.STUDENT, Party.REPRESENTATIVE)
Person = Student | LegalRepresentative


def contact_is_own(slot: Signature, by: Actor, on: date) -> Refusal | None:
    """Whoever shares a mail address or telephone with somebody who signs too, signs before a witness or on paper."""
    if slot.party not in FAMILY or not shares_contact(slot):
        return None
    return Refusal(
        "signature.contact_shared",
        _("Je mailadres of telefoonnummer is ook dat van iemand anders die tekent. Teken op school of op papier."),
    )


def shares_contact(slot: Signature) -> bool:
    """Whether the mail address or telephone of a slot's person is also that of another of the family who signs."""
    student = slot.agreement.placement.student
    own: Person = slot.representative or student
    family: list[Person] = [student]
    family += [row for row in student.representatives.all() if row.signs != Signs.NOT]
    return not contacts([own]).isdisjoint(contacts(person for person in family if person != own))


def contacts(people: Iterable[Person | Coach]) -> frozenset[str]:
    """The mail addresses and telephones of people, in one spelling."""
    found = (text.strip().lower() for person in people for text in (person.email, person.phone))
    return frozenset(text for text in found if text)


def marks_of(slot: Signature, user: User | None = None) -> frozenset[str]:
    """What somebody is known by who signs a slot, with this account or the one that it was signed with.

    The account, its mail address, and of the family also their own addresses and telephones; of a coach who signs for
    the school the coach's.
    """
    student, account = slot.agreement.placement.student, user or slot.user
    people: list[Person | Coach] = []
    if slot.party in FAMILY:
        people, account = (
            [slot.representative or student],
            account or (None if slot.representative_id else student.user),
        )
    elif account:
        people = list(Coach.objects.filter(user=account))
    return contacts(people) | ({f"account {account.pk}", account.email.lower()} if account else frozenset())


def tie_settled(slot: Signature, by: Actor, on: date) -> Refusal | None:
    """A representative says whether they work for or own the host; where they do, the school decides first."""
    if slot.representative_id is None:
        return None
    answer = tie_of(slot)
    if answer is None:
        company = slot.agreement.placement.company.organisation.name
        sentence = _("Zeg eerst of je bij %(company)s werkt of er eigenaar van bent.")
        return Refusal("signature.host_tie_asked", sentence % {"company": company})
    if answer.tie == HostTie.NONE or answer.may_sign:
        return None
    if answer.may_sign is None:
        return Refusal("signature.host_tie_waits", _("De school beslist eerst of je mag tekenen. Je hoort van haar."))
    return Refusal("signature.host_tie_no", _("De school besliste dat iemand anders tekent dan jij."))


def tie_of(slot: Signature) -> HostTieAnswer | None:
    """What the slot's representative said of the host."""
    answers = slot.agreement.placement.host_ties.all()
    return next((row for row in answers if row.representative_id == slot.representative_id), None)


def shown(slot: Signature, link: PersonalLink | None = None) -> dict[str, Any]:
    """What the evidence keeps of a slot's person, as ids and codes: the link with its code, what was shared, a tie."""
    if slot.party not in FAMILY:
        return {}
    facts: dict[str, Any] = {"shares_contact": shares_contact(slot)}
    if link and link.opened_at:
        facts |= {"link": link.pk, "code": link.code_way, "code_given_at": link.opened_at.isoformat()}
    if answer := tie_of(slot) if slot.representative_id else None:
        facts |= {"host_tie": answer.tie, "school_allowed_it": answer.may_sign}
    return facts
