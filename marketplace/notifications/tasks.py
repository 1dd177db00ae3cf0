"""Does the notification mail jobs, and sends the daily mails."""

from celery import shared_task
from django.db import transaction

from marketplace.accounts.models import User
from marketplace.jobs.actions import handles
from marketplace.notifications.actions import mail_out, send_digest
from marketplace.notifications.models import DigestLine, Notification


@handles("notification_mail")
def mail(*, notification_id: int) -> None:
    """Queue the mails of one notification, all or none."""
    with transaction.atomic():
        mail_out(Notification.objects.get(pk=notification_id))


@shared_task
def send_digests() -> int:
    """Queue the daily mail of everybody for whom something waits; how many mails."""
    people = User.objects.filter(pk__in=DigestLine.objects.values("user")).order_by("pk")
    return sum(send_digest(user) > 0 for user in people)
