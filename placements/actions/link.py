"""Personal links for people without an account: make them, mail them, open them."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from marketplace.actor import Actor, Role
from marketplace.audit.actions import record
from marketplace.mail.actions import queue
from marketplace.workflow import Refused
from placements.actions.seat import hold_student
from placements.family_texts import FAMILY_TEXTS, SOURCE, translated
from placements.models import PersonalLink, Placement
from placements.rules import link as rules
from placements.rules.placement import is_minor
from schools.enums import Channel, Signs
from schools.models import LegalRepresentative, Student

LINK_LASTS = timedelta(days=30)


@dataclass(frozen=True)
class IssuedLink:
    """A fresh link: its address is known now and never again. `mailed` says whether it went out by mail."""

    name: str
    url: str
    mailed: bool


@transaction.atomic
def issue_links(*, placement: Placement, by: Actor) -> list[IssuedLink]:
    """New links for a student without an account and, for a minor, each representative who may sign.

    Older links of the same people stop working. Raises PermissionDenied for all but coach and coordinator.
    """
    if not by.has(Role.COACH, Role.COORDINATOR):
        raise PermissionDenied
    at = timezone.now()
    hold_student(placement.student_id)
    row = Placement.objects.visible_to(by).select_related("student", "programme").get(pk=placement.pk)
    people = _people(row, at)
    return [_issue(row, person, by, at) for person in people]


def mail_links_to_sign(*, placement: Placement, by: Actor, at: datetime) -> int:
    """Fresh links, now that the agreement can be signed, for those who are reached by mail; the number of mails.

    Whoever is reached otherwise keeps an older link, or gets one from the coach.
    """
    people = [person for person in _people(placement, at) if _by_mail(person)]
    return len([_issue(placement, person, by, at, mail="placements/sign_link_mail") for person in people])


def _people(placement: Placement, at: datetime) -> list[Student | LegalRepresentative]:
    student = placement.student
    people: list[Student | LegalRepresentative] = [] if student.user_id else [student]
    if is_minor(placement, timezone.localdate(at)):
        people += student.representatives.exclude(signs=Signs.NOT).order_by("pk")
    return people


def _issue(
    placement: Placement,
    person: Student | LegalRepresentative,
    by: Actor,
    at: datetime,
    mail: str = "placements/link_mail",
) -> IssuedLink:
    whose = {"student": person} if isinstance(person, Student) else {"representative": person}
    placement.links.filter(withdrawn_at=None, **whose).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    link = PersonalLink.objects.create(
        placement=placement, token_hash=_hash(token), created_at=at, expires_at=at + LINK_LASTS, **whose
    )
    record("placement.link", subject=placement, by=by, at=at, data={"link": link.pk})
    url = f"{settings.PUBLIC_URL}/link/{token}/"
    return IssuedLink(str(person), url, mailed=_mail(person, url, mail))


def _by_mail(person: Student | LegalRepresentative) -> bool:
    return bool(person.email) and getattr(person, "channel", Channel.MAIL) == Channel.MAIL


def _mail(person: Student | LegalRepresentative, url: str, template: str) -> bool:
    """Mail the address in Dutch, with the help text in the person's own language; whether a mail was queued."""
    if not _by_mail(person):
        return False
    help_text = translated(getattr(person, "language", SOURCE))
    context = {"url": url, "text": FAMILY_TEXTS[SOURCE], "help": help_text}
    queue(template, to=person.email, language=SOURCE, context=context)
    return True


def open_link(*, token: str, by: Actor) -> PersonalLink:
    """The link of a token, for whoever holds it; changes nothing.

    Refused: `link.unknown`, `link.withdrawn`, `link.no_say`, `link.adult`, `link.expired`, and `link.foreign` for
    somebody logged in as another.
    """
    links = PersonalLink.objects.select_related(
        "placement__coach", "placement__school__organisation", "placement__student", "student", "representative"
    )
    link = links.filter(token_hash=_hash(token)).first()
    if link is None:
        raise Refused(rules.UNKNOWN)
    if refusal := rules.closed(link, timezone.now()) or rules.foreign(link, by):
        raise Refused(refusal)
    return link


def actor_of(link: PersonalLink) -> Actor:
    """Who acts through the link: its one person, in that role and no other."""
    if link.representative_id:
        return Actor(roles=frozenset({Role.REPRESENTATIVE}), representative_id=link.representative_id)
    return Actor(roles=frozenset({Role.STUDENT}), student_id=link.student_id)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
