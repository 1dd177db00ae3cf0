"""Tell people: a message in the app at once, a mail through the outbox after the commit."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.actions import holders
from marketplace.accounts.models import User
from marketplace.actor import Actor
from marketplace.jobs.actions import enqueue
from marketplace.mail.actions import queue
from marketplace.notifications.models import Notification
from marketplace.notifications.texts import sentence


@transaction.atomic
def tell_role(organisation_id: int, role: str, code: str, *, path: str, **parameters: Any) -> Notification:
    """Tell everybody who holds a role in an organisation today."""
    return _tell(organisation_id=organisation_id, role=role, code=code, path=path, parameters=parameters)


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


def _tell(**fields: Any) -> Notification:
    sentence(fields["code"], fields["parameters"])  # a code without a sentence must fail here, not in the mail job
    notification = Notification.objects.create(created_at=timezone.now(), **fields)
    enqueue("notification_mail", notification_id=notification.pk)
    return notification


def mail_out(notification: Notification) -> int:
    """Queue one mail for each recipient, in that person's language; the number of mails."""
    people = recipients(notification)
    for user in people:
        with translation.override(user.language):
            context = {"sentence": notification.sentence, "url": settings.PUBLIC_URL + notification.path}
        queue("notifications/mail", to=user.email, language=user.language, context=context)
    return len(people)


def recipients(notification: Notification) -> list[User]:
    """The users whom a notification reaches today: one person, or the holders of a role with their stand-ins."""
    if notification.user_id is not None:
        return list(User.objects.filter(pk=notification.user_id, is_active=True))
    return list(holders(notification.organisation_id, notification.role, timezone.localdate()))
