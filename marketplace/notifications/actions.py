"""Tell people: a message in the app at once, a mail through the outbox after the commit."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.models import Membership, User
from marketplace.jobs.actions import enqueue
from marketplace.mail.actions import queue
from marketplace.notifications.models import Notification
from marketplace.notifications.texts import sentences


@transaction.atomic
def tell_role(organisation_id: int, role: str, code: str, *, path: str, **parameters: Any) -> Notification:
    """Tell everybody who holds a role in an organisation today."""
    return _tell(organisation_id=organisation_id, role=role, code=code, path=path, parameters=parameters)


@transaction.atomic
def tell_user(user_id: int, code: str, *, path: str, **parameters: Any) -> Notification:
    """Tell one user."""
    return _tell(user_id=user_id, code=code, path=path, parameters=parameters)


def _tell(**fields: Any) -> Notification:
    notification = Notification.objects.create(created_at=timezone.now(), **fields)
    enqueue("notification_mail", notification_id=notification.pk)
    return notification


def mail_out(notification: Notification) -> int:
    """Queue one mail for each recipient, in that person's language; the number of mails."""
    people = recipients(notification)
    for user in people:
        with translation.override(user.language):
            sentence = sentences[notification.code] % notification.parameters
        url = settings.PUBLIC_URL + notification.path
        queue("notifications/mail", to=user.email, language=user.language, context={"sentence": sentence, "url": url})
    return len(people)


def recipients(notification: Notification) -> list[User]:
    """The users whom a notification reaches today."""
    if notification.user_id:
        return [User.objects.get(pk=notification.user_id)]
    held = Membership.objects.in_force(timezone.localdate()).filter(
        organisation=notification.organisation_id, role=notification.role
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))
