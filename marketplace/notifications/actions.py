"""Tell people: a message in the app at once, a mail through the outbox after the commit."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.actions import holders
from marketplace.accounts.models import User
from marketplace.actor import Actor
from marketplace.jobs.actions import enqueue, enqueue_many
from marketplace.mail.actions import queue
from marketplace.notifications.kinds import KINDS, kind_of
from marketplace.notifications.models import DigestLine, Notification, Preference, Way
from marketplace.notifications.texts import sentence, to_keep


@transaction.atomic
def tell_role(organisation_id: int, role: str, code: str, *, path: str, **parameters: Any) -> Notification:
    """Tell everybody who holds a role in an organisation today."""
    return _tell(organisation_id=organisation_id, role=role, code=code, path=path, parameters=parameters)


@transaction.atomic
def tell_organisations(organisations: Iterable[int], role: str, code: str, *, path: str, **parameters: Any) -> int:
    """Tell everybody who holds a role in each of these organisations today, many at once; how many were told."""
    kept = to_keep(parameters)
    sentence(code, kept)
    common = {"role": role, "code": code, "path": path, "parameters": kept, "created_at": timezone.now()}
    rows = [Notification(organisation_id=organisation, **common) for organisation in organisations]
    made = Notification.objects.bulk_create(rows, batch_size=1000)
    return enqueue_many("notification_mail", ({"notification_id": row.pk} for row in made))


@transaction.atomic
def tell_user(user_id: int, code: str, *, path: str, **parameters: Any) -> Notification:
    """Tell one user."""
    return _tell(user_id=user_id, code=code, path=path, parameters=parameters)


def mark_read(*, by: Actor, notification: Notification | None = None) -> int:
    """Mark one message or all of the actor's as read, for every holder of the role; the number that was unread."""
    unread = Notification.objects.visible_to(by).filter(read_at=None)
    if notification:
        unread = unread.filter(pk=notification.pk)
    return unread.update(read_at=timezone.now())


def _tell(*, code: str, parameters: dict[str, Any], **fields: Any) -> Notification:
    kept = to_keep(parameters)
    sentence(code, kept)  # a code without a sentence must fail here, not in the mail job
    notification = Notification.objects.create(created_at=timezone.now(), code=code, parameters=kept, **fields)
    enqueue("notification_mail", notification_id=notification.pk)
    return notification


def mail_out(notification: Notification) -> int:
    """Queue a mail for each recipient who wants one at once, in that person's language; the number of mails.

    For who wants one mail a day it waits for `send_digest`.
    """
    people = recipients(notification)
    ways = _ways(people, kind_of(notification.code))
    later = [DigestLine(user=user, notification=notification) for user in people if ways.get(user.pk) == Way.DAILY]
    DigestLine.objects.bulk_create(later, ignore_conflicts=True)
    at_once = [user for user in people if ways.get(user.pk, Way.AT_ONCE) == Way.AT_ONCE]
    for user in at_once:
        context = {"line": _line(notification, user)}
        queue("notifications/mail", to=user.email, language=user.language, context=context)
    return len(at_once)


@transaction.atomic
def send_digest(user: User) -> int:
    """Queue one mail with all that waits for a user, the oldest first, and forget that it waited; how many lines."""
    waiting = DigestLine.objects.select_for_update(of=("self",)).filter(user=user).select_related("notification")
    rows = list(waiting.order_by("notification__created_at", "pk"))
    if rows and user.is_active:
        context = {"lines": [_line(row.notification, user) for row in rows]}
        queue("notifications/digest", to=user.email, language=user.language, context=context)
    DigestLine.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def change_preferences(*, user: User, **ways: str) -> None:
    """Keep how a user hears of each kind that is named."""
    rows = [Preference(user=user, kind=kind, way=way) for kind, way in ways.items() if kind in KINDS]
    Preference.objects.bulk_create(rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["way"])


def _ways(people: Iterable[User], kind: str | None) -> dict[int, str]:
    """By user the way that was chosen for a kind; nothing for what is always mailed at once."""
    chosen = Preference.objects.filter(user__in=[user.pk for user in people], kind=kind) if kind else ()
    return {row.user_id: row.way for row in chosen}


def _line(notification: Notification, user: User) -> dict[str, str]:
    """What a mail says of a message, on one line, in a person's language."""
    with translation.override(user.language):
        sentence_of_one_line = " ".join(notification.sentence.split())
    return {"sentence": sentence_of_one_line, "url": settings.PUBLIC_URL + notification.path}


def recipients(notification: Notification) -> list[User]:
    """The users whom a notification reaches today: one person, or the holders of a role with their stand-ins."""
    if notification.user_id is not None:
        return list(User.objects.filter(pk=notification.user_id, is_active=True))
    return list(holders(notification.organisation_id, notification.role, timezone.localdate()))
