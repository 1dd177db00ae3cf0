"""Personal links for people without an account: make them, mail them, open them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.workflow import Refused
from placements.actions.family_mail import Person, is_reached_by_mail, mail_to, people_of
from placements.actions.seat import hold_student
from placements.actions.signature import make_slots
from placements.enums import AgreementStatus, LinkPurpose
from placements.models import Agreement, MentorAssignment, PersonalLink, Placement
from placements.rules import link as rules
from placements.rules.side import sides_of
from schools.models import LegalRepresentative, Student

LINK_LASTS = timedelta(days=30)
ONE_TO_A_LINK = (
    "student",
    "representative",
    "agreement",
    "placement__student",
    "placement__coach",
    "placement__programme",
    "placement__site",
    "placement__school__organisation",
    "placement__company__organisation",
)
MANY_TO_A_LINK = (
    "placement__student__representatives",
    "placement__host_ties",
    "placement__reading_permissions",
    Prefetch("placement__mentors", MentorAssignment.objects.in_order()),
)
SIGN, ANSWER = LinkPurpose.SIGN, LinkPurpose.ANSWER


@dataclass(frozen=True)
class IssuedLink:
    """A fresh link: its address is known now and never again. `mailed` says whether it went out by mail."""

    name: str
    url: str
    key: int
    mailed: bool


@transaction.atomic
def issue_links(*, placement: Placement, by: Actor) -> list[IssuedLink]:
    """New links for a student without an account and each representative who answers, signs or keeps a copy.

    They serve what is asked now: the agreement that is or was being signed, before it the answer to the place. Older
    links of the same people stop working. Raises PermissionDenied for all but coach and coordinator.
    """
    if not sides_of(placement, by).has(Role.COACH, Role.COORDINATOR):
        raise PermissionDenied
    at = timezone.now()
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).select_related("student", "programme").get(pk=placement.pk)
    agreement = rules.agreement_of(row)
    if agreement and agreement.status == AgreementStatus.SIGNING:
        make_slots(agreement, timezone.localdate(at))  # somebody who came later signs too
    return [_issue(row, person, agreement, by, at) for person in people_of(row, timezone.localdate(at))]


def mail_links_to_sign(*, agreement: Agreement, by: Actor, at: datetime) -> int:
    """Fresh links to this version for those who are reached by mail; the number of mails.

    Whoever is reached otherwise gets one from the coach; who keeps a copy of another version keeps the link to it.
    """
    return len([_issue(agreement.placement, row, agreement, by, at) for row in _mailed(agreement, at)])


def mail_links_of_drop(*, agreement: Agreement, by: Actor, at: datetime) -> int:
    """Fresh links to what holds on, for whoever is reached by mail, which say that the change does not go on."""
    mail = "placements/drop_link_mail"
    return len([_issue(agreement.placement, row, agreement, by, at, mail) for row in _mailed(agreement, at)])


def _mailed(agreement: Agreement, at: datetime) -> list[Person]:
    """Who is reached by mail and opens this version, not the copy of another one."""
    placement, on = agreement.placement, timezone.localdate(at)
    people = [row for row in people_of(placement, on) if is_reached_by_mail(row)]
    return [row for row in people if rules.version_for(placement, row, agreement, on) == agreement]


def mail_links_of_take_over(*, placement: Placement, by: Actor, at: datetime) -> int:
    """Fresh links to read who is mentor from when, for those who are reached by mail; the number of mails."""
    agreement = rules.agreement_of(placement)
    people = [row for row in people_of(placement, timezone.localdate(at)) if is_reached_by_mail(row)]
    people = [row for row in people if rules.reads_on(placement, row, timezone.localdate(at))]
    mail = "placements/mentor_link_mail"
    return len([_issue(placement, person, agreement, by, at, mail) for person in people])


def mail_link_to(*, person: LegalRepresentative, agreement: Agreement, by: Actor, at: datetime) -> None:
    """A fresh link to sign this version for one representative, by mail where that is how they are reached."""
    if is_reached_by_mail(person):
        _issue(agreement.placement, person, agreement, by, at)


def mail_link_to_student(*, placement: Placement, by: Actor, at: datetime) -> None:
    """A fresh link for a student without an account, to go on with: it says so, unless there is something to sign."""
    agreement = rules.agreement_of(placement)
    signs = agreement is not None and agreement.status == AgreementStatus.SIGNING
    _issue(placement, placement.student, agreement, by, at, "" if signs else "placements/go_on_link_mail")


def _issue(
    placement: Placement, person: Person, agreement: Agreement | None, by: Actor, at: datetime, mail: str = ""
) -> IssuedLink:
    """A fresh link for one person; `mail` is the text it comes with, where that is not what the link asks."""
    agreement = rules.version_for(placement, person, agreement, timezone.localdate(at))
    whose = {"student": person} if isinstance(person, Student) else {"representative": person}
    placement.links.filter(withdrawn_at=None, **whose).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    purpose = SIGN if agreement else ANSWER
    link = PersonalLink.objects.create(
        placement=placement,
        purpose=purpose,
        agreement=agreement,
        token_hash=_hash(token),
        created_at=at,
        expires_at=at + LINK_LASTS,
        **whose,
    )
    record("placement.link", subject=placement, by=by, at=at, data={"link": link.pk, "purpose": purpose})
    url = f"{settings.PUBLIC_URL}/link/{token}/"
    return IssuedLink(
        str(person), url, link.pk, mailed=mail_to(placement, person, mail or _asks(agreement), agreement, url)
    )


def _asks(agreement: Agreement | None) -> str:
    """The mail that says what a link asks now; once everybody signed it asks nothing."""
    if agreement is None:
        return "placements/link_mail"
    if agreement.status == AgreementStatus.SEALED:
        return "placements/again_link_mail"
    return "placements/amend_link_mail" if agreement.amends_id else "placements/sign_link_mail"


def open_link(*, token: str, by: Actor) -> PersonalLink:
    """The link of a token, for whoever holds it; changes nothing.

    Who has no say any more finds the last version that they signed behind it.

    Refused: `link.unknown`, `link.old_version`, `link.withdrawn`, `link.other_purpose`, `link.no_say`, `link.adult`,
    `link.expired`, and `link.foreign` for somebody logged in as another.
    """
    links = PersonalLink.objects.select_related(*ONE_TO_A_LINK).prefetch_related(*MANY_TO_A_LINK)
    link = links.filter(token_hash=_hash(token)).first()
    if link is None:
        raise Refused(rules.UNKNOWN)
    at = timezone.now()
    link.agreement = rules.version_for(link.placement, link.person, link.agreement, timezone.localdate(at))
    if refusal := rules.closed(link, at) or rules.foreign(link, by):
        raise Refused(refusal, link)
    return link


def actor_of(link: PersonalLink) -> Actor:
    """Who acts through the link: its one person, in that role and no other."""
    if link.representative_id:
        return Actor(roles=frozenset({Role.REPRESENTATIVE}), representative_id=link.representative_id)
    return Actor(roles=frozenset({Role.STUDENT}), student_id=link.student_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
